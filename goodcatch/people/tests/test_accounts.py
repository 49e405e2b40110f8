"""Joining, being invited, being placed, leaving, being erased."""

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from goodcatch.kernel import clock
from goodcatch.kernel.errors import ChangedMeanwhile, RuleBroken
from goodcatch.kernel.refs import PUBLIC
from goodcatch.people import services as people
from goodcatch.people.models import Grant, Membership, Person
from goodcatch.people.queries import holders, standing
from goodcatch.people.terms import Role
from goodcatch.record.models import Entry, EntryHearer
from tests.cast import SETUP, Cast, ClientOf


def hearers(verb: str) -> dict[str, str]:
    entry = Entry.objects.filter(verb=verb).latest("pk")
    return dict(EntryHearer.objects.filter(entry=entry).values_list("person", "reason"))


def test_somebody_joins_with_a_username_alone_and_gets_the_zone_of_their_unit(cast: Cast) -> None:
    person = people.join(by=cast.administrator, name=" Nils  Berg ", username="n.berg", unit=cast.units.night_shift)
    assert (person.name, person.email, person.zone) == ("Nils Berg", None, "Europe/Oslo")
    assert standing(person).home == cast.units.night_shift
    assert not person.has_usable_password()
    entry = Entry.objects.latest("pk")
    assert (entry.verb, entry.actor_id, entry.thing_id) == (
        "people.join", cast.administrator.public_id, person.public_id,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"name": "", "username": "x"}, "name"),
        ({"name": "A" * 121, "username": "x"}, "name"),
        ({"name": "A"}, "email"),
        ({"name": "A", "email": "nowhere"}, "email"),
        ({"name": "A", "username": "a b"}, "username"),
        ({"name": "A", "username": "a@b"}, "username"),
        ({"name": "A", "email": "OMAR.haddad@northfield.example"}, "email"),
        ({"name": "A", "username": "S.OKAFOR"}, "username"),
        ({"name": "A", "username": "x", "zone": "Mars/Base"}, "zone"),
        ({"name": "A", "username": "x", "title": "t" * 121}, "title"),
    ],
)
def test_what_cannot_be_kept_is_said_at_its_field(cast: Cast, words: dict[str, str], field: str) -> None:
    with pytest.raises(RuleBroken) as broken:
        people.join(by=cast.administrator, **words)  # type: ignore[arg-type]
    assert broken.value.field == field


@pytest.mark.parametrize("part", ["outsider", "leader", "handler", "auditor", "guest", "leaver"])
def test_only_administrators_keep_people(cast: Cast, part: str) -> None:
    by = cast.everybody[part]
    with pytest.raises(RuleBroken):
        people.join(by=by, name="Nils Berg", username="n.berg")
    with pytest.raises(RuleBroken):
        people.invite_guest(by=by, name="Nils Berg", username="n.berg")
    for verb in (people.leave, people.erase, people.offer_password):
        with pytest.raises(RuleBroken):
            verb(by=by, person=cast.peer)
    with pytest.raises(RuleBroken):
        people.place_in_unit(by=by, person=cast.peer, unit=cast.units.fleet)
    with pytest.raises(RuleBroken):
        people.join(by=PUBLIC, name="Nils Berg", username="n.berg")


def test_being_placed_is_told_to_the_person_and_the_leaders(cast: Cast) -> None:
    people.place_in_unit(by=cast.administrator, person=cast.peer, unit=cast.units.night_shift)
    assert set(standing(Person.objects.get(pk=cast.peer.pk)).units) == {cast.units.treatment, cast.units.night_shift}
    assert hearers("people.place_in_unit") == {
        cast.peer.public_id: "yours", cast.leader.public_id: "leader", cast.director.public_id: "leader",
    }  # fmt: skip
    with pytest.raises(RuleBroken, match="already"):
        people.place_in_unit(by=cast.administrator, person=cast.peer, unit=cast.units.night_shift)
    people.take_out_of_unit(by=cast.administrator, person=cast.peer, unit=cast.units.night_shift)
    assert standing(Person.objects.get(pk=cast.peer.pk)).units == (cast.units.treatment,)
    with pytest.raises(RuleBroken):
        people.take_out_of_unit(by=cast.administrator, person=cast.peer, unit=cast.units.night_shift)


def test_nobody_places_themself_and_guests_are_placed_nowhere(cast: Cast) -> None:
    for person in (cast.administrator, cast.guest, cast.leaver):
        with pytest.raises(RuleBroken) as broken:
            people.place_in_unit(by=cast.administrator, person=person, unit=cast.units.treatment)
        assert broken.value.field == "unit"


def test_a_name_is_corrected_once_and_the_second_is_shown_both(cast: Cast) -> None:
    begin = cast.peer.version
    words = {"name": "Omar Haddad-Lie", "email": "omar@northfield.example"}
    people.describe_person(by=cast.administrator, person=cast.peer, version=begin, **words)
    with pytest.raises(ChangedMeanwhile) as changed:
        people.describe_person(by=cast.administrator, person=cast.peer, name="Omar H.", username="o", version=begin)
    assert changed.value.theirs["name"] == "Omar Haddad-Lie"
    assert changed.value.version == begin + 1
    assert hearers("people.describe_person") == {cast.peer.public_id: "yours"}


def test_everybody_chooses_their_own_zone_language_and_mail(cast: Cast) -> None:
    person = people.change_own_details(by=cast.reporter, zone="Asia/Tokyo", language="en", digest="none")
    assert (person.zone, person.language, person.digest) == ("Asia/Tokyo", "en", "none")
    for words in ({"zone": "Nowhere"}, {"language": "xx"}, {"digest": "hourly"}):
        with pytest.raises(RuleBroken) as broken:
            people.change_own_details(
                by=cast.reporter,
                **{"zone": "", "language": "", "digest": "daily", **words},  # type: ignore[arg-type]
            )
        assert broken.value.field in words


def test_whoever_leaves_is_out_with_the_next_click_and_their_things_are_listed(cast: Cast, client_of: ClientOf) -> None:
    client: Client = client_of(cast.handler)
    assert client.get("/in/people/").status_code == 200
    people.leave(by=cast.administrator, person=cast.handler)
    assert client.get("/in/people/").status_code == 302
    assert not holders(Role.TRIAGER, None).exists()
    assert not Membership.objects.filter(person=cast.handler, until=None).exists()
    assert not Grant.objects.filter(person=cast.handler, until=None).exists()
    page = client_of(cast.administrator).get(f"/in/people/{cast.handler.public_id}/").content.decode()
    assert "To hand over" in page
    people.grant(by=cast.administrator, person=cast.peer, role=Role.TRIAGER)
    page = client_of(cast.administrator).get(f"/in/people/{cast.handler.public_id}/").content.decode()
    assert "To hand over" not in page
    with pytest.raises(RuleBroken, match="already"):
        people.leave(by=cast.administrator, person=cast.handler)


def test_a_role_that_was_to_begin_later_never_begins_for_a_leaver(cast: Cast) -> None:
    soon = clock.now().replace(year=clock.now().year + 1)
    people.grant(by=cast.administrator, person=cast.peer, role=Role.ADVISER, since=soon)
    people.leave(by=cast.administrator, person=cast.peer)
    with clock.moved_to(soon.replace(year=soon.year + 1)):
        assert not holders(Role.ADVISER, None).exists()
        assert not Grant.objects.filter(person=cast.peer, until__gt=clock.now()).exists()


def test_the_last_administrator_stays_until_there_is_another(cast: Cast) -> None:
    with pytest.raises(RuleBroken, match="only administrator"):
        people.leave(by=cast.administrator, person=cast.administrator)
    people.grant(by=cast.administrator, person=cast.peer, role=Role.ADMINISTRATOR)
    people.leave(by=cast.administrator, person=cast.administrator)
    assert list(holders(Role.ADMINISTRATOR, None)) == [cast.peer]


def test_erasing_blanks_the_row_and_keeps_the_public_id(cast: Cast) -> None:
    EmailAddress.objects.create(user=cast.leaver, email=cast.leaver.email)
    with pytest.raises(RuleBroken, match="have an account"):
        people.erase(by=cast.administrator, person=cast.peer)
    people.erase(by=cast.administrator, person=cast.leaver)
    row = Person.objects.get(public_id=cast.leaver.public_id)
    kept = {f.name: getattr(row, f.name) for f in Person._meta.fields}
    assert "Paul" not in str(kept)
    assert "northfield" not in str(kept)
    assert "fleet dispatcher" not in str(kept)
    assert str(row) == "somebody who has left"
    assert not EmailAddress.objects.exists()
    with pytest.raises(RuleBroken, match="already"):
        people.erase(by=cast.administrator, person=cast.leaver)


def test_an_erased_name_is_free_for_somebody_else(cast: Cast) -> None:
    name = str(cast.leaver.username)
    people.erase(by=cast.administrator, person=cast.leaver)
    assert people.join(by=SETUP, name="Paula Novak", username=name).username == name
