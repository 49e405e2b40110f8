"""Walking the demo as its cast do, link by link, to find every page that somebody can come to."""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from http import HTTPStatus
from http.client import HTTPConnection
from urllib.parse import urljoin, urlsplit

from django.urls import Resolver404, resolve
from playwright.sync_api import BrowserContext, Page

LINK = re.compile(r'<a\b[^>]*\bhref="([^"#]+)')
SLUG = "ethics"
"""The word in the address of the demo's sealed channel."""
IN_MANY_STATES = {
    "casefile:story",
    "reviews:review",
    "actions:action",
    "lessons:lesson",
    "reports:report",
    "recognition:thanks",
}
"""Kinds of page that look different with what stands in them, and lead to different ones."""
MOST_OF_THESE, MOST_OF_A_KIND = 14, 4
"""How many pages of such a kind, and of any other, are opened for their links, by one person."""

CAST = {
    "director": "Ingrid Solheim",
    "handler": "Lena Brandt",
    "facilitator": "Aiko Mori",
    "curator": "Maya Lindqvist",
    "leader": "Tomás Reyes",
    "administrator": "Priya Nair",
    "peer": "Omar Haddad",
    "outsider": "Jonas Weber",
    "reporter": "Sam Okafor",
}
"""Those of the cast who together come to every page."""


def asked_for(page: Page) -> dict[str, str]:
    """Give the two words that the page asks for, by field, from the receipt that it shows."""
    words = page.locator(".receipt li").all_inner_texts()
    labels = {name: page.locator(f"label[for=id_{name}]").inner_text() for name in ("first", "second")}
    return {name: words[int("".join(c for c in label if c.isdigit())) - 1] for name, label in labels.items()}


def come_in(page: Page, url: str, name: str) -> None:
    """Come in as one of the cast, through the demo's door."""
    page.goto(f"{url}/in/account/demo/")
    page.get_by_role("button", name=f"Come in as {name}").click()
    page.wait_for_url(f"{url}/in/")


def kind_of(path: str) -> str:
    """Give the name of the address at which this path stands; '' where there is none."""
    try:
        return resolve(urlsplit(path).path).view_name
    except Resolver404:
        return ""


@dataclass
class Walk:
    """One person's walk through the house: asks for pages, reads their links, goes on.

    It asks past the browser, which takes as long to pass a page on as the house to make it.
    """

    context: BrowserContext
    url: str
    seen: set[str] = field(default_factory=set)
    kinds: Counter[str] = field(default_factory=Counter)

    def go(self, begin: str) -> Iterator[tuple[str, str]]:
        """Give each page that can be come to from here, with its kind."""
        cookies = "; ".join(f"{cookie['name']}={cookie['value']}" for cookie in self.context.cookies())
        waiting = [begin]
        while waiting:
            path = waiting.pop(0)
            kind = kind_of(path)
            if path in self.seen or not kind or self.kinds[kind] >= _most(kind):
                continue
            self.seen.add(path)
            self.kinds[kind] += 1
            with closing(HTTPConnection(urlsplit(self.url).netloc)) as house:
                house.request("GET", path, headers={"Cookie": cookies})
                answer = house.getresponse()
                page = answer.read().decode(errors="replace")
            if answer.status != HTTPStatus.OK or "text/html" not in answer.headers.get("Content-Type", ""):
                assert answer.status < 400, f"a link leads to {path}, which answers {answer.status}"
                continue
            yield path, kind
            links = (urljoin(path, link.replace("&amp;", "&")) for link in LINK.findall(page))
            waiting += [link for link in links if link.startswith("/") and not link.startswith("/static/")]


def _most(kind: str) -> int:
    return MOST_OF_THESE if kind in IN_MANY_STATES else MOST_OF_A_KIND
