"""The cast stands where its parts say."""

from goodcatch.people.queries import holders, standing
from goodcatch.people.terms import Role
from tests.cast import Cast, ClientOf


def test_everybody_stands_where_their_part_says(cast: Cast) -> None:
    assert standing(cast.reporter).home == cast.units.night_shift
    assert standing(cast.leader).holds(Role.LEADER, cast.units.night_shift)
    assert not standing(cast.leader).holds(Role.LEADER, cast.units.treatment)
    assert standing(cast.administrator).holds(Role.ADMINISTRATOR)
    assert list(holders(Role.TRIAGER, cast.units.fleet)) == [cast.handler]
    assert standing(cast.leaver).units == standing(cast.guest).units == ()
    assert len({person.public_id for person in cast.everybody.values()}) == 13


def test_everybody_but_the_leaver_can_be_signed_in(cast: Cast, client_of: ClientOf) -> None:
    for part, person in cast.everybody.items():
        user = client_of(person).get("/in/").wsgi_request.user
        assert user.is_authenticated == (part != "leaver"), part
