"""Days off of a unit: said by administrators, and by those above for those below."""

from datetime import date

import pytest
from django.urls import reverse

from goodcatch.kernel.errors import ChangedMeanwhile, RuleBroken
from goodcatch.kernel.working_days import WorkingDays
from goodcatch.people import queries, services
from tests.cast import Cast, ClientOf

pytestmark = pytest.mark.django_db
CHRISTMAS = "2026-12-25 Christmas\n\n2026-12-24\n2026-12-25 Christmas Day"


def test_a_unit_has_the_days_of_the_nearest_above_that_says_them(cast: Cast) -> None:
    units = cast.units
    assert queries.working_days(units.fleet) == WorkingDays()
    root = units.northfield
    services.set_unit_days(by=cast.administrator, unit=root, own=True, days_off=[5, 6], holidays=CHRISTMAS)
    said = WorkingDays(frozenset({5, 6}), frozenset({date(2026, 12, 24), date(2026, 12, 25)}))
    assert queries.working_days(units.fleet) == said
    services.set_unit_days(by=cast.administrator, unit=units.fleet, own=True)
    assert queries.working_days(units.fleet) == WorkingDays(frozenset(), frozenset())
    services.set_unit_days(by=cast.administrator, unit=units.fleet, own=False, holidays="not a day")
    assert queries.working_days(units.fleet) == said
    assert queries.unit_days_said(cast.reporter, root)["holidays"] == "2026-12-24\n2026-12-25 Christmas Day"


@pytest.mark.parametrize(
    ("said", "field", "sentence"),
    [
        ({"days_off": range(1, 8)}, "days_off", "Leave at least one day"),
        ({"days_off": [9]}, "days_off", "Leave at least one day"),
        ({"holidays": "2026-12-25 Christmas\n25.12.2027"}, "holidays", "Line 2 does not begin with a day"),
        ({"holidays": "\n".join(f"{year}-01-01" for year in range(2026, 2427))}, "holidays", "more than 400 days"),
    ],
)
def test_what_cannot_be_is_said(cast: Cast, said: dict[str, object], field: str, sentence: str) -> None:
    with pytest.raises(RuleBroken, match=sentence) as broken:
        services.set_unit_days(by=cast.administrator, unit=cast.units.fleet, own=True, **said)  # type: ignore[arg-type]
    assert broken.value.field == field


def test_administrators_alone_say_it_and_the_second_of_two_is_told(cast: Cast) -> None:
    with pytest.raises(RuleBroken):
        services.set_unit_days(by=cast.leader, unit=cast.units.fleet, own=True)
    services.set_unit_days(by=cast.administrator, unit=cast.units.fleet, own=True, holidays=CHRISTMAS, version=0)
    with pytest.raises(ChangedMeanwhile) as changed:
        services.set_unit_days(by=cast.administrator, unit=cast.units.fleet, own=False, version=0)
    assert "Christmas" in (changed.value.theirs or {})["holidays"]


def test_on_the_page(cast: Cast, client_of: ClientOf) -> None:
    client, page = client_of(cast.administrator), reverse("people:unit_days", args=[cast.units.fleet.public_id])
    unit = reverse("people:unit", args=[cast.units.fleet.public_id])
    assert "Saturday" in client.get(page).content.decode()
    wrong = client.post(page, {"version": 0, "own": "yes", "days_off": ["7"], "holidays": "soon"})
    assert wrong.status_code == 422
    assert "Line 1 does not begin with a day" in wrong.content.decode()
    assert "soon</textarea>" in wrong.content.decode()
    done = client.post(page, {"version": 0, "own": "yes", "days_off": ["7"], "holidays": "2026-12-25 Christmas"})
    assert done.headers["Location"] == unit
    shown = client_of(cast.reporter).get(unit).content.decode()
    assert "Sunday" in shown
    assert "2026-12-25 Christmas" in shown
    assert client_of(cast.leader).get(page).status_code == 404
