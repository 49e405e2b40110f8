"""Addresses of law and policy, for those who are signed in."""

from django.urls import path

from goodcatch.standards import views

app_name = "standards"
urlpatterns = [
    path("law/", views.law, name="law"),
    path("law/adopt/", views.adopt, name="adopt"),
    path("law/packs/<str:key>/", views.pack, name="pack"),
    path("policy/", views.policy, name="policy"),
    path("policy/sign/", views.sign, name="sign_new"),
    path("policy/<slug:language>/sign/", views.sign, name="sign"),
]
