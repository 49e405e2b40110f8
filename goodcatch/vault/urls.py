"""Addresses of keys, lists of readers and custodians, under /in/keys/."""

from django.urls import path

from goodcatch.vault.views import custodians, keys, lists

app_name = "vault"
urlpatterns = [
    path("", keys.overview, name="keys"),
    path("make/", keys.make, name="make"),
    path("unlock/", keys.unlock, name="unlock"),
    path("lock/", keys.lock, name="lock"),
    path("lost/", keys.lose, name="lose"),
    path("custodians/", custodians.custodians, name="custodians"),
    path("custodians/propose/", custodians.propose, name="propose"),
    path("custodians/sign/", custodians.sign, name="sign"),
    path("openings/<str:public_id>/", custodians.opening, name="opening"),
    path("openings/<str:public_id>/first/", custodians.open_first, name="open_first"),
    path("openings/<str:public_id>/second/", custodians.open_second, name="open_second"),
    path("openings/<str:public_id>/refuse/", custodians.refuse, name="refuse"),
    path("lists/<str:scope>/", lists.readers, name="list"),
    path("lists/<str:scope>/admit/", lists.admit, name="admit"),
    path("lists/<str:scope>/recovery/", lists.sign_recovery, name="sign_recovery"),
    path("lists/<str:scope>/rehearse/", lists.rehearse, name="rehearse"),
    path("lists/<str:scope>/let-go/<str:public_id>/", lists.let_go, name="let_go"),
    path("lists/<str:scope>/seal-to/<str:public_id>/", lists.begin, name="begin"),
    path("rehearsals/<str:public_id>/", lists.answer, name="answer"),
    path("re-sealing/<str:public_id>/", lists.reseal, name="reseal"),
]
