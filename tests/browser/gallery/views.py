"""The pages of the gallery: each component as rooms use it, with contents as long and as odd as real ones."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template import engines

from goodcatch.kernel.errors import ChangedMeanwhile, RuleBroken
from goodcatch.kernel.refs import Ref
from goodcatch.ui.forms import DayField, DeedForm, MomentField
from goodcatch.ui.timeline import Happening
from goodcatch.ui.widgets import Cards, CheckCards

HERE = Path(__file__).parent
NAVIGATION = [
    {"word": word, "address": f"/in/{word.lower()}/", "here": word == "Cases"}
    for word in ("Today", "Triage", "Cases", "Reviews", "Actions", "Lessons", "Experiments", "People", "Climate")
]


class Reader:
    """Somebody signed in."""

    is_authenticated = True

    def __str__(self) -> str:
        return "Aiko Mori-Vandenberghe van Rijn"


class OneCase(DeedForm):
    """One of every kind of field."""

    version = forms.IntegerField(widget=forms.HiddenInput, initial=3)
    title = forms.CharField(label="What shall we call it?", max_length=80, help_text="A few words, without names.")
    kind = forms.ChoiceField(
        label="What kind of thing is it?",
        choices=[("close", "A close call"), ("wrong", "Something went wrong"), ("well", "It went well")],
        widget=Cards(
            hints={"close": "It could have gone badly, and did not.", "wrong": "Harm, loss, a broken service."}
        ),
        help_text="Not sure? Choose the nearest. It can be changed later.",
    )
    said = forms.CharField(label="What happened?", widget=forms.Textarea, required=False, help_text="What you saw.")
    unit = forms.ChoiceField(label="Where?", choices=[("", "Choose"), ("ops", "Operations"), ("fleet", "Fleet")])
    when = MomentField(label="When did it happen?", required=False)
    due = DayField(label="By when?")
    who = forms.MultipleChoiceField(
        label="Who takes part?",
        choices=[("tomas", "Tomás Reyes"), ("lena", "Lena Brandt")],
        widget=CheckCards(hints={"lena": "plant safety"}),
        required=False,
    )
    count = forms.IntegerField(label="How many people were affected?", required=False)
    photo = forms.FileField(label="A photograph", required=False)
    safe = forms.BooleanField(label="It is safe now", required=False, help_text="Somebody has looked.")


class Narrowing(forms.Form):
    """A filter of a list."""

    q = forms.CharField(label="Words", required=False, widget=forms.TextInput(attrs={"type": "search"}))
    stage = forms.ChoiceField(label="Stage", required=False, choices=[("", "all"), ("improving", "improving")])


def _at(hour: int, minute: int, day: int = 12) -> datetime:
    return datetime(2026, 10, day, hour, minute, tzinfo=UTC)


HAPPENINGS = [
    Happening(_at(20, 30), "list printed"),
    Happening(_at(21, 45), "shift starts", "from the roster"),
    Happening(_at(23, 10), "light fails at panel B"),
    Happening(_at(0, 36, 13), "opens the next valve alone", decision=True, alternatives=("read back by radio", "wait")),
    Happening(_at(0, 37, 13), "pressure falls by 0.8 bar for four minutes"),
    Happening(_at(0, 41, 13), "step reversed, control room told at once"),
    Happening(_at(1, 5, 13), "line looked at and found sound"),
]
STAGES = [
    SimpleNamespace(word="Received", state="done", note="October"),
    SimpleNamespace(word="Under way", state="done", note="reviewed within 9 days by four roles"),
    SimpleNamespace(word="Improving", state="now", note="1 of 3 verified, 1 being watched"),
    SimpleNamespace(word="Shared", state="ahead", note="waits for the case study"),
    SimpleNamespace(word="Moved on", state="ahead", note=""),
]
TABLE = [
    ["Shape-coded handles on pumps 12 and 21", "plant safety", "stronger", "verified"],
    ["Valve list printed from the asset register", "asset data", "intermediate", "due in 8 days"],
]


def _page(request: HttpRequest, name: str, **context: Any) -> HttpResponse:
    request.user = Reader()  # type: ignore[assignment]  # no table stands behind the gallery
    template = engines["django"].from_string((HERE / f"{name}.html").read_text(encoding="utf-8"))
    return HttpResponse(template.render({"navigation": NAVIGATION, **context}, request))


@login_not_required
def parts(request: HttpRequest) -> HttpResponse:
    """Show every component that is no form."""
    messages.success(request, "The action was agreed; its owner has been told.")
    messages.warning(request, "Two people could not be told: they have left.")
    return _page(
        request,
        "parts",
        stages=STAGES,
        happenings=HAPPENINGS,
        heads=["Action", "Owner", "Strength", "State"],
        rows=TABLE,
        crumbs=[("Cases", "/in/cases/"), ("Operations", "/in/people/operations/")],
        facts=[("Kind", "near miss"), ("Owned by", "the head of operations"), ("Nothing known", "")],
        due=date(2026, 11, 30),
        then=_at(12, 0),
        narrowing=Narrowing(request.GET or None),
        deeds=[("thank", "Thank and close"), ("join", "Join to a theme")],
    )


def _verb(*, title: str, version: int) -> Any:
    if version == 3 and title == "theirs":
        raise ChangedMeanwhile(
            "Lena Brandt saved while you were writing. Both texts stand below; send again to keep yours.",
            theirs={"said": "Pump 12 was opened.\nNobody was hurt.", "title": "Two pumps"},
            version=4,
        )
    if title == "rule":
        raise RuleBroken("A case has one owner at a time; ask its owner to hand it over.", field="unit")
    return SimpleNamespace(ref=Ref("case", "K7QF2M00"))


def house_name() -> str:
    """Give the name of the house, which no table keeps here."""
    return "Northfield Water"


def earlier_deed(nonce: str) -> None:
    """Find no earlier deed: the gallery keeps no record."""


@login_not_required
def form(request: HttpRequest) -> HttpResponse:
    """Show a form with every kind of field, and do its deed."""
    filled = OneCase(request.POST or None)
    if request.method == "POST" and filled.is_valid():
        words = filled.cleaned_data
        if filled.perform(_verb, title=words["title"], version=words["version"]):
            return HttpResponseRedirect("/in/gallery/")
    return _page(request, "form", form=filled)


@login_not_required
def empty(request: HttpRequest) -> HttpResponse:
    """Show a list with nothing in it."""
    return _page(request, "empty")


@login_not_required
def broken(request: HttpRequest) -> HttpResponse:
    """Break a rule, or the page itself."""
    if "rule" in request.GET:
        raise RuleBroken("This case has moved on; reopening it needs new evidence.")
    if "gone" in request.GET:
        raise Http404
    raise RuntimeError


def outside(request: HttpRequest) -> HttpResponse:
    """Show a reporter's page."""
    template = engines["django"].from_string((HERE / "outside.html").read_text(encoding="utf-8"))
    return HttpResponse(template.render({"form": OneCase()}, request))
