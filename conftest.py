"""What every test may use."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from config import house
from config.env import kept_secret
from tests import clients, emptying, machine, postgres, server  # noqa: F401  # two for every test
from tests.cast import cast, client_of  # noqa: F401  # fixtures for every test
from tests.gates import cheap_passwords, cheap_receipts, wide_gate  # noqa: F401  # for every test by themselves
from tests.keyholders import keeper, nothing_founded  # noqa: F401  # the second for every test by itself
from tests.steps import story  # noqa: F401  # what fixtures are made of that steps tell


@pytest.fixture(scope="session", autouse=True)
def peppers() -> None:
    """Make both peppers before any test: none is the first, which asks the database whether one was lost."""
    for name in house.PEPPERED:
        kept_secret(Path(settings.DATA_DIR), name)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,
) -> None:
    """Let tests use the very SQLite file that production would, in this process's own folder.

    So a process that a test starts, with the same data folder, works on the same database.
    """
    about = connection.settings_dict
    if connection.vendor == "sqlite":
        about["TEST"]["NAME"] = str(about["NAME"])


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
    folder = tmp_path_factory.mktemp("live-demo")
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID")
    if run and not os.environ.get(postgres.URL_VARIABLE):
        # Of several processes that run tests, one tells it for all.
        server.lay_demo(folder, told_in=tmp_path_factory.getbasetemp().parent / f"demo-{run}")
    with server.running(folder, demo=True) as running:
        yield running
