"""The reporter's journey without an account."""

from datetime import timedelta

import pytest
from django.test import Client

from goodcatch.kernel import clock
from goodcatch.places import models as places
from goodcatch.reports import queries, services, terms
from goodcatch.reports.models import Channel, Message, Report, Slip
from goodcatch.reports.tests.outside import TOLD, Fields, come_back, report_and_receipt, resend, send
from tests.cast import Cast

pytestmark = pytest.mark.django_db
FORM = "/speak-up/safety/"


def test_the_front_leads_to_speaking_up_and_signing_in(client: Client, channel: Channel) -> None:
    page = client.get("/").content.decode()
    assert 'href="/speak-up/"' in page
    assert 'href="/in/"' in page


def test_where_nothing_is_open_the_pages_say_so(client: Client, db: None) -> None:
    assert "No way to speak up is open" in client.get("/").content.decode()
    assert "No way to speak up is open" in client.get("/speak-up/").content.decode()


def test_one_channel_is_led_to_and_several_are_chosen_among(client: Client, cast: Cast, channel: Channel) -> None:
    assert client.get("/speak-up/").headers["Location"] == FORM
    services.open_channel(by=cast.administrator, unit=cast.units.digital, name="Data")
    page = client.get("/speak-up/").content.decode()
    assert "Safety and quality" in page
    assert "/speak-up/data/" in page


def test_danger_comes_first_and_nothing_is_preselected(client: Client, channel: Channel) -> None:
    page = client.get(FORM)
    text = page.content.decode()
    assert text.index("ext. 5550, the control room") < text.index("<form")
    assert text.index("Is anyone in danger now?") < text.index("We would rather hear it from you early")
    assert Fields(page).chosen == []
    for kind in terms.Kind:
        assert f'value="{kind.value}"' in text


def test_a_place_shows_its_own_emergency_number(client: Client, cast: Cast, channel: Channel) -> None:
    place = places.Place(name="Pump house 2", unit=cast.units.operations, emergency="ext. 7777")
    place.path = "/1/"
    place.save()
    address = f"{FORM}{place.public_id}/"
    page = client.get(address).content.decode()
    assert "ext. 7777" in page
    assert "5550" not in page
    send(client, address, **TOLD)
    assert queries.inbox(cast.handler).rows[0].report.place == place


def test_the_whole_journey(client: Client, cast: Cast, channel: Channel) -> None:
    words, rows = report_and_receipt(client)
    report = Report.objects.get()
    services.acknowledge(by=cast.handler, report=report)
    services.write_to_reporter(by=cast.handler, report=report, text="What did the label look like?")
    services.tell_reporter(
        by=cast.handler, report=report, told=terms.Told.LESSON_SHARED, words="Labels that differ in the dark"
    )
    page = come_back(client, words).content.decode()
    for expected in ("What did the label look like?", "Labels that differ in the dark", "Read, with thanks"):
        assert expected in page
    assert cast.handler.name not in page
    assert Message.objects.get().read_on
    answer = send(client, "/speak-up/report/", text="Grey on grey.")
    assert answer.status_code == 303
    assert queries.telling(cast.handler, report).messages[-1].text == "Grey on grey."
    services.close_with_answer(
        by=cast.handler, report=report, answer="The labels are being replaced.", outcome="put_right"
    )
    page = come_back(Client(), "\n".join(rows)).content.decode()
    assert "The labels are being replaced." in page
    assert "You can still write." in page


def test_after_closing_messages_are_still_taken(client: Client, cast: Cast, channel: Channel) -> None:
    words, _ = report_and_receipt(client)
    report = Report.objects.get()
    services.close_with_answer(by=cast.handler, report=report, answer="Fixed.", outcome="put_right")
    assert queries.inbox(cast.handler).rows == ()
    come_back(client, words)
    send(client, "/speak-up/report/", text="It is loose again.")
    assert [row.report for row in queries.inbox(cast.handler).rows] == [report]


def test_a_form_that_fails_comes_back_filled_in(client: Client, channel: Channel) -> None:
    page = send(client, FORM, happened="Only this", where="Gate 4", name="Sam", who="no")
    assert page.status_code == 422
    assert Fields(page).values["happened"] == "Only this"
    assert Fields(page).values["where"] == "Gate 4"
    assert Fields(page).chosen == ["who"]
    assert "Choose the kind that is nearest" in page.content.decode()
    assert "You said no above, and a name stands here" in page.content.decode()
    assert not Report.objects.exists()


def test_a_stale_form_keeps_the_words_and_goes_through_the_second_time(client: Client, channel: Channel) -> None:
    open_page = client.get(FORM)
    with clock.moved_to(clock.now() + timedelta(hours=13)):
        stale = resend(client, FORM, open_page, **TOLD)
        assert stale.status_code == 422
        assert "Nothing you wrote is lost" in stale.content.decode()
        assert Fields(stale).values["happened"] == TOLD["happened"]
        assert resend(client, FORM, stale, **TOLD).status_code == 303
    assert Report.objects.count() == 1


@pytest.mark.parametrize("token", ["", "x", "A" * 1999, "é" * 50, "0" * 5000])
def test_an_invented_form_token_is_refused_with_the_words_kept(client: Client, channel: Channel, token: str) -> None:
    page = client.post(FORM, {**TOLD, "nonce": token})
    assert page.status_code == 422
    assert Fields(page).values["happened"] == TOLD["happened"]


def test_two_sends_are_one_report_and_lead_to_the_same_page(client: Client, channel: Channel) -> None:
    page = client.get(FORM)
    first, second = (resend(client, FORM, page, **TOLD) for _ in range(2))
    assert first.status_code == second.status_code == 303
    assert Report.objects.count() == 1
    assert client.get(second.headers["Location"]).context["report"] == Report.objects.get()


def test_a_receipt_taken_twice_is_taken_once(client: Client, channel: Channel) -> None:
    thanks = send(client, FORM, **TOLD).headers["Location"]
    page = client.get(thanks)
    slips = [client.get(resend(client, thanks, page).headers["Location"]) for _ in range(2)]
    assert slips[0].context["receipt"] == slips[1].context["receipt"]
    assert Slip.objects.count() == 1
    assert "shown once" in client.get(thanks).content.decode()
    other = resend(
        client,
        thanks,
        page,
        receipt=Fields(client.get(send(client, FORM, **TOLD).headers["Location"])).values["receipt"],
    )
    assert other.status_code == 404


def test_a_second_receipt_is_not_given(client: Client, channel: Channel) -> None:
    thanks = send(client, FORM, **TOLD).headers["Location"]
    pages = [client.get(thanks), client.get(thanks)]
    assert resend(client, thanks, pages[0]).status_code == 303
    refused = resend(client, thanks, pages[1])
    assert refused.status_code == 422
    assert "It was shown once" in refused.content.decode()


def test_the_pages_after_sending_go_stale(client: Client, channel: Channel) -> None:
    thanks = send(client, FORM, **TOLD).headers["Location"]
    slip = send(client, thanks).headers["Location"]
    with clock.moved_to(clock.now() + timedelta(minutes=11)):
        assert client.get(slip).status_code == 404
    with clock.moved_to(clock.now() + timedelta(minutes=31)):
        assert client.get(thanks).status_code == 404


def test_typing_errors_in_a_receipt_are_located_and_kept(client: Client, channel: Channel) -> None:
    words, rows = report_and_receipt(client)
    typed = words.split()
    typed[3] = "qqqqzz"
    page = send(client, "/speak-up/receipt/", receipt=" ".join(typed))
    assert page.status_code == 422
    assert "Word 4, &#x27;qqqqzz&#x27;, is not one of ours." in page.content.decode()
    assert Fields(page).values["receipt"] == " ".join(typed)
    wrong = rows[1][:-1] + str((int(rows[1][-1]) + 1) % 10)
    page = send(client, "/speak-up/receipt/", receipt="\n".join([rows[0], wrong, rows[2]]))
    assert "Row 2 is not right" in page.content.decode()


def test_the_memory_ends_after_half_an_hour_and_what_was_written_comes_along(client: Client, channel: Channel) -> None:
    words, _ = report_and_receipt(client)
    page = come_back(client, words)
    with clock.moved_to(clock.now() + timedelta(minutes=29)):
        assert client.get("/speak-up/report/").status_code == 200
    with clock.moved_to(clock.now() + timedelta(minutes=60)):
        again = resend(client, "/speak-up/report/", page, text="Still on my mind.")
        assert Fields(again).values["text"] == "Still on my mind."
        assert resend(client, "/speak-up/receipt/", again, receipt=words).status_code == 303
    report = Report.objects.get()
    assert [m.number for m in Message.objects.filter(report=report)] == [1]
    assert client.cookies["goodcatch_receipt"]["path"] == "/speak-up/"


def test_leaving_forgets(client: Client, channel: Channel) -> None:
    words, _ = report_and_receipt(client)
    come_back(client, words)
    assert client.post("/speak-up/leave/").status_code == 303
    assert client.get("/speak-up/report/").headers["Location"] == "/speak-up/receipt/"


def test_no_page_outside_has_a_script_or_a_foreign_address(client: Client, channel: Channel) -> None:
    words, _ = report_and_receipt(client)
    thanks = send(client, FORM, **TOLD).headers["Location"]
    slip = send(client, thanks).headers["Location"]
    come_back(client, words)
    for address in ("/", "/speak-up/", FORM, thanks, slip, "/speak-up/receipt/", "/speak-up/report/"):
        page = client.get(address, follow=True)
        text = page.content.decode()
        assert "<script" not in text
        assert "http://" not in text.replace("http://www.w3.org", "")
        assert "https://" not in text
        assert page.headers["Referrer-Policy"] == "same-origin"
        assert page.headers["Cache-Control"] == "no-store"
        assert "script-src 'none'" in page.headers["Content-Security-Policy"]


def test_receipt_and_name_are_neither_completed_nor_spell_checked(client: Client, channel: Channel) -> None:
    for address, field in ((FORM, 'name="name"'), ("/speak-up/receipt/", 'name="receipt"')):
        tag = next(tag for tag in client.get(address).content.decode().split("<") if field in tag)
        assert 'spellcheck="false"' in tag
        assert 'autocomplete="off"' in tag


def test_a_used_form_with_other_words_comes_back_and_gives_no_receipt_away(client: Client, channel: Channel) -> None:
    page = client.get(FORM)
    assert resend(client, FORM, page, **TOLD).status_code == 303
    other = {**TOLD, "happened": "Somebody else's words."}
    stranger = resend(Client(), FORM, page, **other)
    assert stranger.status_code == 422
    assert "was sent before, with other words" in stranger.content.decode()
    assert "/speak-up/sent/" not in stranger.content.decode()
    assert Fields(stranger).values["happened"] == other["happened"]
    assert Report.objects.count() == 1
    assert resend(Client(), FORM, stranger, **other).status_code == 303
    assert Report.objects.count() == 2
    again = resend(client, FORM, page, **TOLD)
    assert again.status_code == 303, "the second click of one hand still leads to the receipt"
    assert "Give me a receipt" in client.get(again.headers["Location"]).content.decode()
