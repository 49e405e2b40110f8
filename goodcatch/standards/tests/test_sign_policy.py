"""Signing what the house promises."""

import pytest

from goodcatch.kernel.errors import ChangedMeanwhile, RuleBroken
from goodcatch.kernel.refs import PUBLIC
from goodcatch.people import services as people
from goodcatch.standards import queries, services
from goodcatch.standards.models import Policy
from tests.cast import Cast, ClientOf

pytestmark = pytest.mark.django_db
STATEMENT = "We would rather hear it from you early than be right."


def test_a_leader_signs_with_name_title_and_day(cast: Cast) -> None:
    services.sign_policy(by=cast.director, language="en", statement=STATEMENT, text="Who is protected: you.")
    people.describe_person(
        by=cast.administrator,
        person=cast.director,
        name="Ingrid Berg",
        email="ingrid@northfield.example",
        title="board",
    )
    signed = queries.policy(PUBLIC)
    assert signed is not None
    assert (signed.signer_name, signed.signer_title) == ("Ingrid Solheim", "managing director"), "as they stood then"


def test_a_new_one_leaves_earlier_ones(cast: Cast) -> None:
    services.sign_policy(by=cast.director, language="en", statement="First.")
    services.sign_policy(by=cast.director, language="de", statement="Zuerst.")
    services.sign_policy(by=cast.director, language="en", statement="Second.", edition=1)
    assert [each.statement for each in Policy.objects.filter(language="en").order_by("edition")] == [
        "First.",
        "Second.",
    ]
    assert [str(queries.policy(PUBLIC, language)) for language in ("de", "nl")] == ["de 1", "en 2"]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"statement": "  "}, "statement"),
        ({"statement": "x" * 2001}, "statement"),
        ({"language": "klingon"}, "language"),
    ],
)
def test_what_cannot_be_signed(cast: Cast, typed: dict[str, str], field: str) -> None:
    words = {"language": "en", "statement": STATEMENT, **typed}
    with pytest.raises(RuleBroken) as broken:
        services.sign_policy(by=cast.director, language=words["language"], statement=words["statement"])
    assert broken.value.field == field
    assert not Policy.objects.exists()


@pytest.mark.parametrize("part", ["handler", "colleague", "auditor", "guest", "leaver"])
def test_others_sign_nothing(cast: Cast, client_of: ClientOf, part: str) -> None:
    person = cast.everybody[part]
    with pytest.raises(RuleBroken):
        services.sign_policy(by=person, language="en", statement=STATEMENT)
    assert client_of(person).get("/in/policy/sign/").status_code in {302, 404}


def test_two_people_sign_at_once(cast: Cast, client_of: ClientOf) -> None:
    services.sign_policy(by=cast.director, language="en", statement="First.")
    client = client_of(cast.administrator)
    services.sign_policy(by=cast.director, language="en", statement="Theirs.", edition=1)
    late = client.post("/in/policy/en/sign/", {"statement": "Mine.", "version": "1"})
    assert late.status_code == 422
    for text in ("Theirs.", "Mine."):
        assert text in late.content.decode()
    again = {"statement": "Mine.", "version": late.context["form"]["version"].value()}
    assert client.post("/in/policy/en/sign/", again).status_code == 302
    with pytest.raises(ChangedMeanwhile):
        services.sign_policy(by=cast.director, language="en", statement="Again.", edition=1)


def test_the_page_signs_in_a_new_language_and_shows_every_edition(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.director)
    first = {"language": "de", "statement": "Zuerst.", "version": "0"}
    assert client.post("/in/policy/sign/", first).status_code == 302
    assert "Zuerst." in client.get("/in/policy/de/sign/").content.decode()
    assert client.post("/in/policy/de/sign/", {"statement": "Danach.", "version": "1"}).status_code == 302
    page = client_of(cast.colleague).get("/in/policy/").content.decode()
    for word in ("Danach.", "Zuerst.", "Ingrid Solheim, managing director", "Earlier ones"):
        assert word in page
    assert "sign it" not in page
    assert client.get("/in/policy/nl/sign/").status_code == 404
