"""What a reporter meets of a tampered vault is said, and bears no minute of theirs."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from config.errors import Mishaps
from goodcatch.kernel.errors import Refused
from goodcatch.kernel.refs import Ref
from goodcatch.record.models import Entry, EntryHearer
from goodcatch.vault import tasks
from goodcatch.vault.models import Refusal
from tests.cast import Cast
from tests.keyholders import found_readers, holder, seal

SCOPE, THING = Ref("channel", "CHANNE01"), Ref("matter", "MATTER01")


@pytest.mark.django_db
def test_it_is_said_at_the_next_look_and_not_in_their_minute(cast: Cast, rf: RequestFactory) -> None:
    found_readers(SCOPE, holder(cast.handler).ring)
    seal(THING, SCOPE, cast.handler)
    request = rf.get("/speak-up/follow/")
    request.resolver_match = None
    refused = Refused("Not as it was sealed.", thing=THING, what="words 0")
    answer = Mishaps(lambda _request: HttpResponse()).process_exception(request, refused)
    assert answer is not None
    assert answer.status_code == 409
    assert not Entry.objects.filter(verb="vault.refuse").exists()
    assert {type(value).__name__ for value in Refusal.objects.values().get().values()} <= {"int", "str", "date", "bool"}
    tasks.watch({})
    tasks.watch({})
    entry = Entry.objects.get(verb="vault.refuse")
    assert entry.thing_id == THING.id
    assert EntryHearer.objects.filter(entry=entry, person=cast.handler.public_id).exists()
