"""Public addresses, below /speak-up/watched/. No session, no user, no CSRF cookie."""

from django.urls import path

from goodcatch.protection.views import outside

app_name = "watched"
urlpatterns = [
    path("", outside.watched, name="watched"),
    path("answer/", outside.answer, name="answer"),
    path("harmed/", outside.harmed, name="harmed"),
    path("end/", outside.end, name="end"),
    path("tell/", outside.tell, name="tell"),
    path("<str:token>/", outside.invited, name="invited"),
]
