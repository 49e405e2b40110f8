"""A reporter's browser for tests: it fills in the forms that pages show, and sends what they hold."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from django.test import Client


class Fields(HTMLParser):
    """Reads the inputs and text areas of a page's forms with their values, and the action of the last form."""

    def __init__(self, page: Any) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self.chosen: list[str] = []
        self._area = ""
        self.feed(page.content.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        name = held.get("name") or ""
        if tag == "input" and held.get("type") in {"hidden", "text"}:
            self.values[name] = held.get("value") or ""
        if tag == "input" and "checked" in held:
            self.chosen.append(name)
        if tag == "textarea":
            self._area, self.values[name] = name, ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self.values[self._area] += data.removeprefix("\n") if not self.values[self._area] else data


def send(client: Client, address: str, **typed: Any) -> Any:
    """Open the page, fill in what is given, and send the form with what it holds."""
    return resend(client, address, client.get(address), **typed)


def resend(client: Client, address: str, page: Any, **typed: Any) -> Any:
    """Fill in a page that is open already, and send its form."""
    return client.post(address, {**Fields(page).values, **typed})


TOLD = {"kind": "close_call", "happened": "The list had the old pump number on it.", "who": "no"}
"""The three answers of a report without a name."""


def report_and_receipt(client: Client, address: str = "/speak-up/safety/", **typed: Any) -> tuple[str, tuple[str, ...]]:
    """Send a report and take its receipt; give the words, and the rows of digits."""
    thanks = send(client, address, **{**TOLD, **typed}).headers["Location"]
    slip = client.get(send(client, thanks).headers["Location"])
    receipt = slip.context["receipt"]
    return " ".join(receipt.words), receipt.rows


def come_back(client: Client, receipt: str) -> Any:
    """Enter the receipt; give the page that follows."""
    return client.get(send(client, "/speak-up/receipt/", receipt=receipt).headers["Location"])
