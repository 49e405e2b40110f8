"""What anybody may know before they speak up: what is promised, who reads in which turn, whom to tell outside."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from goodcatch.kernel.refs import PUBLIC
from goodcatch.reports import queries, terms
from goodcatch.reports.views.answers import page
from goodcatch.standards import queries as standards


@require_safe
def about(request: HttpRequest, slug: str) -> HttpResponse:
    """Say of a channel who reads, who is next when nobody answers, by when, and which authorities take reports."""
    channel = queries.channel_at(PUBLIC, slug)
    if channel is None:
        raise Http404
    adoption = queries.law_of_channel(PUBLIC, channel)
    turns = queries.turns(PUBLIC, channel) if channel.sealed else []
    language = _language(request)
    context = {
        "channel": channel,
        "by_voice": queries.by_voice(PUBLIC, channel, queries.wording(PUBLIC, channel, language)),
        "otherwise": queries.handled_otherwise(PUBLIC, channel),
        "next_up": queries.next_up(PUBLIC, channel)[:1] if not channel.sealed else [],
        "turns": [(duty, duty.label, terms.DUTY_MEANS[duty], people) for duty, people in turns],
        "pack": adoption.pack if adoption else None,
        "policy": standards.policy(PUBLIC, language),
    }
    return page(request, "about", context)


@require_safe
def policy(request: HttpRequest) -> HttpResponse:
    """Show the signed statement and the policy, in each language in which they stand."""
    found = standards.policy(PUBLIC, _language(request))
    if found is None:
        raise Http404
    return page(request, "policy", {"policy": found, "languages": standards.policy_languages(PUBLIC)})


def _language(request: HttpRequest) -> str:
    return request.GET.get("language", "")[:16]
