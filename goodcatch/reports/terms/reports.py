"""Words of what people bring: kinds of report, parts of what is told, milestones."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What kind of thing somebody tells of (SPEAK-6)."""

    WENT_WRONG = "went_wrong", _("Something went wrong")
    CLOSE_CALL = "close_call", _("A close call")
    HAZARD = "hazard", _("A hazard")
    NOT_RIGHT = "not_right", _("It does not seem right")
    OWN_MISTAKE = "own_mistake", _("I made a mistake")
    PROPOSAL = "proposal", _("A proposal")
    WENT_WELL = "went_well", _("It went well")


EXPLAINED = {
    Kind.WENT_WRONG: _("Harm, loss, a broken service, a missed duty."),
    Kind.CLOSE_CALL: _("It could have gone badly, and did not."),
    Kind.HAZARD: _("Nothing has happened yet, and it could."),
    Kind.NOT_RIGHT: _(
        "An ethical concern, pressure to look away. This channel is open, not sealed: see above who can read it."
    ),
    Kind.OWN_MISTAKE: _(
        "Thank you. What you tell us to learn from is not used to judge you; the exceptions stand above."
    ),
    Kind.PROPOSAL: _("Something we could do better. Nothing needs to have happened."),
    Kind.WENT_WELL: _("And we should know why."),
}
"""What each kind means, in a line, as the form says it."""


class Part(models.TextChoices):
    """Which words these are."""

    HAPPENED = "happened", _("what happened")
    WHERE = "where", _("where")
    NAME = "name", _("the name given")
    REMEDY = "remedy", _("what would put it right")
    MESSAGE = "message", _("a message")
    ANSWER = "answer", _("an answer to a question of the channel")
    WITHHELD = "withheld", _("why the law keeps us from saying what followed")
    MINUTES = "minutes", _("how it was told, and written down")
    DONE = "done", _("what whoever told it did with the minutes")
    SUMMARY = "summary", _("a text proposed for people outside of it")
    SAID = "said", _("what whoever reported said of that text")


class Told(models.TextChoices):
    """A milestone that whoever reported sees: where the report went, and what became of it."""

    ACKNOWLEDGED = "acknowledged", _("Read, with thanks")
    TAKEN_UP = "taken_up", _("Taken up")
    WEIGHED = "weighed", _("Weighed: what happened, and what could have")
    MADE_SAFE = "made_safe", _("Made safe for now")
    OWNED = "owned", _("A leader has said that they answer for it")
    RESPONSE_CHOSEN = "response_chosen", _("How we learn from it is settled")
    UNDERSTOOD = "understood", _("Looked into")
    DECIDED = "decided", _("Decided")
    REMEDY_TAKEN = "remedy_taken", _("What you proposed became a change that is planned")
    ACTION_AGREED = "action_agreed", _("A change is agreed")
    DATE_MOVED = "date_moved", _("The day of a change has moved")
    ACTION_IN_PLACE = "action_in_place", _("The change is in place")
    ACTION_VERIFIED = "action_verified", _("Somebody else has seen that the change works")
    LESSON_SHARED = "lesson_shared", _("What was learned is shared")
    RECOGNISED = "recognised", _("Somebody was thanked")
    IDENTITY_OPENED = "identity_opened", _("Two custodians opened who you are, for a reason that is on the record")
    ANSWERED = "answered", _("Closed with an answer")
    MOVED_ON = "moved_on", _("The matter is closed")
    NEWS = "news", _("News of it")


LONGEST_TEXT, LONGEST_LINE = 20_000, 300
"""Characters of a text, and of a line such as a place or a name."""
