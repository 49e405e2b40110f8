"""Addresses of requests, below /in/requests/."""

from django.urls import path

from goodcatch.subjects.views import copying, requests

app_name = "subjects"
urlpatterns = [
    path("", requests.requests, name="requests"),
    path("new/", requests.receive, name="receive"),
    path("<str:public_id>/", requests.one, name="request"),
    path("<str:public_id>/extend/", requests.extend, name="extend"),
    path("<str:public_id>/answer/", requests.answer, name="answer"),
    path("<str:public_id>/copy/", copying.copy, name="copy"),
    path("<str:public_id>/looked/<str:channel_id>/", requests.looked, name="looked"),
]
