"""Keys and differences: what an import needs to follow a source that changes."""

from goodcatch.exchange.readers import ChangeKind, diff, read
from goodcatch.exchange.readers.document import ActionItem, State

SOURCE = """# Outage of the shop

## Summary

On 2024-05-06 the shop was down for an hour.

## Timeline (UTC)

- 10:00 Deploy of the new basket begins
- 10:05 Errors rise
- 10:40 Rolled back

## Action items

- [ ] Add a test for an empty basket
- [ ] Alert on errors within a minute
"""


def test_a_key_stays_when_something_is_inserted_above() -> None:
    old = read(SOURCE.encode())
    new = read(SOURCE.replace("- 10:05", "- 10:02 A new line\n- 10:05").encode())
    assert {part.key for part in old.content()} < {part.key for part in new.content()}
    [change] = diff(old, new)
    assert (change.kind, change.old) == (ChangeKind.ADDED, None)
    assert change.new is not None
    assert change.new.text == "A new line"


def test_equal_words_have_keys_of_their_own() -> None:
    twice = read(SOURCE.replace("Rolled back", "Errors rise").encode())
    keys = [entry.key for entry in twice.timeline]
    assert len(set(keys)) == 3


def test_a_ticked_box_is_a_change_of_the_same_action() -> None:
    old = read(SOURCE.encode())
    new = read(SOURCE.replace("- [ ] Add", "- [x] Add").encode())
    [change] = diff(old, new)
    assert change.kind is ChangeKind.CHANGED
    assert change.key == old.actions[0].key == new.actions[0].key
    assert isinstance(change.old, ActionItem)
    assert isinstance(change.new, ActionItem)
    assert (change.old.state, change.new.state) == (State.OPEN, State.DONE)


def test_reworded_parts_are_matched_by_likeness_wherever_they_stand() -> None:
    old = read(SOURCE.encode())
    lines = "- [ ] Alert on errors within half a minute\n- [ ] Add a test for an empty or full basket\n"
    new = read((SOURCE.split("- [ ] Add", maxsplit=1)[0] + lines).encode())
    changes = {change.old.text: change.new.text for change in diff(old, new) if change.old and change.new}
    assert changes == {
        "Add a test for an empty basket": "Add a test for an empty or full basket",
        "Alert on errors within a minute": "Alert on errors within half a minute",
    }
    assert len(diff(old, new)) == 2


def test_a_corrected_time_is_a_change_and_another_place_a_move() -> None:
    old = read(SOURCE.encode())
    [corrected] = diff(old, read(SOURCE.replace("10:40", "10:45").encode()))
    assert corrected.kind is ChangeKind.CHANGED
    moved = SOURCE.replace("- [ ] Alert on errors within a minute\n", "")
    moved += "\n## Lessons learned\n\n- Alert on errors within a minute\n"
    [move] = diff(old, read(moved.encode()))
    assert move.kind is ChangeKind.MOVED


def test_a_removed_part_is_named_by_its_old_key() -> None:
    old = read(SOURCE.encode())
    [change] = diff(old, read(SOURCE.replace("- 10:05 Errors rise\n", "").encode()))
    assert (change.kind, change.key, change.new) == (ChangeKind.REMOVED, old.timeline[1].key, None)
