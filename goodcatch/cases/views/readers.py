"""Who has a part in a matter, and who may read it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from goodcatch.cases import forms, queries, rules, services
from goodcatch.cases.models import Case
from goodcatch.cases.terms import Part
from goodcatch.cases.views.seen import case_or_404, deed_page, form_page, handled_or_404
from goodcatch.kernel import ids
from goodcatch.kernel.errors import RuleBroken
from goodcatch.people.models import Person
from goodcatch.people.queries import people_in
from goodcatch.people.services import everyone_inside, named_people
from goodcatch.people.terms import AudienceKind
from goodcatch.people.views.seen import viewer_of
from goodcatch.ui.forms import Outcome

NAMES = 12
CUT_OFF = gettext_lazy("Whoever can no longer read it has no part in it any more, and hears nothing of it.")
KEPT_APART = gettext_lazy(
    "It was opened for named people, and stays with people whom you name. What others can learn from it, share as a "
    "lesson."
)


@form_page
def take_part(request: HttpRequest, public_id: str) -> HttpResponse:
    """Give somebody a part."""
    viewer, case = handled_or_404(request, public_id)
    return deed_page(
        request,
        case,
        forms.PartForm(request.POST or None, people=queries.readers_of(viewer=viewer, case=case)),
        lambda form: form.perform(
            services.take_part,
            by=viewer,
            case=case,
            person=form.cleaned_data["person"],
            part=Part(form.cleaned_data["part"]),
        ),
        title=_("Give somebody a part"),
        label=_("Give it"),
        said=_("They are told."),
    )


@form_page
def end_part(request: HttpRequest, public_id: str, person_id: str, part: str) -> HttpResponse:
    """End a part."""
    viewer = viewer_of(request)
    case = case_or_404(viewer, public_id)
    row = queries.participant(viewer=viewer, case=case, person=ids.read_id(person_id) or "", part=part)
    if row is None or not (row.person == viewer or rules.handles(viewer, case)):
        raise Http404
    return deed_page(
        request,
        case,
        forms.EndPartForm(request.POST or None),
        lambda form: form.perform(services.end_part, by=viewer, case=case, person=row.person, part=Part(row.part)),
        title=_("Lay down a part"),
        label=_("Lay it down"),
        said=_("It is laid down."),
        lead=_("%(name)s: %(part)s") % {"name": row.person.name, "part": row.get_part_display()},
    )


@form_page
def change_readers(request: HttpRequest, public_id: str) -> HttpResponse:
    """Let other people read it."""
    viewer, case = handled_or_404(request, public_id)
    now = {AudienceKind.INSIDE: forms.INSIDE, AudienceKind.UNITS: forms.UNIT, AudienceKind.NAMED: forms.NAMED}
    named = case.audience.kind == AudienceKind.NAMED
    readers = queries.readers_of(viewer=viewer, case=case)
    initial = {
        "readers": now[AudienceKind(case.audience.kind)],
        "people": [person.public_id for person in readers] if named else [],
    }
    people = queries.could_be_named(viewer=viewer, case=case)
    return deed_page(
        request,
        case,
        forms.ReadersForm(
            request.POST or None, viewer=viewer, people=people, stays_named=case.stays_named, initial=initial
        ),
        lambda form: _say_whom(
            request,
            case,
            form.perform(
                _change, by=viewer, case=case, readers=form.cleaned_data["readers"], people=form.cleaned_data["people"]
            ),
            before=readers,
        ),
        title=_("Who may read it"),
        label=_("Let them read it"),
        said=_("From now on it is read by those whom you chose."),
        lead=f"{KEPT_APART} {CUT_OFF}" if case.stays_named else CUT_OFF,
    )


@form_page
def leave_off(request: HttpRequest, public_id: str) -> HttpResponse:
    """Leave somebody off."""
    viewer, case = handled_or_404(request, public_id)
    staying = rules.may_be_left_on(case)
    others = [person for person in queries.readers_of(viewer=viewer, case=case) if person != viewer]
    return deed_page(
        request,
        case,
        forms.LeaveOffForm(request.POST or None, people=others),
        lambda form: _say_whom(
            request,
            case,
            form.perform(services.leave_off, by=viewer, case=case, person=form.cleaned_data["person"]),
            before=others,
        ),
        title=_("Leave somebody off"),
        label=_("Leave them off"),
        said=_("From now on it is with those who could handle it, and nobody else."),
        template="cases/leave_off.html",
        staying=staying,
    )


def _change(*, by: Person, case: Case, readers: str, people: list[Person]) -> Case:
    if readers == forms.NAMED and not people:
        raise RuleBroken(_("Name those who may read it."), field="people")
    if readers == forms.INSIDE:
        audience = everyone_inside()
    else:
        audience = named_people(*people) if readers == forms.NAMED else services.unit_audience(case.unit)
    return services.change_audience(by=by, case=case, audience=audience)


def _say_whom(request: HttpRequest, case: Case, outcome: Outcome | None, *, before: list[Person]) -> Outcome | None:
    """Say whom the change cuts off, to whoever made it, once."""
    if outcome and not outcome.repeated:
        after = Case.objects.get(pk=case.pk)
        staying = set(people_in(after.audience_id).values_list("pk", flat=True))
        names = [person.name for person in before if person.pk not in staying]
        if names:
            shown = ", ".join(names[:NAMES])
            more = len(names) - NAMES
            more_words = ngettext(" and %(more)d more", " and %(more)d more", more) % {"more": more} if more > 0 else ""
            messages.warning(request, _("Can no longer read it: %(names)s") % {"names": shown + more_words})
    return outcome
