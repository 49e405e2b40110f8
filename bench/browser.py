"""A small, fast client for measuring: one kept connection, the cookies of one browser, no parsing but of tokens."""

from __future__ import annotations

import http.client
import re
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

_CSRF = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass
class Answer:
    """What came back."""

    status: int
    body: str
    location: str


@dataclass
class Browser:
    """One browser: it keeps its connection and its cookies, and sends each cookie to its path alone."""

    url: str
    cookies: dict[str, tuple[str, str]] = field(default_factory=dict)
    source: str = ""
    """The address it comes from, one of this machine's own; the machine's choice where empty."""
    took: float = 0.0
    """Seconds of the part that is measured, where a deed says so itself."""
    _connection: http.client.HTTPConnection | None = None

    def get(self, path: str) -> Answer:
        """Fetch a page."""
        return self._ask("GET", path, None)

    def post(self, path: str, fields: dict[str, str]) -> Answer:
        """Send a form; redirects are not followed."""
        return self._ask("POST", path, urlencode(fields))

    def sign_in_as(self, name: str) -> None:
        """Come in as one of the demo's cast. Raises RuntimeError where the demo's page does not let them in."""
        page = self.get("/in/account/demo/").body
        token = _CSRF.search(page)
        person = re.search(rf'name="person" value="([^"]+)"[^>]*>[^<]*<span class="hush">[^<]*{re.escape(name)}', page)
        if not token or not person:
            raise RuntimeError(f"the demo's sign-in page does not offer {name}")
        answer = self.post("/in/account/demo/", {"csrfmiddlewaretoken": token[1], "person": person[1]})
        if answer.status not in {302, 303}:
            raise RuntimeError(f"signing in as {name} was answered with {answer.status}")

    def token(self, page: str, name: str) -> str:
        """Give the value of a hidden field of a page. Raises RuntimeError where there is none."""
        found = re.search(rf'name="{name}"[^>]*value="([^"]*)"|value="([^"]*)"[^>]*name="{name}"', page)
        if not found:
            raise RuntimeError(f"the page has no field {name}")
        return found[1] or found[2] or ""

    def _ask(self, method: str, path: str, body: str | None) -> Answer:
        headers = {"Cookie": "; ".join(f"{n}={v}" for n, (v, at) in self.cookies.items() if path.startswith(at))}
        if not headers["Cookie"]:
            del headers["Cookie"]
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        answer = self._send(method, path, body, headers)
        for line in answer.headers.get_all("Set-Cookie") or []:
            pair, *rest = line.split("; ")
            name, _, value = pair.partition("=")
            at = next((part[5:] for part in rest if part.lower().startswith("path=")), "/")
            self.cookies[name] = (value, at)
        text = answer.read().decode(errors="replace")  # pictures come by too
        return Answer(answer.status, text, urlsplit(answer.headers.get("Location", "")).path)

    def _send(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> http.client.HTTPResponse:
        for fresh in (False, True):
            if self._connection is None or fresh:
                source = (self.source, 0) if self.source else None
                self._connection = http.client.HTTPConnection(
                    urlsplit(self.url).netloc, timeout=60, source_address=source
                )
            try:
                self._connection.request(method, path, body, headers)
                return self._connection.getresponse()
            except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
                if fresh or method == "POST":
                    raise  # a form is never sent twice by the measuring side
        raise AssertionError
