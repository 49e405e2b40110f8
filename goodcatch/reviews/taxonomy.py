"""Contributing factors as data, in our own words: sixteen domains of work, and a digital list.

The domains follow the Yorkshire Contributory Factors Framework (Improvement Academy, free to adapt), widened from
hospitals to any work (design/science.md 3.2); the digital list is ours (3.4). Codes are kept; words may change.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of contributing factor: its code, its group, its name, and a question that helps to see it."""

    code: str
    group: str | Promise
    name: str | Promise
    asks: str | Promise


_HERE = _("the situation")
_LOCAL = _("local conditions")
_HOUSE = _("the organisation")
_OUTSIDE = _("from outside")
_GENERAL = _("everywhere")
_TRIGGER = _("digital: what changed")
_CONDITION = _("digital: what let it through")

DOMAINS = (
    Kind("team", _HERE, _("the team"), _("Did people know what each other was doing, and could they say so?")),
    Kind(
        "person", _HERE, _("the person at work"), _("Was anyone tired, new, ill, alone, or pulled in two directions?")
    ),
    Kind("task", _HERE, _("the task"), _("Was the task unusual, hard to see, or easy to mix up with another?")),
    Kind("served", _HERE, _("whom we serve"), _("What about the customer, patient or user made this one different?")),
    Kind(
        "workload", _LOCAL, _("workload and staffing"), _("Were there enough people and enough time for what came in?")
    ),
    Kind(
        "supervision",
        _LOCAL,
        _("leading, supervision, roles"),
        _("Was it clear who decides, and could they be reached?"),
    ),
    Kind(
        "equipment",
        _LOCAL,
        _("equipment and supplies"),
        _("Was what was needed there, working, and easy to tell apart?"),
    ),
    Kind(
        "surroundings",
        _HOUSE,
        _("physical surroundings"),
        _("Light, noise, space, distance: what did the place make hard?"),
    ),
    Kind(
        "support",
        _HOUSE,
        _("support from others"),
        _("Did other departments or services give what was needed, when it was needed?"),
    ),
    Kind("capacity", _HOUSE, _("planning and capacity"), _("Was there room in the plan for what happened?")),
    Kind("training", _HOUSE, _("training and practice"), _("Had people been able to practise this before it counted?")),
    Kind(
        "rules",
        _HOUSE,
        _("policies and procedures"),
        _("Was there a rule, did it fit the work, and was it usually followed?"),
    ),
    Kind("design", _OUTSIDE, _("design of what we buy"), _("Did a product or supply invite the mix-up?")),
    Kind("regulation", _OUTSIDE, _("law and regulation"), _("Did a demand from outside pull against the work?")),
    Kind(
        "culture", _GENERAL, _("how safe it is to speak"), _("Could people say what they saw, and would they be heard?")
    ),
    Kind(
        "communication",
        _GENERAL,
        _("communication"),
        _("What was said or written, and what reached those who needed it?"),
    ),
)

DIGITAL = (
    Kind("deploy", _TRIGGER, _("a release"), _("What did the new version do differently, and where was that visible?")),
    Kind(
        "config",
        _TRIGGER,
        _("a configuration change"),
        _("How was the change checked before it took effect everywhere?"),
    ),
    Kind("data", _TRIGGER, _("a change of data or schema"), _("Could old and new shapes live side by side?")),
    Kind("infrastructure", _TRIGGER, _("a change of infrastructure"), _("Which layer below changed, and who knew?")),
    Kind("expiry", _TRIGGER, _("a credential or certificate ran out"), _("What told whom, how long before?")),
    Kind(
        "load", _TRIGGER, _("more or different traffic"), _("What did the load look like next to what was planned for?")
    ),
    Kind("dependency", _TRIGGER, _("a dependency changed"), _("How was the new version chosen and tried?")),
    Kind("manual", _TRIGGER, _("work by hand"), _("What did the screen show before the step, and after it?")),
    Kind("hardware", _TRIGGER, _("hardware or power"), _("What was expected to take over, and did it?")),
    Kind("calendar", _TRIGGER, _("time or calendar"), _("Which date, zone or limit was reached?")),
    Kind("attack", _TRIGGER, _("an attack"), _("What did the attacker find open, and what held?")),
    Kind("third_party", _TRIGGER, _("a third party failed"), _("What could we do without them, and what not?")),
    Kind("limit", _CONDITION, _("a limit of capacity"), _("Which limit was near, and who could see it?")),
    Kind("guardrail", _CONDITION, _("no guardrail"), _("What would have stopped the step, or asked once more?")),
    Kind("test_gap", _CONDITION, _("a gap in tests"), _("Which case was not tried, and why was it easy to miss?")),
    Kind(
        "review_gap",
        _CONDITION,
        _("a gap in review"),
        _("What did the reviewer see, and what lay outside the picture?"),
    ),
    Kind("observability", _CONDITION, _("it could not be seen"), _("What would have shown it earlier?")),
    Kind(
        "alert_fatigue", _CONDITION, _("too many alarms"), _("How many alarms rang that week, and how many mattered?")
    ),
    Kind("ownership", _CONDITION, _("unclear ownership"), _("Who looked after this part, and did they know?")),
    Kind("runbook", _CONDITION, _("an old runbook"), _("When was the written way last walked?")),
    Kind("coupling", _CONDITION, _("hidden coupling"), _("What depended on what, without being drawn anywhere?")),
    Kind("interface", _CONDITION, _("an ambiguous interface"), _("What did it look like to the person using it?")),
    Kind(
        "access", _CONDITION, _("access too wide or too narrow"), _("Who could, and who could not, when it mattered?")
    ),
    Kind(
        "pressure",
        _CONDITION,
        _("pressure of schedule or priority"),
        _("What was waiting, and who was waiting for it?"),
    ),
)

TAXONOMIES = (DOMAINS, DIGITAL)
BY_CODE = {kind.code: kind for kinds in TAXONOMIES for kind in kinds}


def choices() -> list[tuple[str | Promise, list[tuple[str, str | Promise]]]]:
    """Give the kinds by group, for a form."""
    groups: dict[str | Promise, list[tuple[str, str | Promise]]] = {}
    for kind in BY_CODE.values():
        groups.setdefault(kind.group, []).append((kind.code, kind.name))
    return list(groups.items())
