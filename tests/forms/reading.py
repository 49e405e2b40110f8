"""Reading the forms of a page as a browser does: every field, what stands in it, and what may be chosen."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

WRITTEN = {"text", "textarea", "email", "search", "tel", "url", "number", "date", "datetime-local", "password"}
"""Kinds of field into which somebody types."""


@dataclass
class Field:
    """One field by its name: a text, or what may be chosen and what is."""

    kind: str
    value: str = ""
    choices: list[str] = field(default_factory=list)
    chosen: list[str] = field(default_factory=list)

    @property
    def written(self) -> bool:
        """Tell whether somebody types into it."""
        return self.kind in WRITTEN

    @property
    def holds(self) -> list[str]:
        """Give what a browser would send."""
        return self.chosen if self.kind in {"select", "radio", "checkbox"} else [self.value]


@dataclass
class Form:
    """A form that is sent by POST: where to, and its fields and buttons."""

    action: str
    fields: dict[str, Field] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)

    def held(self) -> dict[str, list[str]]:
        """Give what a browser would send as the form stands."""
        return {name: one.holds for name, one in self.fields.items()}

    @property
    def asks(self) -> dict[str, Field]:
        """The fields that somebody fills in."""
        return {name: one for name, one in self.fields.items() if one.kind != "hidden"}


class Page(HTMLParser):
    """Reads a page: its forms, and what its alert says."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.alert: list[str] = []
        self.beside: list[str] = []
        self._form: Form | None = None
        self._area: Field | None = None
        self._select: Field | None = None
        self._depth = 0
        self._wrong = False
        self.feed(content)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        if tag == "div" and (self._depth or has.get("role") == "alert"):
            self._depth += 1
        self._wrong = self._wrong or (tag == "p" and "wrong" in has.get("class", "").split())
        if tag == "form" and has.get("method", "").lower() == "post":
            self._form = Form(has.get("action", ""))
            self.forms.append(self._form)
        if self._form is not None:
            self._read(self._form, tag, has)

    def _read(self, form: Form, tag: str, has: dict[str, str]) -> None:
        name = has.get("name", "")
        if tag == "button" and name:
            form.buttons.append((name, has.get("value", "")))
        if tag == "option" and self._select is not None:
            self._select.choices.append(has.get("value", ""))
            if "selected" in has:
                self._select.chosen.append(has.get("value", ""))
        if not name or tag not in {"input", "textarea", "select"}:
            return
        kind = has.get("type", "text") if tag == "input" else tag
        one = form.fields.setdefault(name, Field(kind, has.get("value", "")))
        if kind in {"radio", "checkbox"}:
            one.choices.append(has.get("value", "on"))
            if "checked" in has:
                one.chosen.append(has.get("value", "on"))
        self._area = one if tag == "textarea" else None
        self._select = one if tag == "select" else None

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        if tag == "textarea":
            self._area = None
        if tag == "select" and self._select is not None:
            if not self._select.chosen and self._select.choices:
                self._select.chosen.append(self._select.choices[0])  # as browsers do
            self._select = None
        if tag == "div" and self._depth:
            self._depth -= 1
        if tag == "p":
            self._wrong = False

    def handle_data(self, data: str) -> None:
        if self._area is not None:
            self._area.value += data if self._area.value else data.removeprefix("\n")
        if self._depth and data.strip():
            self.alert.append(data.strip())
        if self._wrong and data.strip():
            self.beside.append(data.strip())


def page_of(answer: Any) -> Page:
    """Read an answer."""
    return Page(answer.content.decode())
