"""Writing in a review: earlier texts are kept, two people lose nothing, times stay as exact as they were."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from goodcatch.kernel.errors import ChangedMeanwhile, RuleBroken
from goodcatch.kernel.fields import Precision
from goodcatch.record.models import Entry
from goodcatch.reviews import queries
from goodcatch.reviews import services as reviews
from goodcatch.reviews.models import Factor, PartText, ReviewText, TimelineEntry
from goodcatch.reviews.terms import FindingKind, Support
from goodcatch.reviews.tests.telling import a_published_review, a_review, a_written_review, fresh
from tests.cast import Cast, ClientOf

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 1, 22, 17, 41, tzinfo=UTC)


def entry(cast: Cast, text: str = "The gauge fell.", **when: object) -> TimelineEntry:
    review = a_review(cast)
    draft = reviews.EntryDraft(text=text, when=reviews.When(**when))  # type: ignore[arg-type]
    return reviews.add_entry(by=cast.facilitator, review=review, entry=draft)


def test_the_second_of_two_sees_both_texts(cast: Cast, client_of: ClientOf) -> None:
    review = a_review(cast)
    page = f"/in/reviews/{review.public_id}/brief/"
    mine = {"version": review.version, "title": "Two pumps", "happened": "My text."}
    reviews.write_brief(by=cast.handler, review=review, version=review.version, happened="Their text.")
    answer = client_of(cast.facilitator).post(page, mine)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "Their text." in shown
    assert "My text." in shown
    again = client_of(cast.facilitator).post(page, mine | {"version": review.version + 1})
    assert again.status_code == 302
    assert fresh(review).happened == "My text."
    assert [text.texts["happened"] for text in ReviewText.objects.order_by("version")] == ["", "Their text."]


def test_the_same_form_sent_twice_is_one_factor(cast: Cast, client_of: ClientOf) -> None:
    review = a_review(cast)
    client, sent = client_of(cast.facilitator), {"text": "Labels look alike.", "nonce": "factor-once"}
    for _time in range(2):
        assert client.post(f"/in/reviews/{review.public_id}/factor/", sent).status_code == 302
    assert Factor.objects.filter(review=review).count() == 1
    assert Entry.objects.filter(verb="reviews.add_factor").count() == 1


def test_what_is_wrong_comes_back_filled_in(cast: Cast, client_of: ClientOf) -> None:
    review = a_review(cast)
    sent = {"text": "Two say two things.", "mark": "fact", "support": "disputed", "other_account": ""}
    answer = client_of(cast.facilitator).post(f"/in/reviews/{review.public_id}/entry/", sent)
    assert answer.status_code == 422
    assert "both accounts stand" in answer.content.decode()
    assert "Two say two things." in answer.content.decode()
    assert not TimelineEntry.objects.exists()


def test_changing_the_words_leaves_the_time_exactly_as_it_was_kept(cast: Cast, client_of: ClientOf) -> None:
    row = entry(cast, at=AT, zone="Europe/Vienna", zone_assumed=True, precision=Precision.MINUTE)
    client, page = client_of(cast.facilitator), f"/in/reviews/{row.review.public_id}/entry/{row.public_id}/"
    form = client.get(page).context["form"]
    sent = {name: form[name].value() for name in form.fields if form[name].value() not in {None, False}}
    sent["at"] = "2026-03-01T23:17"  # Oslo, where the reader is
    assert client.post(page, sent | {"text": "The gauge fell fast."}).status_code == 302
    row.refresh_from_db()
    assert (row.text, row.occurred_at, row.occurred_zone) == ("The gauge fell fast.", AT, "Europe/Vienna")
    assert row.occurred_zone_assumed
    kept = PartText.objects.get(part=row.public_id)
    assert kept.texts["text"] == "The gauge fell."


def test_entries_stand_in_the_order_of_time_whatever_is_known_of_it(cast: Cast) -> None:
    review = a_review(cast)
    when = reviews.When
    told = [
        ("late", when(at=datetime(2026, 3, 2, 9, 0, tzinfo=UTC))),
        ("after late", when()),
        ("the day before", when(on=date(2026, 3, 1))),
        ("that night", when(at=datetime(2026, 3, 1, 22, 0, tzinfo=UTC))),
    ]
    for text, at in told:
        reviews.add_entry(by=cast.facilitator, review=review, entry=reviews.EntryDraft(text=text, when=at))
    found = [e.text for e in queries.parts_for(viewer=cast.facilitator, review=review).timeline]
    assert found == ["the day before", "that night", "late", "after late"]


def test_a_time_shows_as_exactly_as_it_is_known(cast: Cast, client_of: ClientOf) -> None:
    review = a_review(cast)
    drafts = [
        reviews.EntryDraft(text="a", when=reviews.When(at=AT, zone="Europe/Vienna", zone_assumed=True)),
        reviews.EntryDraft(text="b", when=reviews.When(on=date(2026, 3, 5))),
        reviews.EntryDraft(text="c", when=reviews.When(on=date(2026, 2, 1), precision=Precision.MONTH)),
        reviews.EntryDraft(text="d", when=reviews.When(at=AT, precision=Precision.HOUR)),
        reviews.EntryDraft(text="e", written_time="shortly before dawn"),
        reviews.EntryDraft(text="f"),
    ]
    for draft in drafts:
        reviews.add_entry(by=cast.facilitator, review=review, entry=draft)
    page = client_of(cast.facilitator).get(f"/in/reviews/{review.public_id}/").content.decode()
    for words in ("no zone was written; Europe/Vienna is assumed", "5 March 2026", "February 2026", "about <time",
                  "shortly before dawn", "time not known"):  # fmt: skip
        assert words in page, words
    assert "1 February 2026" not in page


def test_a_timeline_of_days_alone_is_drawn_by_day(cast: Cast, client_of: ClientOf) -> None:
    review = a_review(cast)
    for day in (3, 1, 9):
        draft = reviews.EntryDraft(text=f"day {day}", when=reviews.When(on=date(2026, 3, day)))
        reviews.add_entry(by=cast.facilitator, review=review, entry=draft)
    page = client_of(cast.facilitator).get(f"/in/reviews/{review.public_id}/").content.decode()
    assert '<figure class="timeline">' in page
    assert "00:00" not in page


def test_withdrawn_twice_or_changed_after_is_a_sentence(cast: Cast) -> None:
    row = entry(cast)
    reviews.withdraw(by=cast.facilitator, part=row)
    with pytest.raises(RuleBroken, match="withdrawn meanwhile"):
        reviews.withdraw(by=cast.facilitator, part=row)
    with pytest.raises(RuleBroken, match="withdrawn meanwhile"):
        reviews.change_entry(by=cast.facilitator, entry=row, version=1, draft=reviews.EntryDraft(text="Again."))
    assert queries.parts_for(viewer=cast.facilitator, review=row.review).timeline == []


def test_a_factor_changed_by_two_shows_both_with_its_kind_in_words(cast: Cast) -> None:
    factor = Factor.objects.get(review=a_written_review(cast))
    reviews.change_factor(by=cast.handler, factor=factor, version=1, text="Labels fade.", code="interface")
    with pytest.raises(ChangedMeanwhile) as both:
        reviews.change_factor(by=cast.facilitator, factor=factor, version=1, text="Labels look alike.")
    assert both.value.theirs["text"] == "Labels fade."
    assert both.value.theirs["code"] != "interface"


def test_after_publishing_nothing_changes_but_what_is_left_as_it_is(cast: Cast) -> None:
    review = a_published_review(cast)
    factor = Factor.objects.get(review=review)
    finding = {"kind": FindingKind.LUCKY, "text": "It was noon."}
    with pytest.raises(RuleBroken, match="This review is published"):
        reviews.add_finding(by=cast.facilitator, review=review, **finding)  # type: ignore[arg-type]
    with pytest.raises(RuleBroken, match="This review is published"):
        reviews.withdraw(by=cast.facilitator, part=factor)
    accepted = reviews.accept_factor(by=cast.facilitator, factor=factor, reason="The plant closes in May.")
    assert accepted.accepted_reason == "The plant closes in May."


def test_markup_in_every_text_is_shown_as_text(cast: Cast, client_of: ClientOf) -> None:
    review, bad = a_written_review(cast), "<script>alert(1)</script>"
    review = reviews.write_brief(by=cast.facilitator, review=review, version=review.version, title=bad, expected=bad)
    draft = reviews.EntryDraft(text=bad, source=bad, support=Support.DISPUTED, other_account=bad)
    reviews.add_entry(by=cast.facilitator, review=review, entry=draft)
    reviews.add_finding(by=cast.facilitator, review=review, kind=FindingKind.LUCKY, text=bad)
    for page in (f"/in/reviews/{review.public_id}/", "/in/reviews/"):
        shown = client_of(cast.facilitator).get(page).content.decode()
        assert bad not in shown
        assert "&lt;script&gt;" in shown


def test_the_wording_asks_blocks_nothing_and_keeps_nothing(cast: Cast, client_of: ClientOf) -> None:
    review = a_review(cast)
    client, page = client_of(cast.facilitator), f"/in/reviews/{review.public_id}/factor/"
    words = "The operator should have been more careful."
    looked = client.post(page, {"text": words, "look": "yes"})
    assert looked.status_code == 200
    assert "asks-beside" in looked.content.decode()
    assert words in looked.content.decode()
    assert not Factor.objects.exists()
    assert not Entry.objects.filter(verb="reviews.add_factor").exists()
    assert client.post(page, {"text": words}).status_code == 302
    assert Factor.objects.get().text == words


def test_an_objection_is_never_looked_at_for_wording(cast: Cast, client_of: ClientOf) -> None:
    review = a_written_review(cast)
    reviews.name_told(by=cast.facilitator, review=review, person=cast.reporter)
    reviews.show_draft(by=cast.facilitator, review=review)
    page = f"/in/reviews/{review.public_id}/object/"
    answer = client_of(cast.reporter).post(page, {"objection": ""})
    assert "asks-beside" not in answer.content.decode()


@pytest.mark.parametrize("rows", [2, 12])
def test_the_page_costs_the_same_however_much_stands_on_it(
    cast: Cast, client_of: ClientOf, rows: int, django_assert_max_num_queries: object
) -> None:
    review = a_written_review(cast)
    for number in range(rows):
        reviews.add_factor(by=cast.facilitator, review=review, text=f"Factor {number}.")
        reviews.add_entry(by=cast.facilitator, review=review, entry=reviews.EntryDraft(text=f"Entry {number}."))
    client = client_of(cast.facilitator)
    client.get("/in/")
    with django_assert_max_num_queries(22):  # type: ignore[operator]
        assert client.get(f"/in/reviews/{review.public_id}/").status_code == 200


def test_the_list_costs_the_same_however_many_there_are(
    cast: Cast, client_of: ClientOf, django_assert_max_num_queries: object
) -> None:
    for _number in range(27):
        a_review(cast)
    client = client_of(cast.facilitator)
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        page = client.get("/in/reviews/")
    assert page.content.decode().count('<li class="row">') == 25
    older = client.get("/in/reviews/", {"older": page.context["older"]}).content.decode()
    assert older.count('<li class="row">') == 2
