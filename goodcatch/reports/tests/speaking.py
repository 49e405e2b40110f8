"""A channel of Northfield Water, and reports on it, for the tests of this room and of journeys."""

from collections.abc import Callable
from typing import Any

import pytest

from goodcatch.kernel import deeds
from goodcatch.kernel.refs import PUBLIC, Public
from goodcatch.people.models import Person
from goodcatch.reports import services, terms
from goodcatch.reports.models import Channel, Report
from tests.cast import Cast
from tests.steps import step

HAPPENED = "The valve list had the old pump number on it. I opened 12 instead of 21."


@step()
def channel(cast: Cast) -> Channel:
    """Give an open channel of the house, handled by Lena Brandt."""
    return services.open_channel(
        by=cast.administrator,
        unit=cast.units.northfield,
        name="Safety and quality",
        slug="safety",
        emergency="ext. 5550, the control room",
        wording=terms.Wording(
            statement="We would rather hear it from you early than be right.",
            signed_by="Ingrid Solheim, managing director",
            guidance="What you saw or did, and roughly when.",
        ),
    )


Telling = Callable[..., Report]


@pytest.fixture
def tell(channel: Channel) -> Telling:
    """Give a way to send a report on the channel, anonymous unless `by` is a person."""

    def telling(by: Person | Public = PUBLIC, *, nonce: str | None = None, **told: Any) -> Report:
        with deeds.deed(nonce):
            whole = {"channel": channel, "kind": "close_call", "happened": HAPPENED, **told}
            return services.submit_report(by=by, **whole)

    return telling
