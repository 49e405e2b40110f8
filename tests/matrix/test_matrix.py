"""Every address as everybody: the table that is checked in is how the house answers, and it says what it should."""

import pytest

from tests.matrix import table
from tests.matrix.table import NOTHING, OF_WHAT, Row
from tests.matrix.walk import ANYBODY, addresses

ANEW = "Run `python -m tests.matrix`, read what changed in tests/matrix/matrix.csv, and judge it."
PARTS = 4
"""The walk is one test for each part of the visitors, so that several processes can share it (tests/order.py)."""
FEW = {"director", "peer", "curator"}
"""Those who read the narrow matter (tests/whole_matter.py)."""
OWN = dict.fromkeys(("reports:own", "reports:own_file", "reports:heard", "watch:wanted", "watch:name"), "reporter")
"""What somebody outside the few sees of it all the same: whoever reported it follows their report."""
OPEN_DOORS = {
    "account_choose",
    "account_demo",
    "account_forgotten",
    "account_letter",
    "account_login",
    "account_logout",
    "setup:found",
}
"""Addresses behind the signed-in door that somebody who is not signed in may ask for."""


def key(row: Row) -> tuple[str, ...]:
    return tuple(row[word] for word in OF_WHAT)


def cells(rows: list[Row]) -> dict[tuple[str, ...], str]:
    return {(*key(row), who): answer for row in rows for who, answer in row.items() if who not in OF_WHAT}


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    kept, found = {row["address"] for row in table.kept()}, {address.name for address in addresses()}
    assert kept == found, ANEW


@pytest.mark.only_on("sqlite")
@pytest.mark.django_db
@pytest.mark.parametrize("part", range(PARTS))
def test_the_house_answers_as_the_table_says(part: int) -> None:
    found = cells(table.rows(part, PARTS))
    everybody = [who for who in table.kept()[0] if who not in OF_WHAT]
    walking = {*everybody[part::PARTS], *(where[-1] for where in found)}
    kept = {where: answer for where, answer in cells(table.kept()).items() if where[-1] in walking}
    changed = [
        f"{' '.join(where)}: kept {kept.get(where)!r}, found {found.get(where)!r}"
        for where in sorted(kept.keys() | found.keys())
        if kept.get(where) != found.get(where)
    ]
    assert not changed, "\n".join([ANEW, *changed])


def test_nothing_breaks_for_anybody() -> None:
    broken = {where: answer for where, answer in cells(table.kept()).items() if " 5" in f" {answer}"}
    assert broken == {}


def test_who_is_left_off_meets_what_never_existed() -> None:
    nothing = {row["address"]: row["handler"] for row in table.kept() if row["thing"] == NOTHING}
    narrow = [row for row in table.kept() if row["thing"].startswith("narrow")]
    assert len(narrow) > 100
    for row in narrow:
        others = row.keys() - {*OF_WHAT, ANYBODY, "leaver"} - FEW - {OWN.get(row["address"])}
        assert {row[who] for who in others} == {nothing[row["address"]]}, key(row)


def test_behind_the_door_everybody_else_is_asked_to_sign_in() -> None:
    inside = [row for row in table.kept() if row["route"].startswith("/in/") and row["address"] not in OPEN_DOORS]
    assert len(inside) > 100
    for row in inside:
        assert {row[ANYBODY], row["leaver"] or row[ANYBODY]} == {"302>login 302>login"}, key(row)


def test_outside_the_door_it_does_not_matter_who_asks() -> None:
    for row in table.kept():
        if not row["route"].startswith("/in/"):
            assert len({answer for who, answer in row.items() if who not in OF_WHAT and answer}) == 1, key(row)
