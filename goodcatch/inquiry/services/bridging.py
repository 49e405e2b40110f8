"""The bridge to learning: a text without anybody in it, looked at by a second person, carried over to a review.

No id is shared: the matter and its review know nothing of the inquiry; which they are lies sealed in it.
"""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from goodcatch.cases import services as cases
from goodcatch.cases.models import Case
from goodcatch.cases.rules import demand_wide
from goodcatch.cases.terms import Kind as Matter
from goodcatch.inquiry import words
from goodcatch.inquiry.models import Inquiry
from goodcatch.inquiry.queries import Bridge, Opened
from goodcatch.inquiry.services.leaves import held, written
from goodcatch.inquiry.terms import Kind
from goodcatch.kernel import ids
from goodcatch.kernel.errors import RuleBroken
from goodcatch.kernel.texts import names_in
from goodcatch.people.models import Person, Unit
from goodcatch.people.services import named_people
from goodcatch.reports import kept
from goodcatch.reviews import services as reviews
from goodcatch.reviews.models import Review
from goodcatch.reviews.terms import Form
from goodcatch.vault.terms import DataKeys, Locked

LONGEST_LINE = 200
"""Of a change, so that it can be the title of an action."""


@transaction.atomic
def write_bridge(
    *, by: Person, inquiry: Inquiry, keys: DataKeys | None, title: str, text: str, changes: str = ""
) -> Inquiry:
    """Write what made it possible, and line by line what should change, without anybody in it.

    Raises RuleBroken, Locked.
    """
    file = held(by=by, inquiry=inquiry, keys=keys, closed=None)
    said = {
        "title": kept.line(title, field="title", missing=_("Give it a title that names nobody.")),
        "text": kept.text(text, field="text", missing=_("Say what made it possible.")),
    }
    lines = [kept.line(each, field="changes", longest=LONGEST_LINE) for each in changes.splitlines() if each.strip()]
    for field, each in [*said.items(), *(("changes", line) for line in lines)]:
        _refuse_names(file, each, field)
    return written(file=file, kind=Kind.BRIDGE, said={**said, "changes": lines}, by=by, keys=keys, verb="write_bridge")


@transaction.atomic
def look_over_bridge(*, by: Person, inquiry: Inquiry, keys: DataKeys | None, bridge: int) -> Inquiry:
    """Say, as a second person, that a text gives nobody away. Raises RuleBroken, Locked."""
    file = held(by=by, inquiry=inquiry, keys=keys, closed=None)
    found = _found(file, bridge)
    if found.leaf.by == by.public_id:
        raise RuleBroken(_("Somebody else looks at it: whoever wrote it does not see what it gives away."))
    if found.looked:
        raise RuleBroken(_("Somebody has looked at it already."))
    return written(file=file, kind=Kind.LOOK, said={"of": bridge}, by=by, keys=keys, verb="look_over_bridge")


@transaction.atomic
def carry_over(  # each is an answer on the form
    *,
    by: Person,
    inquiry: Inquiry,
    keys: DataKeys | None,
    bridge: int,
    unit: Unit,
    form: str,
    changes: Collection[int] = (),
) -> Inquiry:
    """Open a matter with the text, and a review of it; the record then says what those rooms say, and no more.

    `changes` are places of lines in it: each becomes a proposed action of the matter. Whoever does it may open matters
    in that unit, which is wide enough that the matter does not point at few, and reads it alone at first. Raises
    RuleBroken, Locked.
    """
    file = held(by=by, inquiry=inquiry, keys=keys, closed=None)
    found = _found(file, bridge)
    if keys is None:
        raise Locked
    if found.looked is None:
        raise RuleBroken(_("A second person looks at it first."))
    if found.carried:
        raise RuleBroken(_("It was carried over already."))
    if form not in Form.values:
        raise RuleBroken(_("Choose how it is looked into."), field="form")
    lines = found.chosen(changes)
    if lines is None:
        raise RuleBroken(_("Choose among the lines of this text."), field="changes")
    demand_wide(by, unit)
    title, text = str(found.leaf.said["title"]), str(found.leaf.said["text"])
    alone = named_people(by)
    case = cases.open_case(by=by, title=title, kind=Matter.CONCERN, unit=unit, summary=text, audience=alone)
    review = reviews.open_review(cases=[case], form=Form(form), by=by, title=title)
    actions = [_proposed(by, case, review, line) for line in lines]
    said = {"of": bridge, "case": case.public_id, "review": review.public_id, "actions": actions}
    words.add(file.inquiry, Kind.CARRIED, said, by=by, keys=keys)  # an entry here would tie the two together
    return file.inquiry


def _proposed(by: Person, case: Case, review: Review, line: str) -> str:
    """Let the room of changes propose a line; give the action's id. Raises RuleBroken."""
    propose = import_string(import_string("config.house.PROPOSED_TO"))
    try:
        action = propose(by=by, case=case, review=review, line=line)
    except RuleBroken as broken:
        sentence = _("‘%(line)s’ does not stand as a change yet. Leave it out here, and propose it from the review.")
        raise RuleBroken(sentence % {"line": line}, field="changes") from broken
    return str(action.public_id)


def _found(file: Opened, number: int) -> Bridge:
    found = file.bridge(number)
    if found is None:
        raise RuleBroken(_("There is no such text in this inquiry."))
    return found


def _refuse_names(file: Opened, text: str, field: str) -> None:
    """Refuse a text in which somebody's name stands, or an id. It helps; it does not do the looking."""
    names = [str(each.said["name"]) for each in file.persons] + [
        str(each.leaf.said["whom"]) for each in file.interviews
    ]
    own = {file.inquiry.public_id, ids.shown(file.inquiry.public_id), str(file.opening.said["report"]) or "\n"}
    if names_in(text, names) or any(each in text for each in own):
        raise RuleBroken(_("A name, or a number of this inquiry, stands in it. Say it without."), field=field)
