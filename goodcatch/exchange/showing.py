"""Show Markdown from elsewhere as safe HTML: no script, no style, nothing fetched from outside."""

from __future__ import annotations

from functools import cache

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

TAGS = frozenset(
    "h2 h3 h4 h5 h6 p ul ol li blockquote pre code em strong s del a br hr table thead tbody tr th td".split()
)
_HEADINGS = {"h1": "h2", "h2": "h3", "h3": "h4", "h4": "h5", "h5": "h6"}
DEEPEST = 20


@cache
def _markdown() -> MarkdownIt:
    """HTML in the source is shown as its letters; a nesting deeper than anybody writes is shown flat."""
    return MarkdownIt("commonmark", {"html": False, "maxNesting": DEEPEST}).enable(["table", "strikethrough"])


def shown(text: str) -> SafeString:
    """Give the text as HTML that may stand in a page of the house. Headings begin one level down."""
    reader = _markdown()
    tokens = reader.parse(text)
    for token in tokens:
        token.tag = _HEADINGS.get(token.tag, token.tag)
        if token.children:
            token.children = [_without_picture(child) for child in token.children]
    html = reader.renderer.render(tokens, reader.options, {})
    clean = nh3.clean(
        html,
        tags=set(TAGS),
        attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noreferrer nofollow",
    )
    return mark_safe(clean)  # noqa: S308  # cleaned in the line above


def _without_picture(token: Token) -> Token:
    """A picture would be fetched from elsewhere: its words stand instead."""
    if token.type != "image":
        return token
    return Token("text", "", 0, content=f"[{token.content or token.attrGet('src')}]")
