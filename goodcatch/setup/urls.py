"""Addresses under /in/setup/: the one that the terminal names at the first start, what follows, and the doctor."""

from django.urls import path

from goodcatch.setup import views

app_name = "setup"
urlpatterns = [
    path("first-steps/", views.first_steps, name="first_steps"),
    path("doctor/", views.doctor, name="doctor"),
    path("doctor/reopen/", views.reopen, name="reopen"),
    path("<str:token>/", views.found, name="found"),
]
