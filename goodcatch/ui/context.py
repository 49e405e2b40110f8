"""What every page knows: the navigation, the facts that rooms tell of the house, and at which door it stands."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.module_loading import import_string

from goodcatch.kernel import deeds

PART_OF = {"casefile": "cases"}
"""Room whose pages belong, for whoever reads them, to those of another → that other."""


def house(request: HttpRequest) -> dict[str, Any]:
    """Give the page its navigation, the facts of the house and a fresh nonce for its forms.

    A fact is a function without arguments, called only where a template names it. Each slot that a page has is
    rendered with all of this; it is put together once.
    """
    known: dict[str, Any] | None = request.__dict__.get("_house")
    if known is None:
        known = request.__dict__["_house"] = _house(request)
    return known


def _house(request: HttpRequest) -> dict[str, Any]:
    facts: dict[str, str] = import_string("config.house.FACTS")
    return {
        "house_name": "Goodcatch",
        **{name: import_string(path) for name, path in facts.items()},
        "inside": import_string("config.doors.is_inside")(request),
        "navigation": _navigation(request),
        "house_zone": settings.TIME_ZONE,
        "nonce": deeds.new_nonce,
    }


def _navigation(request: HttpRequest) -> list[dict[str, object]]:
    match = request.resolver_match
    here = PART_OF.get(match.namespace, match.namespace) if match else ""
    words: list[tuple[str, str]] = import_string("config.house.NAVIGATION")
    return [{"word": word, "address": reverse(name), "here": name.split(":")[0] == here} for word, name in words]
