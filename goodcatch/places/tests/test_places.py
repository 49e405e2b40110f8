"""Places and things: the tree, its verbs, its pages."""

import pytest
from django.test import Client
from django.urls import reverse

from goodcatch.kernel.errors import ChangedMeanwhile, RuleBroken
from goodcatch.people import services as people
from goodcatch.places import services
from goodcatch.places.models import Place
from goodcatch.places.queries import place_sight, tree
from goodcatch.places.services import Description
from tests.cast import SETUP, Cast, ClientOf


@pytest.fixture
def plant(cast: Cast) -> Place:
    """The treatment plant, with a number to call."""
    about = Description("Treatment plant", cast.units.treatment, emergency="+47 999")
    return services.add_place(by=cast.administrator, description=about)


@pytest.fixture
def pump(cast: Cast, plant: Place) -> Place:
    """A pump in it, without a number of its own."""
    about = Description("Pump 4", cast.units.night_shift, outside_id="INV-4711")
    return services.add_place(by=cast.administrator, description=about, parent=plant)


def test_the_tree_is_seen_by_every_member_with_the_number_of_what_lies_around(cast: Cast, pump: Place) -> None:
    seen = [(spot.trail, spot.emergency, spot.depth) for spot in tree(viewer=cast.outsider)]
    assert seen == [("Treatment plant", "+47 999", 0), ("Treatment plant › Pump 4", "+47 999", 1)]
    for nobody in (cast.guest, cast.leaver):
        assert tree(viewer=nobody) == []
        assert place_sight(nobody, pump.public_id) is None


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "n" * 121}, "name"),
        ({"outside_id": "i" * 65}, "outside_id"),
        ({"outside_id": "INV-4711"}, "outside_id"),
        ({"emergency": "1" * 121}, "emergency"),
        ({"name": "Treatment plant"}, "name"),
    ],
)
def test_what_cannot_be_kept_is_said_at_its_field(cast: Cast, pump: Place, words: dict[str, str], field: str) -> None:
    about = Description(**{"name": "Pump 5", "unit": cast.units.fleet, **words})  # type: ignore[arg-type]
    with pytest.raises(RuleBroken) as broken:
        services.add_place(by=cast.administrator, description=about)
    assert broken.value.field == field


def test_a_place_takes_all_in_it_along_and_goes_nowhere_odd(cast: Cast, plant: Place, pump: Place) -> None:
    by = cast.administrator
    site = services.add_place(by=by, description=Description("North site", cast.units.northfield))
    services.move_place(by=by, place=plant, parent=site)
    pump.refresh_from_db()
    assert pump.path == f"/{site.pk}/{plant.pk}/{pump.pk}/"
    with pytest.raises(RuleBroken, match="inside itself"):
        services.move_place(by=by, place=site, parent=pump)
    services.move_place(by=by, place=pump, parent=None)
    pump.refresh_from_db()
    assert pump.path == f"/{pump.pk}/"


def test_the_tree_ends_somewhere(cast: Cast, plant: Place) -> None:
    below = plant
    for depth in range(11):
        below = services.add_place(by=SETUP, description=Description(f"D{depth}", cast.units.fleet), parent=below)
    with pytest.raises(RuleBroken, match="twelve"):
        services.add_place(by=SETUP, description=Description("Too deep", cast.units.fleet), parent=below)
    site = services.add_place(by=SETUP, description=Description("North site", cast.units.northfield))
    with pytest.raises(RuleBroken, match="twelve"):
        services.move_place(by=SETUP, place=plant, parent=site)


def test_the_second_who_saves_is_shown_both(cast: Cast, pump: Place) -> None:
    about = Description("Pump four", cast.units.fleet)
    services.describe_place(by=cast.administrator, place=pump, description=about, version=pump.version)
    with pytest.raises(ChangedMeanwhile) as changed:
        services.describe_place(by=cast.administrator, place=pump, description=about, version=pump.version)
    assert changed.value.theirs["name"] == "Pump four"


def test_a_place_closes_when_nothing_open_lies_in_it(cast: Cast, plant: Place, pump: Place) -> None:
    by = cast.administrator
    with pytest.raises(RuleBroken, match="open places inside"):
        services.close_place(by=by, place=plant)
    services.close_place(by=by, place=pump)
    closed = services.close_place(by=by, place=plant)
    with pytest.raises(RuleBroken, match="closed already"):
        services.close_place(by=by, place=closed)
    with pytest.raises(RuleBroken, match="is closed"):
        services.add_place(by=by, description=Description("Pump 5", cast.units.fleet), parent=closed)
    assert tree(viewer=by) == []
    assert len(tree(viewer=by, closed=True)) == 2


def test_nothing_is_placed_in_a_closed_unit(cast: Cast) -> None:
    people.take_out_of_unit(by=SETUP, person=cast.outsider, unit=cast.units.fleet)
    closed = people.close_unit(by=SETUP, unit=cast.units.fleet)
    with pytest.raises(RuleBroken) as broken:
        services.add_place(by=cast.administrator, description=Description("Garage", closed))
    assert broken.value.field == "unit"


def test_only_administrators_keep_places(cast: Cast, pump: Place) -> None:
    about = Description("Mine", cast.units.fleet)
    for part, by in cast.everybody.items():
        if part == "administrator":
            continue
        with pytest.raises(RuleBroken):
            services.add_place(by=by, description=about)
        with pytest.raises(RuleBroken):
            services.describe_place(by=by, place=pump, description=about)
        with pytest.raises(RuleBroken):
            services.move_place(by=by, place=pump, parent=None)
        with pytest.raises(RuleBroken):
            services.close_place(by=by, place=pump)


def test_each_address_is_there_for_those_it_is_for(cast: Cast, client_of: ClientOf, pump: Place) -> None:
    open_to_members = ["/in/places/", f"/in/places/{pump.public_id}/"]
    kept = ["/in/places/add/", *(f"/in/places/{pump.public_id}/{w}/" for w in ("add", "describe", "move", "close"))]
    for part in ("outsider", "leader", "handler", "auditor", "administrator", "guest"):
        client = client_of(cast.everybody[part])
        for address in open_to_members:
            assert client.get(address).status_code == (404 if part == "guest" else 200), f"{part} at {address}"
        for address in kept:
            for answer in (client.get(address), client.post(address, {"nonce": "n" * 24})):
                allowed = {200, 302, 422} if part == "administrator" else {404}
                assert answer.status_code in allowed, f"{part} at {address}"
    for client in (Client(), client_of(cast.leaver)):
        for address in open_to_members + kept:
            assert client.get(address).headers["Location"] == f"/in/account/login/?next={address}"


def test_places_are_kept_in_the_browser(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.administrator)
    words = {"name": "Garage", "unit": cast.units.fleet.public_id, "outside_id": "G-1", "emergency": ""}
    there = client.post(reverse("places:add"), words)
    garage = Place.objects.get(name="Garage")
    assert there.headers["Location"] == f"/in/places/{garage.public_id}/"
    again = client.post(reverse("places:add"), words)
    assert again.status_code == 422
    assert 'value="Garage"' in again.content.decode()
    lift = {**words, "name": "Lift", "outside_id": ""}
    client.post(reverse("places:add_inside", args=[garage.public_id]), lift)
    child = Place.objects.get(name="Lift")
    assert child.parent == garage
    client.post(reverse("places:describe", args=[child.public_id]), {**lift, "name": "Lift 1", "version": 1})
    child.refresh_from_db()
    assert child.name == "Lift 1"
    second = client.post(reverse("places:describe", args=[child.public_id]), {**lift, "name": "Lift one", "version": 1})
    assert second.status_code == 422
    assert "Their text" in second.content.decode()
    client.post(reverse("places:move", args=[child.public_id]), {"parent": ""})
    assert Place.objects.get(pk=child.pk).parent is None
    client.post(reverse("places:close", args=[child.public_id]), {"nonce": "c" * 24})
    assert Place.objects.get(pk=child.pk).closed_at


def test_a_form_sent_twice_is_one_deed(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.administrator)
    words = {"name": "Garage", "unit": cast.units.fleet.public_id, "nonce": "n" * 24}
    first, second = client.post(reverse("places:add"), words), client.post(reverse("places:add"), words)
    assert first.headers["Location"] == second.headers["Location"]
    assert Place.objects.count() == 1
