"""Addresses of sources, below /in/sources/."""

from django.urls import path

from goodcatch.exchange import views

app_name = "exchange"
urlpatterns = [
    path("changes/<str:public_id>/", views.change_page, name="change"),
    path("<str:public_id>/", views.source_page, name="source"),
    path("<str:public_id>/<int:number>/", views.source_page, name="version"),
    path("<str:public_id>/<int:number>/raw/", views.raw, name="raw"),
]
