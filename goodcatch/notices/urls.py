"""Addresses of notices, under /in/notices/."""

from django.urls import path

from goodcatch.notices import views

app_name = "notices"
urlpatterns = [
    path("", views.notices, name="notices"),
    path("seen/", views.seen, name="seen"),
]
