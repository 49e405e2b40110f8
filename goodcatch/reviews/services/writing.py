"""Write in a review: the four questions, timeline, factors, findings. Earlier texts are kept."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TypeVar

from django.db import transaction
from django.db.models import Max
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from goodcatch.kernel import clock
from goodcatch.kernel.errors import RuleBroken
from goodcatch.kernel.fields import Precision
from goodcatch.kernel.refs import System
from goodcatch.people.models import Person
from goodcatch.record import services as record
from goodcatch.reviews import rules, taxonomy, terms
from goodcatch.reviews.models import Factor, Finding, PartText, Review, ReviewText, TimelineEntry
from goodcatch.reviews.services.holding import changed, changed_meanwhile, demand_unchanged, for_writing, locked

Part = TypeVar("Part", TimelineEntry, Factor, Finding)
BRIEF = ("title", "expected", "happened", "why_different", "keep_or_change")
ENTRY = (
    *("text", "mark", "support", "source", "other_account", "written_time", "decision_point"),
    *("occurred_at", "occurred_on", "occurred_zone", "occurred_zone_assumed", "occurred_precision"),
)


@dataclass(frozen=True, slots=True)
class When:
    """When an entry happened: an instant or a day, the zone as written, and how exactly it is known."""

    at: datetime | None = None
    on: date | None = None
    zone: str = ""
    zone_assumed: bool = False
    precision: Precision = Precision.DAY


@dataclass(frozen=True, slots=True)
class EntryDraft:
    """What an entry of the timeline is to say."""

    text: str
    when: When = field(default_factory=When)
    mark: terms.Mark = terms.Mark.FACT
    support: terms.Support = terms.Support.ONE_SOURCE
    source: str = ""
    other_account: str = ""
    written_time: str = ""
    decision_point: bool = False


@transaction.atomic
def write_brief(*, review: Review, version: int, by: Person | System, **texts: str) -> Review:
    """Write title and the four questions (expected, happened, why_different, keep_or_change).

    Raises ChangedMeanwhile where somebody saved after `version` was read.
    """
    row = for_writing(review, by)
    before = {name: getattr(row, name) for name in BRIEF}
    if row.version != version:
        raise changed_meanwhile(before, row.version)
    if not texts.get("title", row.title).strip():
        raise RuleBroken(_("A review needs a title: a few plain words for what it is about."), field="title")
    ReviewText.objects.create(
        review=row, version=row.version, texts=before, at=clock.now(), by=by if isinstance(by, Person) else None
    )
    for name in BRIEF:
        setattr(row, name, texts.get(name, before[name]).strip())
    row.version += 1
    row.save(update_fields=[*BRIEF, "version"])
    changed(row)
    record.write(by=by, verb="reviews.write_brief", thing=row.ref, facts={"version": row.version})
    return row


@transaction.atomic
def add_entry(*, review: Review, entry: EntryDraft, by: Person | System) -> TimelineEntry:
    """Add one entry to the timeline."""
    held = for_writing(review, by)
    row = TimelineEntry(review=held, order=_next_order(TimelineEntry, held))
    _write_entry(row, entry)
    changed(held)
    record.write(by=by, verb="reviews.add_entry", thing=row.ref, within=review.ref)
    return row


@transaction.atomic
def change_entry(*, entry: TimelineEntry, version: int, draft: EntryDraft, by: Person | System) -> TimelineEntry:
    """Change an entry; its earlier text is kept. Raises ChangedMeanwhile where somebody saved first."""
    held = for_writing(entry.review, by)
    row = _take(TimelineEntry, entry, version, ENTRY, by)
    _write_entry(row, draft)
    changed(held)
    record.write(by=by, verb="reviews.change_entry", thing=row.ref, within=row.review.ref)
    return row


def _write_entry(row: TimelineEntry, draft: EntryDraft) -> None:
    if draft.support == terms.Support.DISPUTED and not draft.other_account.strip():
        raise RuleBroken(
            _("Where something is disputed both accounts stand: write the other one too."), field="other_account"
        )
    fill_entry(row, replace(draft, text=_said(draft.text)))
    row.save()


def fill_entry(row: TimelineEntry, draft: EntryDraft) -> None:
    """Let the row say what the draft does, unsaved."""
    row.text, row.mark, row.support = draft.text, draft.mark, draft.support
    row.source, row.other_account = draft.source.strip(), draft.other_account.strip()
    row.written_time, row.decision_point = draft.written_time, draft.decision_point
    row.occurred_at, row.occurred_on = draft.when.at, draft.when.on
    row.occurred_zone, row.occurred_zone_assumed = draft.when.zone, draft.when.zone_assumed
    row.occurred_precision = draft.when.precision


@transaction.atomic
def add_factor(*, review: Review, text: str, by: Person | System, code: str = "") -> Factor:
    """Add something that contributed; one of several, never 'the' cause."""
    held = for_writing(review, by)
    factor = Factor.objects.create(
        review=held, order=_next_order(Factor, held), text=_said(text), code=_known_code(code)
    )
    changed(held)
    record.write(by=by, verb="reviews.add_factor", thing=factor.ref, within=review.ref)
    return factor


@transaction.atomic
def change_factor(*, factor: Factor, version: int, text: str, by: Person | System, code: str = "") -> Factor:
    """Change a factor; its earlier text is kept. Raises ChangedMeanwhile where somebody saved first."""
    held = for_writing(factor.review, by)
    row = _take(Factor, factor, version, ("text", "code"), by)
    row.text, row.code = _said(text), _known_code(code)
    row.save()
    changed(held)
    record.write(by=by, verb="reviews.change_factor", thing=row.ref, within=row.review.ref)
    return row


@transaction.atomic
def accept_factor(*, factor: Factor, reason: str, by: Person, version: int | None = None) -> Factor:
    """Accept a factor as it is, without an action, with the reason (IMPROVE-8); also after it is published.

    Raises ChangedMeanwhile where a reason stands that is not of this version.
    """
    held = locked(factor.review)
    if not rules.may_write(by, held):
        raise RuleBroken(_("A factor is accepted by those who work on its review."))
    row = _standing(Factor, factor)
    if not reason.strip():
        raise RuleBroken(_("Say why nothing is to be done about this, so that others can understand."), field="reason")
    demand_unchanged("reason", row.accepted_reason, version)
    row.accepted_reason = reason.strip()
    row.save(update_fields=["accepted_reason"])
    record.write(by=by, verb="reviews.accept_factor", thing=row.ref, within=held.ref)
    return row


@transaction.atomic
def add_finding(
    *, review: Review, kind: terms.FindingKind, text: str, by: Person | System, heading: str = ""
) -> Finding:
    """Add what went well, what was luck, what surprised, or a sign that was there."""
    held = for_writing(review, by)
    finding = Finding.objects.create(
        review=held, order=_next_order(Finding, held), kind=kind, text=_said(text), heading=heading[:300]
    )
    changed(held)
    record.write(by=by, verb="reviews.add_finding", thing=finding.ref, within=review.ref)
    return finding


@transaction.atomic
def change_finding(
    *, finding: Finding, version: int, kind: terms.FindingKind, text: str, by: Person | System
) -> Finding:
    """Change a finding; its earlier text is kept. Raises ChangedMeanwhile where somebody saved first."""
    held = for_writing(finding.review, by)
    row = _take(Finding, finding, version, ("text", "kind"), by)
    row.text, row.kind = _said(text), kind
    row.save()
    changed(held)
    record.write(by=by, verb="reviews.change_finding", thing=row.ref, within=row.review.ref)
    return row


@transaction.atomic
def withdraw(*, part: TimelineEntry | Factor | Finding, by: Person | System) -> TimelineEntry | Factor | Finding:
    """Withdraw an entry, factor or finding; it is no longer shown, and not deleted."""
    held = for_writing(part.review, by)
    row = _standing(type(part), part)  # type: ignore[type-var]  # it is one of the three, and comes back as it is
    row.withdrawn_at = clock.now()
    row.save(update_fields=["withdrawn_at"])
    changed(held)
    record.write(by=by, verb="reviews.withdraw", thing=row.ref, within=held.ref)
    return row


def _said(text: str) -> str:
    if not text.strip():
        raise RuleBroken(_("Nothing is written here yet: a sentence would be right."), field="text")
    return text.strip()


def _known_code(code: str) -> str:
    if code and code not in taxonomy.BY_CODE:
        raise RuleBroken(_("That kind of factor is not in the list; choose one of it, or none."), field="code")
    return code


def _next_order(model: type[TimelineEntry | Factor | Finding], review: Review) -> int:
    last = model.objects.filter(review=review).aggregate(last=Max("order"))["last"]
    return int(last or 0) + 1


def _standing(model: type[Part], part: Part) -> Part:
    """Give the part as it stands now, held until the deed is done. Raises RuleBroken where it was withdrawn."""
    row: Part = model.objects.select_for_update(of=("self",)).select_related("review").get(pk=part.pk)
    if row.withdrawn_at:
        raise RuleBroken(_("This was withdrawn meanwhile. Add it anew if it should stand."))
    return row


def _take(model: type[Part], part: Part, version: int, names: tuple[str, ...], by: Person | System) -> Part:
    """Give the row to change, its earlier texts kept and its version moved on."""
    row = _standing(model, part)
    if row.version != version:
        raise changed_meanwhile(_as_shown(row, names), row.version)
    PartText.objects.create(
        part=row.public_id,
        version=row.version,
        texts={name: str(getattr(row, name) or "") for name in names},
        at=clock.now(),
        by=by if isinstance(by, Person) else None,
    )
    row.version += 1
    return row


def _as_shown(row: TimelineEntry | Factor | Finding, names: tuple[str, ...]) -> dict[str, str]:
    """What the row says, field by field, in the words and the zone of whoever reads."""
    shown: dict[str, str] = {}
    for name in names:
        display = getattr(row, f"get_{name}_display", None)
        shown[name] = str(display() if display else getattr(row, name) or "")
    if isinstance(row, Factor):
        shown["code"] = row.kind_name
    if isinstance(row, TimelineEntry):
        at = row.occurred_at and timezone.localtime(row.occurred_at)
        shown["at"] = formats.date_format(at, "j F Y, H:i") if at else ""
        shown["on"] = formats.date_format(row.occurred_on, "j F Y") if row.occurred_on else ""
    return shown
