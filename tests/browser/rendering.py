"""Every page of the house as HTML, made before a browser runs: with real data, with what is wrong, and with nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from http import HTTPStatus
from typing import Any

from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.test import Client, RequestFactory
from playwright.sync_api import Page

from config import errors
from goodcatch.kernel.costly import TooBusy
from goodcatch.kernel.errors import RuleBroken
from tests.browser.sight import look, sideways, structure
from tests.forms.filling import well, with_each
from tests.forms.reading import Form
from tests.forms.samples import Sample, form_addresses, sample_of
from tests.forms.test_bad_input import BAD, asked
from tests.forms.test_two_editors import FIRST, SECOND, told_apart
from tests.forms.told import TOLD
from tests.matrix import table
from tests.matrix.house import House
from tests.matrix.walk import ANYBODY, addresses, browser_of, filled

Made = tuple[str, str]
"""What a page is, and its HTML."""


def html_of(answer: Any) -> str:
    """Give the HTML of an answer; '' where it is none."""
    if answer.status_code in {301, 302, 303} or "text/html" not in answer.headers.get("Content-Type", ""):
        return ""
    text: str = answer.content.decode()
    return text


def shown() -> dict[str, tuple[str, str]]:
    """Give every address that shows a page to somebody, as the matrix says: of which thing, and to whom."""
    found: dict[str, tuple[str, str]] = {}
    for row in table.kept():
        seen = [who for who, cell in row.items() if who not in table.OF_WHAT and cell.startswith("200")]
        if seen and row["thing"] in {"", "open", "draft"}:
            known = [who for who in seen if who != ANYBODY]
            found.setdefault(row["address"], (row["thing"], "curator" if "curator" in known else (known or seen)[0]))
    return found


def opened(house: House) -> Iterator[Made]:
    """Open every address that shows a page."""
    seen = shown()
    for address in addresses():
        if address.name not in seen:
            continue
        thing, who = seen[address.name]
        with transaction.atomic():
            path = filled(address, house.things[thing or "open"])
            person = house.cast.everybody.get(who)
            if path is None or address.name in TOLD:
                sample = TOLD[address.name](house)
                browser, path = sample.browser(), sample.page
            else:
                browser = browser_of(person) if person and path.startswith("/in/") else Client()
            yield address.name, html_of(browser.get(path))
            transaction.set_rollback(True)


def refused(house: House) -> Iterator[Made]:
    """Send every form filled in badly, and by somebody who was not the first to save."""
    for address in form_addresses():
        with transaction.atomic():
            sample = sample_of(address, house, TOLD)
            browser = sample.browser()
            form = sample.form(browser)
            assert form is not None
            yield f"{address.name}, refused", refusal(sample, browser, form)
            if form.fields.get("version") and form.fields["version"].value and form.asks:
                yield f"{address.name} after somebody else", _second(sample, browser)
            transaction.set_rollback(True)


def refusal(sample: Sample, browser: Client, form: Form) -> str:
    """Give the page with what is wrong: of the ways to fill the form in badly the first that it does not take."""
    for bad in BAD.values():
        if asked(form, bad):
            answer = sample.send(browser, with_each(form, well(form, sample.typed), bad))
            if answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY:
                return html_of(answer)
    return ""


def _second(sample: Sample, browser: Client) -> str:
    one, other = sample.form(browser), sample.form(browser)
    assert one is not None
    assert other is not None
    sample.send(browser, told_apart(one, sample, FIRST))
    return html_of(sample.send(browser, told_apart(other, sample, SECOND)))


def followed(house: House) -> Iterator[Made]:
    """Open the pages that come after a form: a report followed with its receipt, a link to hand over."""
    for name in ("speak_up:leave", "people:offer_password"):
        with transaction.atomic():
            sample = TOLD[name](house)
            browser = sample.browser()
            form = sample.form(browser)
            assert form is not None
            kept = browser.get(sample.page) if name == "speak_up:leave" else sample.send(browser, well(form, {}))
            yield f"{name} done", html_of(kept)
            transaction.set_rollback(True)


def mishaps(house: House) -> Iterator[Made]:
    """Make the page of every way in which a request goes wrong, inside and outside."""
    watched = errors.Mishaps(lambda _request: HttpResponse())
    for where, who in (("/in/", house.cast.peer), ("/speak-up/", None)):
        request = RequestFactory().get(where)
        request.user, request.resolver_match = who, None  # type: ignore[assignment]
        for error in (RuleBroken("It is closed already."), TooBusy(), ValueError()):
            answer = watched.process_exception(request, error)
            assert answer is not None
            yield f"{type(error).__name__} at {where}", html_of(answer)
        for page in (errors.bad_request, errors.forbidden, errors.not_found):
            yield f"{page.__name__} at {where}", html_of(page(request, Http404()))
        refused = errors.Mishaps(lambda _request: HttpResponseNotAllowed(["POST"]))
        yield f"only by form at {where}", html_of(refused(request))
        yield f"stale form at {where}", html_of(errors.csrf_failed(request, "stale"))
        yield f"broken page at {where}", html_of(errors.server_error(request))


def empty(cast: Any) -> Iterator[Made]:
    """Open every page at which no thing stands, in a house in which nothing was told yet."""
    seen = shown()
    for who in ("administrator", "handler"):
        browser = browser_of(cast.everybody[who])
        for address in addresses():
            if not address.words and address.name in seen:
                yield f"{address.name}, empty, as {who}", html_of(browser.get(address.route))


class Parts(HTMLParser):
    """What a page is built of: elements, with what style and meaning they bear."""

    BEARS = ("class", "role", "type", "aria-current", "aria-invalid", "open", "disabled")
    COLOURED = frozenset({"a", "blockquote", "button", "label", "mark", "summary", "th"})
    """Elements that bear colours of their own without a class."""
    ALONE = frozenset({"area", "br", "col", "hr", "img", "input", "link", "meta", "path", "source", "use", "wbr"})

    def __init__(self, content: str) -> None:
        super().__init__()
        self.seen: set[tuple[object, ...]] = set()
        """Each with the element that it stands in."""
        self.tones: set[tuple[object, ...]] = set()
        """Each with everything around it that could colour it."""
        self._in: list[tuple[object, ...]] = []
        self.feed(content)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = dict(attrs)
        part = (tag, *((name, has[name]) for name in self.BEARS if name in has))
        self.seen.add((*(around[0] for around in self._in[-1:]), *part))
        self.tones.add((*(around for around in self._in if len(around) > 1 or around[0] in self.COLOURED), part))
        if tag not in self.ALONE:
            self._in.append(part)

    def handle_endtag(self, tag: str) -> None:
        if any(around[0] == tag for around in self._in):
            while self._in.pop()[0] != tag:
                pass


class Built:
    """Remembers what the pages that were looked at are built of."""

    def __init__(self) -> None:
        self._seen: list[set[tuple[object, ...]]] = []
        self._tones: set[tuple[object, ...]] = set()

    def looked(self, html: str) -> Callable[[Page, str], list[str]]:
        """Say how a page is to be looked at, as it is built.

        Of parts that stand, so put together, on one page before it: for its width. Of parts that were all seen, each
        amid the same: for how they are put together. Of others: for everything.
        """
        parts = Parts(html)
        if any(parts.seen <= before for before in self._seen):
            return sideways
        self._seen.append(parts.seen)
        known = parts.tones <= self._tones
        self._tones |= parts.tones
        return structure if known else look
