"""What takes long is begun first; of some files each test is taken up by itself."""

import subprocess
import sys

import pytest

from tests import machine, order

pytestmark = pytest.mark.only_on("sqlite")


def test_every_file_in_the_order_is_there() -> None:
    assert [entry for entry in order.FIRST if not (machine.ROOT / entry.rstrip(":")).is_file()] == []


def test_a_file_is_taken_up_whole_or_test_by_test() -> None:
    assert order.taken_together("tests/docs/test_pages.py::test_one[a::b]") == "tests/docs/test_pages.py"
    assert (
        order.taken_together("tests/matrix/test_matrix.py::test_one[1]") == "tests/matrix/test_matrix.py::test_one[1]"
    )


def test_several_processes_begin_with_what_takes_long() -> None:
    asked = ["tests/architecture/test_data.py", "tests/tooling/test_everything.py", "tests/matrix/test_matrix.py"]
    options = ["-v", "-n", "2", "--dist", "loadfile", "-k", "not as_the_table_says"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *options, *asked],
        cwd=machine.ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    begun = [line.partition("PASSED ")[2].partition("::")[0] for line in done.stdout.splitlines() if "PASSED" in line]
    assert set(begun[:2]) == {"tests/matrix/test_matrix.py"}
    assert len(set(begun)) > 2
