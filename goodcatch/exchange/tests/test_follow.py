"""A source has changed: what nobody edited follows, of what somebody edited a change waits and is decided about."""

from pathlib import Path

import pytest

from goodcatch.actions import services as actions
from goodcatch.actions.terms import State
from goodcatch.cases import services as cases
from goodcatch.cases.models import CaseText
from goodcatch.cases.terms import Part
from goodcatch.exchange import services
from goodcatch.exchange.models import ProposedChange, SourceVersion
from goodcatch.exchange.terms import Decision, Status
from goodcatch.exchange.tests.bringing import OUTAGE, bring, standing, written
from goodcatch.kernel.errors import RuleBroken
from goodcatch.reviews import services as reviews
from goodcatch.reviews.models import PartText, PublishedReview, Review, TimelineEntry
from tests.cast import Cast

pytestmark = pytest.mark.django_db
EDITED = (
    OUTAGE.replace("at 30 %", "at 25 %")
    .replace("- 12:05", "- 11:00 The tower is at its lowest\n- 12:05")
    .replace("- The float switch was painted over\n", "")
    .replace("two phones", "two phones, and somebody heard it")
    .replace("Put a second sensor in", "- [x] Put a second sensor in")
    .replace("- - [x]", "- [x]")
)


def test_imported_parts_follow_where_nobody_has_edited(cast: Cast, tmp_path: Path) -> None:
    bring(cast.units.operations, written(tmp_path))
    assert bring(cast.units.operations, written(tmp_path, EDITED)).files[0].status == Status.UPDATED
    here = standing("tower.md")
    assert here.entries() == [
        "Level alarm at 25 %",
        "The operator on shift starts the second pump",
        "The tower is at its lowest",
        "Level back to normal",
    ]
    assert here.factors() == []
    assert ("went_well", "The alarm rang on two phones, and somebody heard it") in here.findings()
    assert [action.state for action in here.actions()] == [State.IN_PLACE, State.IN_PLACE]
    assert PartText.objects.filter(texts__text="Level alarm at 30 %").exists()
    assert PublishedReview.objects.filter(review=here.review).count() == 2
    assert not ProposedChange.objects.exists()
    assert [bytes(v.body).decode() for v in SourceVersion.objects.order_by("number")] == [OUTAGE, EDITED]
    assert bring(cast.units.operations, tmp_path).files[0].status == Status.UNCHANGED
    assert bring(cast.units.operations, written(tmp_path)).files[0].status == Status.UPDATED
    assert standing("tower.md").factors() == ["The float switch was painted over"]


def test_an_action_that_the_source_drops_ends_with_that_reason(cast: Cast, tmp_path: Path) -> None:
    bring(cast.units.operations, written(tmp_path))
    bring(cast.units.operations, written(tmp_path, OUTAGE.replace("- Put a second sensor in\n", "")))
    first, second = standing("tower.md").actions()
    assert (first.state, second.state) == (State.IN_PLACE, State.DECLINED)
    assert "no longer names it" in second.declined_reason


def test_an_action_in_place_stays_when_the_source_drops_it(cast: Cast, tmp_path: Path) -> None:
    bring(cast.units.operations, written(tmp_path))
    done = next(line for line in OUTAGE.splitlines(keepends=True) if line.startswith("- [x]"))
    assert bring(cast.units.operations, written(tmp_path, OUTAGE.replace(done, ""))).files[0].status == Status.UPDATED
    assert [action.state for action in standing("tower.md").actions()] == [State.IN_PLACE, State.PROPOSED]


def edit_case(cast: Cast, summary: str = "It ran low for two hours; nobody went without water.") -> None:
    case = standing("tower.md").case
    cases.correct(by=cast.handler, case=case, title=case.title, summary=summary)


def test_what_somebody_edited_waits_and_is_taken_over(cast: Cast, tmp_path: Path) -> None:
    bring(cast.units.operations, written(tmp_path))
    edit_case(cast)
    later = OUTAGE.replace("two hours", "three hours")
    assert bring(cast.units.operations, written(tmp_path, later)).files[0].status == Status.PROPOSED
    assert standing("tower.md").case.summary.endswith("nobody went without water.")
    change = ProposedChange.objects.get()
    assert "nobody went without water" in change.old
    assert "three hours" in change.new
    with pytest.raises(RuleBroken, match="look after this matter"):
        services.take_change(by=cast.colleague, change=change)
    services.take_change(by=cast.handler, change=change)
    here = standing("tower.md")
    assert here.case.summary == "The tower at Hill Road ran low for three hours."
    assert CaseText.objects.filter(case=here.case).count() == 2
    with pytest.raises(RuleBroken, match="decided already"):
        services.decline_change(by=cast.handler, change=change)
    again = later.replace("three hours", "four hours")
    assert bring(cast.units.operations, written(tmp_path, again)).files[0].status == Status.UPDATED


def test_what_is_declined_asks_again_only_when_the_source_says_something_new(cast: Cast, tmp_path: Path) -> None:
    bring(cast.units.operations, written(tmp_path))
    edit_case(cast)
    later = OUTAGE.replace("two hours", "three hours")
    bring(cast.units.operations, written(tmp_path, later))
    services.decline_change(by=cast.handler, change=ProposedChange.objects.get())
    elsewhere = later.replace("at 30 %", "at 25 %")
    assert bring(cast.units.operations, written(tmp_path, elsewhere)).files[0].status == Status.UPDATED
    assert standing("tower.md").case.summary.endswith("nobody went without water.")
    anew = elsewhere.replace("three hours", "four hours")
    assert bring(cast.units.operations, written(tmp_path, anew)).files[0].status == Status.PROPOSED
    last = anew.replace("four hours", "five hours")
    assert bring(cast.units.operations, written(tmp_path, last)).files[0].status == Status.PROPOSED
    found = ProposedChange.objects.order_by("pk").values_list("decision", flat=True)
    assert list(found) == [Decision.DECLINED, Decision.OVERTAKEN, ""]


def test_the_same_edit_in_both_places_asks_nobody(cast: Cast, tmp_path: Path) -> None:
    bring(cast.units.operations, written(tmp_path))
    edit_case(cast, "The tower at Hill Road ran low for three hours.")
    later = OUTAGE.replace("two hours", "three hours")
    assert bring(cast.units.operations, written(tmp_path, later)).files[0].status == Status.UPDATED
    assert not ProposedChange.objects.exists()


def test_an_action_in_somebodys_hands_waits(cast: Cast, tmp_path: Path) -> None:
    bring(cast.units.operations, written(tmp_path))
    second = standing("tower.md").actions()[1]
    actions.hand_over(action=second, to=cast.colleague, by=cast.leader)
    later = OUTAGE.replace("Put a second sensor in", "Put a second sensor in the tower")
    assert bring(cast.units.operations, written(tmp_path, later)).files[0].status == Status.PROPOSED
    assert standing("tower.md").actions()[1].title == "Put a second sensor in"
    services.take_change(by=cast.leader, change=ProposedChange.objects.get())
    row = standing("tower.md").actions()[1]
    assert (row.title, row.owner) == ("Put a second sensor in the tower", cast.colleague)


def test_an_action_in_somebodys_hands_that_the_source_drops_waits_too(cast: Cast, tmp_path: Path) -> None:
    bring(cast.units.operations, written(tmp_path))
    actions.hand_over(action=standing("tower.md").actions()[1], to=cast.colleague, by=cast.leader)
    later = OUTAGE.replace("- Put a second sensor in\n", "")
    assert bring(cast.units.operations, written(tmp_path, later)).files[0].status == Status.PROPOSED
    change = ProposedChange.objects.get()
    assert change.removal
    assert standing("tower.md").actions()[1].state == State.PROPOSED
    assert bring(cast.units.operations, written(tmp_path, later + "\n")).files[0].status == Status.UPDATED
    services.take_change(by=cast.leader, change=change)
    assert standing("tower.md").actions()[1].state == State.DECLINED


def test_parts_of_a_review_that_is_written_in_again_wait_too(cast: Cast, tmp_path: Path) -> None:
    bring(cast.units.operations, written(tmp_path))
    here = standing("tower.md")
    Review.objects.filter(pk=here.review.pk).update(published_at=None)
    first, second, _third = TimelineEntry.objects.filter(review=here.review).order_by("order")
    for entry in (first, second):
        draft = reviews.EntryDraft(text=f"{entry.text}, as we saw it")
        reviews.change_entry(entry=entry, version=1, draft=draft, by=cast.facilitator)
    later = OUTAGE.replace("at 30 %", "at 25 %").replace("- 10:20 The operator on shift starts the second pump\n", "")
    assert bring(cast.units.operations, written(tmp_path, later)).files[0].status == Status.PROPOSED
    assert standing("tower.md").entries()[:2] == [
        "Level alarm at 30 %, as we saw it",
        "The operator on shift starts the second pump, as we saw it",
    ]
    cases.take_part(by=cast.handler, case=here.case, person=cast.handler, part=Part.HANDLER)
    for change in ProposedChange.objects.all():
        services.take_change(by=cast.handler, change=change)
    assert standing("tower.md").entries() == ["Level alarm at 25 %", "Level back to normal"]
