"""Addresses of places and things, under /in/places/."""

from django.urls import path

from goodcatch.places import views

app_name = "places"
urlpatterns = [
    path("", views.places, name="places"),
    path("add/", views.add, name="add"),
    path("<str:public_id>/", views.place, name="place"),
    path("<str:public_id>/add/", views.add, name="add_inside"),
    path("<str:public_id>/describe/", views.describe, name="describe"),
    path("<str:public_id>/move/", views.move, name="move"),
    path("<str:public_id>/close/", views.close, name="close"),
]
