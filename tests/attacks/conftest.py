"""What the attacks share: the channels and the reports of speaking up, and how often it costs something."""

from collections.abc import Callable
from typing import Any

import pytest

from goodcatch.kernel import costly
from goodcatch.protection.tests.watching import protected  # noqa: F401  # a fixture
from goodcatch.reports.tests.handling import handled, reported  # noqa: F401  # a fixture
from goodcatch.reports.tests.sealed import prepared, readers  # noqa: F401  # fixtures
from goodcatch.reports.tests.sealing import sealed  # noqa: F401  # a fixture
from goodcatch.reports.tests.speaking import channel, tell  # noqa: F401  # fixtures
from tests.attacks.two_houses import drawn  # noqa: F401  # a fixture


@pytest.fixture
def hashed(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Count how often something costly is hashed."""
    counted: list[int] = []
    run = costly.POOL.run

    def counting(work: Callable[[], Any]) -> Any:
        counted.append(1)
        return run(work)

    monkeypatch.setattr(costly.POOL, "run", counting)
    return counted
