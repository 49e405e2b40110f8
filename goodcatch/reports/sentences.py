"""What is wrong with a receipt as typed, in sentences that say where to look."""

from __future__ import annotations

from datetime import date

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goodcatch.reports.receipts import Misread, Swap, UnknownWord

_MANY = 5
_SHOWN = 20


def about(misread: Misread) -> list[str]:
    """Give the sentences, the most telling first."""
    found = [_unknown(word) for word in misread.unknown[:_MANY]]
    if misread.words is not None:
        found.append(
            ngettext(
                "A receipt has ten words, and %(count)s is here.",
                "A receipt has ten words, and %(count)s are here.",
                misread.words,
            )
            % {"count": misread.words}
        )
    if misread.digits is not None:
        found.append(
            _("A receipt has three rows of 14 digits, 42 in all, and %(count)s are here.") % {"count": misread.digits}
        )
    found += [
        _("Row %(row)s is not right: compare it with what you wrote down.") % {"row": row} for row in misread.rows
    ]
    found += [_swapped(swap) for swap in misread.swaps]
    return found or [
        _("Every part looks right, but they do not belong together. Compare them with what you wrote down.")
    ]


def spent(day: date) -> str:
    """Say that a receipt which had been printed was changed, and what to do where somebody else did it."""
    return _(
        "This receipt was printed for you, and on %(day)s another one took its place: use that one. If you neither "
        "took it nor were given it, somebody else did who had seen this one, and can read and write in your place. "
        "Tell so to another one of those who read this channel, in person, or to an authority outside; the page of "
        "the channel names both."
    ) % {"day": formats.date_format(day, "j F Y")}


def _unknown(word: UnknownWord) -> str:
    typed = word.typed[:_SHOWN]
    if word.near:
        sentence = _("Word %(position)s, '%(typed)s', is not one of ours. Is it: %(near)s?")
        return sentence % {"position": word.position, "typed": typed, "near": ", ".join(word.near)}
    return _("Word %(position)s, '%(typed)s', is not one of ours.") % {"position": word.position, "typed": typed}


def _swapped(swap: Swap) -> str:
    places = {"first": swap.first, "second": swap.first + 1, "row": swap.row}
    if swap.row is None:
        return _("Words %(first)s and %(second)s may have changed places.") % places
    return _("In row %(row)s, digits %(first)s and %(second)s may have changed places.") % places
