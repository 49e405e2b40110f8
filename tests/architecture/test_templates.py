"""A template links, includes and extends downwards; what comes from above comes through slots."""

from __future__ import annotations

import re
from pathlib import Path

from tests.architecture.rooms import HOUSE, story

POINTS = re.compile(r"{%\s*(?:url|include|extends)\s+[\"']([a-z_]+)[:/]")
SHARED = {"account", "people"}
"""allauth's pages, and the sign-in link, which every page may name."""
INLINE = re.compile(r"<(?:script(?![^>]*\bsrc=)|style)\b|\sstyle=|\son[a-z]+=", re.IGNORECASE)
ELSEWHERE = re.compile(r"(?:src|href|action)=[\"'](?:https?:)?//", re.IGNORECASE)


def templates() -> list[Path]:
    return sorted(HOUSE.glob("*/templates/**/*.html"))


def upward(room: str, text: str) -> list[str]:
    order = story()
    rooms = [name for name in POINTS.findall(text) if name in order and name not in SHARED]
    return [name for name in rooms if order.index(name) > order.index(room)]


def room_of(path: Path) -> str:
    return path.relative_to(HOUSE).parts[0]


def test_templates_point_downwards() -> None:
    wrong = {str(p.relative_to(HOUSE)): upward(room_of(p), p.read_text()) for p in templates()}
    assert not {k: v for k, v in wrong.items() if v}


def test_a_seeded_upward_link_is_caught() -> None:
    assert upward("people", "{% url 'cases:case' x %}") == ["cases"]


def test_no_inline_script_or_style_and_nothing_from_elsewhere() -> None:
    wrong = [
        f"{p.relative_to(HOUSE)}: {found.group(0)!r}"
        for p in templates()
        if "emails" not in p.parts
        for pattern in (INLINE, ELSEWHERE)
        for found in pattern.finditer(p.read_text())
    ]
    assert not wrong


def test_seeded_inline_and_foreign_content_is_caught() -> None:
    assert INLINE.search('<p style="color:red">')
    assert INLINE.search("<script>alert(1)</script>")
    assert not INLINE.search('<script src="/static/x.js" defer></script>')
    assert ELSEWHERE.search('<img src="https://example.org/x.png">')


FORM = re.compile(r"<form\b[^>]*method=[\"']post[\"'].*?</form>", re.DOTALL | re.IGNORECASE)


LEAVING = "speak_up:leave"
"""Forgetting one's own cookie needs no proof: whoever forges it does no harm."""


def tokenless(text: str) -> list[str]:
    return [form for form in FORM.findall(text) if "token" not in form and LEAVING not in form]


def test_every_post_form_carries_its_token() -> None:
    wrong = [str(p.relative_to(HOUSE)) for p in templates() if tokenless(p.read_text())]
    assert not wrong


def test_a_seeded_form_without_token_is_caught() -> None:
    assert tokenless('<form method="post"><button>Send</button></form>')
