"""How people and mail reach the house, and what it writes down of them."""

from __future__ import annotations

import ipaddress
import logging
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from goodcatch.setup.terms import Finding

FILTER = "config.logs.PlacesOnly"
QUIET = ("django.request", "django.security", "django.server")
"""Loggers that name paths or what was sent; they are silent here."""


def is_loopback(host: str) -> bool:
    """Tell whether only this machine can reach a host of this name."""
    try:
        return host == "localhost" or ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def is_near() -> bool:
    """Tell whether this house is for its own machine alone."""
    return is_loopback(settings.ENV.host) and is_loopback(urlsplit(settings.ENV.address).hostname or "")


def doors() -> Iterator[Finding]:
    """Look at encryption, proxies, cookies, DEBUG, and whether the demo can be reached."""
    env = settings.ENV
    address = urlsplit(env.address)
    if address.scheme != "https" and not is_near() and not (address.hostname or "").endswith(".onion"):
        yield Finding("plain-http", {"address": env.address})
    if env.demo and not is_near():
        yield Finding("demo-open")
    if address.scheme == "https" and env.proxies == 0:
        yield Finding("proxy-uncounted")
    plain = address.scheme == "https" and not (settings.SESSION_COOKIE_SECURE and settings.CSRF_COOKIE_SECURE)
    if plain or not (settings.SESSION_COOKIE_HTTPONLY and settings.CSRF_COOKIE_HTTPONLY):
        yield Finding("cookies-plain")
    if settings.DEBUG:
        yield Finding("debug")


def logs() -> Iterator[Finding]:
    """Look whether everything that is logged passes the filter that keeps words out."""
    logging_set: dict[str, Any] = settings.LOGGING
    filters = {name for name, made in logging_set.get("filters", {}).items() if made.get("()") == FILTER}
    for name, handler in logging_set.get("handlers", {}).items():
        if not filters & set(handler.get("filters", [])) and handler.get("class") != "logging.NullHandler":
            yield Finding("logs-words", {"name": name})
    loggers = {"root": logging_set.get("root", {}), **logging_set.get("loggers", {})}
    for name, logger in loggers.items():
        if _level(logger) < logging.INFO or (name in QUIET and _level(logger) < logging.CRITICAL):
            yield Finding("logs-words", {"name": name})


def _level(logger: dict[str, Any]) -> int:
    level = logger.get("level", logging.WARNING)
    return level if isinstance(level, int) else logging.getLevelNamesMapping().get(str(level), 0)


def mail() -> Iterator[Finding]:
    """Look how mail leaves."""
    url = urlsplit(settings.ENV.mail_url)
    if url.scheme == "smtp+plain" and not is_loopback(url.hostname or ""):
        yield Finding("mail-plain")
    if not settings.ENV.mail_url and not is_near():
        yield Finding("mail-nowhere")
