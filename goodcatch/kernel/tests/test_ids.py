"""Public ids are read as people write them."""

from hypothesis import given
from hypothesis import strategies as st

from goodcatch.kernel import ids

known = st.text(ids.ALPHABET, min_size=ids.LENGTH, max_size=ids.LENGTH)


def test_a_fresh_id_is_eight_characters_and_another_each_time() -> None:
    fresh = {ids.new_id() for _ in range(1_000)}
    assert len(fresh) == 1_000
    assert all(len(one) == ids.LENGTH and set(one) <= set(ids.ALPHABET) for one in fresh)


@given(known)
def test_what_is_shown_is_read_back(public_id: str) -> None:
    shown = ids.shown(public_id)
    assert len(shown) == 9
    assert ids.read_id(shown) == public_id
    assert ids.read_id(f"  {shown.lower()} ") == public_id
    assert ids.read_id(public_id.replace("1", "l").replace("0", "O")) == public_id


@given(st.text())
def test_anything_typed_is_an_id_or_none(text: str) -> None:
    read = ids.read_id(text)
    assert read is None or (len(read) == ids.LENGTH and set(read) <= set(ids.ALPHABET))


def test_random_keys_are_positive_and_fit_their_column() -> None:
    keys = {ids.random_key() for _ in range(1_000)}
    assert len(keys) == 1_000
    assert all(0 < key < 2**63 for key in keys)
