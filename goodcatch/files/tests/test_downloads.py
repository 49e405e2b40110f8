"""Downloads: never part of a page, but for pictures that we drew; nothing of a file decides how a browser reads it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.http import Http404, StreamingHttpResponse

from goodcatch.files import downloads, services
from goodcatch.files.models import FileChunk
from goodcatch.files.terms import About, Damaged
from goodcatch.files.tests.made import photo
from goodcatch.kernel.refs import Ref

pytestmark = pytest.mark.django_db

OWNER, KEY = Ref("report", "AAAABBBB"), bytes(range(32))


def kept(body: bytes, name: str) -> About:
    examined = services.examine(received=services.receive(name=name, pieces=[body]))
    return services.keep(examined=examined, owner=OWNER, key=KEY, original_key=KEY)


def body_of(answer: StreamingHttpResponse) -> bytes:
    return b"".join(answer)


def safe(answer: StreamingHttpResponse) -> None:
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "no-store"


def test_a_download_has_its_type_its_length_and_its_name() -> None:
    answer = downloads.download(about=kept(b"words", "über.txt"), owner=OWNER, key=KEY)
    safe(answer)
    assert answer["Content-Type"] == "text/plain"
    assert answer["Content-Length"] == "5"
    assert answer["Content-Disposition"] == "attachment; filename*=utf-8''%C3%BCber.txt"
    assert body_of(answer) == b"words"


def test_what_nobody_looked_into_has_no_type() -> None:
    answer = downloads.download(about=kept(bytes(range(256)), "page.html"), owner=OWNER, key=KEY)
    safe(answer)
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")


def test_the_original_has_no_type_either() -> None:
    body = photo()
    answer = downloads.download_original(about=kept(body, "me.jpg"), owner=OWNER, key=KEY)
    safe(answer)
    assert answer["Content-Type"] == "application/octet-stream"
    assert body_of(answer) == body


def test_an_original_that_was_not_kept_is_not_there() -> None:
    with pytest.raises(Http404):
        downloads.download_original(about=kept(b"words", "a.txt"), owner=OWNER, key=KEY)


def test_only_a_picture_that_we_drew_is_shown_inside_a_page() -> None:
    about = kept(photo(), "me.jpg")
    answer = downloads.picture(about=about, owner=OWNER, key=KEY)
    safe(answer)
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Content-Disposition"] == 'inline; filename="picture"'
    for other in (replace(about, looked_inside=False), kept(b"<svg/>", "a.svg"), kept(bytes(range(256)), "b.jpg")):
        with pytest.raises(Http404):
            downloads.picture(about=other, owner=OWNER, key=KEY)


def test_what_was_changed_is_refused_before_the_answer_begins() -> None:
    about = kept(b"words", "a.txt")
    FileChunk.objects.update(sealed=b"something else")
    with pytest.raises(Damaged):
        downloads.download(about=about, owner=OWNER, key=KEY)
