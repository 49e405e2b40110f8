"""Pages of law packs, and of what the house promises."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from goodcatch.people.models import Person
from goodcatch.standards import queries, rules, services
from goodcatch.standards.forms import AdoptForm, SignForm, SignNewForm
from goodcatch.standards.models import Policy
from goodcatch.standards.terms import Kept
from goodcatch.ui.forms import DeedForm, Outcome
from goodcatch.ui.pages import verb_page

form_page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def law(request: HttpRequest) -> HttpResponse:
    """Show which law each legal entity follows, and which packs there are."""
    viewer = _member(request)
    context = {
        "followed": queries.laws_followed(viewer),
        "packs": queries.packs_offered(viewer),
        "may_adopt": rules.may_adopt_law(viewer),
    }
    return render(request, "standards/law.html", context)


@require_safe
def pack(request: HttpRequest, key: str) -> HttpResponse:
    """Show one edition of a pack, rule by rule."""
    found = queries.pack_of(_member(request), key)
    if found is None:
        raise Http404
    kept = [(Kept(kind).label, found.keep[kind]) for kind in Kept.values]
    return render(request, "standards/pack.html", {"pack": found, "kept": kept})


@form_page
def adopt(request: HttpRequest) -> HttpResponse:
    """Say which law a legal entity follows."""
    viewer = _member(request)
    if not rules.may_adopt_law(viewer):
        raise Http404
    form = AdoptForm(
        request.POST or None,
        viewer=viewer,
        packs=queries.packs_offered(viewer),
        initial={"unit": request.GET.get("unit", ""), "pack": request.GET.get("pack", "")},
    )

    def do(sent: DeedForm) -> Outcome | None:
        return sent.perform(services.adopt_law_pack, by=viewer, **form.chosen())

    return verb_page(
        request,
        form,
        do,
        title=_("Which law does it follow?"),
        lead=_(
            "A pack says what the text asks, with article and source. It is no legal advice: "
            "let a lawyer look at what is marked."
        ),
        label=_("Follow it"),
        back=reverse("standards:law"),
        said=_("Reports from now on come under it; earlier ones keep the edition they came under."),
    )


@require_safe
def policy(request: HttpRequest) -> HttpResponse:
    """Show what the house promises, in each language, and earlier editions."""
    viewer = _member(request)
    editions = queries.policy_editions(viewer)
    newest = {each.language: each for each in reversed(editions)}
    context = {
        "current": list(newest.values()),
        "earlier": [each for each in editions if newest[each.language] != each],
        "may_sign": rules.may_sign_policy(viewer),
    }
    return render(request, "standards/policy.html", context)


@form_page
def sign(request: HttpRequest, language: str = "") -> HttpResponse:
    """Sign a statement and a policy, in a language in which it stands already or in a new one."""
    viewer = _member(request)
    last = queries.policy_in(viewer, language) if language else None
    if not rules.may_sign_policy(viewer) or (language and last is None):
        raise Http404

    def do(sent: DeedForm) -> Outcome | None:
        words = sent.words()
        edition = words.pop("version")
        return sent.perform(services.sign_policy, by=viewer, edition=edition, **{"language": language, **words})

    return verb_page(
        request,
        _sign_form(request, viewer, last),
        do,
        title=_("Sign what you promise"),
        lead=_("You sign as %(name)s. Your name, your title and the day stand under it for everybody.")
        % {"name": f"{viewer.name}, {viewer.title}" if viewer.title else viewer.name},
        label=_("Sign it"),
        back=reverse("standards:policy"),
        said=_("Signed. The speak-up page shows it from now on."),
    )


def _sign_form(request: HttpRequest, viewer: Person, last: Policy | None) -> SignForm:
    if last:
        begin = {"statement": last.statement, "text": last.text, "version": last.edition}
        return SignForm(request.POST or None, initial=begin)
    signed = queries.policy_languages(viewer)
    own = {} if settings.LANGUAGE_CODE in signed else {"language": settings.LANGUAGE_CODE}
    return SignNewForm(request.POST or None, without=signed, initial={"version": 0, **own})


def _member(request: HttpRequest) -> Person:
    if not isinstance(request.user, Person) or not rules.may_see_law(request.user):
        raise Http404
    return request.user
