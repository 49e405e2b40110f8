"""The recovery key of a scope: made off-line, rehearsed with paper shares, used when no reader is left."""

from __future__ import annotations

import hashlib
import secrets
from base64 import b64decode, b64encode
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from goodcatch.kernel import clock
from goodcatch.kernel.errors import RuleBroken
from goodcatch.kernel.refs import Ref
from goodcatch.record import services as record
from goodcatch.vault import boxes, phrases
from goodcatch.vault.models import Rehearsal
from goodcatch.vault.services.lists import link_in_force
from goodcatch.vault.terms import Keyring, PublicHalves, Recovered

SECRET = 32
_WORDS = 3


def recovery_of(*, secret: bytes, scope: Ref) -> Recovered:
    """Give the recovery key that a secret of 32 bytes stands for; off-line alone."""
    return Recovered(scope, boxes.derived(secret, b"goodcatch rescue"), boxes.derived(secret, b"goodcatch rescsg"))


def public_of(recovered: Recovered) -> PublicHalves:
    """Give the public halves, which go into the signed list."""
    return PublicHalves(boxes.pair_of(recovered.box_private).public, boxes.signing_pair(recovered.sign_seed).public)


def written(halves: PublicHalves) -> str:
    """Give public halves as a line of text, with a check at its end."""
    plain = halves.box + halves.sign
    return b64encode(plain + _check(plain)).decode()


def read_halves(text: str) -> PublicHalves:
    """Read what `written` wrote. Raises RuleBroken."""
    try:
        plain = b64decode("".join(text.split()), validate=True)
    except ValueError:
        plain = b""
    if len(plain) != 2 * boxes.KEY + 6 or _check(plain[: 2 * boxes.KEY]) != plain[2 * boxes.KEY :]:
        raise RuleBroken(_("This is no recovery key; the line that ‘goodcatch recovery make’ wrote would be right."))
    return PublicHalves(plain[: boxes.KEY], plain[boxes.KEY : 2 * boxes.KEY])


@transaction.atomic
def ask_rehearsal(*, by: Keyring, scope: Ref) -> Rehearsal:
    """Seal a riddle to the recovery key of a scope; only the paper shares give its answer. Raises RuleBroken."""
    link = link_in_force(scope=scope)
    if by.key not in {reader.key for reader in link.readers}:
        raise RuleBroken(_("Only somebody who reads here rehearses its recovery."))
    if link.recovery is None:
        raise RuleBroken(_("There is no recovery key in the signed list yet. Make one off-line, then sign it in."))
    answer = " ".join(phrases.new_words()[:_WORDS])
    row = Rehearsal(scope=str(scope), recovery=link.recovery.box, asked_at=clock.now())
    row.riddle = boxes.close_to(link.recovery.box, answer.encode(), _riddle_context(scope))
    row.answer_hash = _answer_hash(row, answer.encode())
    row.save(force_insert=True)
    record.write(by=by, verb="vault.ask_rehearsal", thing=Ref("readers", str(scope)))
    return row


@transaction.atomic
def finish_rehearsal(*, by: Keyring, rehearsal: Rehearsal, answer: str) -> Rehearsal:
    """Record that the paper shares opened the riddle. Raises RuleBroken where the answer is another."""
    row = Rehearsal.objects.select_for_update().get(pk=rehearsal.pk)
    if not secrets.compare_digest(_answer_hash(row, phrases.as_typed(answer)), bytes(row.answer_hash)):
        raise RuleBroken(
            _("This is not what the riddle says. Open it with the shares, and type its three words."), field="answer"
        )
    row.done_at, row.done_by = clock.now(), by.person
    row.save(update_fields=["done_at", "done_by"])
    record.write(by=by, verb="vault.finish_rehearsal", thing=Ref("readers", row.scope))
    return row


def rehearsed_at(*, scope: Ref) -> datetime | None:
    """Give when the recovery key that stands in a scope's list was last opened from paper; None: never."""
    link = link_in_force(scope=scope)
    if link.recovery is None:
        return None
    done = Rehearsal.objects.filter(scope=str(scope), recovery=link.recovery.box, done_at__isnull=False)
    return done.order_by("-done_at").values_list("done_at", flat=True).first()


def riddle_text(*, rehearsal: Rehearsal) -> str:
    """Give a riddle as it is carried to the machine where the shares are: base64 in groups of eight."""
    text = b64encode(bytes(rehearsal.riddle)).decode()
    return " ".join(text[i : i + 8] for i in range(0, len(text), 8))


def answer_of(*, recovered: Recovered, riddle: str) -> str:
    """Open a riddle with the recovery key; off-line alone. Raises RuleBroken."""
    try:
        sealed = b64decode("".join(riddle.split()), validate=True)
        return boxes.open_with_private(recovered.box_private, sealed, _riddle_context(recovered.scope)).decode()
    except (boxes.Damaged, ValueError):
        raise RuleBroken(_("These shares do not open this riddle.")) from None


def _riddle_context(scope: Ref) -> boxes.Context:
    """Without an installation: the command that answers may run on a machine that knows nothing of the house."""
    return boxes.Context("", str(scope), "riddle")


def _answer_hash(row: Rehearsal, answer: bytes) -> bytes:
    salted = bytes(row.riddle) + answer
    return hashlib.blake2b(salted, digest_size=32, person=b"goodcatch riddle").digest()


def _check(plain: bytes) -> bytes:
    return hashlib.blake2b(plain, digest_size=6, person=b"goodcatch checks").digest()
