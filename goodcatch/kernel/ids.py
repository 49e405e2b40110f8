"""Public ids: eight characters of Crockford base32 (40 random bits), shown 4-4, without a type prefix."""

import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 8
_MISREAD = str.maketrans({"I": "1", "L": "1", "O": "0", "U": "V"})


def new_id() -> str:
    """Give a fresh public id."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def shown(public_id: str) -> str:
    """Give the id as people read it: four characters, a hyphen, four characters."""
    return f"{public_id[:4]}-{public_id[4:]}"


def read_id(text: str) -> str | None:
    """Give the id that somebody typed, forgiving case, hyphens and look-alikes; None where it is no id."""
    plain = text.strip().upper().replace("-", "").replace(" ", "").translate(_MISREAD)
    return plain if len(plain) == LENGTH and all(c in ALPHABET for c in plain) else None


def random_key() -> int:
    """Give a random primary key (62 bits) for tables that a reporter writes: no order betrays a minute."""
    return secrets.randbits(62) | 1
