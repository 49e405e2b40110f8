"""Boxes: what is closed opens where it belongs and nowhere else; libsodium's published and independent answers."""

from dataclasses import replace

import pytest
from argon2.low_level import Type, hash_secret_raw
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nacl.public import PrivateKey, SealedBox
from nacl.secret import Aead
from nacl.signing import VerifyKey

from goodcatch.vault import boxes
from goodcatch.vault.boxes import Context, Damaged

KEY = bytes(range(32))
patiently = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
words = st.text(max_size=24)
contexts = st.builds(Context, words, words, words, st.integers(0, 10**6), words)


@patiently
@given(st.binary(max_size=5000), contexts)
def test_what_is_closed_opens(text: bytes, context: Context) -> None:
    assert boxes.open_with_key(KEY, boxes.close(KEY, text, context), context) == text
    pair = boxes.new_pair()
    assert boxes.open_with_private(pair.private, boxes.close_to(pair.public, text, context), context) == text
    assert boxes.unwrap(KEY, boxes.wrap(KEY, text, context), context) == text


@patiently
@given(contexts, contexts)
def test_nothing_opens_in_another_place(context: Context, other: Context) -> None:
    if context == other:
        return
    pair = boxes.new_pair()
    with pytest.raises(Damaged):
        boxes.open_with_key(KEY, boxes.close(KEY, b"x", context), other)
    with pytest.raises(Damaged):
        boxes.unwrap(KEY, boxes.wrap(KEY, b"x", context), other)
    with pytest.raises(Damaged):
        boxes.open_with_private(pair.private, boxes.close_to(pair.public, b"x", context), other)


def test_every_part_of_the_context_counts() -> None:
    context = Context("house", "report:A", "message", 1, "reporter")
    sealed = boxes.close(KEY, b"x", context)
    changes: list[dict[str, object]] = [
        {"installation": "other"},
        {"thing": "report:B"},
        {"kind": "words"},
        {"number": 2},
        {"side": "readers"},
        {"version": 2},
    ]
    for change in changes:
        with pytest.raises(Damaged):
            boxes.open_with_key(KEY, sealed, replace(context, **change))  # type: ignore[arg-type]


@patiently
@given(st.binary(max_size=2000), st.data())
def test_a_changed_byte_is_noticed(text: bytes, data: st.DataObject) -> None:
    context = Context("house", "report:A", "words")
    sealed = bytearray(boxes.close(KEY, text, context))
    sealed[data.draw(st.integers(0, len(sealed) - 1))] ^= data.draw(st.integers(1, 255))
    with pytest.raises(Damaged):
        boxes.open_with_key(KEY, bytes(sealed), context)


@patiently
@given(st.binary(max_size=300))
def test_what_is_no_box_is_damaged_and_never_a_crash(noise: bytes) -> None:
    context = Context("house", "report:A", "words")
    for opens in (boxes.open_with_key, boxes.open_with_private, boxes.unwrap):
        with pytest.raises(Damaged):
            opens(KEY, noise, context)
    assert not boxes.is_signed(KEY, b"x", noise)


@patiently
@given(st.integers(0, 20_000))
def test_a_size_says_its_class_alone(length: int) -> None:
    filled = boxes.padded(b"x" * length)
    assert len(filled) >= boxes.SMALLEST
    assert len(filled) & (len(filled) - 1) == 0
    assert len(filled) < max(boxes.SMALLEST + 1, 2 * (length + 4))
    assert boxes.unpadded(filled) == b"x" * length


def test_pynacl_opens_what_we_close_by_its_own_hand() -> None:
    context = Context("house", "report:A", "words", 3, "notes")
    plain = Aead(KEY).decrypt(boxes.close(KEY, b"told", context), b'[1,"house","report:A","words",3,"notes"]')
    assert plain == b"\x00\x00\x00\x04told" + bytes(504)
    private = PrivateKey(KEY)
    opened = SealedBox(private).decrypt(boxes.close_to(bytes(private.public_key), b"told", context))
    assert opened == context.hashed() + b"told"
    seed = boxes.signing_pair(KEY)
    assert VerifyKey(seed.public).verify(b"told", boxes.sign(KEY, b"told")) == b"told"


def test_the_published_vector_of_xchacha20_poly1305() -> None:
    """draft-irtf-cfrg-xchacha-03, A.3.1."""
    key, nonce = bytes(range(0x80, 0xA0)), bytes(range(0x40, 0x58))
    extra = bytes.fromhex("50515253c0c1c2c3c4c5c6c7")
    text = (
        b"Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, "
        b"sunscreen would be it."
    )
    sealed = bytes.fromhex(
        "bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb731c7f1b0b4aa6440bf3a82f4eda7e39"
        "ae64c6708c54c216cb96b72e1213b4522f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff9"
        "21f9664c97637da9768812f615c68b13b52ec0875924c1c7987947deafd8780acf49"
    )
    assert Aead(key).encrypt(text, extra, nonce).ciphertext == sealed
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Context, "data", lambda _self: extra)
        assert boxes.unwrap(key, nonce + sealed, Context("", "", "")) == text


def test_the_published_vector_of_ed25519() -> None:
    """RFC 8032, 7.1, test 2."""
    seed = bytes.fromhex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")
    public = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"
    signature = (
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
    )
    assert boxes.signing_pair(seed).public.hex() == public
    assert boxes.sign(seed, b"\x72").hex() == signature


def test_another_implementation_of_argon2id_gives_the_same() -> None:
    cost = boxes.Cost()
    ours = boxes.stretched(b"six words", bytes(16), cost)
    theirs = hash_secret_raw(
        b"six words", bytes(16), cost.passes, cost.memory_kib, parallelism=1, hash_len=32, type=Type.ID
    )
    assert ours == theirs
    assert (cost.memory_kib, cost.passes) == (64 * 1024, 3)
