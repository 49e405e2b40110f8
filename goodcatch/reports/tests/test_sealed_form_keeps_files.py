"""A form of a sealed channel that comes back has kept its files: a telling in its draft, a message set aside."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from goodcatch.files.tests import made
from goodcatch.reports import queries
from goodcatch.reports.models import Report
from goodcatch.reports.tests.outside import resend
from goodcatch.reports.tests.sealing import (
    FOLLOW,
    TELLING,
    TOLD,
    SealedChannel,
    begin,
    report_sealed,
    return_with,
    tell,
)
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def photo(name: str) -> SimpleUploadedFile:
    """A picture as a phone takes it."""
    return SimpleUploadedFile(name, made.photo())


def names(cast: Cast, sealed: SealedChannel) -> list[str]:
    """Give the names of the files of the one report, those of messages too, as a reader sees them."""
    report = Report.objects.select_related("channel__unit").get()
    told = queries.telling(cast.handler, report, sealed.keys(cast.handler, report))
    listed = [*told.files, *(each for said in told.messages for each in said.files)]
    return [each.about.shown.name for each in listed]


def test_a_telling_that_comes_back_has_its_files_in_the_draft(
    client: Client, cast: Cast, sealed: SealedChannel
) -> None:
    begin(client)
    failed = tell(client, happened="", attached=[photo("first.jpg")])
    assert failed.status_code == 422
    assert "Kept with it already" in failed.content.decode()
    assert "first.jpg" in failed.content.decode()
    assert resend(client, TELLING, failed, **TOLD, attached=[photo("second.jpg")]).status_code == 303
    assert names(cast, sealed) == ["first.jpg", "second.jpg"]


def test_a_message_that_comes_back_keeps_its_file(client: Client, cast: Cast, sealed: SealedChannel) -> None:
    browser = return_with(report_sealed(client))
    failed = resend(browser, FOLLOW, browser.get(FOLLOW), text="", attached=[photo("later.jpg")])
    assert failed.status_code == 422
    assert "Kept already: later.jpg" in failed.content.decode()
    assert resend(browser, FOLLOW, failed, text="Here it is.", at_once="on").status_code == 303
    assert names(cast, sealed) == ["later.jpg"]


def test_where_the_half_hour_has_ended_the_page_says_that_files_are_chosen_again(
    client: Client, cast: Cast, sealed: SealedChannel
) -> None:
    words = report_sealed(client)
    browser = return_with(words)
    page = browser.get(FOLLOW)
    browser.cookies.clear()
    asked = resend(browser, FOLLOW, page, text="I found it.", attached=[photo("lost.jpg")])
    assert "Your files did not come along: choose them again" in asked.content.decode()
    assert resend(browser, "/speak-up/receipt/", asked, receipt=words).status_code == 303
