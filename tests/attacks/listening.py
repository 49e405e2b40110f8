"""Hearing which verbs of a room were given canaries, word by word, and broke while they held them."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any

import pytest

from goodcatch.ui.forms import DeedForm
from tests.attacks.searching import Canaries

Verb = Callable[..., Any]
WORDS = ("str", "Wording", "WordsTold")
"""What the type of an argument says where somebody's words are in it; choices are spelt `str` too."""


def verbs_with_words(room: ModuleType) -> dict[str, list[str]]:
    """Give every verb of these services that somebody does, by name, with its arguments that may hold words."""
    found: dict[str, list[str]] = {}
    for name, verb in inspect.getmembers(room, inspect.isfunction):
        asked = inspect.signature(verb).parameters
        if "by" in asked and not name.startswith("_"):
            found[name] = [each.name for each in asked.values() if any(word in str(each.annotation) for word in WORDS)]
    return {name: held for name, held in found.items() if held}


class Heard:
    """The arguments of verbs that held a canary (`room.verb argument`), and those of verbs that then broke."""

    def __init__(self, rooms: Iterable[str], *canaries: Canaries) -> None:
        self.given: set[str] = set()
        self.broken: set[str] = set()
        self._canaries = canaries
        self._services = {room: import_module(f"goodcatch.{room}.services") for room in rooms}

    def expected(self) -> set[str]:
        """Give every argument that may hold words."""
        return {
            f"{room}.{verb} {argument}"
            for room, services in self._services.items()
            for verb, arguments in verbs_with_words(services).items()
            for argument in arguments
        }

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Listen to every verb of the rooms, whether a view asks for it by name or a form holds it."""
        overheard: dict[Verb, Verb] = {}
        perform = DeedForm.perform
        with pytest.MonkeyPatch.context() as patch:
            for room, services in self._services.items():
                for name, arguments in verbs_with_words(services).items():
                    verb = getattr(services, name)
                    overheard[verb] = self._overheard(verb, f"{room}.{name}", arguments)
                    patch.setattr(services, name, overheard[verb])

            def heard(form: DeedForm, verb: Verb, **said: Any) -> Any:
                return perform(form, overheard.get(verb, verb), **said)

            patch.setattr(DeedForm, "perform", heard)
            yield

    def _overheard(self, verb: Verb, name: str, arguments: list[str]) -> Verb:
        @functools.wraps(verb)
        def does(**said: Any) -> Any:
            sung = {f"{name} {argument}" for argument in arguments if self._sings(said.get(argument))}
            self.given |= sung
            try:
                return verb(**said)
            except Exception:
                self.broken |= sung
                raise

        return does

    def _sings(self, said: Any) -> bool:
        held = repr(said)
        return any(word in held for canary in self._canaries for word in canary.sung)
