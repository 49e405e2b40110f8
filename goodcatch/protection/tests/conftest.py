"""What the tests of this room share."""

from goodcatch.protection.tests.watching import protected  # noqa: F401  # a fixture
from goodcatch.reports.tests.handling import handled  # noqa: F401  # a fixture
from goodcatch.reports.tests.sealed import prepared, readers  # noqa: F401  # fixtures
from goodcatch.reports.tests.speaking import channel, tell  # noqa: F401  # fixtures
