"""Reads of notices: always for the person they are for, and only of what that person may see at this moment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import BigAutoField, DateField, Q, QuerySet
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from goodcatch.kernel import clock, ids
from goodcatch.kernel.ready import Gap, Ready
from goodcatch.kernel.refs import Ref, Sight
from goodcatch.notices.models import Notice
from goodcatch.people.models import Person
from goodcatch.people.queries import Viewer, left_to, stood_in_for

PAGE = 30


@dataclass(frozen=True, slots=True)
class Shown:
    """A notice as its person sees it now."""

    notice: Notice
    thing: Ref
    sight: Sight
    words: str | Promise

    @property
    def sentence(self) -> str:
        """The sentence for the page, with the title of the thing, and for whom one stands in."""
        said, absent = str(self.words).replace("{title}", self.sight.title), self.notice.instead_of
        return _("For %(name)s, who is away: %(said)s") % {"name": absent, "said": said} if absent else said

    @property
    def bare(self) -> str:
        """The sentence for a letter, which leaves the house: the thing's id stands for its title, and no name in it."""
        said = str(self.words).replace("{title}", ids.shown(self.thing.id))
        return _("For somebody who is away: %(said)s") % {"said": said} if self.notice.instead_of_id else said


def shown(viewer: Viewer, notices: Iterable[Notice]) -> list[Shown]:
    """Give those notices whose thing the viewer may see now; the others are silently gone."""
    known: dict[Ref, Sight | None] = {}
    found = []
    for notice in notices:
        for thing in notice.things:
            if thing not in known:
                known[thing] = sight_of(viewer, thing)
            sight = known[thing]
            if sight is not None:
                found.append(Shown(notice, thing, sight, _words(notice)))
                break
    return found


def told_to(viewer: Person) -> Q:
    """Give the condition on Notice under which it is the viewer's now: their own, or of whom they stand in for."""
    return Q(person=viewer) & (Q(instead_of=None) | Q(instead_of__in=stood_in_for(viewer)))


def sight_of(viewer: Viewer, thing: Ref) -> Sight | None:
    """Give what the viewer sees of a thing from afar; None where it is not for them, or no room tells."""
    path: str | None = import_string("config.house.SIGHTS").get(thing.kind)
    found: Sight | None = import_string(path)(viewer, thing.id) if path else None
    return found


def page(viewer: Person, *, before: str = "") -> tuple[list[Shown], str]:
    """Give a page of one's notices, newest first, and where the next page begins; '' where there is none."""
    rows = Notice.objects.filter(told_to(viewer)).select_related("instead_of").order_by("-pk")
    if before:
        begin = Notice.objects.filter(person=viewer, public_id=before).first()
        rows = rows.filter(pk__lt=begin.pk) if begin else rows
    found: list[Shown] = []
    last = None
    while len(found) < PAGE:
        batch = list((rows.filter(pk__lt=last) if last else rows)[:PAGE])
        if not batch:
            return found, ""
        found += shown(viewer, batch)
        last = batch[-1].pk
    return found[:PAGE], found[PAGE - 1].notice.public_id


def anything_new(viewer: Viewer) -> bool:
    """Tell whether one has a notice that is new and may be seen. Every page asks.

    One query where nothing is new, one look more where something is: notices of what one may no longer see are
    gone as soon as the worker has read why (`services.note`), so the newest that is left is one to show.
    """
    if not isinstance(viewer, Person) or not viewer.is_active:
        return False
    newest = _UNSEEN.ask(person=viewer.pk, today=clock.today())
    if any(shown(viewer, [notice]) for notice in newest):
        return True
    if len(newest) < PAGE:
        return False
    older = Notice.objects.filter(told_to(viewer), seen=False, pk__lt=newest[-1].pk).order_by("-pk")
    return any(shown(viewer, [notice]) for notice in older.iterator(chunk_size=PAGE))


def _unseen() -> QuerySet[Notice]:
    person, today = Gap("person", BigAutoField()), Gap("today", DateField())
    told = Q(person=person) & (Q(instead_of=None) | Q(instead_of__in=left_to(person, today)))
    return Notice.objects.filter(told, seen=False).order_by("-pk")[:PAGE]


_UNSEEN = Ready(_unseen)


def _words(notice: Notice) -> str | Promise:
    words: dict[str, str | Promise] = import_string("config.house.NOTICE_WORDS")
    return words.get(f"{notice.verb} {notice.reason}") or words.get(notice.verb) or _("Something has changed: {title}")
