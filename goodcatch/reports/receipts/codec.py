"""From the number to words and digits, and back from what somebody typed."""

from __future__ import annotations

import hashlib
import secrets
import unicodedata
from dataclasses import dataclass

from goodcatch.kernel import wordlist
from goodcatch.reports.receipts import damm
from goodcatch.reports.receipts.misread import Misread, Swap, UnknownWord

LOOK_UP_BYTES, SECRET_BYTES, CHECK_BITS = 5, 10, 9
BITS = 8 * (LOOK_UP_BYTES + SECRET_BYTES) + CHECK_BITS
WORDS, ROWS, ROW_DIGITS = 10, 3, 13
LONGEST = 1000
"""Characters of input that are looked at; a receipt in words has at most 99."""


@dataclass(frozen=True, slots=True, repr=False)
class Receipt:
    """A receipt: the bytes that find the report, and the bytes that open it. Shows neither when printed."""

    look_up: bytes
    secret: bytes

    @property
    def number(self) -> int:
        """The 129 bits as a number: look-up id, secret, check."""
        payload = self.look_up + self.secret
        return int.from_bytes(payload) << CHECK_BITS | _check(payload)

    @property
    def words(self) -> tuple[str, ...]:
        """The ten words."""
        listed, rest, found = wordlist.words(), self.number, list[str]()
        for _ in range(WORDS):
            rest, place = divmod(rest, wordlist.SIZE)
            found.append(listed[place])
        return tuple(reversed(found))

    @property
    def rows(self) -> tuple[str, ...]:
        """The 42 digits, as three rows of 13 and their check digit."""
        digits = f"{self.number:0{ROWS * ROW_DIGITS}d}"
        cut = [digits[start : start + ROW_DIGITS] for start in range(0, len(digits), ROW_DIGITS)]
        return tuple(row + damm.check_digit(row) for row in cut)


def new_receipt() -> Receipt:
    """Draw a receipt, again where a word of it could be taken for another by its hyphen (about 1 in 150)."""
    while True:
        receipt = Receipt(secrets.token_bytes(LOOK_UP_BYTES), secrets.token_bytes(SECRET_BYTES))
        if not wordlist.hard_to_tell() & set(receipt.words):
            return receipt


def read(text: str) -> Receipt:
    """Read a receipt as somebody typed it, in words or digits, forgiving case, hyphens, spaces and commas.

    Raises Misread, which says what is wrong and where as far as the checks can tell: a word that is not
    listed always, a wrong listed word in 511 of 512 cases, a wrong digit or two exchanged neighbours always.
    """
    plain = unicodedata.normalize("NFKC", text[:LONGEST])
    if any(c.isalpha() for c in plain):
        return _read_words(wordlist.split(plain))
    return _read_digits(plain)


def _read_words(typed: list[str]) -> Receipt:
    places = [wordlist.place_of(word) for word in typed]
    unknown = tuple(
        UnknownWord(position, word, wordlist.near(word))
        for position, (word, place) in enumerate(zip(typed, places, strict=True), 1)
        if place is None
    )
    if len(typed) != WORDS:
        raise Misread(words=len(typed), unknown=unknown[:WORDS])
    if unknown:
        raise Misread(unknown=unknown)
    known = [place for place in places if place is not None]
    receipt = _open(_number_of(known))
    if receipt is None:
        raise Misread(swaps=_swapped_words(known))
    return receipt


def _number_of(places: list[int]) -> int:
    number = 0
    for place in places:
        number = number * wordlist.SIZE + place
    return number


def _swapped_words(places: list[int]) -> tuple[Swap, ...]:
    return tuple(
        Swap(at + 1)
        for at in range(WORDS - 1)
        if places[at] != places[at + 1] and _open(_number_of(_exchanged(places, at))) is not None
    )


def _exchanged(items: list[int], at: int) -> list[int]:
    return [*items[:at], items[at + 1], items[at], *items[at + 2 :]]


def _read_digits(plain: str) -> Receipt:
    rows = _rows_of(plain)
    wrong = tuple(at for at, row in enumerate(rows, 1) if len(row) != ROW_DIGITS + 1 or not damm.is_right(row))
    if wrong:
        raise Misread(rows=wrong, swaps=_swapped_digits(rows, wrong))
    receipt = _open(int("".join(row[:-1] for row in rows)))
    if receipt is None:
        raise Misread
    return receipt


def _rows_of(plain: str) -> list[str]:
    """Cut digits into three rows: by their number where all 42 are there, else as they were written."""
    digits = "".join(str(int(c)) for c in plain if c.isdecimal())
    length = ROW_DIGITS + 1
    if len(digits) == ROWS * length:
        return [digits[start : start + length] for start in range(0, len(digits), length)]
    separated = "".join(c if c.isdecimal() or c in " -" else "\n" for c in plain)
    written = ["".join(str(int(c)) for c in row if c.isdecimal()) for row in separated.split("\n")]
    rows = [row for row in written if row]
    if len(rows) != ROWS:
        raise Misread(digits=len(digits))
    return rows


def _swapped_digits(rows: list[str], wrong: tuple[int, ...]) -> tuple[Swap, ...]:
    """Find the exchange of neighbours that explains the one wrong row, by both its checks."""
    if len(wrong) != 1 or len(rows[wrong[0] - 1]) != ROW_DIGITS + 1:
        return ()
    number = wrong[0]
    row = rows[number - 1]
    found = []
    for at in range(ROW_DIGITS):
        other = row[:at] + row[at + 1] + row[at] + row[at + 2 :]
        tried = [*rows[: number - 1], other, *rows[number:]]
        if other != row and damm.is_right(other) and _open(int("".join(r[:-1] for r in tried))):
            found.append(Swap(at + 1, row=number))
    return tuple(found)


def _open(number: int) -> Receipt | None:
    """Take the number apart; None where the check does not fit."""
    if number >> BITS:
        return None
    payload = (number >> CHECK_BITS).to_bytes(LOOK_UP_BYTES + SECRET_BYTES)
    if number & ((1 << CHECK_BITS) - 1) != _check(payload):
        return None
    return Receipt(payload[:LOOK_UP_BYTES], payload[LOOK_UP_BYTES:])


def _check(payload: bytes) -> int:
    """Give nine bits of BLAKE2b over look-up id and secret. They betray nothing that the words do not say."""
    digest = hashlib.blake2b(payload, digest_size=2, person=b"goodcatch rcpt").digest()
    return int.from_bytes(digest) >> (16 - CHECK_BITS)
