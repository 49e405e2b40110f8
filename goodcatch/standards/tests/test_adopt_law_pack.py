"""Adopting a law for a legal entity."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from goodcatch.kernel.errors import RuleBroken
from goodcatch.people import services as people
from goodcatch.record.models import Entry, EntryHearer
from goodcatch.standards import packs, queries, services, slots
from goodcatch.standards.models import Adoption
from goodcatch.standards.terms import LawPack
from tests.cast import Cast, ClientOf

pytestmark = pytest.mark.django_db


@pytest.fixture
def second_edition() -> Iterator[LawPack]:
    """Let there be a newer edition of the German pack."""
    newer = replace(packs.editions()["de-hinschg", 1], edition=2)
    packs.editions()["de-hinschg", 2] = newer
    yield newer
    packs.editions.cache_clear()


def test_a_unit_and_those_below_follow_it(cast: Cast) -> None:
    services.adopt_law_pack(by=cast.administrator, unit=cast.units.northfield, code="eu-2019-1937", edition=1)
    own = services.adopt_law_pack(by=cast.administrator, unit=cast.units.operations, code="de-hinschg", edition=1)
    assert queries.law_of(cast.colleague, cast.units.night_shift) == own
    found = queries.law_of(cast.colleague, cast.units.fleet)
    assert found is not None
    assert found.pack.code == "eu-2019-1937"


def test_without_one_there_is_none(cast: Cast) -> None:
    assert queries.law_of(cast.colleague, cast.units.fleet) is None


def test_those_who_lead_and_run_are_told(cast: Cast) -> None:
    services.adopt_law_pack(by=cast.administrator, unit=cast.units.operations, code="de-hinschg", edition=1)
    entry = Entry.objects.get(verb="standards.adopt_law_pack")
    told = set(EntryHearer.objects.filter(entry=entry).values_list("person", flat=True))
    assert told == {cast.leader.public_id, cast.director.public_id}
    sight = slots.law_sight(cast.leader, entry.thing_id)
    assert sight is not None
    assert sight.title == "Germany: Hinweisgeberschutzgesetz (HinSchG), Operations"
    assert slots.law_sight(cast.guest, entry.thing_id) is None


def test_a_newer_edition_is_offered_and_changes_nothing(
    cast: Cast, client_of: ClientOf, second_edition: LawPack
) -> None:
    unit = cast.units.northfield
    first = services.adopt_law_pack(by=cast.administrator, unit=unit, code="de-hinschg", edition=1)
    [followed] = queries.laws_followed(cast.administrator)
    assert (followed.adoption, followed.newer) == (first, second_edition)
    page = client_of(cast.administrator).get("/in/law/").content.decode()
    assert "Nothing changes until somebody follows it" in page
    services.adopt_law_pack(by=cast.administrator, unit=unit, code="de-hinschg", edition=2)
    first.refresh_from_db()
    assert first.ended_at, "and the earlier one stays, for the reports that came under it"
    assert first.pack.edition == 1
    assert [each.newer for each in queries.laws_followed(cast.administrator)] == [None]


@pytest.mark.parametrize(("edition", "sentence"), [(1, "follows that edition already"), (7, "no such edition")])
def test_what_cannot_be_adopted(cast: Cast, edition: int, sentence: str) -> None:
    unit = cast.units.northfield
    services.adopt_law_pack(by=cast.administrator, unit=unit, code="de-hinschg", edition=1)
    with pytest.raises(RuleBroken, match=sentence):
        services.adopt_law_pack(by=cast.administrator, unit=unit, code="de-hinschg", edition=edition)
    assert Adoption.objects.count() == 1


def test_a_closed_unit_follows_nothing_new(cast: Cast) -> None:
    empty = people.add_unit(by=cast.administrator, name="Annex", parent=cast.units.northfield)
    people.close_unit(by=cast.administrator, unit=empty)
    with pytest.raises(RuleBroken) as broken:
        services.adopt_law_pack(by=cast.administrator, unit=empty, code="de-hinschg", edition=1)
    assert broken.value.field == "unit"


@pytest.mark.parametrize("part", ["director", "handler", "auditor", "guest"])
def test_others_adopt_nothing(cast: Cast, client_of: ClientOf, part: str) -> None:
    person = cast.everybody[part]
    with pytest.raises(RuleBroken):
        services.adopt_law_pack(by=person, unit=cast.units.northfield, code="de-hinschg", edition=1)
    assert client_of(person).get("/in/law/adopt/").status_code == 404


def test_the_page_adopts(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.administrator)
    unit = cast.units.northfield.public_id
    wrong = client.post("/in/law/adopt/", {"unit": unit})
    assert wrong.status_code == 422
    assert client.post("/in/law/adopt/", {"unit": unit, "pack": "fr-sapin-2.1"}).status_code == 302
    page = client_of(cast.colleague).get("/in/law/").content.decode()
    assert "loi Sapin 2" in page
    assert "Say which law" not in page


def test_a_pack_is_read_rule_by_rule(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.colleague)
    page = client.get("/in/law/packs/de-hinschg.1/").content.decode()
    for word in ("§ 17 Abs. 2", "36 months", "Bundeskartellamt", "ask a lawyer", "gesetze-im-internet.de"):
        assert word in page
    assert client.get("/in/law/packs/de-hinschg.9/").status_code == 404
    assert client_of(cast.guest).get("/in/law/packs/de-hinschg.1/").status_code == 404
