"""Addresses under /in/setup/: the one that the terminal names at the first start, and what comes after it."""

from django.urls import path

from goodcatch.setup import views

app_name = "setup"
urlpatterns = [
    path("first-steps/", views.first_steps, name="first_steps"),
    path("<str:token>/", views.found, name="found"),
]
