"""What the attacks share: the channels and the reports of speaking up."""

from goodcatch.protection.tests.watching import protected  # noqa: F401  # a fixture
from goodcatch.reports.tests.handling import handled  # noqa: F401  # a fixture
from goodcatch.reports.tests.sealed import prepared, readers  # noqa: F401  # fixtures
from goodcatch.reports.tests.sealing import sealed  # noqa: F401  # a fixture
from goodcatch.reports.tests.speaking import channel, tell  # noqa: F401  # fixtures
from tests.attacks.two_houses import drawn  # noqa: F401  # a fixture
