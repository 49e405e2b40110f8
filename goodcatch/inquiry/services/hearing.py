"""Hear people: invite, read rights, write notes and opinion apart, let a transcript be corrected, and signed."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from goodcatch.inquiry import queries
from goodcatch.inquiry.models import Inquiry
from goodcatch.inquiry.queries import Interview, Opened
from goodcatch.inquiry.services.leaves import held, written
from goodcatch.inquiry.terms import Kind
from goodcatch.kernel import clock
from goodcatch.kernel.errors import RuleBroken
from goodcatch.people.models import Person
from goodcatch.reports import kept
from goodcatch.vault.terms import DataKeys


@transaction.atomic
def invite_to_interview(  # what an invitation says
    *,
    by: Person,
    inquiry: Inquiry,
    keys: DataKeys | None,
    whom: str,
    when: str,
    where: str,
    person: int = 0,
    second: Person | None = None,
) -> Inquiry:
    """Write down an invitation to an interview: neutral, printable; who comes may bring a companion.

    `person` is the number of the person concerned where it is one of them who is heard. `second` inquires too.
    """
    file = held(by=by, inquiry=inquiry, keys=keys)
    if person and file.one(Kind.PERSON, person) is None:
        raise RuleBroken(_("Choose one of those whom it concerns."), field="person")
    if second is not None and (second == by or second not in queries.inquirers(by, file.inquiry)):
        raise RuleBroken(_("A second interviewer is somebody else who inquires here."), field="second")
    said = {
        "whom": kept.line(whom, field="whom", missing=_("Say who is invited.")),
        "when": kept.line(when, field="when", missing=_("Say on which day, and at what time.")),
        "where": kept.line(where, field="where", missing=_("Say where, or by what call.")),
        "person": person,
        "second": second.public_id if second else "",
    }
    return written(file=file, kind=Kind.INTERVIEW, said=said, by=by, keys=keys, verb="invite_to_interview")


@transaction.atomic
def note_rights_read(
    *, by: Person, inquiry: Inquiry, keys: DataKeys | None, interview: int, on: date, companion: str = ""
) -> Inquiry:
    """Note on which day somebody's rights were read to them, and who came along. Raises RuleBroken, Locked."""
    file = held(by=by, inquiry=inquiry, keys=keys)
    found = _found(file, interview)
    if found.rights:
        raise RuleBroken(_("This is noted already."))
    if on > clock.today():
        raise RuleBroken(_("That day has not come. Note it once it is done."), field="on")
    said = {"of": interview, "day": on.isoformat(), "companion": kept.line(companion, field="companion")}
    return written(file=file, kind=Kind.RIGHTS, said=said, by=by, keys=keys, verb="note_rights_read")


@transaction.atomic
def write_notes(*, by: Person, inquiry: Inquiry, keys: DataKeys | None, interview: int, text: str) -> Inquiry:
    """Write what was asked and said in an interview, without any opinion. Rights come first. Raises RuleBroken."""
    file = held(by=by, inquiry=inquiry, keys=keys)
    _demand_rights(_found(file, interview))
    said = {
        "of": interview,
        "text": kept.text(text, field="text", missing=_("Write what was asked, and what was said.")),
    }
    return written(file=file, kind=Kind.NOTES, said=said, by=by, keys=keys, verb="write_notes")


@transaction.atomic
def write_opinion(*, by: Person, inquiry: Inquiry, keys: DataKeys | None, interview: int, text: str) -> Inquiry:
    """Write what you make of an interview, apart from the notes and marked as yours. Raises RuleBroken, Locked."""
    file = held(by=by, inquiry=inquiry, keys=keys)
    _found(file, interview)
    said = {"of": interview, "text": kept.text(text, field="text", missing=_("Write what you make of it."))}
    return written(file=file, kind=Kind.OPINION, said=said, by=by, keys=keys, verb="write_opinion")


@transaction.atomic
def let_correct_transcript(
    *, by: Person, inquiry: Inquiry, keys: DataKeys | None, interview: int, text: str, after: int = 0
) -> Inquiry:
    """Keep the transcript, and each later one with what the interviewed person corrected; none is changed.

    `after` is how many there were when it was begun. Raises RuleBroken once it is signed, or somebody was quicker.
    """
    file = held(by=by, inquiry=inquiry, keys=keys)
    found = _found(file, interview)
    _demand_rights(found)
    if found.signature:
        raise RuleBroken(_("This transcript is signed, and stays as it is. Hear them again, if there is more to say."))
    if after != len(found.transcripts):
        raise RuleBroken(_("Somebody wrote another version meanwhile. Look at it before you send yours."))
    said = {"of": interview, "text": kept.text(text, field="text", missing=_("Write the transcript."))}
    return written(file=file, kind=Kind.TRANSCRIPT, said=said, by=by, keys=keys, verb="let_correct_transcript")


@transaction.atomic
def sign_transcript(  # what a signature says
    *, by: Person, inquiry: Inquiry, keys: DataKeys | None, interview: int, on: date, how: str, version: int
) -> Inquiry:
    """Note on which day the interviewed person signed the transcript on paper, and where that paper is kept.

    `version` is the one that they read: the last. Raises RuleBroken, Locked.
    """
    file = held(by=by, inquiry=inquiry, keys=keys)
    found = _found(file, interview)
    if not found.transcripts or found.signature:
        raise RuleBroken(_("There is no transcript that waits for a signature."))
    if version != len(found.transcripts):
        raise RuleBroken(_("There is a later version. They read and sign the last one."))
    if on > clock.today():
        raise RuleBroken(_("That day has not come. Note it once they have signed."), field="on")
    missing = _("Say how they signed, and where the paper is kept.")
    said = {
        "of": interview,
        "day": on.isoformat(),
        "how": kept.text(how, field="how", missing=missing),
        "version": version,
    }
    return written(file=file, kind=Kind.SIGNATURE, said=said, by=by, keys=keys, verb="sign_transcript")


def _found(file: Opened, number: int) -> Interview:
    found = file.interview(number)
    if found is None:
        raise RuleBroken(_("There is no such interview in this inquiry."))
    return found


def _demand_rights(interview: Interview) -> None:
    if interview.rights is None:
        raise RuleBroken(_("First read them their rights, and note the day: presumed innocent, companion, silence."))
