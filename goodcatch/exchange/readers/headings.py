"""What people write above the parts of a postmortem, as data, and how a heading is read."""

from __future__ import annotations

import re
from dataclasses import dataclass

from goodcatch.exchange.readers.document import Kind

# A phrase is found as whole words; the earliest counts, of those the longest.
PHRASES: dict[Kind, tuple[str, ...]] = {
    Kind.SUMMARY: (
        "summary", "issue summary", "executive summary", "incident summary", "tl dr", "tldr",
        "what happened", "abstract", "synopsis", "in short", "incident description",
        "description of the incident", "description", "overview", "problem statement", "problem",
        "the incident", "the issue", "incident overview", "incident details", "high level summary",
    ),
    Kind.IMPACT: (
        "impact", "impacts", "user impact", "customer impact", "business impact", "effect", "effects",
        "affected users", "affected services", "affected systems", "who was affected",
        "what was affected", "consequences", "symptoms", "damage", "scope", "blast radius",
    ),
    Kind.BACKGROUND: (
        "background", "context", "introduction", "technical background", "leadup", "lead up",
        "prelude", "setting", "prerequisites",
    ),
    Kind.TIMELINE: (
        "timeline", "time line", "incident timeline", "chronology", "sequence of events", "event log",
        "incident log", "course of events", "log of events", "key events", "key timestamps",
        "order of events", "events", "timeline of events", "what happened when",
    ),
    Kind.FACTOR: (
        "contributing factors", "contributing factor", "contributory factors", "root cause",
        "root causes", "root cause analysis", "cause", "causes", "trigger", "triggers",
        "what caused it", "what caused this", "what caused", "why did this happen", "why did it happen",
        "why it happened", "reason", "reasons", "underlying cause", "underlying causes",
        "proximate cause", "direct cause", "five whys", "5 whys", "the whys", "rca", "factors",
        "fault", "what contributed", "causal factors", "mitigators and contributors",
        "contributors", "technical cause", "cause of the incident", "hazards",
    ),
    Kind.DETECTION: (
        "detection", "how we detected it", "how was it detected", "discovery", "how it was noticed",
        "how we noticed", "how we found out", "how was the incident detected", "identification",
        "how did we find out", "monitoring and detection",
    ),
    Kind.RESOLUTION: (
        "resolution", "resolution and recovery", "recovery", "mitigation", "mitigations",
        "mitigation and resolution", "response", "incident response", "how it was fixed",
        "how we fixed it", "how it was resolved", "how was it resolved", "fix", "the fix",
        "solution", "workaround", "workarounds", "containment", "restoration", "repair",
        "immediate actions", "immediate action", "immediate actions taken", "actions taken",
        "what we did", "corrective actions taken", "how we responded",
    ),
    Kind.WENT_WELL: (
        "what went well", "went well", "things that went well", "what worked", "what worked well",
        "what we did well", "what did we do well", "positives", "successes", "the good", "good things",
        "how did we do well", "what helped", "went right", "what went right",
    ),
    Kind.WENT_BADLY: (
        "what went wrong", "went wrong", "what went badly", "went badly", "what didn t go well",
        "what did not go well", "didn t go well", "did not go well", "what went poorly", "went poorly",
        "what didn t go so well", "didn t go so well", "went less well", "what went less well",
        "what could have gone better", "could have gone better", "what could have been better",
        "what could be improved", "what can be improved", "what could we have done better",
        "what didn t work", "what did not work", "negatives", "the bad", "the ugly", "what was hard",
        "challenges", "difficulties", "what made it worse", "areas for improvement", "pain points",
        "what can we do better", "what hindered", "where we struggled", "what made this hard",
    ),
    Kind.LUCKY: (
        "where we got lucky", "where did we get lucky", "got lucky", "get lucky", "were we lucky",
        "we were lucky", "lucky", "luck",
    ),
    Kind.SURPRISED: (
        "what surprised us", "surprised", "surprises", "surprising", "what we did not expect",
        "what we didn t expect", "unexpected",
    ),
    Kind.LESSON: (
        "lessons learned", "lessons learnt", "lesson learned", "lesson learnt", "lessons",
        "what we learned", "what we learnt", "what did we learn", "learnings", "learning",
        "key learnings", "takeaways", "key takeaways", "takeaway", "insights", "conclusion",
        "conclusions", "reflections", "retrospective", "learning points", "findings and lessons",
    ),
    Kind.ACTION: (
        "action items", "action item", "actions", "action points", "action plan", "follow up",
        "follow ups", "followup", "followups", "follow up actions", "follow up items",
        "follow up tasks", "next steps", "what s next", "remediation", "remediations",
        "remediation items", "remediation steps", "corrective actions", "corrective action",
        "corrective and preventative measure", "corrective and preventative measures",
        "corrective and preventive measures", "corrective and preventive actions",
        "corrective measures", "preventive measures", "preventative measures", "preventive actions",
        "preventative actions", "prevention", "prevention measures", "future prevention",
        "how to prevent this", "how will we prevent this", "preventing this", "preventing recurrence",
        "preventing a recurrence", "repair items", "to do", "todo", "todos", "tasks", "future work",
        "future improvements", "improvements", "planned improvements", "recommendations",
        "recommendation", "what we will do", "what we are doing", "what are we doing", "commitments",
        "work items", "tickets", "measures", "moving forward", "going forward", "future steps",
        "proposed actions", "short term actions", "long term actions", "further actions",
        "how do we prevent this", "issues filed", "changes made", "what we re doing",
    ),
    Kind.PEOPLE: (
        "attendees", "atendees", "attendance", "participants", "people involved", "involved parties",
        "parties involved", "involved", "authors", "author", "written by", "reviewers", "reviewed by",
        "responders", "response team", "incident team", "present", "incident commander", "people",
        "incident lead", "roles", "participation", "contributors to this document", "on call",
        "incident manager", "who was involved", "team involved", "postmortem owner", "owners", "owner",
        "who participated", "reported by", "reporter", "facilitator", "scribe",
    ),
    Kind.FIELD: (
        "stats", "statistics", "metrics", "metadata", "meta", "facts", "key facts", "facts and figures",
        "at a glance", "incident info", "incident information", "incident metadata", "severity",
        "status", "duration", "classification", "general information", "key figures", "key metrics",
        "details",
    ),
    Kind.APPENDIX: (
        "appendix", "appendices", "q a", "q and a", "faq", "faqs", "frequently asked questions",
        "questions", "open questions", "references", "reference", "links", "related links", "related",
        "related issues", "related incidents", "related reading", "see also", "supporting information",
        "supporting documents", "supporting data", "glossary", "logs", "additional information",
        "further reading", "further information", "resources", "artifacts", "evidence", "attachments",
        "screenshots", "graphs", "notes", "footnotes", "additional notes", "external links", "sources",
        "discussion", "recurring", "previous incidents", "backlog check",
    ),
}  # fmt: skip

# Under these, a heading that names a topic ('Documentation', 'Detection') only groups what
# stands below it; one that names another kind of list still starts that list.
_LISTS = frozenset({Kind.TIMELINE, Kind.ACTION, Kind.LESSON, Kind.WENT_WELL, Kind.WENT_BADLY, Kind.LUCKY})
_STARTS_ANYWHERE = frozenset(
    {
        Kind.TIMELINE, Kind.ACTION, Kind.WENT_WELL, Kind.WENT_BADLY, Kind.LUCKY, Kind.SURPRISED,
        Kind.FACTOR, Kind.LESSON, Kind.PEOPLE,
    }
)  # fmt: skip
# Too everyday to be believed inside a longer heading: they must be all of it.
_ALONE = frozenset(
    {
        "the issue", "problem", "scope", "effect", "effects", "context", "events", "reason", "reasons",
        "fault", "fix", "solution", "present", "people", "details", "lucky", "luck", "notes", "logs",
        "links", "related", "questions", "tickets", "tasks", "measures", "status", "owner", "owners",
        "involved", "discussion", "response", "repair", "learning", "hazards", "setting",
        "improvements", "recovery", "cause", "trigger", "causes", "unexpected", "surprising",
        "the bad", "the good", "the ugly", "description", "reference", "sources", "resources", "damage",
        "reporter", "roles", "meta", "metrics", "stats", "recurring", "contributors", "symptoms",
        "positives", "negatives", "author", "challenges", "overview", "evidence", "graphs", "discovery",
        "identification", "introduction", "background", "prevention", "going forward", "moving forward",
        "the incident", "actions", "impact", "impacts", "detection", "duration", "severity",
        "workaround", "workarounds", "containment", "restoration", "insights", "mitigation", "factors",
        "conclusion", "conclusions", "reflections", "classification", "what happened", "todo", "to do",
        "lessons", "successes", "difficulties", "recommendation", "recommendations", "consequences",
    }
)  # fmt: skip
# Words that may stand beside a phrase without changing what it says.
_QUIET = frozenset(
    "a an and the of for to in on by with our we us incident incidents outage issue issues event "
    "postmortem post mortem report detailed full brief short long term initial final main key "
    "general technical what where how why is was were did this that all times utc pst approximate "
    "approximations list section possible potential other additional more it review".split()
)

_PARENTHESES = re.compile(r"\([^()]{0,200}\)")
_NOT_WORDS = re.compile(r"[^a-z0-9&]+")
_NUMBERING = re.compile(r"^\s*(?:\d{1,2}(?:\.\d{1,2})*[.):]?|[ivx]{1,4}[.)])\s+(?=\D)", re.IGNORECASE)

_BY_FIRST_WORD: dict[str, list[tuple[tuple[str, ...], Kind]]] = {}
for _kind, _phrases in PHRASES.items():
    for _phrase in _phrases:
        _words = tuple(_phrase.split())
        _BY_FIRST_WORD.setdefault(_words[0], []).append((_words, _kind))


@dataclass(frozen=True, slots=True)
class Reading:
    """The kinds that a heading names, first one first.

    `whole` if it says nothing else, `plain` if what else it says is small words alone.
    """

    kinds: tuple[Kind, ...]
    whole: bool
    plain: bool


def words_of(heading: str) -> list[str]:
    """Return a heading's words in lower case, without numbering, marks and parentheses."""
    plain = _PARENTHESES.sub(" ", _NUMBERING.sub("", heading[:300]).replace("’", "'").lower())
    return [word for word in _NOT_WORDS.split(plain.replace("&", " ")) if word]


def reading(heading: str) -> Reading | None:
    """Return what a heading names, or None where it names nothing that is known."""
    words = words_of(heading)
    if not words or len(words) > 40:
        return None
    found: list[tuple[int, int, Kind]] = []
    at = 0
    while at < len(words):
        best = _longest_at(words, at)
        if best and _believed(words, at, best[0]):
            found.append((at, best[0], best[1]))
            at += best[0]
        else:
            at += 1
    if not found:
        return None
    kinds = tuple(dict.fromkeys(kind for _, _, kind in found))
    named = {at + offset for at, length, _ in found for offset in range(length)}
    plain = all(word in _QUIET for index, word in enumerate(words) if index not in named)
    return Reading(kinds, whole=len(named) == len(words), plain=plain)


def below(above: Kind | None, named: Reading | None) -> Kind | None:
    """Return the kind of a section from its heading and from the section it stands in."""
    if named is None:
        return above
    if above in _LISTS and named.kinds[0] not in _STARTS_ANYWHERE:
        return above
    return named.kinds[0]


def _longest_at(words: list[str], at: int) -> tuple[int, Kind] | None:
    best: tuple[int, Kind] | None = None
    for phrase, kind in _BY_FIRST_WORD.get(words[at], ()):
        length = len(phrase)
        if tuple(words[at : at + length]) == phrase and (best is None or length > best[0]):
            best = (length, kind)
    return best


def _believed(words: list[str], at: int, length: int) -> bool:
    """Return whether a phrase carries its heading rather than merely occurring in it."""
    phrase = " ".join(words[at : at + length])
    others = words[:at] + words[at + length :]
    loud = [word for word in others if word not in _QUIET and not word.isdigit()]
    if phrase in _ALONE:
        return not loud or all(word in _BY_FIRST_WORD for word in loud)
    return at <= 1 or len(loud) <= 2
