"""Who may read a source and decide about its changes: who may read the matter it became, and who looks after it."""

from __future__ import annotations

from django.db.models import Q

from goodcatch.cases import rules as case_rules
from goodcatch.exchange.models import Source
from goodcatch.kernel.refs import Actor
from goodcatch.people.queries import Viewer


def visible_to(viewer: Viewer) -> Q:
    """Give the condition on Source under which the viewer may read it."""
    return case_rules.visible_to(viewer, "case__")


def may_decide(viewer: Viewer | Actor, source: Source) -> bool:
    """Tell whether the viewer decides what is taken over from a changed source: who looks after its matter."""
    return case_rules.may_handle(viewer, source.case)
