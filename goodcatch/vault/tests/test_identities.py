"""An identity is opened by two custodians for a reason, shown for a while, on the record; the reporter is told."""

from datetime import timedelta

import pytest

from goodcatch.kernel import clock
from goodcatch.kernel.errors import RuleBroken
from goodcatch.kernel.refs import Ref
from goodcatch.record.models import Entry, EntryHearer
from goodcatch.vault import queries, services
from goodcatch.vault.models import IdentityOpening
from goodcatch.vault.slots import opening_sight
from goodcatch.vault.terms import Keyring, Purpose
from tests.cast import Cast
from tests.keyholders import Allowing, found_custodians, found_readers, holder, seal
from tests.steps import step

pytestmark = pytest.mark.django_db
SCOPE, THING = Ref("channel", "CHANNE01"), Ref("matter", "MATTER01")


class Asked:
    """Lena reads; Maya, Hanna and Tomás are custodians; somebody said who they are, and Lena asks."""

    def __init__(self, cast: Cast) -> None:
        self.lena, self.omar = holder(cast.handler).ring, holder(cast.peer).ring
        self.custodians = [holder(p, Purpose.CUSTODIAN).ring for p in (cast.curator, cast.auditor, cast.leader)]
        found_custodians(cast.administrator, *self.custodians)
        found_readers(SCOPE, self.lena, self.omar)
        seal(THING, SCOPE, cast.handler, identity=b"Sam")
        self.opening = services.ask_identity(by=self.lena, thing=THING, reason="their safety")

    def open_by(self, first: Keyring, second: Keyring) -> IdentityOpening:
        services.open_first(by=first, opening=self.opening)
        until = clock.now() + timedelta(days=1)
        return services.open_second(by=second, opening=self.opening, until=until)


@step()
def asked(cast: Cast, keeper: Allowing) -> Asked:
    return Asked(cast)


@pytest.mark.parametrize(("first", "second"), [(0, 1), (1, 0), (0, 2), (2, 0), (1, 2), (2, 1)])
def test_any_two_in_either_order(asked: Asked, keeper: Allowing, first: int, second: int) -> None:
    row = asked.open_by(asked.custodians[first], asked.custodians[second])
    shown = services.shown_identity(ring=asked.lena, thing=THING)
    assert shown is not None
    assert (shown.text, shown.until) == (b"Sam", row.shown_until)
    assert keeper.told == [THING.id]
    verbs = set(Entry.objects.filter(thing_id=row.public_id).values_list("verb", flat=True))
    assert verbs == {"vault.ask_identity", "vault.open_first", "vault.open_second"}


def test_only_whoever_asked_sees_it_and_only_until_then(asked: Asked) -> None:
    row = asked.open_by(*asked.custodians[:2])
    for ring in (asked.omar, *asked.custodians):
        assert services.shown_identity(ring=ring, thing=THING) is None
    assert row.shown_until
    with clock.moved_to(row.shown_until):
        assert services.shown_identity(ring=asked.lena, thing=THING) is None
        services.end_shown()
    assert IdentityOpening.objects.get().sealed_key is None


def test_the_reason_is_read_by_custodians_and_whoever_asked(asked: Asked) -> None:
    for ring in (asked.lena, *asked.custodians):
        assert services.reason_of(ring=ring, opening=asked.opening) == "their safety"
    assert services.reason_of(ring=asked.omar, opening=asked.opening) is None
    assert "safety" not in str(IdentityOpening.objects.values())


def test_one_person_is_not_two(asked: Asked) -> None:
    services.open_first(by=asked.custodians[0], opening=asked.opening)
    with pytest.raises(RuleBroken):
        services.open_first(by=asked.custodians[0], opening=asked.opening)
    with pytest.raises(RuleBroken, match="somebody else"):
        services.open_second(by=asked.custodians[0], opening=asked.opening, until=clock.now() + timedelta(hours=1))
    with pytest.raises(RuleBroken, match="signed list"):
        services.open_second(by=asked.omar, opening=asked.opening, until=clock.now() + timedelta(hours=1))


def test_the_end_time_is_within_a_week(asked: Asked) -> None:
    services.open_first(by=asked.custodians[0], opening=asked.opening)
    for until in (clock.now(), clock.now() + timedelta(days=8)):
        with pytest.raises(RuleBroken, match="seven days"):
            services.open_second(by=asked.custodians[1], opening=asked.opening, until=until)


def test_a_refusal_settles_it_and_it_may_be_asked_again(asked: Asked) -> None:
    with pytest.raises(RuleBroken, match="asked already"):
        services.ask_identity(by=asked.lena, thing=THING, reason="again")
    services.refuse_identity(by=asked.custodians[0], opening=asked.opening)
    with pytest.raises(RuleBroken, match="settled"):
        services.open_first(by=asked.custodians[1], opening=asked.opening)
    again = services.ask_identity(by=asked.lena, thing=THING, reason="another reason")
    assert again.pk != asked.opening.pk


def test_a_custodian_whom_it_concerns_hears_of_nothing_and_opens_nothing(cast: Cast, asked: Asked) -> None:
    concerned, *others = asked.custodians
    services.refuse_identity(by=concerned, opening=asked.opening)
    opening = asked.opening = services.ask_identity(
        by=asked.lena, thing=THING, reason="about Maya", leave_off=[concerned.person.public_id]
    )
    told = EntryHearer.objects.filter(entry__thing_id=opening.public_id).values_list("person", flat=True)
    assert set(told) == {ring.person.public_id for ring in others}
    assert opening_sight(concerned.person, opening.public_id) is None
    assert opening_sight(others[0].person, opening.public_id) is not None
    assert opening not in queries.openings_seen(viewer=concerned.person)
    assert opening in queries.openings_seen(viewer=others[0].person)
    assert services.reason_of(ring=concerned, opening=opening) is None
    for deed in (services.open_first, services.refuse_identity):
        with pytest.raises(RuleBroken, match="custodians who were asked"):
            deed(by=concerned, opening=opening)
    services.open_first(by=others[0], opening=opening)
    with pytest.raises(RuleBroken, match="custodians who were asked"):
        services.open_second(by=concerned, opening=opening, until=clock.now() + timedelta(days=1))
    services.open_second(by=others[1], opening=opening, until=clock.now() + timedelta(days=1))
    assert services.shown_identity(ring=asked.lena, thing=THING) is not None


def test_at_least_two_custodians_stay(asked: Asked) -> None:
    services.refuse_identity(by=asked.custodians[0], opening=asked.opening)
    ids = [ring.person.public_id for ring in asked.custodians]
    for left_off in (ids, ids[:2]):
        with pytest.raises(RuleBroken, match="have to stay"):
            services.ask_identity(by=asked.lena, thing=THING, reason="about two", leave_off=left_off)


def test_only_a_reader_of_the_thing_asks(asked: Asked) -> None:
    for ring in (asked.omar, asked.custodians[0]):
        with pytest.raises(RuleBroken, match="not sealed to your key"):
            services.ask_identity(by=ring, thing=THING, reason="curious")
    with pytest.raises(RuleBroken, match="why"):
        services.ask_identity(by=asked.lena, thing=THING, reason="  ")


def test_custodians_are_never_readers_nor_readers_custodians(cast: Cast, asked: Asked) -> None:
    with pytest.raises(RuleBroken, match="never a reader"):
        found_readers(Ref("channel", "CHANNE02"), asked.custodians[0])
    people = [ring.person for ring in asked.custodians] + [cast.handler]
    with pytest.raises(RuleBroken, match="never a custodian"):
        services.propose_custodians(by=asked.custodians[0], people=people)
    with pytest.raises(RuleBroken, match="three custodians"):
        services.propose_custodians(by=asked.custodians[0], people=people[:2])


def test_who_one_is_can_be_said_later_and_taken_back(asked: Asked) -> None:
    services.refuse_identity(by=asked.custodians[0], opening=asked.opening)
    services.change_identity(thing=THING, identity=b"Sam Okafor")
    asked.opening = services.ask_identity(by=asked.lena, thing=THING, reason="their safety")
    asked.open_by(*asked.custodians[1:])
    shown = services.shown_identity(ring=asked.lena, thing=THING)
    assert shown is not None
    assert shown.text == b"Sam Okafor"
    with pytest.raises(RuleBroken, match="2,000"):
        services.change_identity(thing=THING, identity=b"x" * 2001)
