"""A form sent twice is one deed: its nonce goes to the first entry, once."""

from goodcatch.kernel import deeds
from goodcatch.kernel.errors import AlreadyDone, ChangedMeanwhile, RuleBroken
from goodcatch.kernel.refs import PUBLIC, Ref, System


def test_the_first_entry_takes_the_nonce_and_later_ones_none() -> None:
    with deeds.deed("once"):
        assert deeds.take_nonce() == "once"
        assert deeds.take_nonce() is None
    assert deeds.take_nonce() is None


def test_no_form_in_hand_means_no_nonce() -> None:
    with deeds.deed(None):
        assert deeds.take_nonce() is None


def test_a_deed_inside_another_gives_it_back() -> None:
    with deeds.deed("outer"):
        with deeds.deed("inner"):
            assert deeds.take_nonce() == "inner"
        assert deeds.take_nonce() == "outer"


def test_nonces_differ_and_fit_their_column() -> None:
    fresh = {deeds.new_nonce() for _ in range(1_000)}
    assert len(fresh) == 1_000
    assert max(len(nonce) for nonce in fresh) <= 48


def test_things_are_named_by_kind_and_id() -> None:
    assert str(Ref("case", "ABCDEFGH")) == "case:ABCDEFGH"
    assert PUBLIC.ref == Ref("public", "")
    assert System("worker").ref == Ref("system", "worker")


def test_errors_say_what_they_carry() -> None:
    changed = ChangedMeanwhile("Somebody saved first.", theirs={"text": "theirs"}, version=3)
    assert isinstance(changed, RuleBroken)
    assert (changed.sentence, changed.theirs, changed.version, changed.field) == (
        "Somebody saved first.",
        {"text": "theirs"},
        3,
        None,
    )
    assert AlreadyDone(Ref("case", "A")).ref == Ref("case", "A")
