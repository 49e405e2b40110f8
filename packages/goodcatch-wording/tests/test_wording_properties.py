"""A rule means what it says: swapping names, pronouns, tenses and machines changes the answer as it should."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodcatch_wording import check
from goodcatch_wording.rules import language

settings.register_profile("wording", deadline=None)
settings.load_profile("wording")
WORDS = language("en").subjects.words
NAMES = sorted(
    name.capitalize() for name in WORDS["name"] if name.isalpha() and name not in {"will", "may", "an", "per"}
)
TRADES = sorted(
    word
    for word in WORDS["person"] - WORDS["either"]
    if word.isalpha()
    and len(word) > 3
    and not word.endswith(("one", "body", "men", "people", "persons", "folks", "personnel"))
)
MACHINES = sorted(
    word
    for word in WORDS["thing"]
    if word.isalpha()
    and len(word) > 3
    and not word.endswith(("thing", "those", "that", "this", "these", "which", "both"))
)
PROGRAMS = sorted(word.capitalize() for word in WORDS["product"] - WORDS["name"] if word.isalpha() and len(word) > 4)
PRONOUNS = ["We", "They", "He", "She", "You", "I"]
OTHERS = ["They", "He", "She", "You"]

people = st.one_of(
    st.sampled_from(PRONOUNS),
    st.sampled_from(NAMES),
    st.sampled_from(TRADES).map(lambda trade: f"The {trade}"),
    st.sampled_from(TRADES).map(lambda trade: f"Our new {trade}"),
    st.sampled_from(TRADES).map(lambda trade: f"Both {trade}s"),
    st.sampled_from(["night", "second", "surgical", "platform"]).map(lambda which: f"The {which} team"),
)
others = st.one_of(
    st.sampled_from(OTHERS), st.sampled_from(NAMES), st.sampled_from(TRADES).map(lambda trade: f"The {trade}")
)
machines = st.one_of(
    st.sampled_from(MACHINES).map(lambda machine: f"The {machine}"),
    st.sampled_from(MACHINES).map(lambda machine: f"The second {machine} of the cluster"),
    st.sampled_from(PROGRAMS),
    st.just("`scheduler`"),
)
minded = st.sampled_from(["check the valve", "tell the ward", "follow the plan", "read the note", "ask the family"])
done = st.sampled_from(
    ["checked the valve", "told the ward", "asked the family", "noticed the drop", "stopped the line"]
)


def codes(text: str, profile: str = "review") -> set[str]:
    return {finding.code for finding in check(text, profile=profile)}


@given(people, minded)
def test_a_person_who_failed_to_is_an_omission(who: str, what: str) -> None:
    assert "CF2" in codes(f"{who} failed to {what}.")
    assert "CF2" in codes(
        f"On that morning {who[0].lower() + who[1:] if who.split(maxsplit=1)[0] in PRONOUNS[:5] else who} failed to {what}."
    )


@given(
    machines, st.sampled_from(["start", "mount the disk", "check the header", "notify the client", "respond in time"])
)
def test_a_machine_that_failed_to_is_a_fact(what: str, verb: str) -> None:
    assert codes(f"{what} failed to {verb}.") == set()


@given(
    people,
    done,
    st.sampled_from(["should have", "should've", "ought to have", "could have", "should also have", "shouldn't have"]),
)
def test_what_a_person_should_have_done_is_counterfactual(who: str, what: str, modal: str) -> None:
    assert "CF1" in codes(f"{who} {modal} {what}.")


@given(
    machines,
    st.sampled_from(["fired", "restarted", "failed over", "rejected the call", "drained"]),
    st.sampled_from(["should have", "could have", "should've"]),
)
def test_what_a_machine_should_have_done_is_an_expectation(what: str, verb: str, modal: str) -> None:
    assert codes(f"{what} {modal} {verb}.") == set()


@given(people, done, st.sampled_from(["earlier", "then", "on Friday", "at once"]))
def test_what_was_done_is_a_fact_in_every_tense(who: str, what: str, when: str) -> None:
    assert codes(f"{who} {what} {when}.") == set()
    assert (
        codes(f"{who} {'have' if who.split(maxsplit=1)[0] in PRONOUNS or who.startswith('Both') else 'has'} {what}.")
        == set()
    )


@given(people, minded)
def test_plans_are_welcome(who: str, what: str) -> None:
    assert codes(f"Next time {who if who in NAMES else who[0].lower() + who[1:]} could {what}.") == set()
    assert codes(f"{who} will {what} from now on.") == set()


@given(others, st.sampled_from(["the build", "our release", "everything"]))
def test_others_who_broke_it_are_tied_to_harm_but_i_may_say_so(who: str, what: str) -> None:
    assert "AG" in codes(f"{who} broke {what}.")
    assert codes(f"I broke {what}.") == set()


@given(machines, st.sampled_from(["the build", "our release", "everything"]))
def test_a_machine_may_break(what: str, object_: str) -> None:
    assert codes(f"{what} broke {object_}.") == set()


@given(
    others,
    st.sampled_from(
        ["ignored the alarm", "assumed that it was off", "ignored two warnings", "chose to ignore the note"]
    ),
)
def test_minds_of_others_are_asked_about(who: str, what: str) -> None:
    assert "MIND" in codes(f"{who} {what}.")


@given(
    st.sampled_from(["We", "I"]),
    st.sampled_from(["assumed that it was off", "thought that it was fine", "believed the label"]),
)
def test_our_own_minds_may_be_told(who: str, what: str) -> None:
    assert codes(f"{who} {what}.") == set()


@given(machines, st.sampled_from(["ignored the header", "assumes the role", "ignores empty lines"]))
def test_machines_have_no_mind(what: str, verb: str) -> None:
    assert codes(f"{what} {verb}.") == set()


@given(
    others,
    st.sampled_from(["careless", "negligent", "sloppy", "reckless", "irresponsible", "complacent"]),
    st.sampled_from(["was", "is", "has been", "seems"]),
)
def test_a_trait_is_a_trait_in_every_tense(who: str, trait: str, verb: str) -> None:
    assert "TR" in codes(f"{who} {verb} {trait}.")


@given(
    st.sampled_from(["We", "Engineers", "The team", "Everyone", "Staff", "Nurses"]),
    st.sampled_from(["must", "should", "need to", "have to", "will", "ought to"]),
    st.sampled_from(
        ["be more careful", "pay more attention", "be more vigilant", "double-check the label", "take more care"]
    ),
)
def test_more_care_is_no_remedy(who: str, modal: str, what: str) -> None:
    assert "OBL" in codes(f"{who} {modal} {what}.")


@given(
    st.sampled_from(["Why did", "Why didn't", "Why would"]),
    st.sampled_from(["you", "he", "she", "the nurse", "the engineers", "anyone"]),
    minded,
)
def test_why_to_a_person_is_questioned_and_why_to_a_thing_is_not(why: str, who: str, what: str) -> None:
    assert "WHY" in codes(f"{why} {who} {what}?")
    assert codes("Why did the pump stop?") == set()


@given(
    st.sampled_from(["was", "were", "has been", "had been"]),
    st.sampled_from(["not told", "never informed", "ignored", "not consulted"]),
)
@settings(max_examples=20, deadline=None)
def test_a_statement_wants_an_actor(verb: str, what: str) -> None:
    assert "NOACT" in codes(f"The residents {verb} {what}.", "statement")
    assert codes("We did not tell the residents.", "statement") == set()


@pytest.mark.parametrize("apostrophe", ["'", "’"])
def test_both_apostrophes_are_one(apostrophe: str) -> None:
    assert codes(f"We shouldn{apostrophe}t have rushed the change.") >= {"CF1"}
    assert codes(f"They didn{apostrophe}t bother to ask.") == {"CF2"}
