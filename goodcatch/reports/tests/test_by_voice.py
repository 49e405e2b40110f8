"""What a channel says of telling in person or by phone, what the law wants of it, and who handles: entity or group."""

from __future__ import annotations

import pytest
from django.test import Client

from goodcatch.kernel.errors import RuleBroken
from goodcatch.people.models import Unit
from goodcatch.reports import queries, services
from goodcatch.reports.models import Channel
from goodcatch.reports.terms import Finding, Wording
from goodcatch.reports.tests.handling import Handled
from goodcatch.reports.tests.sealed import Readers, keep_identities, rehearse, sign
from goodcatch.standards import services as standards
from tests.cast import Cast, signed_in

pytestmark = pytest.mark.django_db
ROOM = "Room 4.12, Tuesdays 14 to 16 h\next. 5561, also as a voice message"


def write(cast: Cast, channel: Channel, text: str = ROOM) -> None:
    channel.refresh_from_db()
    services.change_channel(
        by=cast.administrator, channel=channel, name=channel.name, kinds=channel.kinds, wording=Wording(by_voice=text)
    )


def follow(cast: Cast, channel: Channel, code: str) -> None:
    standards.adopt_law_pack(by=cast.administrator, unit=channel.entity, code=code, edition=1)


def finding(cast: Cast, channel: Channel, name: str) -> Finding | None:
    return next((each for each in queries.self_test(cast.administrator, channel) if each.name == name), None)


def shown(channel: Channel, *, about: bool = False) -> str:
    return Client().get(f"/speak-up/{channel.slug}/" + ("about/" if about else "")).content.decode()


@pytest.mark.parametrize("about", [True, False])
def test_both_pages_say_where_and_by_when(cast: Cast, handled: Handled, about: bool) -> None:
    assert "in person or by phone" not in shown(handled.channel, about=about)
    write(cast, handled.channel)
    assert "Room 4.12, Tuesdays 14 to 16 h" in shown(handled.channel, about=about)
    assert "within a reasonable time" in shown(handled.channel, about=about)
    follow(cast, handled.channel, "fr-sapin-2")
    page = shown(handled.channel, about=about)
    assert "within 20 working days" in page
    assert "Décret, articles 4, I and 6" in page


def test_an_open_channel_says_so_too(cast: Cast, channel: Channel) -> None:
    write(cast, channel)
    page = shown(channel)
    assert "ext. 5561" in page
    assert "sealed; you get a receipt" not in page


def test_in_another_language_the_number_stays_where_it_was_not_translated(cast: Cast, channel: Channel) -> None:
    write(cast, channel)
    channel.refresh_from_db()
    services.translate_channel(
        by=cast.administrator, channel=channel, language="de", wording=Wording("Wir hören zu.", "", "")
    )
    assert queries.wording(cast.administrator, channel, "de").by_voice == ROOM
    services.translate_channel(
        by=cast.administrator, channel=channel, language="de", wording=Wording(by_voice="Zimmer 4.12")
    )
    assert queries.wording(cast.administrator, channel, "de").by_voice == "Zimmer 4.12"


def test_it_is_written_on_the_page_of_the_channel_and_comes_back_where_it_is_too_long(
    cast: Cast, handled: Handled
) -> None:
    client = signed_in(cast.administrator)
    address = f"/in/channels/{handled.channel.public_id}/"
    form = client.get(address).context["form"]
    held = {name: form[name].value() for name in ("nonce", "version", "name", "kinds")}
    refused = client.post(address, {**held, "by_voice": "x" * 1001})
    assert refused.status_code == 422
    assert "x" * 1001 in refused.content.decode()
    assert client.post(address, {**held, "by_voice": ROOM}).status_code == 303
    assert "ext. 5561" in client.get(address).content.decode()


@pytest.mark.parametrize(
    ("law", "missing", "said"),
    [
        ("", False, "Many rather speak than write"),
        ("eu-2019-1937", False, "Many rather speak than write"),
        ("de-hinschg", True, "§ 16 Abs. 3"),
    ],
)
def test_the_self_test_asks_as_the_law_does(cast: Cast, prepared: Channel, law: str, missing: bool, said: str) -> None:
    if law:
        follow(cast, prepared, law)
    found = finding(cast, prepared, "by_voice")
    assert found is not None
    assert (found.missing, found.advised) == (missing, not missing)
    assert said in found.said
    assert "#id_by_voice" in signed_in(cast.administrator).get(f"/in/channels/{prepared.public_id}/").content.decode()
    write(cast, prepared)
    found = finding(cast, prepared, "by_voice")
    assert found is not None
    assert found.good


def test_where_a_meeting_is_owed_no_channel_opens_that_does_not_say_how(
    cast: Cast, prepared: Channel, readers: Readers
) -> None:
    follow(cast, prepared, "de-hinschg")
    sign(prepared, readers.handler)
    rehearse(prepared, readers.handler)
    keep_identities(cast)
    with pytest.raises(RuleBroken, match="owes a meeting"):
        services.open_sealed_channel(by=cast.administrator, channel=prepared)
    write(cast, prepared)
    prepared.refresh_from_db()
    assert services.open_sealed_channel(by=cast.administrator, channel=prepared).is_open


def of(cast: Cast, unit: Unit, entity: Unit, slug: str) -> Channel:
    return services.open_channel(by=cast.administrator, unit=unit, entity=entity, name=slug.title(), slug=slug)


def test_whoever_reports_chooses_between_their_entity_and_the_group(cast: Cast, channel: Channel) -> None:
    entity = cast.units.operations
    group = of(cast, cast.units.northfield, entity, "group")
    assert "Would you rather" not in shown(group), "there is nothing to choose yet"
    own = of(cast, entity, entity, "own")
    assert f"/speak-up/{own.slug}/" in shown(group)
    assert f"somebody within {entity.name}" in shown(group, about=True)
    assert f"somebody outside {entity.name}" in shown(own)
    assert "Would you rather" not in shown(channel), "that one is for other people"
    services.close_channel(by=cast.administrator, channel=own)
    assert "Would you rather" not in shown(group)


def test_the_self_test_of_a_group_channel_offers_the_choice(cast: Cast) -> None:
    units = cast.units
    first = services.prepare_sealed_channel(
        by=cast.administrator, unit=units.fleet, entity=units.operations, name="Group", slug="group-line"
    )
    found = finding(cast, first, "choice")
    assert found is not None
    assert found.advised
    own = services.prepare_sealed_channel(by=cast.administrator, unit=units.operations, name="Own", slug="own-line")
    assert finding(cast, own, "choice") is None
