"""The table of all addresses and everybody: how it is made, written and read."""

import csv
import io
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.matrix.house import House, link_of, raise_house
from tests.matrix.walk import ANYBODY, Address, addresses, answers, filled, visitors

FILE = Path(__file__).with_name("matrix.csv")
OF_WHAT = ("address", "route", "thing")
NOTHING = "nothing"
ASK_FOR_NOTHING = (ANYBODY, "handler", "administrator")
"""Those who are enough to show how the house answers for what never existed."""

Row = dict[str, str]


def rows(part: int = 0, parts: int = 1) -> list[Row]:
    """Raise the house, walk every address as everybody, and give a row for each address and thing.

    Of several parts, each walks as some of the visitors: the columns of all parts together are the table.
    """
    house = raise_house()
    clients = dict(list(visitors(house.cast).items())[part::parts])
    house.things["open"] |= link_of(house)
    plan = [each for address in addresses() for each in _asked(address, house)]
    found = []
    for address, thing, path in plan:
        among = ASK_FOR_NOTHING if thing == NOTHING else clients
        tried = {who: answers(client, path) if who in among else "" for who, client in clients.items()}
        found.append({"address": address.name, "route": address.route, "thing": thing} | tried)
    return sorted(found, key=lambda row: (row["route"], row["address"], row["thing"]))


def _asked(address: Address, house: House) -> Iterator[tuple[Address, str, str]]:
    if not address.words:
        yield address, "", address.route
        return
    things = {thing: path for thing, known in house.things.items() if (path := filled(address, known))}
    if "open" not in things:
        raise LookupError(f"Say in tests/matrix/house.py what stands in {address.route} of {address.name}.")
    for thing, path in things.items():
        if thing == "open" or path != things["open"]:  # where a word alone stands, or one thing serves for both
            yield address, thing, path


def written(table: list[Row]) -> str:
    """Give the table as CSV."""
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=list(table[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(table)
    return out.getvalue()


@cache
def kept() -> list[Row]:
    """Read the table as it is checked in, once."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
