"""Public addresses: the front, and everything below /speak-up/. No session, no user, no CSRF cookie."""

from django.urls import path

from goodcatch.reports.views import about, agreeing, asked, ceremony, minutes, outside, proving, receipt, renewing

app_name = "speak_up"
urlpatterns = [
    path("", outside.front, name="front"),
    path("speak-up/", outside.choose, name="choose"),
    path("speak-up/receipt/", receipt.enter, name="enter"),
    path("speak-up/report/", receipt.follow, name="follow"),
    path("speak-up/report/files/<int:number>/", receipt.file, name="file"),
    path("speak-up/report/matter/", receipt.agree_to_matter, name="agree_to_matter"),
    path("speak-up/report/heard/", receipt.heard, name="heard"),
    path("speak-up/report/proof.json", proving.proof, name="proof"),
    path("speak-up/report/told.json", proving.words, name="words"),
    path("speak-up/report/summary/", agreeing.summary, name="summary"),
    path("speak-up/report/minutes/", minutes.minutes, name="minutes"),
    path("speak-up/proof/", proving.check, name="check_proof"),
    path("speak-up/leave/", receipt.leave, name="leave"),
    path("speak-up/telling/", ceremony.telling, name="telling"),
    path("speak-up/telling/drop/", ceremony.drop, name="drop"),
    path("speak-up/new-receipt/", renewing.new_receipt, name="new_receipt"),
    path("speak-up/sent/<str:token>/", outside.sent, name="sent"),
    path("speak-up/slip/<str:token>/", outside.slip, name="slip"),
    path("speak-up/policy/", about.policy, name="policy"),
    path("speak-up/<slug:slug>/", outside.tell, name="tell"),
    path("speak-up/<slug:slug>/about/", about.about, name="about"),
    path("speak-up/<slug:slug>/asked/", asked.asked_before, name="asked_before"),
    path("speak-up/<slug:slug>/<slug:place_id>/", outside.tell, name="tell_at"),
]
