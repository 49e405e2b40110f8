"""One matter, all the way: from somebody who speaks up to a lesson, told by the pages alone.

The same story is told by a client without a browser and by Chromium, with scripts and without: whoever tells it
brings hands that open pages, follow links and send forms.
"""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Protocol

from goodcatch.kernel import clock

TOLD = "The valve list had the old number on it, and the lamp at panel B was dark."
TITLE = "Two labels that are one in the dark"
QUESTION = "Was the lamp lit when you read the label?"
REPLY = "It was not. It has been dark since Tuesday."
LAST_WORD = "The label is easy to read now. Thank you."
LESSON = "A label is read by night"
CHANGE = "Print the list on the day"


class Hand(Protocol):
    """Somebody at a page: what they can see there, and what they can do."""

    @property
    def path(self) -> str: ...

    @property
    def words(self) -> str: ...

    def open(self, path: str) -> None: ...

    def follow(self, words: str) -> None: ...

    def send(self, button: str, **answers: str) -> None: ...


HandOf = Callable[[str], Hand]
"""Gives the hand of one of the cast by their part, or of the reporter."""


def tell(hand_of: HandOf, slug: str) -> None:
    """Tell the whole story. Each step asserts what its people see."""
    reporter = hand_of("reporter")
    receipt = speak_up(reporter, slug)
    report = thank_and_ask(hand_of("handler"))
    answer_back(reporter, receipt)
    case = take_up(hand_of("handler"), report)
    own(hand_of("leader"), hand_of("handler"), case)
    review = look_at_it(hand_of, case)
    action = change(hand_of, case, review)
    learn(hand_of("curator"), case, action)
    recognise(hand_of("director"), case)
    move_on(hand_of("handler"), case)
    see_what_became_of_it(reporter, receipt)
    hear_the_last_word(hand_of("handler"), report)


def day(ahead: int) -> str:
    """Give a day as forms take it."""
    return (clock.today() + timedelta(days=ahead)).isoformat()


def speak_up(reporter: Hand, slug: str) -> str:
    """Report without a name, take the slip, and come back with it."""
    reporter.open("/")
    reporter.follow("Speak up")
    if reporter.path == "/speak-up/":  # where there is more than one channel to choose among
        reporter.open(f"/speak-up/{slug}/")
    assert reporter.path == f"/speak-up/{slug}/"
    reporter.send("Send", kind="close_call", happened=TOLD, where="Panel B", who="no")
    assert "Thank you. It has arrived." in reporter.words
    reporter.send("Give me a receipt")
    assert "Your receipt" in reporter.words
    shown = re.search(r"digits\s+([\d\s]{40,}?)\s+What happens next", reporter.words)
    assert shown, reporter.words
    receipt = shown.group(1)
    enter(reporter, receipt)
    assert TOLD in reporter.words
    assert "Somebody reads and thanks" in reporter.words
    return receipt


def enter(reporter: Hand, receipt: str) -> None:
    """Come back with the receipt."""
    reporter.open("/speak-up/receipt/")
    reporter.send("Open", receipt=receipt)
    assert reporter.path == "/speak-up/report/"


def thank_and_ask(handler: Hand) -> str:
    """Find the report at the desk, thank, and ask; give the report's id."""
    handler.open("/in/triage/")
    assert TOLD in handler.words
    handler.follow(TOLD)
    report = handler.path.split("/")[3]
    assert "Somebody who gave no name" in handler.words
    handler.send("Thank you, we have it")
    handler.send("Send", text=QUESTION)
    assert QUESTION in handler.words
    return report


def answer_back(reporter: Hand, receipt: str) -> None:
    """Read the question with the receipt, and answer."""
    enter(reporter, receipt)
    assert QUESTION in reporter.words
    assert "Read, with thanks" in reporter.words
    reporter.send("Send", text=REPLY)
    assert REPLY in reporter.words


def take_up(handler: Hand, report: str) -> str:
    """Read the answer, open a matter from the report, weigh it, make it safe; give the matter's id."""
    handler.open(f"/in/reports/{report}/")
    assert REPLY in handler.words
    handler.open("/in/triage/")
    handler.send("Open a matter", report=report)
    handler.send(
        "Open it",
        title=TITLE,
        kind="near_miss",
        unit="Night shift",
        summary="A pump was nearly opened in place of another.",
        readers="inside",
    )
    case = handler.path.split("/")[3]
    assert TITLE in handler.words
    assert TOLD in handler.words
    for scale, level in (("impact", "2"), ("potential", "4")):
        handler.open(f"/in/cases/{case}/weigh/{scale}/")
        handler.send("Weigh it", level=level, reason="Nobody was touched; at noon it empties the line.")
    handler.open(f"/in/cases/{case}/safe/")
    handler.send("Say that it is safe", note="Two people switch these pumps until the labels are new.")
    assert "Safe for now: Two people switch" in handler.words
    return case


def own(leader: Hand, handler: Hand, case: str) -> None:
    """Let the leader answer for it in two sentences and then in full; settle how the house learns."""
    leader.open(f"/in/cases/{case}/own/")
    leader.send("Say it", short="I postponed the new labels. I answer for it.", next_word_on=day(7))
    assert "I postponed the new labels." in leader.words
    leader.open(f"/in/cases/{case}/statement/")
    leader.send(
        "Save the statement",
        happened="A pump was nearly opened in place of another.",
        next_steps="The labels come this week.",
        next_word_on=day(14),
    )
    assert "The labels come this week." in leader.words
    handler.open(f"/in/cases/{case}/respond/")
    handler.send("Settle it", response="brief", reason="One shift, one panel: a brief tells enough.", due=day(10))
    assert case in handler.path


def look_at_it(hand_of: HandOf, case: str) -> str:
    """Write a brief with factors, show it to those it tells of, let a peer agree, publish; give the review's id."""
    aiko = hand_of("facilitator")
    aiko.open(f"/in/reviews/open/{case}/")
    aiko.send("Begin", form_of_review="brief", title=TITLE)
    review = aiko.path.split("/")[3]
    here = f"/in/reviews/{review}/"
    aiko.open(f"{here}brief/")
    aiko.send(
        "Save",
        expected="Pump 21 is opened.",
        happened="The list named pump 12.",
        why_different="The list is printed from a saved copy, and the lamp was dark.",
        keep_or_change="Read the number back by radio.",
    )
    for text in ("The list is printed from a saved copy.", "Panel B has a single lamp."):
        aiko.open(f"{here}factor/")
        aiko.send("Save", text=text)
    aiko.open(f"{here}finding/")
    aiko.send("Save", kind="went_well", text="The gauge was watched.")
    aiko.open(f"{here}told/")
    aiko.send("Add", person="Tomás Reyes")
    aiko.open(f"{here}show/")
    aiko.send("Show it")
    tomas = hand_of("leader")
    tomas.open(f"{here}seen/")
    tomas.send("I have read it")
    aiko.open(f"{here}peer/")
    aiko.send("Ask", person="Omar Haddad")
    omar = hand_of("peer")
    omar.open(here)
    assert "The list is printed from a saved copy." in omar.words
    omar.open(f"{here}agree/")
    omar.send("Answer", agreed="yes", comment="I would have read 12 as well.")
    aiko.open(f"{here}publish/")
    aiko.send("Publish")
    other = hand_of("colleague")
    other.open(here)
    assert "The gauge was watched." in other.words
    return review


def change(hand_of: HandOf, case: str, review: str) -> str:
    """Propose a change, agree to it, put it in place, and let somebody else look; give the action's id."""
    aiko, tomas = hand_of("facilitator"), hand_of("leader")
    aiko.open(f"/in/actions/propose/{case}/")
    aiko.send(
        "Propose it",
        title=CHANGE,
        mechanism="automate",
        kind="tool",
        owner="Tomás Reyes",
        done_when="The list bears the day's date.",
    )
    action = aiko.path.split("/")[3]
    here = f"/in/actions/{action}/"
    tomas.open(f"{here}agree/")
    tomas.send("I own it", due_on=day(20))
    tomas.open(f"{here}in-place/")
    tomas.send("It is in place", evidence="It hangs at panel B.")
    omar = hand_of("peer")
    omar.open(f"{here}look/")
    omar.send("Say it", verdict="effective", evidence="Forty switch-overs, and nobody took the wrong one.")
    assert "Forty switch-overs" in omar.words
    return action


def learn(curator: Hand, case: str, action: str) -> None:
    """Write the lesson, publish it, name the change behind it, and call it verified."""
    curator.open(f"/in/lessons/write/{case}/")
    curator.send("Keep it as a draft", title=LESSON, text="Look at labels in the light in which they are read.")
    lesson = curator.path.split("/")[3]
    here = f"/in/lessons/{lesson}/"
    curator.open(f"{here}publish/")
    curator.send("Publish")
    curator.open(f"{here}behind/")
    curator.send("Name it", action=CHANGE)
    curator.open(f"{here}verify/")
    curator.send("It is verified")
    curator.open("/in/lessons/?maturity=verified")
    assert LESSON in curator.words


def recognise(director: Hand, case: str) -> None:
    """Thank whoever spoke up."""
    director.open(f"/in/thanks/for/{case}/")
    director.send("Thank them", text="You turned back and told us. The list is new because of you.", reporter="on")


def move_on(handler: Hand, case: str) -> None:
    """Say that people are supported, answer whoever reported, and let it move on."""
    handler.open(f"/in/cases/{case}/supported/")
    handler.send("Say so", note="The shift was asked; nothing is open.")
    handler.open(f"/in/cases/{case}/move-on/")
    thanks = "The list is printed on the day from now on. Thank you for telling us."
    handler.send("Let it move on", answer=thanks, outcome="put_right")
    assert "Moved on" in handler.words


MILESTONES = (
    "Arrived",
    "Opened by those who handle it",
    "Read, with thanks",
    "Taken up",
    "Weighed",
    "Made safe for now",
    "A leader has said that they answer for it",
    "How we learn from it is settled",
    "Looked into",
    "A change is agreed",
    "The change is in place",
    "Somebody else has seen that the change works",
    "What was learned is shared",
    "Somebody was thanked",
    "Answered",
)


def see_what_became_of_it(reporter: Hand, receipt: str) -> None:
    """See every milestone through the receipt, and write once more."""
    enter(reporter, receipt)
    for milestone in MILESTONES:
        assert milestone in reporter.words, milestone
    assert "The list is printed on the day from now on." in reporter.words
    assert LESSON in reporter.words
    for name in ("Brandt", "Reyes", "Mori", "Haddad"):
        assert name not in reporter.words
    reporter.send("Send", text=LAST_WORD)
    assert LAST_WORD in reporter.words


def hear_the_last_word(handler: Hand, report: str) -> None:
    """A closed report still takes messages."""
    handler.open(f"/in/reports/{report}/")
    assert LAST_WORD in handler.words
