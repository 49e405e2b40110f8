"""The address under /in/setup/ that the terminal names at the first start."""

from django.urls import path

from goodcatch.setup import views

app_name = "setup"
urlpatterns = [path("<str:token>/", views.found, name="found")]
