"""A channel's own questions: which are asked, given what was answered. Decided on the server, never in the browser."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol, TypeVar

from django.db import models
from django.utils.translation import gettext_lazy as _

MOST_QUESTIONS = 8
MOST_OPTIONS = 10
LONGEST_LABEL, LONGEST_HELP, LONGEST_OPTION = 200, 300, 60
YES, NO = "yes", "no"


class Asks(models.TextChoices):
    """What kind of answer a question takes."""

    TEXT = "text", _("a few words")
    YES_NO = "yes_no", _("yes or no")
    CHOICE = "choice", _("one of a few answers")


class Asked(Protocol):
    """What is needed of a question to decide whether it is asked."""

    @property
    def pk(self) -> int: ...

    @property
    def public_id(self) -> str: ...

    @property
    def show_if_id(self) -> int | None: ...

    @property
    def show_value(self) -> str: ...


Q = TypeVar("Q", bound=Asked)


def asked(questions: Sequence[Q], answers: Mapping[str, str]) -> list[Q]:
    """Give the questions that are asked, in order: all without a condition, and those whose condition holds.

    A condition holds where the question it looks at is itself asked, and was answered so. `answers` are by public
    id; answers to what is not asked count for nothing.
    """
    found: dict[int, Q] = {}
    for question in questions:
        if question.show_if_id is None:
            found[question.pk] = question
            continue
        before = found.get(question.show_if_id)
        if before is not None and answers.get(before.public_id, "").strip() == question.show_value:
            found[question.pk] = question
    return list(found.values())


def field_of(public_id: str) -> str:
    """Name the field of a form in which a question is answered."""
    return f"q_{public_id}"
