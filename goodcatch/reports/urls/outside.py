"""Public addresses: the front, and everything below /speak-up/. No session, no user, no CSRF cookie."""

from django.urls import path

from goodcatch.reports.views import outside, receipt

app_name = "speak_up"
urlpatterns = [
    path("", outside.front, name="front"),
    path("speak-up/", outside.choose, name="choose"),
    path("speak-up/receipt/", receipt.enter, name="enter"),
    path("speak-up/report/", receipt.follow, name="follow"),
    path("speak-up/leave/", receipt.leave, name="leave"),
    path("speak-up/sent/<str:token>/", outside.sent, name="sent"),
    path("speak-up/slip/<str:token>/", outside.slip, name="slip"),
    path("speak-up/<slug:slug>/", outside.tell, name="tell"),
    path("speak-up/<slug:slug>/<slug:place_id>/", outside.tell, name="tell_at"),
]
