"""What is sealed in a backup opens with the file of its keys alone, and a purge reaches both once that file is gone."""

import json
import zipfile
from pathlib import Path

import pytest
from django.conf import settings

from goodcatch.exchange import backup
from goodcatch.kernel.refs import Ref
from goodcatch.vault import services
from tests.cast import Cast
from tests.keyholders import found_readers, holder, seal

pytestmark = pytest.mark.django_db(transaction=True)
SCOPE, THING = Ref("channel", "CHANNE01"), Ref("matter", "MATTER01")


def test_shred_keys_and_open_keys_are_in_no_backup_and_the_first_in_the_file_of_keys(
    cast: Cast, tmp_path: Path
) -> None:
    lena = holder(cast.handler).ring
    found_readers(SCOPE, lena)
    seal(THING, SCOPE, cast.handler)
    house, keys = tmp_path / "house.zip", tmp_path / "house.keys"
    manifest = backup.write_backup(house, beside=lambda: backup.write_keys(keys))
    assert manifest.sealed
    with zipfile.ZipFile(house) as archive:
        assert {"vault.keyblob.jsonl", "vault.key.jsonl"} <= set(archive.namelist())
        assert not {"vault.shredkey.jsonl", "vault.unlocked.jsonl"} & set(archive.namelist())
        whole = b"".join(archive.read(name) for name in archive.namelist())
    apart = backup.read_apart(keys)["vault.shredkey"]["rows"]
    assert len(apart) == 1
    assert str(apart[0][-1]).encode() not in whole
    founded = [name for name in backup.read_keys(keys) if name.startswith("readers/")]
    assert founded == ["readers/channel-CHANNE01.first"]
    services.shred(thing=THING)
    backup.restore(house, replace=True)
    assert services.keys_of_readers(ring=lena, things=[THING]) == {}, "the backup alone opens nothing"
    backup.put_apart(backup.read_apart(keys))
    assert services.keys_of_readers(ring=lena, things=[THING])[THING].words
    assert oct((tmp_path / "house.keys").stat().st_mode)[-3:] == "600"


def test_a_first_list_comes_back_with_the_keys_and_a_strange_name_does_not(cast: Cast, tmp_path: Path) -> None:
    found_readers(SCOPE, holder(cast.handler).ring)
    keys = tmp_path / "house.keys"
    backup.write_keys(keys)
    path = Path(settings.DATA_DIR) / "readers" / "channel-CHANNE01.first"
    body = path.read_bytes()
    path.unlink()
    assert "readers/channel-CHANNE01.first" in backup.put_keys(backup.read_keys(keys))
    assert path.read_bytes() == body
    plain = json.loads(keys.read_text())
    plain["keys"]["readers/../../elsewhere.first"] = "00"
    keys.write_text(json.dumps(plain))
    with pytest.raises(Exception, match="holds no keys"):
        backup.read_keys(keys)
