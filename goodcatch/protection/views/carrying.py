"""From a check-in to the sealed channel that learns of it: what was ticked and written comes along, kept nowhere."""

from __future__ import annotations

from django.urls import reverse

from goodcatch.protection.forms import CarriedForm
from goodcatch.protection.models import CheckIn, Plan
from goodcatch.reports import tokens


def carried(plan: Plan, check: CheckIn | None, said: dict[str, object] | None = None) -> dict[str, object]:
    """Give what a page needs to lead there: the address, the sealed token, and what was typed so far."""
    token = tokens.seal(tokens.HARMED, plan=plan.public_id, check=check.public_id if check else "")
    typed = said or {}
    return {
        "harmed": reverse("watched:harmed"),
        "carry": token,
        "harms": typed.get("harms", []),
        "text": typed.get("text", ""),
    }


def named_in(form: CarriedForm) -> tuple[str, str]:
    """Give the plan and the check-in that a token names, by public id; empty where it is stale or not ours."""
    held = tokens.unseal(tokens.HARMED, str(form.data.get("carry", "")))
    return (held["plan"], held["check"]) if held else ("", "")
