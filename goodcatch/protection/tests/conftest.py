"""What the tests of this room share."""

from goodcatch.protection.tests.watching import begun, protected  # noqa: F401  # a fixture
from goodcatch.reports.tests.handling import handled, reported  # noqa: F401  # a fixture
from goodcatch.reports.tests.sealed import prepared, readers  # noqa: F401  # fixtures
from goodcatch.reports.tests.speaking import channel, tell  # noqa: F401  # fixtures
