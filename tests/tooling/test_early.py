"""Tests reach this machine alone, and nothing of the shell they are started in."""

import os
import socket
from pathlib import Path

import pytest

from tests import early


@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("10.0.0.1", 5432)])
def test_another_machine_is_out_of_reach(address: tuple[str, int]) -> None:
    with socket.socket() as probe, pytest.raises(early.OutsideRefused):
        probe.connect(address)
    with socket.socket(type=socket.SOCK_DGRAM) as probe, pytest.raises(early.OutsideRefused):
        probe.sendto(b"word", address)


def test_no_name_is_looked_up() -> None:
    with pytest.raises(early.OutsideRefused):
        socket.getaddrinfo("goodcatch.example.org", 443)


def test_this_machine_is_within_reach() -> None:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen()
        with socket.create_connection(("localhost", door.getsockname()[1]), timeout=5):
            door.accept()[0].close()


def test_the_data_folder_is_a_temporary_one() -> None:
    folder = Path(os.environ["GOODCATCH_DATA_DIR"])
    assert folder.name.startswith("goodcatch-tests-")
    assert folder.is_dir()
