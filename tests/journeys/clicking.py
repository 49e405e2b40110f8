"""A hand without a browser: it reads links and forms off the page, and sends what they hold."""

import html
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin

from django.test import Client

from goodcatch.record.models import Entry, PoolEntry

TOKEN = re.compile(r"(/speak-up/(?:sent|slip)/)[^/]+")
SKIPPED = {"script", "style"}


@dataclass
class Choice:
    """An option of a select, or a button."""

    value: str
    label: str = ""
    name: str = ""
    selected: bool = False


@dataclass
class Form:
    """A form as it stands on the page."""

    action: str
    held: dict[str, list[str]] = field(default_factory=dict)
    selects: dict[str, list[Choice]] = field(default_factory=dict)
    buttons: list[Choice] = field(default_factory=list)
    names: set[str] = field(default_factory=set)


class Reader(HTMLParser):
    """Reads a page: its text, links and forms."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.text: list[str] = []
        self.links: list[tuple[str, str]] = []
        self.forms: list[Form] = []
        self._in: list[str] = []
        self._form: Form | None = None
        self._area = ""
        self._select = ""
        self.feed(content)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        name = has.get("name", "")
        if tag == "a":
            self.links.append((has.get("href", ""), ""))
        if tag == "form":
            self._form = Form(has.get("action", ""))
            self.forms.append(self._form)
        if self._form is not None:
            self._read_field(self._form, tag, name, has)
        if tag not in {"input", "br", "meta", "link", "img"}:
            self._in.append(tag)

    def _read_field(self, form: Form, tag: str, name: str, has: dict[str, str]) -> None:
        if tag in {"input", "select", "textarea"} and name:
            form.names.add(name)
        if tag == "input":
            quiet = has.get("type") in {"radio", "checkbox"} and "checked" not in has
            if not quiet and name:
                form.held.setdefault(name, []).append(has.get("value", "on" if has.get("type") == "checkbox" else ""))
        elif tag == "textarea":
            self._area = name
            form.held[name] = [""]
        elif tag == "select":
            self._select = name
            form.selects[name] = []
        elif tag == "option":
            form.selects[self._select].append(Choice(has.get("value", ""), selected="selected" in has))
        elif tag == "button":
            form.buttons.append(Choice(has.get("value", ""), name=name))

    def handle_endtag(self, tag: str) -> None:
        if tag in self._in:
            while self._in.pop() != tag:
                pass
        if tag == "form":
            self._form = None
        if tag == "textarea":
            self._area = ""

    def handle_data(self, data: str) -> None:
        if not SKIPPED & set(self._in):
            self.text.append(data)
        if "a" in self._in and self.links:
            address, words = self.links[-1]
            self.links[-1] = (address, words + data)
        form = self._form
        if form is None:
            return
        if self._area:
            before = form.held[self._area][0]
            form.held[self._area] = [before + (data if before else data.removeprefix("\n"))]
        elif "option" in self._in:
            form.selects[self._select][-1].label += data
        elif "button" in self._in and form.buttons:
            form.buttons[-1].label += data


class ClientHand:
    """Tells the story through Django's client. With `twice`, each form is sent in two copies, and must be one deed."""

    def __init__(self, client: Client, *, twice: bool = False) -> None:
        self._client = client
        self._twice = twice
        self._answer: Any = None
        self.path = ""

    @property
    def words(self) -> str:
        """The text of the page, in single spaces."""
        return re.sub(r"\s+", " ", " ".join(self._page().text))

    def open(self, path: str) -> None:
        """Open an address; where it leads on, follow."""
        self._arrive(self._client.get(path), path)

    def follow(self, words: str) -> None:
        """Follow the first link that says this, or stands in one row with it."""
        page = self._page()
        found = next((address for address, said in page.links if words in " ".join(said.split())), None)
        if found is None:
            after = self._answer.content.decode().partition(html.escape(words))[2]
            row = re.search(r'<a [^>]*href="([^"]+)', after)
            found = html.unescape(row.group(1)) if row else None
        assert found, f"{words!r} leads nowhere on {self.path}"
        self.open(urljoin(self.path, found))

    def send(self, button: str, **answers: str) -> None:
        """Fill in the form with this button, and send it."""
        page = self._page()
        found = [(form, one) for form in page.forms for one in form.buttons if one.label.strip() == button]
        assert found, f"no form on {self.path} says {button!r}: {self.words[-600:]}"
        form, pressed = found[0]
        sent = {name: [c.value for c in options if c.selected] for name, options in form.selects.items()}
        sent |= form.held
        for name, filling in answers.items():
            assert name in form.names, f"no {name} to fill in on {self.path}"
            sent[name] = [_chosen(form.selects[name], filling) if name in form.selects else filling]
        if pressed.name:
            sent[pressed.name] = [pressed.value]
        address = urljoin(self.path, form.action) if form.action else self.path
        answer = self._client.post(address, sent)
        assert answer.status_code in {302, 303}, f"{address}: {answer.status_code} {_wrong(answer)}"
        if self._twice:
            self._again(address, sent, answer)
        self._arrive(answer, address)

    def _again(self, address: str, sent: dict[str, list[str]], first: Any) -> None:
        before = deeds()
        second = self._client.post(address, sent)
        assert deeds() == before, f"sent twice, done twice: {address}"
        assert second.status_code in {302, 303}, f"{address}: {second.status_code} {_wrong(second)}"
        leads = [TOKEN.sub(r"\1", answer.headers["Location"]) for answer in (first, second)]
        assert leads[0] == leads[1], f"{address}: its second copy leads elsewhere"

    def _arrive(self, answer: Any, path: str) -> None:
        while answer.status_code in {301, 302, 303}:
            path = urljoin(path, answer.headers["Location"])
            answer = self._client.get(path)
        assert answer.status_code == 200, f"{path}: {answer.status_code}"
        self._answer, self.path = answer, path

    def _page(self) -> Reader:
        return Reader(self._answer.content.decode())


def deeds() -> int:
    """Count what the record says was done, by whomever."""
    return Entry.objects.count() + PoolEntry.objects.count()


def _chosen(options: list[Choice], words: str) -> str:
    found = next((option for option in options if words in (option.value, option.label.strip())), None)
    found = found or next((option for option in options if words in option.label), None)
    assert found, f"{words!r} is not among {[option.label for option in options]}"
    return found.value


def _wrong(answer: Any) -> str:
    return " ".join(" ".join(Reader(answer.content.decode()).text).split())[:1500]
