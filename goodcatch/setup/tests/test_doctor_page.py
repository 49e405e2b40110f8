"""The page of the last examination, for administrators alone."""

from __future__ import annotations

from goodcatch.jobs.models import Job
from goodcatch.kernel.refs import System
from goodcatch.reports.models import Channel
from goodcatch.reports.tests.sealed import Readers, opened
from goodcatch.setup import services
from goodcatch.setup.terms import UNSEEN, Finding
from tests.cast import Cast, ClientOf

PAGE, REOPEN = "/in/setup/doctor/", "/in/setup/doctor/reopen/"


def test_it_says_what_is_wrong_what_would_be_right_and_what_it_cannot_see(cast: Cast, client_of: ClientOf) -> None:
    browser = client_of(cast.administrator)
    assert "This house was not examined yet." in browser.get(PAGE).content.decode()
    services.keep_examination(by=System("doctor"), found=[Finding("disk-low", {"mb": 7})])
    page = browser.get(PAGE).content.decode()
    assert "There are 7 MB left where the data lies." in page
    assert "Make room: 1,000 MB or more would be right." in page
    assert all(str(each).split("'")[0] in page for each in UNSEEN)
    assert "Open them again" not in page
    assert PAGE in browser.get("/in/").content.decode()


def test_nobody_else_sees_it(cast: Cast, client_of: ClientOf) -> None:
    for person in (cast.handler, cast.director, cast.colleague, cast.outsider):
        assert client_of(person).get(PAGE).status_code == 404
        assert client_of(person).post(REOPEN).status_code == 404
        assert PAGE not in client_of(person).get("/in/").content.decode()


def test_another_examination_is_asked_for_once(cast: Cast, client_of: ClientOf) -> None:
    browser = client_of(cast.administrator)
    for _ in range(2):
        answer = browser.post(PAGE, {"nonce": "abcdefghijklmnopqrstuvwx"})
        assert (answer.status_code, answer.headers["Location"]) == (303, PAGE)
    assert Job.objects.filter(kind="setup.examine").count() == 1


def test_sealed_channels_are_opened_again_from_here(
    cast: Cast, prepared: Channel, readers: Readers, client_of: ClientOf
) -> None:
    channel = opened(cast, prepared, readers)
    browser = client_of(cast.administrator)
    services.keep_examination(by=System("doctor"), found=[Finding("debug")])
    page = browser.get(PAGE).content.decode()
    assert "Sealed channels take nothing new" in page
    assert "Until then sealed channels take nothing new." in page
    assert "takes nothing new for now" in browser.get(f"/in/channels/{channel.public_id}/").content.decode()
    refused = browser.post(REOPEN, follow=True).content.decode()
    assert "Examine the house first" in refused
    services.keep_examination(by=System("doctor"), found=[])
    assert "take reports again" in browser.post(REOPEN, follow=True).content.decode()
    channel.refresh_from_db()
    assert channel.takes_reports
