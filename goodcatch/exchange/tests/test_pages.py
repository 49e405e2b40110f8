"""Pages: the source beside the case, safe to read; changes decided on; three postmortems read in the browser's HTML."""

import html
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from goodcatch.cases import services as cases
from goodcatch.exchange.models import ProposedChange, Source
from goodcatch.exchange.readers import read
from goodcatch.exchange.tests.bringing import OUTAGE, bring, standing, written
from goodcatch.exchange.tests.counting import POSTMORTEMS
from goodcatch.people.models import Person
from goodcatch.ui.marked import shown, shown_in_part, unmarked
from tests.cast import Cast, ClientOf

pytestmark = pytest.mark.django_db


def text_of(client: Client, address: str) -> str:
    """The words of a page, as a reader sees them, on one line."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    return words_of(answer.content.decode().partition("<main")[2])


def words_of(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def as_read(text: str) -> str:
    """Give a part of a source as it is read on a page: its words without the marks of Markdown."""
    read_there = words_of(str(shown_in_part(text)))
    assert set(re.findall(r"\w{4,}", re.sub(r"\]\([^)]*\)|\[[^\]]*\]: \S+", "", text))) <= set(
        re.findall(r"\w{4,}", read_there)
    )
    return read_there


@pytest.mark.parametrize(
    "name",
    [
        "dfds/PM2022-004 - Kafka metrics missing from Prometheus.md",
        "mybinder/2017-10-17-cluster-full.md",
        "chia/2021-05/2021-05-09-negative-coin-values.md",
    ],
)
def test_a_postmortem_read_line_by_line_on_its_pages(cast: Cast, client_of: ClientOf, name: str) -> None:
    path = POSTMORTEMS / name
    bring(cast.units.digital, path)
    source = Source.objects.get()
    document = read(path.read_bytes(), name=path.name)
    client = client_of(cast.administrator)  # a member of the unit, without a role over it
    review = text_of(client, reverse("reviews:review", args=[source.review.public_id]))
    for entry in document.timeline:
        assert as_read(entry.text or entry.as_written) in review
    for part in (*document.factors, *document.went_well, *document.lessons, *document.impact, *document.unplaced):
        assert as_read(part.text) in review
    assert "**" not in review
    assert "](" not in review
    for action, item in zip(standing(source.last_name).actions(), document.actions, strict=True):
        assert action.title in review
        page = text_of(client, reverse("actions:action", args=[action.public_id]))
        assert as_read(item.text) in page or as_read(item.text) == action.title
    raw = client.get(reverse("exchange:raw", args=[source.public_id, 1]))
    assert raw.content == path.read_bytes()
    assert raw["Content-Type"] == "text/plain; charset=utf-8"
    whole = set(re.findall(r"\w{4,}", text_of(client, reverse("exchange:source", args=[source.public_id]))))
    prose = [part for part in document.summary if "](" not in part.text and "<" not in part.text]
    assert prose or not document.summary
    assert all(set(re.findall(r"\w{4,}", part.text)) <= whole for part in prose)


def test_a_source_is_read_by_those_who_read_its_matter(cast: Cast, client_of: ClientOf, tmp_path: Path) -> None:
    bring(cast.units.operations, written(tmp_path))
    source = Source.objects.get()
    address = reverse("exchange:source", args=[source.public_id])
    assert client_of(cast.colleague).get(address).status_code == 200
    for person in (cast.outsider, cast.guest, cast.auditor):
        for page in (address, f"{address}1/", f"{address}1/raw/"):
            hidden = client_of(person).get(page)
            assert hidden.status_code == 404, person
    assert client_of(cast.colleague).get(f"{address}7/").status_code == 404
    assert Client().get(address).status_code == 302


def on_case(client_of: ClientOf, person: Person) -> str:
    """The page of the matter, as this person gets it."""
    answer = client_of(person).get(standing("tower.md").case.path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_page_of_the_matter_tells_it_and_leads_to_the_source(
    cast: Cast, client_of: ClientOf, tmp_path: Path
) -> None:
    bring(cast.units.operations, written(tmp_path))
    here = standing("tower.md")
    page = on_case(client_of, cast.colleague)
    assert "The tower at Hill Road ran low for two hours." in page
    assert reverse("exchange:source", args=[here.source.public_id]) in page
    assert reverse("reviews:review", args=[here.review.public_id]) in page
    assert "3 entries on the timeline" in page
    assert "Put a second sensor in" in page


def test_a_change_that_waits_is_decided_on_its_page(cast: Cast, client_of: ClientOf, tmp_path: Path) -> None:
    bring(cast.units.operations, written(tmp_path))
    case = standing("tower.md").case
    cases.correct(by=cast.handler, case=case, title=case.title, summary="Our own words.")
    bring(cast.units.operations, written(tmp_path, OUTAGE.replace("two hours", "<b>three</b> hours")))
    change = ProposedChange.objects.get()
    address = reverse("exchange:change", args=[change.public_id])
    assert address in on_case(client_of, cast.handler)
    assert address not in on_case(client_of, cast.colleague)
    assert client_of(cast.colleague).get(address).status_code == 404
    client = client_of(cast.handler)
    page = client.get(address).content.decode()
    assert "Our own words." in page
    assert "&lt;b&gt;three&lt;/b&gt;" in page
    nonce = re.search(r'name="nonce" value="([^"]+)"', page)
    assert nonce
    for _twice in range(2):
        sent = client.post(address, {"nonce": nonce[1], "take": "yes"})
        assert (sent.status_code, sent["Location"]) == (302, case.path)
    assert standing("tower.md").case.summary.endswith("<b>three</b> hours.")
    late = client.post(address, {"nonce": "another", "keep": "yes"})
    assert late.status_code == 422
    assert "decided already" in html.unescape(late.content.decode())


def test_keeping_what_stands_here(cast: Cast, client_of: ClientOf, tmp_path: Path) -> None:
    bring(cast.units.operations, written(tmp_path))
    case = standing("tower.md").case
    cases.correct(by=cast.handler, case=case, title=case.title, summary="Our own words.")
    bring(cast.units.operations, written(tmp_path, OUTAGE.replace("two hours", "three hours")))
    change = ProposedChange.objects.get()
    client_of(cast.handler).post(reverse("exchange:change", args=[change.public_id]), {"keep": "yes"})
    assert standing("tower.md").case.summary == "Our own words."
    assert reverse("exchange:change", args=[change.public_id]) not in on_case(client_of, cast.handler)


HOSTILE = """# <script>alert(1)</script>

[in](/in/account/logout/) [up](../x.md) [//](//example.com) [data](data:text/html,x) [again](JAVASCRIPT:alert(1))
[click](javascript:alert(1)) ![a picture](https://example.org/x.png) <img src=x onerror=alert(1)>
<https://example.org/a> <style>*{display:none}</style>

| a | b |
|---|---|
| <b>1</b> | [two](https://example.org "title") |
"""


@pytest.mark.parametrize("show", [shown, shown_in_part])
def test_markdown_from_elsewhere_is_shown_safely(show: Callable[[str], str]) -> None:
    made = str(show(HOSTILE))
    assert "<script" not in made
    assert "<img" not in made
    assert "<style" not in made
    assert "[a picture]" in made
    assert "&lt;script&gt;" in made
    assert '<a href="https://example.org/a" rel="noreferrer nofollow">' in made
    assert "<td>" in made
    assert "<h1" not in made
    assert set(re.findall(r'href="([^"]+)"', made)) == {"https://example.org", "https://example.org/a"}
    assert not re.search(r"<[^>]+\s(?!href|rel|title|tabindex)\w+=", made), "no other attribute"


def test_a_part_has_no_headings_of_its_own() -> None:
    first, second = str(shown_in_part("# *One* more\n\ntwo")).splitlines()
    assert first == "<p><strong><em>One</em> more</strong></p>"
    assert second == "<p>two</p>"


def test_words_alone_bear_no_marks() -> None:
    assert unmarked("# On *all*\n\n- `pump` [stops](https://example.org)\n- ![a plan](x.png)  \nlate") == (
        "On all pump stops [a plan] late"
    )


def test_headings_of_a_source_begin_below_the_pages_own() -> None:
    assert str(shown("# One\n\n###### Six")).split() == ["<h2>One</h2>", "<h6>Six</h6>"]


@pytest.mark.parametrize(
    ("item", "title"),
    [
        ("Wipe the cache without generating a huge\n  load.", "Wipe the cache without generating a huge load."),
        ("Notice when we hit node limits? \\*We\n  can add a threshold.", "Notice when we hit node limits?"),
        ("Use `hub_launches|builds` for _instant_ feedback", "Use hub_launches|builds for instant feedback"),
        ("**Wait** ~30 minutes, e.g. `a.b.org`", "Wait ~30 minutes, e.g. a.b.org"),
    ],
)
def test_an_action_is_called_by_its_first_sentence_however_the_file_wrapped_it(
    cast: Cast, tmp_path: Path, item: str, title: str
) -> None:
    text = f"# Out of disk\n\n## Summary\n\nThe disk was full.\n\n## Action items\n\n- {item}\n"
    bring(cast.units.digital, written(tmp_path, text))
    assert [action.title for action in standing(Source.objects.get().last_name).actions()] == [title]
