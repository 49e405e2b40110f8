"""Looking at a page as tests do: with axe, and in pictures."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request

from tests import machine

AXE = Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js"
PICTURES = machine.ROOT / "test-results" / "pictures"


@dataclass(frozen=True)
class Sight:
    """How somebody looks at a page: how wide, in which light."""

    width: int
    scheme: Literal["light", "dark"]

    def __str__(self) -> str:
        return f"{self.width}-{self.scheme}"


PHONE, DESK = 390, 1280
SIGHTS = tuple(Sight(width, scheme) for width in (PHONE, DESK) for scheme in ("light", "dark"))

OF_COLOURS = ("color-contrast", "link-in-text-block")
"""The rules of axe that judge colours."""

# Preloading asks for the style sheets and media anew, for a rule about media that play by themselves, of which the
# house has none; the rule itself is kept.
_RUN = """async ([only, without]) => {
    if (!window.axe) return null;
    const options = {resultTypes: ["violations"], preload: false};
    if (only.length) options.runOnly = {type: "rule", values: only};
    if (without.length) options.rules = Object.fromEntries(without.map(rule => [rule, {enabled: false}]));
    return (await window.axe.run(options)).violations;
}"""


@cache
def _source() -> str:
    return AXE.read_text(encoding="utf-8")


def _bring_axe(page: Page) -> None:
    """Give axe to a page. Past Playwright, which would read the whole of what a script leaves."""
    session = page.context.new_cdp_session(page)
    session.send("Runtime.evaluate", {"expression": _source()})
    session.detach()


def axe(page: Page, *, only: Sequence[str] = (), without: Sequence[str] = ()) -> list[str]:
    """List what stands in the way of people using assistive technology: rule, what to do, where; empty is good.

    Looks at everything, at these rules alone, or at all but these.
    """
    rules = [list(only), list(without)]
    found: list[dict[str, Any]] | None = page.evaluate(_RUN, rules)
    if found is None:
        _bring_axe(page)
        found = page.evaluate(_RUN, rules)
    assert found is not None
    return [
        f"{rule['id']} ({rule['impact']}), {rule['help']}: {node['html']} {node['failureSummary']}"
        for rule in found
        for node in rule["nodes"]
    ]


def widening(page: Page) -> int:
    """Measure by how many pixels the page is wider than its window; 0 is good."""
    wider: int = page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return wider


def sideways(page: Page, name: str) -> list[str]:
    """List at which widths an open page is wider than its window, with a picture of each; empty is good."""
    return [*_at(page, DESK, name), *_at(page, PHONE, name)]


def look(page: Page, name: str) -> list[str]:
    """Look at an open page in each way, take a picture where anything is wrong, and list it; empty is good.

    In dark, its colours are looked at again: they are all that changes (`light-dark()` in the style sheets).
    """
    found: list[str] = []
    for sight in SIGHTS:
        page.emulate_media(color_scheme=sight.scheme)
        if sight.scheme == "light":
            found += _at(page, sight.width, name)
        if wrong := axe(page, only=OF_COLOURS if sight.scheme == "dark" else ()):
            picture(page, f"{name}-{sight}")
            found += [f"{sight}: {one}" for one in wrong]
    return found


def structure(page: Page, name: str) -> list[str]:
    """Look at how an open page is put together, on a phone, and for its width; list what is wrong."""
    found = sideways(page, name)
    page.emulate_media(color_scheme="light")
    if wrong := axe(page, without=OF_COLOURS):
        picture(page, name)
        found += wrong
    return found


def _at(page: Page, width: int, name: str) -> list[str]:
    """Make the window so wide; say so, with a picture, where the page is wider."""
    page.set_viewport_size({"width": width, "height": 900})
    wider = widening(page)
    if not wider:
        return []
    sight = Sight(width, "light")
    picture(page, f"{name}-{sight}")
    return [f"{sight}: {wider} pixels wider than the window"]


def picture(page: Page, name: str) -> Path:
    """Take a picture of the whole page and give its path."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    path = PICTURES / f"{name}.png"
    page.screenshot(path=path, full_page=True, animations="disabled")
    return path


def watch(context: BrowserContext, mishaps: list[str]) -> None:
    """Write down what no page of the house may do.

    What a page asks for outside is written down here, and refused by the browser itself (conftest.QUIET).
    """

    def judge_request(request: Request) -> None:
        if urlsplit(request.url).hostname not in {"127.0.0.1", "localhost"}:
            mishaps.append(f"The page asked for something outside: {request.url}")

    def judge_message(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            mishaps.append(f"The page breaks its own content security policy: {message.text}")

    context.on("request", judge_request)
    context.on("console", judge_message)
    context.on("weberror", lambda error: mishaps.append(f"A script of the page failed: {error.error}"))
