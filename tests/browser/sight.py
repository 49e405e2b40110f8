"""Looking at a page as tests do: with axe, and in pictures."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, ViewportSize

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
IN_TURN = (SIGHTS[0], SIGHTS[1], SIGHTS[3], SIGHTS[2])
"""Each way of looking after one that is like it in width or in light."""

OF_COLOURS = ("color-contrast", "link-in-text-block")
"""The rules of axe that judge colours."""

# Preloading asks for the style sheets and media anew, for a rule about media that play by themselves, of which the
# house has none; the rule itself is kept.
_RUN = """async ([only, without]) => {
    if (!window.axe && window.bringAxe) window.bringAxe();
    if (!window.axe) return null;
    const wider = document.documentElement.scrollWidth - document.documentElement.clientWidth;
    const options = {resultTypes: ["violations"], preload: false, selectors: false};
    if (only.length) options.runOnly = {type: "rule", values: only};
    if (without.length) options.rules = Object.fromEntries(without.map(rule => [rule, {enabled: false}]));
    return [wider, (await window.axe.run(options)).violations];
}"""


@cache
def _source() -> str:
    return AXE.read_text(encoding="utf-8")


def lay_axe_ready(context: BrowserContext) -> None:
    """Let each page of a window be given axe when it is first looked at: sent to the browser once, not with each."""
    context.add_init_script(f"window.bringAxe = () => {{{_source()}\n}};")


def _bring_axe(page: Page) -> None:
    """Give axe to a page. Past Playwright, which would read the whole of what a script leaves."""
    session = page.context.new_cdp_session(page)
    session.send("Runtime.evaluate", {"expression": _source()})
    session.detach()


def axe(page: Page, *, only: Sequence[str] = (), without: Sequence[str] = ()) -> list[str]:
    """List what stands in the way of people using assistive technology: rule, what to do, where; empty is good.

    Looks at everything, at these rules alone, or at all but these.
    """
    return _judged(page, only, without)[1]


def _judged(page: Page, only: Sequence[str] = (), without: Sequence[str] = ()) -> tuple[int, list[str]]:
    """Give by how many pixels a page is wider than its window, and what axe says of it: both asked at once."""
    rules = [list(only), list(without)]
    found: tuple[int, list[dict[str, Any]]] | None = page.evaluate(_RUN, rules)
    if found is None:
        _bring_axe(page)
        found = page.evaluate(_RUN, rules)
    assert found is not None
    wider, broken = found
    return wider, [
        f"{rule['id']} ({rule['impact']}), {rule['help']}: {node['html']} {node['failureSummary']}"
        for rule in broken
        for node in rule["nodes"]
    ]


def widening(page: Page) -> int:
    """Measure by how many pixels the page is wider than its window; 0 is good."""
    wider: int = page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return wider


def sideways(page: Page, name: str) -> list[str]:
    """List at which widths an open page is wider than its window, with a picture of each; empty is good."""
    found: list[str] = []
    for width in (DESK, PHONE):
        make_wide(page, width)
        found += _too_wide(page, width, widening(page), name)
    return found


def look(page: Page, name: str) -> list[str]:
    """Look at an open page in each way, take a picture where anything is wrong, and list it; empty is good.

    In dark, its colours are looked at again: they are all that changes (`light-dark()` in the style sheets).
    """
    found: list[str] = []
    scheme: Literal["light", "dark"] | None = None
    for sight in IN_TURN:
        make_wide(page, sight.width)
        if sight.scheme != scheme:
            scheme = sight.scheme
            page.emulate_media(color_scheme=scheme)
        wider, wrong = _judged(page, only=OF_COLOURS if sight.scheme == "dark" else ())
        if sight.scheme == "light":
            found += _too_wide(page, sight.width, wider, name)
        if wrong:
            picture(page, f"{name}-{sight}")
            found += [f"{sight}: {one}" for one in wrong]
    return found


def structure(page: Page, name: str) -> list[str]:
    """Look at how an open page is put together, on a phone, and for its width; list what is wrong."""
    make_wide(page, DESK)
    found = _too_wide(page, DESK, widening(page), name)
    make_wide(page, PHONE)
    page.emulate_media(color_scheme="light")
    wider, wrong = _judged(page, without=OF_COLOURS)
    found += _too_wide(page, PHONE, wider, name)
    if wrong:
        picture(page, name)
    return found + wrong


def make_wide(page: Page, width: int, height: int = 900) -> None:
    """Make the window so wide, unless it is: the page is laid out anew."""
    size = ViewportSize(width=width, height=height)
    if page.viewport_size != size:
        page.set_viewport_size(size)


def _too_wide(page: Page, width: int, wider: int, name: str) -> list[str]:
    """Say, with a picture, where a page was measured to be wider than its window."""
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
