"""What every page knows: the navigation, and whether it lies inside."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.module_loading import import_string

from goodcatch.kernel import deeds


def house(request: HttpRequest) -> dict[str, Any]:
    """Give the page its navigation and a fresh nonce for the forms on it."""
    match = request.resolver_match
    here = match.namespace if match else ""
    navigation = import_string("config.house.NAVIGATION")
    return {
        "navigation": [
            {"word": word, "address": reverse(name), "here": name.split(":")[0] == here}
            for word, name in navigation
        ],
        "house_zone": settings.TIME_ZONE,
        "nonce": deeds.new_nonce,
    }
