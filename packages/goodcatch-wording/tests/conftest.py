"""Lets the tests run from this folder or from the repository's root, with the package installed or not."""

import os
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1]

for folder in (PACKAGE / "src", PACKAGE / "quality", PACKAGE / "tools"):
    sys.path.insert(0, str(folder))


@pytest.fixture(scope="session")
def shared() -> Path:
    """Find the folder `shared` beside the repository; without it, fail under CI and leave the test out elsewhere."""
    for folder in PACKAGE.parents:
        candidate = folder.parent / "shared" / "data"
        if candidate.is_dir():
            return candidate
    if os.environ.get("CI") == "true":
        pytest.fail("../shared/data is not there; CI needs it")
    pytest.skip("left out: ../shared/data is not there")
