"""The whole way on a sealed channel: receipt, telling, reading, dialogue, closing."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from goodcatch.kernel.refs import System
from goodcatch.people.models import Person
from goodcatch.places.models import Place
from goodcatch.reports import queries, services
from goodcatch.reports.models import Draft, Report, ReporterKey
from goodcatch.reports.tests.outside import Fields, come_back, resend, send
from goodcatch.reports.tests.sealing import FOLLOW, FORM, TELLING, TOLD, SealedChannel, begin, report_sealed, tell
from tests.attacks import searching
from tests.cast import Cast

pytestmark = pytest.mark.django_db
HOUSE = System("reports")


def test_the_whole_way(client: Client, cast: Cast, sealed: SealedChannel) -> None:
    words = report_sealed(client, where="Weir 3", concerned="The night crew", remedy="Two signatures")
    page = client.get(FOLLOW).content.decode()
    for words_told in (TOLD["happened"], "Weir 3", "The night crew", "Two signatures", "It does not seem right"):
        assert words_told in page
    report = Report.objects.get()
    assert listed(cast.handler, sealed) == []
    assert queries.report_for(cast.handler, report.public_id) is None
    services.announce(by=HOUSE)
    assert listed(cast.handler, sealed) == [report]
    report.refresh_from_db()
    assert queries.report_for(cast.handler, report.public_id) == report
    keys = sealed.keys(cast.handler, report)
    told = queries.telling(cast.handler, report, keys)
    assert (told.happened, told.where, told.told.kind, told.told.known) == (
        TOLD["happened"],
        "Weir 3",
        "not_right",
        "no",
    )
    services.acknowledge(by=cast.handler, report=report)
    services.write_to_reporter(by=cast.handler, report=report, text="Whose signature was it?", keys=keys)
    page = come_back(Client(), words).content.decode()
    assert "Whose signature was it?" in page
    assert "Read, with thanks" in page
    assert cast.handler.name not in page
    send(client, FOLLOW, text="A stamp, no name.")
    assert [said.text for said in queries.telling(cast.handler, report, keys).messages] == ["Whose signature was it?"]
    services.announce(by=HOUSE)
    assert queries.telling(cast.peer, report, sealed.keys(cast.peer, report)).messages[-1].text == "A stamp, no name."
    services.close_with_answer(by=cast.handler, report=report, answer="It is stopped.", keys=keys, outcome="put_right")
    assert "It is stopped." in client.get(FOLLOW).content.decode()


def test_looking_stores_nothing_and_sets_no_cookie(client: Client, sealed: SealedChannel) -> None:
    pages = [client.get(FORM) for _ in range(2)]
    assert pages[0].context["receipt"] != pages[1].context["receipt"]
    assert not Draft.objects.exists()
    assert not ReporterKey.objects.exists()
    assert not client.cookies


def test_wrong_words_set_no_cookie_and_keep_the_receipt(client: Client, sealed: SealedChannel) -> None:
    page = client.get(FORM)
    wrong = resend(client, FORM, page, first="wrong", second="words")
    assert wrong.status_code == 422
    assert wrong.context["receipt"] == page.context["receipt"]
    assert Fields(wrong).values["first"] == "wrong"
    assert not client.cookies
    assert not ReporterKey.objects.exists()


def test_digits_do_as_well_as_words(client: Client, sealed: SealedChannel) -> None:
    page = client.get(FORM)
    offer = page.context["form"].offer
    first, second = (offer.receipt.rows[row - 1][-4:] for row in offer.rows)
    assert resend(client, FORM, page, first=first, second=second).status_code == 303


def test_the_row_says_nothing_but_channel_day_and_state(client: Client, sealed: SealedChannel) -> None:
    report_sealed(client, danger="on", known="handlers", name="Sam")
    report = Report.objects.get()
    assert (report.kind, report.danger, report.place, report.person) == ("", False, None, None)
    assert not Draft.objects.exists()


def test_the_place_of_a_poster_is_told_inside_and_stands_in_no_row(
    client: Client, cast: Cast, sealed: SealedChannel
) -> None:
    place = Place.objects.create(name="Pump house 2", unit=cast.units.operations, emergency="ext. 7777", path="/1/")
    address = f"{FORM}{place.public_id}/"
    assert "ext. 7777" in client.get(address).content.decode()
    begin(client, address)
    assert "ext. 7777" in client.get(TELLING).content.decode()
    assert tell(client).status_code == 303
    services.announce(by=HOUSE)
    report = Report.objects.get()
    assert report.place is None
    assert queries.telling(cast.handler, report, sealed.keys(cast.handler, report)).told.place == "Pump house 2"
    names = [place.public_id.encode(), place.name.encode()]
    assert searching.found(searching.rows(), names) == {"table: places_place"}


def test_a_draft_is_saved_comes_back_and_is_sent_once(client: Client, cast: Cast, sealed: SealedChannel) -> None:
    receipt = begin(client)
    saved = tell(client, then="save", kind="", known="", happened="Only this so far")
    assert saved.headers["Location"].endswith("?saved")
    assert "Saved." in client.get(saved.headers["Location"]).content.decode()
    assert not Report.objects.exists()
    other = Client()
    page = come_back(other, "\n".join(receipt.rows))
    assert Fields(page).values["happened"] == "Only this so far"
    answers = [resend(other, TELLING, page, **TOLD) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert Report.objects.count() == 1
    assert resend(client, TELLING, page, **TOLD).headers["Location"] == FOLLOW
    assert not Draft.objects.exists()


def test_whoever_is_left_off_learns_nothing(client: Client, cast: Cast, sealed: SealedChannel) -> None:
    report_sealed(client, leave_off=[cast.handler.public_id])
    services.announce(by=HOUSE)
    report = Report.objects.get()
    assert queries.report_for(cast.handler, report.public_id) is None
    assert queries.report_for(cast.peer, report.public_id) == report
    assert (listed(cast.handler, sealed), listed(cast.peer, sealed)) == ([], [report])


def listed(person: Person, sealed: SealedChannel) -> list[Report]:
    """Give what stands in somebody's list of sealed reports, their key unlocked."""
    return [row.report for row in queries.sealed_inbox(person, sealed.rings[person.public_id], mine=False).rows]


def test_not_everybody_can_be_left_off(client: Client, cast: Cast, sealed: SealedChannel) -> None:
    begin(client)
    page = tell(client, leave_off=[cast.handler.public_id, cast.peer.public_id])
    assert page.status_code == 422
    assert "nobody would be left to read it" in page.content.decode()
    assert Fields(page).values["happened"] == TOLD["happened"]


def test_a_question_before_acting(client: Client, cast: Cast, sealed: SealedChannel) -> None:
    report_sealed(client, kind="ask")
    services.announce(by=HOUSE)
    report = Report.objects.get()
    told = queries.telling(cast.handler, report, sealed.keys(cast.handler, report)).told
    assert (told.asks, told.kind, told.kind_name) == (True, "", "A question before acting")


def picture() -> SimpleUploadedFile:
    canvas = BytesIO()
    Image.new("RGB", (40, 30), "teal").save(canvas, "PNG")
    return SimpleUploadedFile("label of pump 12.png", canvas.getvalue(), "image/png")


def test_files_go_with_a_draft_with_what_is_told_and_with_messages(
    client: Client, cast: Cast, sealed: SealedChannel
) -> None:
    begin(client)
    tell(client, then="save", attached=picture())
    page = client.get(TELLING).content.decode()
    assert "label of pump 12" in page
    tell(client, attached=picture())
    report = Report.objects.get()
    send(client, FOLLOW, text="Another one.", attached=picture())
    services.announce(by=HOUSE)
    told = queries.telling(cast.handler, report, sealed.keys(cast.handler, report))
    assert [each.number for each in told.files] == [0, 1]
    assert [each.number for each in told.messages[0].files] == [100]
    for number in (0, 1, 100):
        answer = client.get(f"{FOLLOW}files/{number}/")
        assert Image.open(BytesIO(answer.getvalue())).size == (40, 30)
        assert answer.headers["Content-Disposition"].startswith("attachment")
    assert client.get(f"{FOLLOW}files/2/").status_code == 404
    assert Client().get(f"{FOLLOW}files/0/").status_code == 404
