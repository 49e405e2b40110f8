"""Addresses of thanks, below /in/thanks/."""

from django.urls import path

from goodcatch.recognition import views

app_name = "recognition"
urlpatterns = [
    path("for/<str:case_id>/", views.thank_page, name="thank"),
    path("<str:public_id>/", views.thanks_page, name="thanks"),
    path("<str:public_id>/accept/", views.accept_page, name="accept"),
    path("<str:public_id>/decline/", views.decline_page, name="decline"),
    path("<str:public_id>/withdraw/", views.withdraw_page, name="withdraw"),
]
