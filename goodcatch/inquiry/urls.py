"""Addresses of inquiries, below /in/inquiries/."""

from django.urls import path

from goodcatch.inquiry.views import deeds, pages

app_name = "inquiry"
_ONE = "<slug:public_id>"
_HEARD = f"{_ONE}/interviews/<int:number>"
_TEXT = f"{_ONE}/texts/<int:number>"
urlpatterns = [
    path("", pages.inquiries, name="inquiries"),
    path("open/<slug:channel_id>/", pages.open_page, name="open"),
    path(f"{_ONE}/", pages.inquiry, name="inquiry"),
    path(f"{_ONE}/concerned/", deeds.concerned, name="concerned"),
    path(f"{_ONE}/allege/", deeds.allege, name="allege"),
    path(f"{_ONE}/plan/", deeds.plan, name="plan"),
    path(f"{_ONE}/step/", deeds.step, name="step"),
    path(f"{_ONE}/invite/", deeds.invite, name="invite"),
    path(f"{_HEARD}/", pages.interview, name="interview"),
    path(f"{_HEARD}/invitation/", pages.invitation, name="invitation"),
    path(f"{_HEARD}/print/", pages.transcript, name="print_transcript"),
    path(f"{_HEARD}/rights/", deeds.rights, name="rights"),
    path(f"{_HEARD}/notes/", deeds.notes, name="notes"),
    path(f"{_HEARD}/opinion/", deeds.opinion, name="opinion"),
    path(f"{_HEARD}/transcript/", deeds.transcript, name="transcript"),
    path(f"{_HEARD}/sign/", deeds.sign, name="sign"),
    path(f"{_ONE}/evidence/", deeds.evidence, name="evidence"),
    path(f"{_ONE}/evidence/<int:number>/files/<int:place>/", pages.file, name="file"),
    path(f"{_ONE}/find/<int:allegation>/<int:person>/", deeds.find, name="find"),
    path(f"{_ONE}/close/", deeds.close, name="close"),
    path(f"{_ONE}/reopen/", deeds.reopen, name="reopen"),
    path(f"{_ONE}/call-in/", deeds.call_in, name="call_in"),
    path(f"{_ONE}/hand-on/", deeds.hand_on, name="hand_on"),
    path(f"{_ONE}/recuse/", deeds.recuse, name="recuse"),
    path(f"{_ONE}/text/", deeds.bridge, name="bridge"),
    path(f"{_TEXT}/look/", deeds.look, name="look"),
    path(f"{_TEXT}/carry/", deeds.carry, name="carry"),
    path(f"{_ONE}/hold/", deeds.hold, name="hold"),
    path(f"{_ONE}/lift/", deeds.lift, name="lift"),
]
