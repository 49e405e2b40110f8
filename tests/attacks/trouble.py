"""Addresses at which things go wrong while somebody's words are in every hand: body, locals, message, database."""

from __future__ import annotations

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import path

from config.urls import handler400, handler403, handler404, handler500
from config.urls import urlpatterns as house

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


def bug(request: HttpRequest) -> HttpResponse:
    """Break with the words in a local variable, the message and the cause."""
    words = request.body.decode()
    try:
        int(words)
    except ValueError as cause:
        raise RuntimeError(f"could not keep {words}") from cause
    return HttpResponse()


def doubled(request: HttpRequest) -> HttpResponse:
    """Break a constraint of the database with the words as a value."""
    words = request.body.decode()[:60]
    with transaction.atomic(), connection.cursor() as cursor:
        for _ in range(2):
            cursor.execute(
                "INSERT INTO record_feedcursor (reader, position) VALUES (%s, %s)",
                [words, 0],
            )
    return HttpResponse()


def misread(request: HttpRequest) -> HttpResponse:
    """Let the database refuse the words themselves."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT no_such_function(%s)", [request.body.decode()])
    return HttpResponse()


class Stumbling:
    """Middleware that breaks before any view is reached."""

    sync_capable, async_capable = True, False

    def __init__(self, get_response: object) -> None:
        """Take what Django gives."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        raise RuntimeError(request.body.decode())


urlpatterns = [*house, path("bug", bug), path("doubled", doubled), path("misread", misread)]
