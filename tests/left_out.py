"""What a run leaves out, and how it says so; loaded by `-p tests.left_out` in pyproject.toml.

A test that this machine cannot run is left out with the line that would add what is missing. Under CI=true nothing
may be left out: a skipped test fails.
"""

import json
import os
from collections import Counter
from collections.abc import Generator
from pathlib import Path

import pytest

from tests import machine, postgres

NEEDS = {"browser": machine.CHROMIUM, "needs_readers": machine.READERS, "needs_shared": machine.SHARED_DATA}
ROOT_OF_PACKAGES = machine.ROOT / "packages"
WITHOUT = tuple(
    machine.ROOT / place
    for place in (
        "goodcatch/exchange/tests",
        "goodcatch/files/tests",
        "goodcatch/ui/tests",
        "tests/architecture",
        "tests/attacks/test_hostile_files.py",
        "tests/docs",
        "tests/tooling",
    )
)
"""Where tests stand that read source, documentation, files and text, and ask no database without a fixture of one."""
START_SERVERS = {"test_postgres.py", "test_same_house.py", "test_server.py"}
"""Files among them whose tests start a server of databases, or the house with the database in the environment."""
DATABASES = {"db", "transactional_db", "live", "live_demo"}
"""Fixtures that come with a database; where there is none of them, none can be asked."""
RESULTS_VARIABLE = "TESTS_RESULTS"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what a test needs by where it stands and what it uses; leave out what cannot run or runs elsewhere."""
    absent = set(machine.missing())
    vendor = "postgresql" if os.environ.get(postgres.URL_VARIABLE) else "sqlite"
    kept: list[pytest.Item] = []
    elsewhere: list[pytest.Item] = []
    for item in items:
        if item.path.is_relative_to(machine.ROOT / "tests" / "browser"):
            item.add_marker("browser")
            item.add_marker(pytest.mark.only_on("sqlite"))  # pages are drawn alike on both: once is enough
        if "shared" in getattr(item, "fixturenames", ()):
            item.add_marker("needs_shared")
        for marker, need in NEEDS.items():
            if item.get_closest_marker(marker) and need in absent:
                item.add_marker(pytest.mark.skip(reason=f"{need.missing}; to add it: {need.add}"))
        if item.path.is_relative_to(ROOT_OF_PACKAGES) or (_stands_without(item) and not _asks_a_database(item)):
            item.add_marker(pytest.mark.only_on("sqlite"))  # no database is asked: once is enough
        only = item.get_closest_marker("only_on")
        (kept if only is None or only.args == (vendor,) else elsewhere).append(item)
    if elsewhere:
        config.hook.pytest_deselected(items=elsewhere)
        items[:] = kept


def _stands_without(item: pytest.Item) -> bool:
    return item.path.name not in START_SERVERS and any(item.path.is_relative_to(place) for place in WITHOUT)


def _asks_a_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or bool(fixtures & DATABASES)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where everything is required, let a skipped test fail."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and machine.everything_required():
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, and under CI=true every test must run: {report.longrepr}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Where everything is required, let a skipped file fail."""
    report = yield
    if report.skipped and machine.everything_required():
        report.outcome = "failed"
        report.longrepr = f"{collector.nodeid} was skipped, and under CI=true every test must run: {report.longrepr}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> Generator[None, None, None]:
    """Write what was run and left out where `make test` asks for it."""
    yield
    path = os.environ.get(RESULTS_VARIABLE)
    if not path or hasattr(config, "workerinput"):
        return
    outcomes = ("passed", "failed", "error", "skipped", "xfailed", "xpassed")
    counts = {name: len(terminalreporter.stats.get(name, [])) for name in outcomes}
    left_out = Counter(_reason(report) for report in terminalreporter.stats.get("skipped", []))
    Path(path).write_text(json.dumps({"counts": counts, "left_out": left_out}), encoding="utf-8")


def _reason(report: pytest.TestReport) -> str:
    why = report.longrepr
    return str(why[2]).removeprefix("Skipped: ") if isinstance(why, tuple | list) else str(why)
