"""What the tests of this room borrow: an open channel, a sealed one and its readers, from the room that keeps them."""

from goodcatch.reports.tests.handling import handled, reported  # noqa: F401  # fixtures
from goodcatch.reports.tests.sealed import prepared, readers  # noqa: F401
from goodcatch.reports.tests.speaking import channel  # noqa: F401
