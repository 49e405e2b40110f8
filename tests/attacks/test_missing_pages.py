"""A page that is hidden from somebody is to them, byte for byte, a page that does not exist."""

import pytest
from django.test import Client

from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_somebody_signed_in_cannot_tell_what_is_missing_from_what_never_was(client: Client, cast: Cast) -> None:
    client.force_login(cast.outsider)
    addresses = ["/in/people/K7QF2M00/", "/in/units/K7QF2M00/", "/in/no/such/page/", "/in/no/such/page/"]
    answers = [client.get(address) for address in addresses]
    assert [answer.status_code for answer in answers] == [404] * 4
    assert len({answer.content for answer in answers}) == 1
    assert len({tuple(sorted(answer.headers.items())) for answer in answers}) == 1
