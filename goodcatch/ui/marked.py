"""Show Markdown from elsewhere as safe HTML: no script, no style, nothing fetched from outside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

TAGS = frozenset(
    "h2 h3 h4 h5 h6 p ul ol li blockquote pre code em strong s del a br hr table thead tbody tr th td".split()
)
SCHEMES = ("https://", "http://", "mailto:")
"""Where a link may lead. What leads from one file to another there would lead nowhere here, or anywhere."""
_HEADINGS = {"h1": "h2", "h2": "h3", "h3": "h4", "h4": "h5", "h5": "h6"}
_WIDE = {"fence": "code_block", "code_block": "code_block", "table_open": "table_open"}
"""What may be wider than the page and scrolls by itself, so that keys must come to it; both kinds of code as one."""
DEEPEST = 20


@cache
def _markdown() -> MarkdownIt:
    """HTML in the source is shown as its letters; a nesting deeper than anybody writes is shown flat."""
    return MarkdownIt("commonmark", {"html": False, "maxNesting": DEEPEST}).enable(["table", "strikethrough"])


def shown(text: str) -> SafeString:
    """Give a whole text as HTML that may be a page of the house. Headings begin one level down."""
    tokens = _markdown().parse(text)
    for token in tokens:
        token.tag = _HEADINGS.get(token.tag, token.tag)
    return _drawn(tokens)


def shown_in_part(text: str) -> SafeString:
    """Give a part of a text as HTML that may stand below a heading of the house; its own headings are bold lines."""
    return _drawn(list(_without_headings(_markdown().parse(text))))


def unmarked(text: str) -> str:
    """Give a text without its marks, in one line: for where there is room for nothing but words."""
    words: list[str] = []
    for token in _markdown().parse(text):
        inline = token.children or [token]
        words += [" " if one.type.endswith("break") else _without_picture(one).content for one in inline]
        words.append(" ")
    return " ".join("".join(words).split())


def _drawn(tokens: Sequence[Token]) -> SafeString:
    for token in tokens:
        if token.type in _WIDE:
            token.type = _WIDE[token.type]
            token.attrs = {"tabindex": "0"}
        if token.children:
            token.children = [_without_picture(_leading_out(child)) for child in token.children]
    reader = _markdown()
    clean = nh3.clean(
        reader.renderer.render(tokens, reader.options, {}),
        tags=set(TAGS),
        attributes={"a": {"href"}, "ol": {"start"}, "pre": {"tabindex"}, "table": {"tabindex"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noreferrer nofollow",
    )
    return mark_safe(clean)  # noqa: S308  # cleaned in the line above


def _without_headings(tokens: Sequence[Token]) -> Iterator[Token]:
    within = False
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            within, token.tag = token.type == "heading_open", "p"
        elif within and token.children:
            token.children = [Token("strong_open", "strong", 1), *token.children, Token("strong_close", "strong", -1)]
        yield token


def _leading_out(token: Token) -> Token:
    if token.type == "link_open" and not str(token.attrGet("href") or "").lower().startswith(SCHEMES):
        token.attrs = {}
    return token


def _without_picture(token: Token) -> Token:
    """A picture would be fetched from elsewhere: its words stand instead."""
    if token.type != "image":
        return token
    return Token("text", "", 0, content=f"[{token.content or token.attrGet('src')}]")
