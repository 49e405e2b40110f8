"""The story through every page, without a browser; and again with every form sent in two copies."""

import pytest
from django.test import Client

from goodcatch.cases.services import ensure_scales
from goodcatch.reports import services as reports
from tests.cast import SETUP, Cast, signed_in
from tests.journeys.clicking import ClientHand
from tests.journeys.story import tell

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("twice", [False, True], ids=["once", "twice"])
def test_one_matter_from_speaking_up_to_a_lesson(cast: Cast, twice: bool) -> None:
    ensure_scales(by=SETUP)
    channel = reports.open_channel(by=SETUP, unit=cast.units.northfield, name="Safety")
    hands = {part: ClientHand(signed_in(person), twice=twice) for part, person in cast.everybody.items()}
    hands["reporter"] = ClientHand(Client(), twice=twice)
    tell(hands.__getitem__, channel.slug)
