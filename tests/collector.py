"""When memory is searched for what nobody needs any more; loaded by `-p tests.collector` in pyproject.toml.

Not while modules are imported and tests collected, all of which stay; and what stays is not looked at again.
"""

import gc

import pytest

gc.disable()


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Set aside what was imported and collected, and begin."""
    gc.freeze()
    gc.enable()
