"""The pages of an inquiry, all the way by clicking: unlock first, forms sent twice or badly, and who is left out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from goodcatch.actions.models import Action
from goodcatch.inquiry import services
from goodcatch.inquiry.models import Inquiry
from goodcatch.inquiry.tests.inquiring import Inquiring, browser, page_of
from goodcatch.inquiry.tests.test_opening import a_report
from goodcatch.kernel import clock
from goodcatch.reports.tests.outside import resend, send
from goodcatch.reviews.models import Review
from tests.cast import Cast, signed_in
from tests.steps import step

pytestmark = pytest.mark.django_db
DEEDS: dict[str, dict[str, Any]] = {
    "concerned": {"name": "Pia Sommer", "part": "driver"},
    "allege": {"text": "She carried it off.", "persons": "2"},
    "step": {"text": "Look at the yard"},
    "invite": {"whom": "Nadja Wolf", "when": "Monday", "where": "Room 1", "person": "2"},
    "interviews/5/notes": {"text": "It was May."},
    "interviews/5/opinion": {"text": "I believe him."},
    "interviews/5/transcript": {"text": "It was May, I said."},
    "evidence": {"what": "A note", "source": "document", "anew": "on"},
    "find/3/2": {"verdict": "not", "reasons": "The goods are there."},
    "text": {"title": "One signature", "text": "Nobody counted.", "changes": "Two signatures"},
    "call-in": {},
    "hand-on": {"reason": "On leave"},
    "recuse": {"reason": "My cousin"},
    "hold": {"reason": "A court asked"},
}
"""Below an inquiry in which somebody was heard (leaf 5): what is typed into each form, of which the rest holds."""
GONE = {"hand-on", "recuse"}


@step()
def inquiring(opened_inquiry: Inquiring) -> Inquiring:
    """Give an inquiry in which somebody was heard."""
    _allegation, person = opened_inquiry.alleged()
    assert opened_inquiry.heard(person) == 5
    return opened_inquiry


def _plan(inquiring: Inquiring) -> tuple[str, dict[str, Any]]:
    inquiring.inquiry = services.open_inquiry(
        by=inquiring.first, channel=inquiring.channel, title="T", matter="M", inquirers=[]
    )
    return "plan", {"standard": "clear", "bounds": "All of it"}


def _rights(inquiring: Inquiring) -> tuple[str, dict[str, Any]]:
    number = inquiring.do(services.invite_to_interview, whom="Nadja Wolf", when="Monday", where="Room 1")
    return f"interviews/{number}/rights", {"on": str(clock.today())}


def _sign(inquiring: Inquiring) -> tuple[str, dict[str, Any]]:
    inquiring.do(services.let_correct_transcript, interview=5, text="It was May.")
    return "interviews/5/sign", {"on": str(clock.today()), "how": "On paper, in the safe"}


def _close(inquiring: Inquiring) -> tuple[str, dict[str, Any]]:
    inquiring.do(services.find, allegation=3, person=2, verdict="not", reasons="The goods are there.")
    return "close", {"memo": "He was right."}


def _reopen(inquiring: Inquiring) -> tuple[str, dict[str, Any]]:
    _close(inquiring)
    inquiring.do(services.close_inquiry, memo="He was right.")
    return "reopen", {"evidence": "A letter", "source": "document", "anew": "on"}


def _lift(inquiring: Inquiring) -> tuple[str, dict[str, Any]]:
    inquiring.do(services.place_hold, reason="A court asked")
    return "lift", {"reason": "It is done"}


def _look(inquiring: Inquiring) -> tuple[str, dict[str, Any]]:
    said = {"title": "One signature", "text": "Nobody counted.", "changes": "Two sign"}
    number = inquiring.do(services.write_bridge, by=inquiring.second, **said)
    return f"texts/{number}/look", {}


def _carry(inquiring: Inquiring) -> tuple[str, dict[str, Any]]:
    address, _typed = _look(inquiring)
    number = int(address.split("/")[1])
    inquiring.do(services.look_over_bridge, bridge=number)
    return f"texts/{number}/carry", {"unit": inquiring.channel.unit.public_id, "form": "full", "changes": "0"}


LATER = [_plan, _rights, _sign, _close, _reopen, _lift, _look, _carry]
"""Forms that stand in an inquiry which has come further: what leads there, and what is typed."""


@pytest.mark.parametrize("ripe", LATER)
def test_a_later_form_is_one_deed_tells_what_is_wrong_and_keeps_what_was_typed(inquiring: Inquiring, ripe: Any) -> None:
    deed, said = ripe(inquiring)
    client, address = inquiring.browser(), page_of(inquiring.inquiry, *deed.split("/"))
    page, before = client.get(address), leaves(inquiring)
    for name in said:
        wrong = {key: value for key, value in said.items() if key != name} | ({} if name == "anew" else {name: ""})
        assert resend(client, address, page, **wrong).status_code == 422, name
    locked = resend(browser(inquiring.first), address, page, **said)
    assert locked.status_code == 422
    assert "Unlock your key in another tab" in locked.content.decode()
    assert str(said.get("memo", "")) in locked.content.decode()
    assert leaves(inquiring) == before
    first, again = (resend(client, address, page, **said) for _ in range(2))
    assert (first.status_code, again.status_code) == (303, 303), first.content.decode()
    assert first.headers["Location"] == again.headers["Location"]
    assert leaves(inquiring) == before + 1


def typed(inquiring: Inquiring, deed: str) -> dict[str, Any]:
    chosen = {"person": inquiring.outside.public_id} if deed in {"call-in", "hand-on"} else {}
    return {**DEEDS[deed], **chosen}


def leaves(inquiring: Inquiring) -> int:
    return Inquiry.objects.get(pk=inquiring.inquiry.pk).leaves


def read_pages(inquiring: Inquiring) -> Iterator[str]:
    yield page_of(inquiring.inquiry)
    for part in ("", "invitation", "print"):
        yield page_of(inquiring.inquiry, "interviews", 5, *filter(None, [part]))


@pytest.mark.parametrize("deed", DEEDS)
def test_a_form_does_its_deed_once_and_leads_back(inquiring: Inquiring, deed: str) -> None:
    client, address = inquiring.browser(), page_of(inquiring.inquiry, *deed.split("/"))
    page, before = client.get(address), leaves(inquiring)
    assert page.status_code == 200
    first = resend(client, address, page, **typed(inquiring, deed))
    again = resend(client, address, page, **typed(inquiring, deed))
    assert (first.status_code, again.status_code) == (303, 303), first.content.decode()
    assert leaves(inquiring) == before + 1
    assert first.headers["Location"] == again.headers["Location"]
    assert (first.headers["Location"] == "/in/inquiries/") == (deed in GONE)
    assert client.get(first.headers["Location"]).status_code == 200


@pytest.mark.parametrize("deed", DEEDS)
def test_bad_input_is_told_and_comes_back(inquiring: Inquiring, deed: str) -> None:
    client, address, before = inquiring.browser(), page_of(inquiring.inquiry, *deed.split("/")), leaves(inquiring)
    empty = dict.fromkeys(typed(inquiring, deed), "")
    answer = send(client, address, **empty)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode() or "wrong" in answer.content.decode()
    long = dict.fromkeys(typed(inquiring, deed), "x" * 60000)
    assert send(client, address, **long).status_code == 422
    kept = {**typed(inquiring, deed), **dict.fromkeys(("person", "persons", "verdict", "source"), "no-such-choice")}
    if kept.keys() & {"persons", "verdict", "source", "person"} & typed(inquiring, deed).keys():
        answer = send(client, address, **kept)
        assert answer.status_code == 422
        for name in ("text", "what", "reasons", "reason", "where"):
            assert str(kept.get(name, "")) in answer.content.decode()
    assert leaves(inquiring) == before


@pytest.mark.parametrize("deed", DEEDS)
def test_what_was_typed_stays_when_keys_have_locked_meanwhile(inquiring: Inquiring, deed: str) -> None:
    open_page = inquiring.browser().get(page_of(inquiring.inquiry, *deed.split("/")))
    locked, before = browser(inquiring.first), leaves(inquiring)
    answer = resend(locked, page_of(inquiring.inquiry, *deed.split("/")), open_page, **typed(inquiring, deed))
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Unlock your key in another tab" in text
    for name in ("name", "text", "what", "reason", "reasons", "whom"):
        assert str(typed(inquiring, deed).get(name, "")) in text
    assert leaves(inquiring) == before


def test_locked_pages_lead_to_unlocking_and_back(inquiring: Inquiring) -> None:
    client = browser(inquiring.first)
    for address in (*read_pages(inquiring), page_of(inquiring.inquiry, "allege"), "/in/inquiries/"):
        answer = client.get(address)
        assert answer.status_code == 302
        assert answer.headers["Location"] == f"/in/keys/unlock/?next={address.replace('/', '%2F')}"


def test_who_is_left_off_gets_what_they_would_get_without_it(inquiring: Inquiring, cast: Cast) -> None:
    without = "/in/inquiries/ZZZZZZZZ/"
    for client in (inquiring.browser(inquiring.outside), signed_in(cast.administrator), signed_in(cast.leader)):
        for address in (*read_pages(inquiring), *(page_of(inquiring.inquiry, *deed.split("/")) for deed in DEEDS)):
            missing = address.replace(page_of(inquiring.inquiry), without)
            assert client.get(address).status_code == client.get(missing).status_code == 404
            assert client.post(address).status_code == client.post(missing).status_code
            assert client.post(address).status_code in {404, 405}
    listed = inquiring.browser(inquiring.outside).get("/in/inquiries/").content.decode()
    assert "Orders in the spring" not in listed
    assert "You inquire into nothing" in listed
    assert signed_in(cast.leader).get("/in/inquiries/").status_code == 404


def test_pages_show_what_was_said(inquiring: Inquiring) -> None:
    client = inquiring.browser(inquiring.second)
    for address in read_pages(inquiring):
        assert client.get(address).status_code == 200
    page = client.get(page_of(inquiring.inquiry)).content.decode()
    for said in ("Orders in the spring", "Ottokar Zabel", "He signed for goods", "presumed innocent", "more likely"):
        assert said in page
    held = client.get(page_of(inquiring.inquiry, "interviews", 5)).content.decode()
    assert "Selma Ruiz came along" in held
    assert "He says the goods lie in the yard." in held
    invitation = client.get(page_of(inquiring.inquiry, "interviews", 5, "invitation")).content.decode()
    assert "You may bring a companion" in invitation
    assert "He signed for goods" not in invitation
    assert "Orders in the spring" not in invitation
    assert client.get(page_of(inquiring.inquiry, "interviews", 1)).status_code == 404
    assert client.get(page_of(inquiring.inquiry, "interviews", 1, "notes")).status_code == 404


def test_opened_from_its_page_with_somebody_else(inquiring: Inquiring) -> None:
    client, address = inquiring.browser(), f"/in/inquiries/open/{inquiring.channel.public_id}/"
    page = client.get(address)
    said = {"title": "Another", "matter": "What came", "inquirers": inquiring.second.public_id}
    first, again = (resend(client, address, page, **said) for _ in range(2))
    assert first.status_code == again.status_code == 303
    assert first.headers["Location"] == again.headers["Location"]
    assert Inquiry.objects.count() == 2
    bad = resend(client, address, client.get(address), title="", matter="Kept words", report="no-such")
    assert bad.status_code == 422
    assert "Kept words" in bad.content.decode()
    locked = resend(browser(inquiring.first), address, page, **said)
    assert locked.status_code == 422
    assert Inquiry.objects.count() == 2
    assert browser(inquiring.first).get(address).status_code == 302
    titles = client.get("/in/inquiries/").content.decode()
    assert "Another" in titles
    assert client.get("/in/keys/").content.decode().count("/in/inquiries/") == 1
    assert "/in/inquiries/" not in signed_in(inquiring.outside).get("/in/").content.decode()


def test_plan_rights_signature_close_and_reopen_by_clicking(opened_inquiry: Inquiring) -> None:
    client, inquiry = opened_inquiry.browser(), opened_inquiry.inquiry
    today = str(clock.today())

    def done(*parts: object, **said: Any) -> None:
        answer = send(client, page_of(inquiry, *parts), **said)
        assert answer.status_code == 303, answer.content.decode()

    done("concerned", name="Ottokar Zabel")
    done("allege", text="He signed.", persons="2")
    done("plan", standard="clear", bounds="All of it")
    done("invite", whom="Ottokar Zabel", when="Monday", where="Room 1", person="2")
    done("interviews", 5, "rights", on=today, companion="")
    done("interviews", 5, "transcript", text="It was May.")
    done("interviews", 5, "transcript", text="It was June.")
    done("interviews", 5, "sign", on=today, how="On paper")
    paper = SimpleUploadedFile("note.txt", b"Delivered in June", "text/plain")
    done("evidence", what="A note", source="document", anew="on", attached=paper)
    assert "Ottokar Zabel: He signed." in client.get(page_of(inquiry, "find", 3, 2)).content.decode()
    assert client.get(page_of(inquiry, "find", 2, 3)).status_code == 404
    done("find", 3, 2, verdict="partly", reasons="The note.")
    done("close", memo="Found in part.", remedies="Two signatures")
    assert "talk of conduct is over" in client.get(page_of(inquiry)).content.decode()
    done("reopen", evidence="A letter", source="document", anew="on")
    done("hold", reason="A court asked")
    done("lift", reason="It is done")
    page = client.get(page_of(inquiry)).content.decode()
    assert "note.txt" in page
    assert "partly substantiated" in page
    assert "It was June." in client.get(page_of(inquiry, "interviews", 5, "print")).content.decode()


def test_a_text_is_looked_at_and_carried_over_by_clicking(opened_inquiry: Inquiring, cast: Cast) -> None:
    client, inquiry = opened_inquiry.browser(), opened_inquiry.inquiry
    send(client, page_of(inquiry, "text"), title="One signature", text="Nobody counted.", changes="Two sign\nCount")
    number = leaves(opened_inquiry)
    other = opened_inquiry.browser(opened_inquiry.second)
    shown = other.get(page_of(inquiry, "texts", number, "look")).content.decode()
    assert "Nobody counted." in shown
    assert "Two sign" in shown
    assert send(other, page_of(inquiry, "texts", number, "look")).status_code == 303
    carried = {"unit": cast.units.northfield.public_id, "form": "full", "changes": "1"}
    page = client.get(page_of(inquiry, "texts", number, "carry")).content.decode()
    assert page.count("checked") == 2, "each line is ticked until somebody unticks it"
    assert send(client, page_of(inquiry, "texts", number, "carry"), **carried).status_code == 303
    review = Review.objects.get()
    assert review.public_id in client.get(page_of(inquiry)).content.decode()
    assert [action.title for action in Action.objects.all()] == ["Count"]


def test_the_page_of_a_sealed_report_leads_to_an_inquiry_that_names_it_inside(opened_inquiry: Inquiring) -> None:
    report, client = a_report(), opened_inquiry.browser()
    address = f"/in/inquiries/open/{opened_inquiry.channel.public_id}/?report={report.public_id}"
    assert address in client.get(f"/in/reports/sealed/{report.public_id}/").content.decode()
    page = client.get(address)
    chosen = f'<option value="{report.public_id}" selected>'
    assert chosen in page.content.decode()
    answer = resend(
        client, address, page, report=report.public_id, title="What was signed", matter="Whether anybody went there"
    )
    assert answer.status_code == 303
    opened_inquiry.inquiry = Inquiry.objects.get(public_id=answer.headers["Location"].split("/")[3])
    assert opened_inquiry.file().opening.said["report"] == report.public_id


def test_a_notice_says_no_word_of_it(inquiring: Inquiring) -> None:
    from goodcatch.inquiry.slots import sight  # noqa: PLC0415

    seen = sight(inquiring.second, inquiring.inquiry.public_id)
    assert seen is not None
    assert "Orders" not in seen.title
    assert sight(inquiring.outside, inquiring.inquiry.public_id) is None


def test_whoever_is_not_signed_in_is_led_to_the_door(inquiring: Inquiring) -> None:
    assert Client().get(page_of(inquiring.inquiry)).headers["Location"].startswith("/in/account/login/")


def test_a_hold_that_was_lifted_meanwhile_is_told(inquiring: Inquiring) -> None:
    inquiring.do(services.place_hold, reason="A court asked")
    client, address = inquiring.browser(), page_of(inquiring.inquiry, "lift")
    page = client.get(address)
    inquiring.do(services.lift_hold, reason="Done")
    answer = resend(client, address, page, reason="Too late")
    assert answer.status_code == 422
    assert "No hold stands on it." in answer.content.decode()
