"""When memory is searched for what nobody needs any more; loaded by `-p tests.collector` in pyproject.toml.

Not while modules are imported and tests collected, all of which stay; and what stays is not looked at again. Later
seldom: most of what a page leaves goes by itself, and what beginnings and caches keep would be looked at each time.
"""

import gc

import pytest

gc.disable()


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Set aside what was imported and collected, and begin."""
    gc.freeze()
    gc.set_threshold(10_000, 10, 100)
    gc.enable()
