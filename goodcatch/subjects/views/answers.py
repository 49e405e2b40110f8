"""A copy of what is kept, as a file: a page to read and print, or data."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from goodcatch.subjects.forms import JSON, as_json


def copy_file(request: HttpRequest, shape: str, lines: Sequence[dict[str, str]]) -> HttpResponse:
    """Give a copy in the shape that was chosen; it bears no style or script, and asks nothing of the network."""
    if shape == JSON:
        answer = HttpResponse(as_json(lines), content_type="application/json; charset=utf-8")
        name = "kept.json"
    else:
        page = render_to_string("subjects/copy.html", {"lines": lines}, request)
        answer, name = HttpResponse(page, content_type="text/html; charset=utf-8"), "kept.html"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
