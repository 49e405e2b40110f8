"""Files go into a backup as they lie, sealed, and come back whole; nothing of them can be read there."""

import zipfile
from pathlib import Path

import pytest

from goodcatch.exchange import backup
from goodcatch.files import queries, services
from goodcatch.files.tests.made import CANARY, photo
from goodcatch.kernel.refs import Ref
from tests.cast import Cast

pytestmark = pytest.mark.django_db(transaction=True)
OWNER, KEY = Ref("report", "AAAABBBB"), bytes(range(32))


def test_files_come_back_from_a_backup_and_cannot_be_read_in_it(cast: Cast, tmp_path: Path) -> None:
    body, path = photo() + CANARY.encode() * 20_000, tmp_path / "house.zip"
    examined = services.examine(received=services.receive(name=f"{CANARY}.jpg", pieces=[body]))
    about = services.keep(examined=examined, owner=OWNER, key=KEY, original_key=KEY)
    backup.write_backup(path)
    with zipfile.ZipFile(path) as archive:
        assert "files.filechunk.jsonl" in archive.namelist()
        assert not any(CANARY.encode() in archive.read(name) for name in archive.namelist())
    assert services.purge(owner=OWNER) == 2
    backup.restore(path, replace=True)
    assert about.original is not None
    assert b"".join(queries.content(stored=about.original.stored, owner=OWNER, key=KEY)) == body
    assert b"".join(queries.content(stored=about.shown.stored, owner=OWNER, key=KEY)).startswith(b"\xff\xd8")
