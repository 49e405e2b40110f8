"""Mail: what cannot wait at once, the rest once a day. A letter may go twice, with one Message-ID; none is lost."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import partial

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from goodcatch.kernel import clock
from goodcatch.notices.models import Notice
from goodcatch.notices.post import send
from goodcatch.notices.queries import Shown, shown, told_to
from goodcatch.people.models import Person
from goodcatch.people.terms import Digest
from goodcatch.record.terms import Urgency

KEPT_DAYS = 180


Effect = Callable[[], object]


def send_at_once(payload: Mapping[str, str | int]) -> Effect | None:
    """Mail one notice that cannot wait; give what marks it as mailed."""
    notice = Notice.objects.filter(public_id=payload["notice"], mailed=False).select_related("person").first()
    if notice is None or not Notice.objects.filter(told_to(notice.person), pk=notice.pk).exists():
        return None
    return _deliver(notice.person, [notice], digest=False)


def send_digest(payload: Mapping[str, str | int]) -> Effect | None:
    """Mail what has waited for this day's digest, as far as the person has not seen it already.

    The first attempt settles which notices go with the letter; a later one sends the same. Gives what marks them as
    mailed.
    """
    person = Person.objects.filter(public_id=payload["person"], left_at=None).first()
    if person is None:
        return None
    letter = f"digest:{payload['day']}"
    with transaction.atomic():
        mine = Notice.objects.filter(person=person, urgency=Urgency.DIGEST)
        mine.filter(day__lt=clock.today() - timedelta(days=KEPT_DAYS)).delete()
        if person.digest == Digest.DAILY and not mine.filter(letter=letter).exists():
            mine.filter(told_to(person), letter="", seen=False).update(letter=letter)
        waiting = list(mine.filter(told_to(person), letter=letter, mailed=False).order_by("pk"))
    return _deliver(person, waiting, digest=True) if waiting else None


def _deliver(person: Person, notices: list[Notice], *, digest: bool) -> Effect:
    told = shown(person, notices) if person.is_active and person.email else []
    if told:
        with translation.override(person.language or settings.LANGUAGE_CODE), timezone.override(person.tz):
            send(
                to=str(person.email),
                subject=_("Goodcatch: what is new") if digest else _("Goodcatch: something that cannot wait"),
                body=_body(person, told, digest=digest),
                letter=_letter_id(notices),
            )
    return partial(Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update, mailed=True)


def _body(person: Person, told: list[Shown], *, digest: bool) -> str:
    lines = [(one.bare, settings.ENV.address + one.sight.address) for one in told]
    account = settings.ENV.address + "/in/account/"
    return render_to_string(
        "notices/letter.txt", {"person": person, "lines": lines, "digest": digest, "account": account}
    )


def _letter_id(notices: list[Notice]) -> str:
    together = "\n".join(sorted(notice.public_id for notice in notices))
    return "notice-" + hashlib.sha256(together.encode()).hexdigest()[:32]
