"""What tests of bringing in share: a unit, files, and what became of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from goodcatch.actions.models import Action, Origin
from goodcatch.cases.models import Case
from goodcatch.exchange.bringing import Account, bring_in, files_in
from goodcatch.exchange.models import Source
from goodcatch.kernel.refs import System
from goodcatch.people.models import Unit
from goodcatch.reviews.models import Factor, Finding, Review, TimelineEntry

OUTAGE = """# Water tower ran low

Date: 2024-03-01

## Summary

The tower at Hill Road ran low for two hours.

## Timeline

- 10:00 Level alarm at 30 %
- 10:20 The operator on shift starts the second pump
- 12:05 Level back to normal

## Contributing factors

- The float switch was painted over

## What went well

- The alarm rang on two phones

## Action items

- [x] Clean the float switch (Sam)
- Put a second sensor in
"""


@dataclass
class Standing:
    """What stands in the house of one source."""

    source: Source
    case: Case = field(init=False)
    review: Review = field(init=False)

    def __post_init__(self) -> None:
        self.source = Source.objects.get(pk=self.source.pk)
        self.case, self.review = self.source.case, self.source.review

    def entries(self) -> list[str]:
        rows = TimelineEntry.objects.filter(review=self.review, withdrawn_at=None)
        return [row.text for row in rows.order_by("order", "pk")]

    def factors(self) -> list[str]:
        return [row.text for row in Factor.objects.filter(review=self.review, withdrawn_at=None).order_by("order")]

    def findings(self) -> list[tuple[str, str]]:
        rows = Finding.objects.filter(review=self.review, withdrawn_at=None).order_by("order")
        return [(row.kind, row.text) for row in rows]

    def actions(self) -> list[Action]:
        origins = Origin.objects.filter(review=self.review).values("action_id")
        return list(Action.objects.filter(pk__in=origins).order_by("pk"))


def bring(unit: Unit, *paths: Path, dry_run: bool = False) -> Account:
    return bring_in(files_in(paths), unit=unit, dry_run=dry_run)


def standing(path_name: str) -> Standing:
    return Standing(Source.objects.get(last_name=path_name))


def written(folder: Path, text: str = OUTAGE, name: str = "tower.md") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


SETUP = System("setup")
