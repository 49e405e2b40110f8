"""What every test may use, and how a run tells what it left out."""

import json
import os
from collections import Counter
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from django.db import connection

from tests import machine, postgres, server
from tests.cast import cast, client_of  # noqa: F401  # fixtures for every test

HERE = Path(__file__).parent
NEEDS = {"browser": machine.CHROMIUM, "needs_shared": machine.SHARED_DATA}
RESULTS_VARIABLE = "TESTS_RESULTS"


def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Mark what a test needs by where it stands and what it uses; leave out what cannot run or runs elsewhere."""
    absent = set(machine.missing())
    vendor = "postgresql" if os.environ.get("GOODCATCH_DATABASE_URL") else "sqlite"
    kept: list[pytest.Item] = []
    elsewhere: list[pytest.Item] = []
    for item in items:
        if item.path.is_relative_to(HERE / "tests" / "browser"):
            item.add_marker("browser")
        if "shared" in getattr(item, "fixturenames", ()):
            item.add_marker("needs_shared")
        for marker, need in NEEDS.items():
            if item.get_closest_marker(marker) and need in absent:
                item.add_marker(
                    pytest.mark.skip(reason=f"{need.missing}; to add it: {need.add}")
                )
        only = item.get_closest_marker("only_on")
        (kept if only is None or only.args == (vendor,) else elsewhere).append(item)
    if elsewhere:
        config.hook.pytest_deselected(items=elsewhere)
        items[:] = kept


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where everything is required, let a skipped test fail."""
    report = yield
    if (
        report.skipped
        and not hasattr(report, "wasxfail")
        and machine.everything_required()
    ):
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
    left_out = Counter(
        _reason(report) for report in terminalreporter.stats.get("skipped", [])
    )
    Path(path).write_text(
        json.dumps({"counts": counts, "left_out": left_out}), encoding="utf-8"
    )


def _reason(report: pytest.TestReport) -> str:
    why = report.longrepr
    return (
        str(why[2]).removeprefix("Skipped: ")
        if isinstance(why, tuple | list)
        else str(why)
    )


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,
) -> None:
    """Let tests use the very SQLite file that production would, in this process's own folder.

    So a process that a test starts, with the same data folder, works on the same database.
    """
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        settings["TEST"]["NAME"] = str(settings["NAME"])


@pytest.fixture
def same_house(transactional_db: None) -> dict[str, str]:
    """Give the environment with which a further process works on this test's database and data folder."""
    environ = dict(os.environ)
    if connection.vendor == "postgresql":
        server = environ[postgres.URL_VARIABLE].rpartition("/")[0]
        environ[postgres.URL_VARIABLE] = f"{server}/{connection.settings_dict['NAME']}"
    return environ


@pytest.fixture(scope="session")
def shared() -> Path:
    """Give the folder ../shared; a test that asks for it is left out where it is missing."""
    folder = machine.shared()
    assert folder is not None
    return folder


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[server.Server]:
    """Run the real server and worker, on an empty house of their own."""
    with server.running(tmp_path_factory.mktemp("live")) as running:
        yield running


@pytest.fixture(scope="session")
def live_demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[server.Server]:
    """Run the real server and worker, on a house of their own with the demo organisation in it."""
    with server.running(tmp_path_factory.mktemp("live-demo"), demo=True) as running:
        yield running
