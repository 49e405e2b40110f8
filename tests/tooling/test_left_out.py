"""A test that cannot run here is left out and named; under CI=true it fails."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import machine

pytestmark = pytest.mark.only_on("sqlite")

BARE_MACHINE = "from tests import machine\nmachine.missing = lambda: [machine.CHROMIUM, machine.SHARED_DATA]\n"
SKIPS = 'import pytest\n\n\ndef test_one():\n    pytest.skip("no reason")\n'
SKIPS_FILE = 'import pytest\n\npytest.importorskip("a_module_that_nobody_has")\n'
NEEDS_SHARED = "import pytest\n\n\n@pytest.mark.needs_shared\ndef test_one():\n    raise AssertionError\n"
NEEDS_BROWSER = "import pytest\n\n\n@pytest.mark.browser\ndef test_one():\n    raise AssertionError\n"


def run_pytest(folder: Path, test: str, *, ci: bool) -> subprocess.CompletedProcess[str]:
    (folder / "bare_machine.py").write_text(BARE_MACHINE)
    (folder / "test_it.py").write_text(test)
    environ = {name: value for name, value in os.environ.items() if name not in {"CI", "TESTS_RESULTS"}}
    environ["PYTHONPATH"] = f"{folder}{os.pathsep}{machine.ROOT}"
    if ci:
        environ["CI"] = "true"
    options = ["-c", str(machine.ROOT / "pyproject.toml"), "-p", "bare_machine", "-n0"]
    return subprocess.run(
        [sys.executable, "-m", "pytest", *options, str(folder / "test_it.py")],
        cwd=machine.ROOT,
        env=environ,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("test", "reason"),
    [
        (SKIPS, "no reason"),
        (NEEDS_SHARED, machine.SHARED_DATA.add),
        (NEEDS_BROWSER, machine.CHROMIUM.add),
    ],
    ids=["skips itself", "needs ../shared", "needs a browser"],
)
def test_it_is_named_at_a_desk_and_fails_in_integration(tmp_path: Path, test: str, reason: str) -> None:
    at_a_desk = run_pytest(tmp_path, test, ci=False)
    assert at_a_desk.returncode == 0, at_a_desk.stdout
    assert "1 skipped" in at_a_desk.stdout
    assert reason in at_a_desk.stdout
    in_integration = run_pytest(tmp_path, test, ci=True)
    assert in_integration.returncode == 1
    assert "under CI=true every test must run" in in_integration.stdout


def test_a_file_that_skips_itself_fails_in_integration(tmp_path: Path) -> None:
    in_integration = run_pytest(tmp_path, SKIPS_FILE, ci=True)
    assert in_integration.returncode != 0
    assert "under CI=true every test must run" in in_integration.stdout
