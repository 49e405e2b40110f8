"""Check digits by H. M. Damm (Total anti-symmetrische Quasigruppen, Marburg 2004).

They notice every wrong digit and every exchange of two neighbours, which the better known Luhn digit does not
(it takes 09 for 90).
"""

TABLE = (
    "0317598642",
    "7092154863",
    "4206871359",
    "1750983426",
    "6123045978",
    "3674209581",
    "5869720134",
    "8945362017",
    "9438617205",
    "2581436790",
)


def check_digit(digits: str) -> str:
    """Give the digit that makes `digits` plus itself right."""
    state = 0
    for digit in digits:
        state = int(TABLE[state][int(digit)])
    return str(state)


def is_right(digits: str) -> bool:
    """Tell whether digits with their check digit at the end are right."""
    return check_digit(digits) == "0"
