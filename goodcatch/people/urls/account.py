"""Addresses of one's own account, under /in/account/: what the sign-in library does here, and ours."""

from allauth.account.views import LogoutView
from django.urls import path
from django.views.decorators.http import require_POST

from goodcatch.people.views import account, entering

urlpatterns = [
    path("", account.own, name="account_own"),
    path("away/", account.away, name="account_away"),
    path("login/", entering.sign_in, name="account_login"),
    path("logout/", require_POST(LogoutView.as_view()), name="account_logout"),
    path("password/", account.change_password, name="account_change"),
    path("password/forgotten/", account.forgotten, name="account_forgotten"),
    path("password/letter/", account.letter, name="account_letter"),
    path("password/<str:public_id>/<str:token>/", account.choose_password, name="account_choose"),
    path("demo/", entering.cast, name="account_demo"),
]
