"""Answers that hold a file: always a download, never part of a page, but for pictures that we drew ourselves."""

from __future__ import annotations

from django.http import Http404, StreamingHttpResponse
from django.utils.http import content_disposition_header

from goodcatch.files import queries
from goodcatch.files.terms import About
from goodcatch.kernel.refs import Ref

_UNKNOWN = "application/octet-stream"


def download(*, about: About, owner: Ref, key: bytes) -> StreamingHttpResponse:
    """Answer with the copy that people get. Raises Damaged."""
    media_type = about.shown.media_type if about.looked_inside else _UNKNOWN
    return _answer(about.shown.stored, about.shown.size, media_type, owner, key, name=about.shown.name)


def download_original(*, about: About, owner: Ref, key: bytes) -> StreamingHttpResponse:
    """Answer with what came, which was never cleaned. Raises Damaged, and Http404 where it was not kept."""
    if about.original is None:
        raise Http404
    return _answer(about.original.stored, about.original.size, _UNKNOWN, owner, key, name=about.original.name)


def picture(*, about: About, owner: Ref, key: bytes) -> StreamingHttpResponse:
    """Answer with a picture that we drew, for an <img> of a page. Raises Damaged, and Http404 for anything else."""
    if not about.drawn:
        raise Http404
    return _answer(about.shown.stored, about.shown.size, about.shown.media_type, owner, key, name=None)


def _answer(
    stored: str, size: int, media_type: str, owner: Ref, key: bytes, *, name: str | None
) -> StreamingHttpResponse:
    answer = StreamingHttpResponse(queries.content(stored=stored, owner=owner, key=key), content_type=media_type)
    answer["Content-Length"] = str(size)
    answer["Content-Disposition"] = content_disposition_header(name is not None, name or "picture") or "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'; sandbox"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    answer["Cache-Control"] = "no-store"
    answer["Referrer-Policy"] = "no-referrer"
    return answer
