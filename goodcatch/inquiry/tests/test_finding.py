"""Evidence, findings, closing and reopening."""

from __future__ import annotations

import pytest

from goodcatch.files import services as files
from goodcatch.files.services import Examined
from goodcatch.inquiry import services
from goodcatch.inquiry.terms import Kind
from goodcatch.inquiry.tests.inquiring import Inquiring
from goodcatch.kernel.errors import RuleBroken

pytestmark = pytest.mark.django_db
PAPER = {"what": "Delivery note 17, from the yard", "source": "document", "anew": True}


def a_file(name: str = "note.txt", text: bytes = b"Delivered in May") -> Examined:
    return files.examine(received=files.receive(name=name, pieces=[text]))


def test_evidence_is_gathered_anew(opened_inquiry: Inquiring) -> None:
    with pytest.raises(RuleBroken, match="gathered anew"):
        opened_inquiry.do(services.add_evidence, **{**PAPER, "anew": False})
    for address in ("/in/reviews/ABCD1234/", "https://house.example/in/reports/ABCD1234/"):
        with pytest.raises(RuleBroken, match="It cannot be cited"):
            opened_inquiry.do(services.add_evidence, **{**PAPER, "what": f"As told at {address}"})
    with pytest.raises(RuleBroken, match="where it comes from"):
        opened_inquiry.do(services.add_evidence, **{**PAPER, "source": "hearsay"})
    opened_inquiry.do(services.add_evidence, **PAPER)
    assert opened_inquiry.file().evidence[0].source == "a document"


def test_files_lie_sealed_beside_it(opened_inquiry: Inquiring) -> None:
    opened_inquiry.do(services.add_evidence, **PAPER, attached=[a_file()])
    held = opened_inquiry.file().evidence[0]
    assert [about.shown.name for about in held.files] == ["note.txt"]
    number = held.leaf.number
    answer = opened_inquiry.browser().get(
        f"/in/inquiries/{opened_inquiry.inquiry.public_id}/evidence/{number}/files/1/"
    )
    assert b"".join(answer.streaming_content) == b"Delivered in May"  # type: ignore[attr-defined]
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_nobody_is_found_against_unheard_and_without_a_plan(opened_inquiry: Inquiring) -> None:
    person = opened_inquiry.do(services.name_concerned, name="Ottokar Zabel")
    allegation = opened_inquiry.do(services.allege, text="He signed for it.", persons=[person])
    found = {"allegation": allegation, "person": person, "verdict": "substantiated", "reasons": "The note."}
    with pytest.raises(RuleBroken, match="Settle the plan"):
        opened_inquiry.do(services.find, **found)
    opened_inquiry.do(services.settle_plan, standard="balance", bounds="All")
    with pytest.raises(RuleBroken, match="heard before a finding"):
        opened_inquiry.do(services.find, **found)
    opened_inquiry.do(services.find, **found, unheard="He has died.")
    opened_inquiry.heard(person)
    opened_inquiry.do(services.find, **{**found, "verdict": "not"})
    pair = opened_inquiry.file().pairs[0]
    assert (pair.verdict, pair.earlier) == ("not substantiated", 1)


def test_a_finding_is_one_of_five_about_what_is_alleged(opened_inquiry: Inquiring) -> None:
    allegation, person = opened_inquiry.alleged()
    opened_inquiry.heard(person)
    found = {"allegation": allegation, "person": person, "verdict": "not", "reasons": "The note."}
    for wrong, why in (
        ({"verdict": "guilty"}, "Choose what is found"),
        ({"person": 99}, "not alleged about"),
        ({"reasons": " "}, "Give the reasons"),
        ({"reasons": "See /in/reviews/ABCD1234/"}, "It cannot be cited"),
    ):
        with pytest.raises(RuleBroken, match=why):
            opened_inquiry.do(services.find, **{**found, **wrong})
    assert opened_inquiry.leaves(Kind.FINDING) == 0


def test_a_withdrawn_allegation_needs_nobody_heard(opened_inquiry: Inquiring) -> None:
    allegation, person = opened_inquiry.alleged()
    opened_inquiry.do(
        services.find, allegation=allegation, person=person, verdict="withdrawn", reasons="Taken back in writing."
    )
    assert not opened_inquiry.file().lacking


def test_it_closes_once_all_is_found_and_reopens_for_something_new(opened_inquiry: Inquiring) -> None:
    with pytest.raises(RuleBroken, match="Nothing is alleged"):
        opened_inquiry.do(services.close_inquiry, memo="Done")
    allegation, person = opened_inquiry.alleged()
    with pytest.raises(RuleBroken, match="no finding yet"):
        opened_inquiry.do(services.close_inquiry, memo="Done")
    opened_inquiry.heard(person)
    opened_inquiry.do(services.add_evidence, **PAPER)
    found = {"allegation": allegation, "person": person, "verdict": "not", "reasons": "The goods are there."}
    opened_inquiry.do(services.find, **found)
    with pytest.raises(RuleBroken, match="open already"):
        opened_inquiry.do(services.reopen_inquiry, evidence="New", source="document", anew=True)
    opened_inquiry.do(services.close_inquiry, memo="He was right.", remedies="Two signatures")
    assert opened_inquiry.file().inquiry.closed_on
    for verb, said in (
        (services.find, found),
        (services.name_concerned, {"name": "Somebody"}),
        (services.add_evidence, PAPER),
        (services.close_inquiry, {"memo": "Again"}),
    ):
        with pytest.raises(RuleBroken, match="unless new evidence"):
            opened_inquiry.do(verb, **said)
    with pytest.raises(RuleBroken, match="was known"):
        opened_inquiry.do(services.reopen_inquiry, evidence=PAPER["what"], source="document", anew=True)
    with pytest.raises(RuleBroken, match="gathered anew"):
        opened_inquiry.do(services.reopen_inquiry, evidence="A letter", source="document", anew=False)
    opened_inquiry.do(services.reopen_inquiry, evidence="A letter found today", source="document", anew=True)
    assert not opened_inquiry.file().inquiry.closed_on
    opened_inquiry.do(services.find, **found)
