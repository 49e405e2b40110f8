"""Files on open channels: taken with what is told and written, cleaned, sealed at rest, shown to whom the report is."""

from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from goodcatch.files.models import FileChunk, StoredFile
from goodcatch.files.services import examine, receive
from goodcatch.files.tests import made
from goodcatch.files.tests.made import CANARY
from goodcatch.kernel import clock
from goodcatch.kernel.errors import Refused
from goodcatch.kernel.refs import System
from goodcatch.people import services as people
from goodcatch.people.terms import Reporter, Role
from goodcatch.reports import queries, services, tasks
from goodcatch.reports.models import Channel, Report
from goodcatch.reports.tests.outside import TOLD, Fields, come_back, report_and_receipt, resend, send
from goodcatch.reports.tests.speaking import Telling
from goodcatch.vault import services as vault
from goodcatch.vault.models import Envelope, ShredKey
from tests.cast import Cast, ClientOf

pytestmark = pytest.mark.django_db
FORM = "/speak-up/safety/"


def photo(name: str = "IMG_20261122_143312.jpg") -> SimpleUploadedFile:
    """A picture as a phone takes it, with place, time and owner inside."""
    return SimpleUploadedFile(name, made.photo())


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def test_an_anonymous_photo_reaches_those_who_handle_it_without_its_metadata(
    client: Client, cast: Cast, client_of: ClientOf, channel: Channel
) -> None:
    words, _rows = report_and_receipt(client, attached=[photo(), photo("second.jpg")])
    report = Report.objects.get()
    handler = client_of(cast.handler)
    page = handler.get(f"/in/reports/{report.public_id}/").content.decode()
    address = f"/in/reports/{report.public_id}/files/0/"
    assert f'src="{address}?picture"' in page
    assert "picture 1.jpg" in page
    assert "picture 2.jpg" in page
    assert "143312" not in page, "the name held the second at which it was taken"
    shown, kept = handler.get(f"{address}?picture"), handler.get(address)
    assert shown.headers["Content-Type"] == "image/jpeg"
    assert kept.headers["Content-Disposition"].startswith("attachment")
    for answer in (shown, kept):
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'; sandbox"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "no-store"
        drawn = body(answer)
        assert CANARY.encode() not in drawn
        assert not Image.open(BytesIO(drawn)).getexif()
    mine = come_back(client, words).content.decode()
    assert 'src="/speak-up/report/files/0/?picture"' in mine
    assert client.get("/speak-up/report/files/1/").status_code == 200
    assert client.get("/speak-up/report/files/2/").status_code == 404
    assert StoredFile.objects.filter(original_of__isnull=False).count() == 0, "of open channels no original is kept"


def test_nobody_else_gets_a_file(client: Client, cast: Cast, client_of: ClientOf, channel: Channel) -> None:
    people.grant(by=cast.administrator, person=cast.leader, role=Role.TRIAGER, unit=cast.units.northfield)
    send(client, FORM, **TOLD, attached=[photo()], leave_off=[cast.handler.public_id])
    report = Report.objects.get()
    address = f"/in/reports/{report.public_id}/files/0/"
    assert client_of(cast.leader).get(address).status_code == 200
    nothing = client_of(cast.handler).get("/in/reports/ZZZZZZZZ/files/0/")
    for person in (cast.handler, cast.colleague, cast.administrator):
        for at in (address, f"{address}?picture", f"/in/speak-up/mine/{report.public_id}/files/0/"):
            answer = client_of(person).get(at)
            assert answer.status_code == 404
    assert client_of(cast.handler).get(address).content == nothing.content
    assert Client().get("/speak-up/report/files/0/").status_code == 404
    assert Client().get(address).status_code == 302


def test_whoever_signed_sees_their_files_under_their_names(cast: Cast, client_of: ClientOf, channel: Channel) -> None:
    signed = client_of(cast.colleague)
    told = {"kind": "hazard", "happened": "The rail is loose."}
    answer = send(signed, "/in/speak-up/safety/", **told, attached=[photo("rail.jpg")])
    assert answer.status_code == 303
    report = Report.objects.get()
    at = f"/in/speak-up/mine/{report.public_id}/"
    assert f'src="{at}files/0/?picture"' in signed.get(at).content.decode()
    assert "rail.jpg" in signed.get(f"{at}files/0/").headers["Content-Disposition"]
    send(signed, at, text="Another one.", attached=[SimpleUploadedFile("list.pdf", made.pdf())])
    answer = send(
        client_of(cast.handler), f"/in/reports/{report.public_id}/", text="See here.", attached=[photo("ours.jpg")]
    )
    assert answer.status_code == 303
    numbers = [each.number for said in queries.telling(cast.colleague, report).messages for each in said.files]
    assert numbers == [100, 200]
    assert signed.get(f"{at}files/200/").status_code == 200


def test_a_form_that_fails_keeps_words_and_files(client: Client, cast: Cast, channel: Channel) -> None:
    typed = {**TOLD, "happened": ""}
    failed = send(client, FORM, **typed, attached=[photo("pump.jpg")])
    assert failed.status_code == 422
    assert "Kept already: pump.jpg" in failed.content.decode()
    again = resend(client, FORM, failed, **typed, attached=[SimpleUploadedFile("b.txt", b"more words")])
    assert again.status_code == 422
    assert "Kept already: pump.jpg, b.txt" in again.content.decode()
    done = resend(client, FORM, again, **TOLD, attached=[photo("third.jpg")])
    assert done.status_code == 303
    report = Report.objects.get()
    files = queries.telling(cast.handler, report).files
    assert [each.about.shown.name for each in files] == ["picture 1.jpg", "text 2.txt", "picture 3.jpg"]
    assert {each.owner for each in StoredFile.objects.all()} == {str(report.ref)}
    assert not Envelope.objects.filter(thing__startswith="aside:").exists()
    twice = resend(client, FORM, again, **TOLD)
    assert twice.status_code == 303
    assert Report.objects.count() == 1


def test_what_was_set_aside_can_be_left_out(client: Client, cast: Cast, channel: Channel) -> None:
    failed = send(client, FORM, **{**TOLD, "happened": ""}, attached=[photo("wrong.jpg")])
    again = resend(client, FORM, failed, **{**TOLD, "kind": ""}, drop="on")
    assert "wrong.jpg" not in again.content.decode()
    assert not StoredFile.objects.exists()
    assert resend(client, FORM, again, **TOLD).status_code == 303
    assert queries.telling(cast.handler, Report.objects.get()).files == ()


def test_the_token_of_one_form_opens_nothing_elsewhere(client: Client, cast: Cast, channel: Channel) -> None:
    for bent in ("x", "A" * 1999, Fields(client.get(FORM)).values["nonce"]):
        answer = send(client, FORM, **TOLD, aside=bent)
        assert answer.status_code == 422
        assert "are gone. Choose them again" in answer.content.decode()
        assert Fields(answer).values["happened"] == TOLD["happened"]
    assert not Report.objects.exists()


def test_files_set_aside_are_forgotten(client: Client, channel: Channel) -> None:
    failed = send(client, FORM, **{**TOLD, "happened": ""}, attached=[photo()])
    tasks.forget_drafts({})
    assert StoredFile.objects.exists()
    with clock.moved_to(clock.now() + timedelta(days=2)):
        tasks.forget_drafts({})
    assert not StoredFile.objects.exists()
    assert not FileChunk.objects.exists()
    assert not Envelope.objects.exists()
    answer = resend(client, FORM, failed, **TOLD)
    assert answer.status_code == 422
    assert "are gone. Choose them again" in answer.content.decode()
    assert resend(client, FORM, answer, **TOLD).status_code == 303


def test_too_many_are_said_and_none_is_lost(client: Client, channel: Channel, settings: Any) -> None:
    settings.FILES_AT_ONCE = 2
    failed = send(client, FORM, **{**TOLD, "happened": ""}, attached=[photo("a.jpg"), photo("b.jpg")])
    answer = resend(client, FORM, failed, **TOLD, attached=[photo("c.jpg")])
    assert answer.status_code == 422
    assert "At most 2 files at once" in answer.content.decode()
    assert "a.jpg, b.jpg" in answer.content.decode()
    assert resend(client, FORM, answer, **TOLD).status_code == 303


def test_a_voice_is_a_name(client: Client, cast: Cast, client_of: ClientOf, channel: Channel) -> None:
    assert "A voice is a name" in client.get(FORM).content.decode()
    sound = SimpleUploadedFile("memo.m4a", b"\0\0\0\x18ftypM4A \0\0\0\0M4A mp42isom" + bytes(64))
    send(client, FORM, **TOLD, attached=[sound])
    page = client_of(cast.handler).get(f"/in/reports/{Report.objects.get().public_id}/").content.decode()
    assert "A voice is a name" in page
    assert "<img" not in page.partition('class="files"')[2].partition("</ul>")[0]


def _one(tell: Telling) -> Report:
    came = examine(received=receive(name="pump.jpg", pieces=[made.photo()]))
    return tell(files=[came])


def test_at_rest_nothing_is_in_the_clear_and_shredding_ends_it(tell: Telling, cast: Cast) -> None:
    report = _one(tell)
    rows = [*FileChunk.objects.values_list("sealed", flat=True), *Envelope.objects.values_list("sealed", flat=True)]
    stored = b"".join(map(bytes, rows))
    for clear in (b"pump", b"picture", b"JFIF", b"sha256", CANARY.encode()):
        assert clear not in stored
    key = queries.files_key(cast.handler, report, None)
    assert key not in b"".join(bytes(row.sealed) for row in ShredKey.objects.all())
    vault.shred(thing=report.ref)
    assert queries.telling(cast.handler, report).files == ()
    assert queries.files_key(cast.handler, report, None) != key


def test_an_altered_key_is_refused(tell: Telling, cast: Cast) -> None:
    one, other = _one(tell), _one(tell)
    swapped = ShredKey.objects.get(thing=str(other.ref)).sealed
    ShredKey.objects.filter(thing=str(one.ref)).update(sealed=swapped)
    with pytest.raises(Refused):
        queries.telling(cast.handler, one)


def test_a_message_that_fails_keeps_its_file_too(client: Client, cast: Cast, channel: Channel) -> None:
    words, _rows = report_and_receipt(client)
    come_back(client, words)
    failed = send(client, "/speak-up/report/", text="", attached=[photo("later.jpg")])
    assert failed.status_code == 422
    done = resend(client, "/speak-up/report/", failed, text="Here it is.")
    assert done.status_code == 303
    report = Report.objects.get()
    said = queries.telling(Reporter(report.public_id), report).messages[0]
    assert [each.about.shown.name for each in said.files] == ["message 1, picture 1.jpg"]


def test_the_same_word_of_another_report_is_not_mine(
    client: Client, cast: Cast, channel: Channel, tell: Telling
) -> None:
    """A receipt opens the files of its own report alone, whatever number is asked for."""
    words, _rows = report_and_receipt(client)
    _one(tell)
    come_back(client, words)
    assert client.get("/speak-up/report/files/0/").status_code == 404


def test_verbs_set_nothing_aside_for_who_sent_it(cast: Cast, tell: Telling) -> None:
    aside = services.set_aside(files_of_form=[examine(received=receive(name="a.txt", pieces=[b"some words"]))])
    tell(aside=aside)
    assert not StoredFile.objects.filter(owner__startswith="aside:").exists()


def test_what_is_deleted_takes_its_files_along_keys_first(cast: Cast, tell: Telling) -> None:
    report = _one(tell)
    services.note_opened(by=cast.handler, report=report)
    services.close_with_answer(by=cast.handler, report=report, answer="It is fixed.", outcome="put_right")
    report = Report.objects.select_related("channel", "law").get(pk=report.pk)
    last = queries.keep_until(System("reports"), report)
    assert last is not None
    with clock.moved_to(datetime(last.year, last.month, last.day, 3, tzinfo=UTC) + timedelta(days=1)):
        tasks.purge({})
    for rows in (Report, StoredFile, FileChunk, Envelope, ShredKey):
        assert not rows._default_manager.exists()
