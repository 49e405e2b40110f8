"""What the tests of this room borrow: a sealed channel with its readers, from the room that keeps it."""

from goodcatch.reports.tests.handling import handled, reported  # noqa: F401  # fixtures
from goodcatch.reports.tests.sealed import prepared, readers  # noqa: F401  # fixtures
