"""What the tests of this room share."""

from goodcatch.reports.tests.sealed import prepared, readers  # noqa: F401  # fixtures
from goodcatch.reports.tests.speaking import channel, tell  # noqa: F401  # fixtures
from goodcatch.setup.tests.examined import healthy  # noqa: F401  # a fixture
