"""In which order processes take up the tests, and what of a file they share; loaded by `-p tests.order`.

A process takes up whole files, so that what a file sets up once (a server, a browser) is set up once. What takes long
stands here: it is begun first, and no processor waits for it at the end.
"""

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling

FIRST = (
    "tests/browser/test_every_page.py",
    "tests/browser/test_sealed_tour.py",
    "tests/browser/test_pages.py",
    "tests/browser/test_journey.py",
    "tests/attacks/test_left_off.py::",
    "tests/matrix/test_matrix.py::",
    "tests/attacks/test_hostile_files.py",
    "tests/attacks/test_killed_workers.py",
    "tests/attacks/test_canaries_everywhere.py",
    "tests/attacks/test_left_off_sealed.py",
    "tests/attacks/test_sealed_races.py",
    "tests/forms/test_two_editors.py",
    "tests/forms/test_bad_input.py",
    "tests/forms/test_sent_twice.py",
    "tests/browser/test_speaking_up.py",
    "tests/browser/test_told.py",
    "goodcatch/inquiry/tests/test_pages.py",
    "goodcatch/exchange/tests/test_backup.py",
    "goodcatch/exchange/tests/test_hostile.py",
    "goodcatch/protection/tests/test_answering.py",
    "tests/attacks/test_staff_canaries.py",
    "goodcatch/cli/tests/test_up.py",
    "goodcatch/cli/tests/test_doctor.py",
    "goodcatch/kernel/tests/test_tables.py",
    "tests/attacks/test_races.py",
    "tests/tooling/test_left_out.py",
    "tests/tooling/test_order.py",
    "tests/browser/test_gallery.py",
    "tests/attacks/test_bent_forms.py::",
    "goodcatch/people/tests/test_audiences.py",
    "packages/goodcatch-wording/tests/test_wording_speed.py",
)
"""Files in the order in which they are begun, the longest first. Of one with `::` each test is taken up by itself."""
SHARED = tuple(entry for entry in FIRST if entry.endswith("::"))


def taken_together(nodeid: str) -> str:
    """Give what a test is taken up with: its file, or nothing but itself."""
    return nodeid if nodeid.startswith(SHARED) else nodeid.partition("::")[0]


def rank(nodeid: str) -> int:
    """Give the place in the order."""
    return next((place for place, entry in enumerate(FIRST) if nodeid.startswith(entry)), len(FIRST))


class InOrder(LoadFileScheduling):
    """Gives files to processes in the order above."""

    def _split_scope(self, nodeid: str) -> str:
        return taken_together(nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> InOrder | None:
    """Take our own order where files are what is given out."""
    if config.getvalue("dist") != "loadfile":
        return None
    config.option.loadscopereorder = False  # xdist's own order goes by the number of tests
    return InOrder(config, log)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Bring the tests of a process that works with others into order: what takes long, then the fullest files."""
    if not hasattr(config, "workerinput"):
        return
    sizes: dict[str, int] = {}
    for item in items:
        together = taken_together(item.nodeid)
        sizes[together] = sizes.get(together, 0) + 1
    items.sort(key=lambda item: (rank(item.nodeid), -sizes[taken_together(item.nodeid)]))
