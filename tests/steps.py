"""Fixtures that tell one story: each step goes on from others, and what a test asks for is laid in at once.

`story` sees which steps a test has among its fixtures, and lays them into the database as one beginning
(tests/laid.py), with the steps before them: so what each of them gives knows the very people that the others know.
What else a step asks for are ordinary fixtures, which stand ready for it in every test.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from inspect import signature
from typing import Any

import pytest

from tests import laid

A_MOMENT = timedelta(seconds=30)
"""How long what was told stays as good as new: keys that lie open are touched again after a minute."""

Tell = Callable[..., Any]


@dataclass(frozen=True)
class Step:
    """How a step is told, and for how long that may be laid in."""

    tell: Tell
    lasts: timedelta
    given: Tell
    """The fixture's function, by which it is told from another fixture of the same name."""

    def needs(self) -> list[str]:
        """Give the names of what it goes on from."""
        return list(signature(self.tell).parameters)


_steps: dict[str, Step] = {}


def step(*, lasts: timedelta = A_MOMENT) -> Callable[[Tell], Any]:
    """Make a fixture, by the name of the function that tells it."""

    def made(tell: Tell) -> Any:
        name = tell.__name__
        if name in _steps:
            raise ValueError(f"two steps are called {name}")

        def given(story: Story) -> Any:
            return story.of(name)

        _steps[name] = Step(tell, lasts, given)
        return pytest.fixture(name=name)(given)

    return made


@dataclass(frozen=True)
class Story:
    """What the steps of a test gave, by their names, and the other fixtures that they ask for."""

    given: dict[str, Any]
    others: dict[str, Any]

    def of(self, name: str) -> Any:
        """Give what a step gives; tell it, and what it goes on from, where that was not told yet."""
        if name in self.others:
            return self.others[name]
        if name not in self.given:
            told = _steps[name]
            self.given[name] = told.tell(**{need: self.of(need) for need in told.needs()})
        return self.given[name]


@pytest.fixture
def story(request: pytest.FixtureRequest, db: None) -> Story:
    """Begin a test with every step that it asks for."""
    asked = sorted(name for name in request.fixturenames if _is_step(request, name))
    names = _with_those_before(asked)
    others = {name: request.getfixturevalue(name) for name in names if name not in _steps}
    lasts = min((_steps[name].lasts for name in names if name in _steps), default=timedelta.max)

    def tell() -> dict[str, Any]:
        telling = Story({}, others)
        for name in asked:
            telling.of(name)
        return telling.given

    return Story(laid.begin(f"steps: {', '.join(asked)}", tell, lasts=lasts), others)


def _is_step(request: pytest.FixtureRequest, name: str) -> bool:
    found = request.node._fixtureinfo.name2fixturedefs.get(name)
    return bool(found) and name in _steps and found[-1].func is _steps[name].given


def _with_those_before(asked: list[str]) -> list[str]:
    found: list[str] = []
    for name in asked:
        needs = _steps[name].needs() if name in _steps else []
        found += [each for each in (*_with_those_before(needs), name) if each not in found]
    return found
