"""The tree of units: adding, describing, moving, closing."""

import pytest

from goodcatch.kernel.errors import ChangedMeanwhile, RuleBroken
from goodcatch.people import services as people
from goodcatch.people.directory import tree
from goodcatch.people.models import Person, Unit
from goodcatch.people.queries import standing
from goodcatch.people.terms import Role
from goodcatch.record.models import Entry, EntryHearer
from tests.cast import SETUP, Cast


def test_there_is_one_root_and_names_are_unique_below_each_unit(cast: Cast) -> None:
    by, units = cast.administrator, cast.units
    with pytest.raises(RuleBroken) as broken:
        people.add_unit(by=by, name="Another house", parent=None)
    assert broken.value.field == "parent"
    with pytest.raises(RuleBroken) as broken:
        people.add_unit(by=by, name="Fleet", parent=units.northfield)
    assert broken.value.field == "name"
    assert people.add_unit(by=by, name="Fleet", parent=units.treatment).ancestor_ids[:-1] == [
        units.northfield.pk, units.treatment.pk,
    ]  # fmt: skip


def test_units_are_listed_each_below_its_parent_by_name(cast: Cast) -> None:
    assert [branch.trail for branch in tree(cast.outsider)] == [
        "Northfield Water",
        "Northfield Water › Digital",
        "Northfield Water › Fleet",
        "Northfield Water › Operations",
        "Northfield Water › Operations › Night shift",
        "Northfield Water › Plant safety",
        "Northfield Water › Treatment",
    ]
    assert tree(cast.guest) == []


def test_a_unit_takes_all_below_it_along(cast: Cast) -> None:
    units = cast.units
    crew = people.add_unit(by=SETUP, name="Crew B", parent=units.night_shift)
    moved = people.move_unit(by=cast.administrator, unit=units.operations, parent=units.treatment)
    crew.refresh_from_db()
    assert crew.ancestor_ids == [
        units.northfield.pk, units.treatment.pk, moved.pk, units.night_shift.pk, crew.pk,
    ]  # fmt: skip
    assert standing(Person.objects.get(pk=cast.leader.pk)).holds(Role.LEADER, crew)
    entry = Entry.objects.filter(verb="people.move_unit").latest("pk")
    assert set(EntryHearer.objects.filter(entry=entry).values_list("person", flat=True)) == {
        cast.leader.public_id, cast.director.public_id,
    }  # fmt: skip


def test_a_unit_goes_nowhere_odd(cast: Cast) -> None:
    by, units = cast.administrator, cast.units
    for unit, parent in ((units.operations, units.night_shift), (units.northfield, units.fleet)):
        with pytest.raises(RuleBroken) as broken:
            people.move_unit(by=by, unit=unit, parent=parent)
        assert broken.value.field == "parent"
    people.add_unit(by=by, name="Fleet", parent=units.treatment)
    with pytest.raises(RuleBroken, match="of this name"):
        people.move_unit(by=by, unit=units.fleet, parent=units.treatment)


def test_the_tree_ends_somewhere(cast: Cast) -> None:
    unit = cast.units.fleet
    for depth in range(10):
        unit = people.add_unit(by=SETUP, name=f"Below {depth}", parent=unit)
    with pytest.raises(RuleBroken, match="twelve"):
        people.add_unit(by=SETUP, name="Too deep", parent=unit)
    with pytest.raises(RuleBroken, match="twelve"):
        people.move_unit(by=SETUP, unit=cast.units.operations, parent=unit)


def test_nobody_reads_more_by_a_move_of_their_own(cast: Cast) -> None:
    by, units = cast.administrator, cast.units
    with pytest.raises(RuleBroken, match="read more"):
        people.move_unit(by=by, unit=units.digital, parent=units.treatment)
    people.grant(by=SETUP, person=by, role=Role.LEADER, unit=units.digital)
    fresh = Person.objects.get(pk=by.pk)
    with pytest.raises(RuleBroken, match="read more"):
        people.move_unit(by=fresh, unit=units.treatment, parent=units.digital)


def test_a_unit_is_described_once_and_the_second_is_shown_both(cast: Cast) -> None:
    unit = cast.units.fleet
    people.describe_unit(by=cast.administrator, unit=unit, name="Vehicles", jurisdiction="se", version=unit.version)
    assert Unit.objects.get(pk=unit.pk).jurisdiction == "SE"
    with pytest.raises(ChangedMeanwhile) as changed:
        people.describe_unit(by=cast.administrator, unit=unit, name="Cars", version=unit.version)
    assert changed.value.theirs["name"] == "Vehicles"


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "N", "zone": "Nowhere"}, "zone"),
        ({"name": "N", "jurisdiction": "NOR"}, "jurisdiction"),
    ],
)
def test_what_cannot_be_kept_is_said_at_its_field(cast: Cast, words: dict[str, str], field: str) -> None:
    with pytest.raises(RuleBroken) as broken:
        people.add_unit(by=cast.administrator, parent=cast.units.fleet, **words)
    assert broken.value.field == field


def test_a_unit_closes_when_nobody_is_left(cast: Cast) -> None:
    by, units = cast.administrator, cast.units
    for unit, why in (
        (units.northfield, "first unit"), (units.operations, "below"), (units.fleet, "belong"),
    ):  # fmt: skip
        with pytest.raises(RuleBroken, match=why):
            people.close_unit(by=by, unit=unit)
    people.take_out_of_unit(by=by, person=cast.outsider, unit=units.fleet)
    people.close_unit(by=by, unit=units.fleet)
    assert units.fleet not in [branch.unit for branch in tree(by)]
    assert units.fleet in [branch.unit for branch in tree(by, closed=True)]
    closed = Unit.objects.get(pk=units.fleet.pk)
    with pytest.raises(RuleBroken, match="closed already"):
        people.close_unit(by=by, unit=closed)
    with pytest.raises(RuleBroken, match="is closed"):
        people.place_in_unit(by=by, person=cast.peer, unit=closed)
    with pytest.raises(RuleBroken, match="is closed"):
        people.add_unit(by=by, name="Below a closed one", parent=closed)


@pytest.mark.parametrize("part", ["leader", "director", "auditor", "outsider", "guest", "leaver"])
def test_only_administrators_keep_the_tree(cast: Cast, part: str) -> None:
    by, units = cast.everybody[part], cast.units
    with pytest.raises(RuleBroken):
        people.add_unit(by=by, name="Mine", parent=units.fleet)
    with pytest.raises(RuleBroken):
        people.describe_unit(by=by, unit=units.fleet, name="Mine")
    with pytest.raises(RuleBroken):
        people.move_unit(by=by, unit=units.fleet, parent=units.treatment)
    with pytest.raises(RuleBroken):
        people.close_unit(by=by, unit=units.fleet)
