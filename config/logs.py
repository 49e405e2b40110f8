"""Logs that cannot hold anybody's words: of an error its type and place, never its message, values or locals."""

from __future__ import annotations

import logging.config
import sys
import traceback
from pathlib import Path
from typing import Any

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

_ROOT = str(Path(__file__).resolve().parent.parent)


def places(error: BaseException | None) -> list[str]:
    """Give the type and the frames of an error and its causes as 'file:line function', without any value."""
    lines: list[str] = []
    while error is not None and len(lines) < 200:
        lines.append(type(error).__module__ + "." + type(error).__qualname__)
        lines += [_place(frame) for frame in traceback.walk_tb(error.__traceback__)]
        error = error.__cause__ or error.__context__
    return lines


def _place(frame: tuple[Any, int]) -> str:
    code, line = frame[0].f_code, frame[1]
    return f"{code.co_filename.removeprefix(_ROOT + '/')}:{line} {code.co_name}"


def _only_places(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    info = event.pop("exc_info", None)
    if info is True:
        info = sys.exc_info()
    error = info[1] if isinstance(info, tuple) else info if isinstance(info, BaseException) else None
    if error is not None:
        event["error"] = places(error)
    return event


class PlacesOnly(logging.Filter):
    """Strips what libraries log: arguments of messages stay out, exceptions become their places."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.exc_info and isinstance(record.exc_info, tuple):
            record.msg = f"{record.name}: " + " < ".join(places(record.exc_info[1]))
            record.args, record.exc_info, record.exc_text = (), None, None
        elif not record.name.startswith(("goodcatch", "config", "_granian")):
            # A library's message may quote what somebody typed; its name and level say where to look.
            record.msg, record.args = f"{record.name}: {record.msg}", ()
        record.stack_info = None
        return True


def processors(log_format: str) -> list[Processor]:
    """Give structlog's chain for this format."""
    last: Processor = structlog.processors.JSONRenderer() if log_format == "json" else structlog.dev.ConsoleRenderer()
    return [
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _only_places,
        last,
    ]


def logging_for(log_format: str) -> dict[str, Any]:
    """Give the logging configuration: everything to standard error, through PlacesOnly."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "log_format": log_format,
        "filters": {"places": {"()": "config.logs.PlacesOnly"}},
        "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(message)s"}},
        "handlers": {
            "stderr": {
                "class": "logging.StreamHandler",
                "filters": ["places"],
                "formatter": "plain",
            }
        },
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        # Refusals and missing pages are ordinary; the path of a request may hold an id and is not logged.
        "loggers": {
            "django.request": {"level": "CRITICAL"},
            "django.security": {"level": "CRITICAL"},
        },
    }


def configure(settings: dict[str, Any]) -> None:
    """Configure logging and structlog together; Django calls this with LOGGING."""
    plain = dict(settings)
    log_format = plain.pop("log_format", "console")
    logging.config.dictConfig(plain)
    stream = sys.stderr
    structlog.configure(
        processors=processors(log_format),
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr if stream.closed else stream),
        cache_logger_on_first_use=False,
    )
