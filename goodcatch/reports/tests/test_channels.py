"""Keeping channels, and their posters."""

from typing import Any

import pytest

from goodcatch.kernel.errors import ChangedMeanwhile, RuleBroken
from goodcatch.kernel.refs import PUBLIC
from goodcatch.people import services as people
from goodcatch.people.models import Grant
from goodcatch.people.terms import Role
from goodcatch.places.models import Place
from goodcatch.reports import queries, services, terms
from goodcatch.reports.models import Channel, ChannelText
from goodcatch.reports.tests.outside import resend, send
from tests.cast import Cast, ClientOf

pytestmark = pytest.mark.django_db


def test_an_administrator_opens_a_channel(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.administrator)
    answer = send(
        client, "/in/channels/new/", name="Data and systems", unit=cast.units.digital.public_id, kinds=["hazard"]
    )
    channel = Channel.objects.get()
    assert answer.headers["Location"] == f"/in/channels/{channel.public_id}/"
    assert (channel.slug, channel.kinds) == ("data-and-systems", ["hazard"])
    assert "Data and systems" in client.get("/speak-up/data-and-systems/").content.decode()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"slug": "receipt"}, "The address needs a word"),
        ({"slug": "safety"}, "Another channel has this address"),
        ({"kinds": []}, "Choose at least one"),
        ({"name": ""}, "This was left empty, and is needed"),
    ],
)
def test_what_cannot_be_opened_comes_back_with_a_sentence(
    cast: Cast, client_of: ClientOf, channel: Channel, typed: dict[str, object], sentence: str
) -> None:
    told = {"name": "Another", "unit": cast.units.digital.public_id, "kinds": ["hazard"], "guidance": "Kept", **typed}
    page = send(client_of(cast.administrator), "/in/channels/new/", **told)
    assert page.status_code == 422
    assert sentence in page.content.decode()
    assert "Kept" in page.content.decode()


def test_a_channel_needs_somebody_who_reads(cast: Cast) -> None:
    grant = people.grant(by=cast.administrator, person=cast.colleague, role=Role.TRIAGER, unit=cast.units.fleet)
    services.open_channel(by=cast.administrator, unit=cast.units.fleet, name="Fleet")
    people.end_grant(by=cast.administrator, grant=grant)
    people.end_grant(by=cast.administrator, grant=Grant.objects.get(person=cast.handler))
    with pytest.raises(RuleBroken) as broken:
        services.open_channel(by=cast.administrator, unit=cast.units.fleet, name="Fleet again")
    assert broken.value.field == "unit"


def test_two_people_edit_one_channel(cast: Cast, client_of: ClientOf, channel: Channel) -> None:
    client, address = client_of(cast.administrator), f"/in/channels/{channel.public_id}/"
    page = client.get(address)
    change: dict[str, Any] = {"name": "Safety", "kinds": ["hazard"], "emergency": "112"}
    services.change_channel(by=cast.administrator, channel=channel, **change)
    late = resend(client, address, page, **{**change, "name": "Quality"})
    assert late.status_code == 422
    assert "Somebody saved" in late.content.decode()
    assert resend(client, address, late, **{**change, "name": "Quality"}).status_code == 303
    channel.refresh_from_db()
    assert channel.name == "Quality"
    with pytest.raises(ChangedMeanwhile):
        services.change_channel(by=cast.administrator, channel=channel, version=1, **change)


def test_earlier_promises_stay(cast: Cast, channel: Channel) -> None:
    changed = services.change_channel(
        by=cast.administrator,
        channel=channel,
        name="Safety",
        kinds=["hazard"],
        wording=terms.Wording("We answer within a week."),
    )
    assert queries.wording(PUBLIC, changed).statement == "We answer within a week."
    assert [t.edition for t in ChannelText.objects.order_by("edition")] == [1, 2]


def test_a_closed_channel_is_gone_from_outside(cast: Cast, client_of: ClientOf, channel: Channel) -> None:
    client = client_of(cast.administrator)
    address = f"/in/channels/{channel.public_id}/"
    page = client.get(address)
    assert resend(client, address + "close/", page).status_code == 303
    assert client.get("/speak-up/safety/").status_code == 404
    assert "closed on" in client.get(address).content.decode()


@pytest.mark.parametrize("part", ["reporter", "leader", "facilitator", "auditor", "guest"])
def test_others_keep_no_channels(cast: Cast, client_of: ClientOf, channel: Channel, part: str) -> None:
    client = client_of(cast.everybody[part])
    for address in ("", "new/", f"{channel.public_id}/", f"{channel.public_id}/poster/"):
        assert client.get(f"/in/channels/{address}").status_code == 404
    with pytest.raises(RuleBroken):
        services.open_channel(by=cast.everybody[part], unit=cast.units.digital, name="Mine")


def test_a_triager_prints_posters_and_changes_nothing(cast: Cast, client_of: ClientOf, channel: Channel) -> None:
    place = Place.objects.create(name="Pump house 2", unit=cast.units.northfield, path="/1/", emergency="ext. 7777")
    client, address = client_of(cast.handler), f"/in/channels/{channel.public_id}/"
    page = client.get(address).content.decode()
    assert "Pump house 2" in page
    assert "Close the channel" not in page
    assert client.post(address, {"name": "Mine"}).status_code == 403
    poster = client.get(f"{address}poster/{place.public_id}/").content.decode()
    assert f"/speak-up/safety/{place.public_id}/" in poster
    assert "ext. 7777" in poster
    assert "<svg" in poster
    assert "style=" not in poster
