"""The page of a channel's signed list says who reads, and never whether anything was sent."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from goodcatch.reports import services
from goodcatch.reports.models import Report
from goodcatch.reports.tests.handling import HOUSE, Handled, unlocked
from goodcatch.reports.tests.sealing import begin, tell
from goodcatch.vault import services as vault
from tests.cast import Cast, ClientOf

pytestmark = pytest.mark.django_db
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"')


def test_it_is_the_same_before_and_after_a_sending(cast: Cast, handled: Handled, client_of: ClientOf) -> None:
    scope = handled.channel.ref
    begun = vault.begin_resealing(by=handled.readers.last.ring, scope=scope, person=cast.peer)
    pages = [reverse("vault:list", args=[scope]), reverse("vault:reseal", args=[begun.public_id])]
    looking = {
        "administrator": client_of(cast.administrator),
        "left off": unlocked(handled.readers.handler),
        "supervisor": client_of(handled.supervisor),
    }

    def seen() -> dict[str, list[tuple[int, bytes]]]:
        asked = {who: [client.get(page) for page in pages] for who, client in looking.items()}
        return {who: [(each.status_code, TOKEN.sub(b"", each.content)) for each in them] for who, them in asked.items()}

    before = seen()
    assert [[code for code, _page in before[who]] for who in looking] == [[200, 302], [200, 200], [404, 404]]
    client = Client()
    begin(client, f"/speak-up/{handled.channel.slug}/")
    assert tell(client, leave_off=[cast.handler.public_id]).status_code == 303
    assert seen() == before, "sent, and held back until the fixed hour"
    services.announce(by=HOUSE)
    assert Report.objects.get().held is False
    assert seen() == before, "at the fixed hour"
