"""Interviews: invitation, rights, notes apart from opinion, transcript corrected and signed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from goodcatch.inquiry import services
from goodcatch.inquiry.tests.inquiring import Inquiring
from goodcatch.kernel import clock
from goodcatch.kernel.errors import RuleBroken

pytestmark = pytest.mark.django_db
INVITED = {"whom": "Nadja Wolf", "when": "Tuesday at ten", "where": "Room 4"}


def test_an_invitation_names_who_and_where_and_a_second_interviewer(opened_inquiry: Inquiring) -> None:
    number = opened_inquiry.do(services.invite_to_interview, **INVITED, second=opened_inquiry.second)
    held = opened_inquiry.file().interview(number)
    assert held is not None
    assert (held.leaf.said["whom"], held.second, held.heard) == ("Nadja Wolf", "Omar Haddad", False)
    for second in (opened_inquiry.first, opened_inquiry.outside):
        with pytest.raises(RuleBroken, match="somebody else who inquires"):
            opened_inquiry.do(services.invite_to_interview, **INVITED, second=second)
    with pytest.raises(RuleBroken, match="whom it concerns"):
        opened_inquiry.do(services.invite_to_interview, **INVITED, person=77)


def test_rights_come_before_notes_and_transcript(opened_inquiry: Inquiring) -> None:
    number = opened_inquiry.do(services.invite_to_interview, **INVITED)
    for verb in (services.write_notes, services.let_correct_transcript):
        with pytest.raises(RuleBroken, match="read them their rights"):
            opened_inquiry.do(verb, interview=number, text="They say")
    with pytest.raises(RuleBroken, match="has not come"):
        opened_inquiry.do(services.note_rights_read, interview=number, on=clock.today() + timedelta(days=1))
    opened_inquiry.do(services.note_rights_read, interview=number, on=clock.today(), companion="Selma Ruiz")
    with pytest.raises(RuleBroken, match="noted already"):
        opened_inquiry.do(services.note_rights_read, interview=number, on=clock.today())
    opened_inquiry.do(services.write_notes, interview=number, text="They say it was May.")
    held = opened_inquiry.file().interview(number)
    assert held is not None
    assert held.rights is not None
    assert held.rights.said["companion"] == "Selma Ruiz"
    assert held.heard


def test_opinion_stands_apart_under_its_name(opened_inquiry: Inquiring) -> None:
    number = opened_inquiry.do(services.invite_to_interview, **INVITED)
    opened_inquiry.do(services.write_opinion, by=opened_inquiry.second, interview=number, text="I believe them.")
    held = opened_inquiry.file().interview(number)
    assert held is not None
    assert held.opinions == [("I believe them.", "Omar Haddad", clock.today())]
    assert held.notes == []
    assert not held.heard


def test_a_transcript_is_corrected_beside_the_first_then_signed_and_stays(opened_inquiry: Inquiring) -> None:
    number = opened_inquiry.do(services.invite_to_interview, **INVITED)
    opened_inquiry.do(services.note_rights_read, interview=number, on=clock.today())
    signed = {"interview": number, "on": clock.today(), "how": "On paper, in the safe."}
    with pytest.raises(RuleBroken, match="no transcript that waits"):
        opened_inquiry.do(services.sign_transcript, **signed, version=0)
    opened_inquiry.do(services.let_correct_transcript, interview=number, text="It was in May.")
    with pytest.raises(RuleBroken, match="another version meanwhile"):
        opened_inquiry.do(services.let_correct_transcript, interview=number, text="It was in June.", after=0)
    opened_inquiry.do(services.let_correct_transcript, interview=number, text="It was in June.", after=1)
    with pytest.raises(RuleBroken, match="later version"):
        opened_inquiry.do(services.sign_transcript, **signed, version=1)
    with pytest.raises(RuleBroken, match="has not come"):
        opened_inquiry.do(services.sign_transcript, **{**signed, "on": clock.today() + timedelta(days=2)}, version=2)
    opened_inquiry.do(services.sign_transcript, **signed, version=2)
    with pytest.raises(RuleBroken, match="is signed"):
        opened_inquiry.do(services.let_correct_transcript, interview=number, text="July", after=2)
    held = opened_inquiry.file().interview(number)
    assert held is not None
    assert [each.said["text"] for each in held.transcripts] == ["It was in May.", "It was in June."]
    assert held.signature is not None
    assert held.signature.said["version"] == 2


def test_what_is_no_interview_is_told_so(opened_inquiry: Inquiring) -> None:
    with pytest.raises(RuleBroken, match="no such interview"):
        opened_inquiry.do(services.write_opinion, interview=1, text="I believe them.")
