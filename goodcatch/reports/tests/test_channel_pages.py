"""The pages on which a sealed channel is prepared, filled with people, signed, opened; and what anybody reads of it."""

import re
from typing import Any

import pytest
from django.test import Client

from goodcatch.kernel.refs import PUBLIC
from goodcatch.people.models import Person
from goodcatch.people.services import add_unit
from goodcatch.reports import queries, services, terms
from goodcatch.reports.models import Channel, Office, Question, Report
from goodcatch.reports.terms import Duty, Wording
from goodcatch.reports.tests.outside import resend, send
from goodcatch.reports.tests.sealed import Readers, keep_identities, opened, rehearse, sign
from goodcatch.standards import services as standards
from goodcatch.vault.terms import COOKIE
from tests.cast import Cast, ClientOf
from tests.keyholders import Holder, holder

pytestmark = pytest.mark.django_db


def said(answer: Any) -> str:
    """Give the words of a page, its marks left out."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def with_keys(client: Client, held: Holder) -> Client:
    """Let a browser hold the bytes that unlock somebody's key."""
    from base64 import urlsafe_b64encode  # noqa: PLC0415  # as the vault's own page writes the cookie

    client.cookies[COOKIE] = urlsafe_b64encode(held.token).decode()
    return client


def test_from_preparing_to_open_through_the_pages(cast: Cast, client_of: ClientOf) -> None:
    admin = client_of(cast.administrator)
    unit = cast.units.northfield.public_id
    made = send(
        admin, "/in/channels/sealed/", name="Ethics and integrity", slug="ethics", unit=unit, kinds=["not_right"]
    )
    channel = Channel.objects.get()
    address = f"/in/channels/{channel.public_id}/"
    assert made.headers["Location"] == address
    page = said(admin.get(address))
    for words in ("takes nothing yet", "Nobody reads first", "Three custodians with keys", "recovery key on paper"):
        assert words in page
    people = {Duty.HANDLER: cast.handler, Duty.DEPUTY: cast.peer, Duty.LAST_READER: cast.director}
    for duty, person in people.items():
        assert send(admin, f"{address}propose/", person=person.public_id, duty=duty.value).status_code == 302
    held = {person.pk: holder(person) for person in people.values()}
    lena = with_keys(client_of(cast.handler), held[cast.handler.pk])
    form = lena.get(f"{address}readers/")
    ticked = [value for value, _label in form.context["form"].fields["offices"].choices]
    assert len(ticked) == 3
    assert resend(lena, f"{address}readers/", form, offices=ticked).status_code == 422, "nothing was compared"
    assert resend(lena, f"{address}readers/", form, offices=ticked, compared="on").status_code == 302
    sign(channel, held[cast.handler.pk], without=(cast.outsider,))
    rehearse(channel, held[cast.handler.pk])
    assert "It can open" not in said(admin.get(address))
    keep_identities(cast)
    assert "It can open" in said(admin.get(address))
    assert send(admin, f"{address}open/").status_code == 302
    assert client_of(cast.colleague).get("/speak-up/ethics/about/").status_code == 200


def test_what_is_missing_keeps_the_page_from_opening_it(cast: Cast, client_of: ClientOf, prepared: Channel) -> None:
    admin = client_of(cast.administrator)
    refused = send(admin, f"/in/channels/{prepared.public_id}/open/")
    assert refused.status_code == 422
    assert "It cannot open yet. Nobody reads first" in said(refused)
    assert admin.get("/speak-up/ethics/").status_code == 404


def test_signing_asks_for_an_unlocked_key(cast: Cast, client_of: ClientOf, prepared: Channel, readers: Readers) -> None:
    address = f"/in/channels/{prepared.public_id}/readers/"
    locked = client_of(cast.handler).get(address)
    assert locked.status_code == 302
    assert "/in/keys/unlock/" in locked.headers["Location"]
    for person in (cast.administrator, cast.colleague, cast.auditor, cast.guest):
        assert client_of(person).get(address).status_code == 404


def test_who_has_no_key_is_named_and_cannot_be_ticked(
    cast: Cast, client_of: ClientOf, prepared: Channel, readers: Readers
) -> None:
    services.propose_office(by=cast.administrator, channel=prepared, person=cast.outsider, duty=Duty.HANDLER)
    page = with_keys(client_of(cast.handler), readers.handler).get(f"/in/channels/{prepared.public_id}/readers/")
    assert "no key that they tried: Jonas Weber" in said(page)
    assert len(page.context["form"].fields["offices"].choices) == 3
    assert queries.print_of(PUBLIC, cast.peer) in page.content.decode()


def test_an_administrator_has_no_page_that_admits(cast: Cast, client_of: ClientOf, prepared: Channel) -> None:
    page = client_of(cast.administrator).get(f"/in/channels/{prepared.public_id}/").content.decode()
    assert "Propose somebody" in page
    assert "Sign who reads" not in page


def test_ending_a_proposal(cast: Cast, client_of: ClientOf, prepared: Channel, readers: Readers) -> None:
    office = Office.objects.get(person=cast.peer)
    address = f"/in/channels/{prepared.public_id}/offices/{office.public_id}/end/"
    assert client_of(cast.outsider).get(address).status_code == 404
    assert send(client_of(cast.peer), address).status_code == 302
    assert client_of(cast.administrator).get(address).status_code == 404, "it has ended"


def test_anybody_reads_who_is_next_and_whom_to_tell_outside(
    cast: Cast, client_of: ClientOf, prepared: Channel, readers: Readers
) -> None:
    standards.adopt_law_pack(by=cast.administrator, unit=cast.units.northfield, code="de-hinschg", edition=1)
    standards.sign_policy(
        by=cast.director, language="en", statement="We would rather hear it.", text="You are protected."
    )
    standards.sign_policy(by=cast.director, language="de", statement="Wir wollen es wissen.")
    wording = Wording(by_voice="Room 4.12, Tuesdays 14 to 16 h")  # owed by this law
    services.change_channel(
        by=cast.administrator, channel=prepared, name=prepared.name, kinds=prepared.kinds, wording=wording
    )
    services.propose_office(by=cast.administrator, channel=prepared, person=cast.facilitator, duty=Duty.SUPERVISOR)
    opened(cast, prepared, readers)
    client = Client()
    page = said(client.get("/speak-up/ethics/about/"))
    turns = ["Lena Brandt, plant safety", "Omar Haddad", "Ingrid Solheim", "Aiko Mori"]
    assert sorted(turns, key=page.index) == turns
    for words in (
        "is told on the eighth day",
        "tell an authority first",
        "Bundeskartellamt",
        "We would rather hear it.",
    ):
        assert words in page
    assert "You are protected." in said(client.get("/speak-up/policy/"))
    assert "Wir wollen es wissen." in said(client.get("/speak-up/policy/?language=de"))
    assert not client.cookies


def test_without_a_policy_there_is_no_page_of_one(cast: Cast, channel: Channel) -> None:
    assert Client().get("/speak-up/policy/").status_code == 404
    assert "has not written down yet" in said(Client().get("/speak-up/safety/about/"))
    assert Client().get("/speak-up/nowhere/about/").status_code == 404


def test_channels_stand_side_by_side_with_what_each_promises(
    cast: Cast, client_of: ClientOf, channel: Channel, prepared: Channel, readers: Readers
) -> None:
    opened(cast, prepared, readers)
    page = said(Client().get("/speak-up/"))
    assert "Sealed: only those on its signed list open what you write" in page
    assert "Open, for learning" in page
    assert "There is a sealed channel" in said(Client().get("/"))
    told = Client().get("/speak-up/safety/")
    assert 'value="not_right"' not in told.content.decode()
    assert "there is a sealed channel for it" in said(told)
    inside = client_of(cast.reporter)
    assert "/in/speak-up/ethics/" in inside.get("/in/speak-up/").content.decode()


def test_a_group_that_handles_for_an_entity_says_so(cast: Cast, client_of: ClientOf) -> None:
    company = add_unit(by=cast.administrator, name="Southfield", parent=cast.units.northfield)
    services.open_channel(by=cast.administrator, unit=company, name="Southfield safety", slug="southfield")
    plain = {"unit": cast.units.plant_safety.public_id, "entity": company.public_id, "kinds": ["hazard"]}
    admin = client_of(cast.administrator)
    assert send(admin, "/in/channels/new/", name="Group safety", slug="group", **plain).status_code == 303
    page = said(Client().get("/speak-up/"))
    assert "For the people of Southfield, handled by Plant safety." in page
    assert "from outside that entity" in said(Client().get("/speak-up/group/about/"))
    assert "from outside that entity" not in said(Client().get("/speak-up/southfield/about/"))


def test_times_of_its_own_are_kept_and_looser_ones_refused(cast: Cast, client_of: ClientOf, channel: Channel) -> None:
    admin, address = client_of(cast.administrator), f"/in/channels/{channel.public_id}/"
    strict = {"name": "Safety", "kinds": ["hazard"], "acknowledge_days": "3", "answer_days": "30", "keep_months": "12"}
    assert resend(admin, address, admin.get(address), **strict).status_code == 303
    channel.refresh_from_db()
    assert (channel.acknowledge_days, channel.answer_days, channel.keep_months) == (3, 30, 12)
    late = resend(admin, address, admin.get(address), **{**strict, "acknowledge_days": "8"})
    assert late.status_code == 422
    assert "From 1 to 7 days would be right." in said(late)
    assert "Thanked within 3 days, answered within 30" in said(Client().get("/speak-up/safety/about/"))


def test_the_poster_of_a_sealed_channel_says_so(
    cast: Cast, client_of: ClientOf, prepared: Channel, readers: Readers
) -> None:
    opened(cast, prepared, readers)
    poster = said(client_of(cast.handler).get(f"/in/channels/{prepared.public_id}/poster/"))
    assert "sealed to those who read it" in poster
    assert "Keep the receipt" in poster


def test_another_language(cast: Cast, client_of: ClientOf, prepared: Channel, readers: Readers) -> None:
    admin, address = client_of(cast.administrator), f"/in/channels/{prepared.public_id}/language/"
    assert send(admin, address, language="de", guidance="Was Sie sahen.").status_code == 302
    assert queries.languages_of(PUBLIC, prepared) == ["en", "de"]
    assert queries.wording(PUBLIC, prepared, "de").guidance == "Was Sie sahen."
    assert send(admin, address, language="en", guidance="No.").status_code == 422
    assert client_of(cast.handler).get(address).status_code == 404


def asked(channel: Channel, by: Person, **words: Any) -> Question:
    return services.ask_question(by=by, channel=channel, **{"kind": "text", "label": "Why?", **words})


def test_questions_are_kept_on_their_pages(cast: Cast, client_of: ClientOf, channel: Channel) -> None:
    admin, address = client_of(cast.administrator), f"/in/channels/{channel.public_id}/"
    choice = {"label": "Which line?", "kind": "choice", "options": "Line 1\nLine 2"}
    assert send(admin, f"{address}questions/", **choice).status_code == 302
    first = Question.objects.get()
    because = {"label": "Which pump?", "kind": "text", "show_if": first.public_id, "show_value": "Line 2"}
    assert send(admin, f"{address}questions/", **because).status_code == 302
    refused = send(admin, f"{address}questions/", **{**because, "show_value": "Line 9"})
    assert "That question offers: Line 1, Line 2." in said(refused)
    assert "only because of an answer to" in said(admin.get(address))
    withdraw = f"{address}questions/{first.public_id}/withdraw/"
    assert "Withdraw that one first" in said(send(admin, withdraw))
    german = {"language": "de", "label": "Welche Linie?", "options": "Linie 1\nLinie 2"}
    assert send(admin, f"{address}questions/{first.public_id}/language/", **german).status_code == 302
    in_german = queries.questions(PUBLIC, channel_now(channel), "de")
    assert [each.label for each in in_german] == ["Welche Linie?", "Which pump?"]
    for part in ("handler", "colleague", "auditor"):
        assert client_of(cast.everybody[part]).get(f"{address}questions/").status_code == 404


def test_an_open_channel_is_read_in_the_language_that_was_chosen_and_its_handlers_learn_which(
    cast: Cast, client_of: ClientOf, channel: Channel
) -> None:
    lines = asked(channel, cast.administrator, kind="choice", label="Which line?", options=["Line 1", "Line 2"])
    services.translate_question(
        by=cast.administrator, question=lines, language="de", label="Welche Linie?", options=["Linie 1", "Linie 2"]
    )
    wording = terms.Wording(guidance="Was Sie sahen.")
    services.translate_channel(by=cast.administrator, channel=channel, language="de", wording=wording)
    told = {"kind": "hazard", "happened": "Der Griff fehlt.", terms.field_of(lines.public_id): "1"}
    handler = client_of(cast.handler)
    for client, door in ((Client(), "/speak-up/"), (client_of(cast.reporter), "/in/speak-up/")):
        address = f"{door}{channel.slug}/"
        assert "?language=de" in client.get(address).content.decode()
        for words in ("Was Sie sahen.", "Welche Linie?", "Linie 1"):
            assert words in said(client.get(f"{address}?language=de"))
        who = {} if door.startswith("/in/") else {"who": "no"}
        assert send(client, f"{address}?language=de", **told, **who).status_code == 303
        report = Report.objects.order_by("-pk").get(language="de", person__isnull=bool(who))
        page = said(handler.get(f"/in/reports/{report.public_id}/"))
        assert "They read: Deutsch" in page
        assert "Welche Linie? Linie 1" in page, "as it was asked"


def channel_now(channel: Channel) -> Channel:
    return Channel.objects.select_related("unit", "entity").get(pk=channel.pk)
