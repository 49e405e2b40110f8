"""A backup of one house, restored into another on the other database and back again: every table as it was."""

import json
import os
import stat
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction

from goodcatch.exchange import backup
from goodcatch.exchange.backup.manifest import read_manifest
from goodcatch.exchange.backup.writing import one_moment
from goodcatch.exchange.tests.bringing import bring
from goodcatch.exchange.tests.counting import POSTMORTEMS
from goodcatch.kernel.errors import RuleBroken
from goodcatch.people.models import Person, Unit
from goodcatch.record import queries as record
from goodcatch.record import services as record_services
from goodcatch.reviews.models import TimelineEntry
from tests.cast import Cast, gather

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def house(transactional_db: None) -> Cast:
    cast = gather()
    bring(cast.units.digital, POSTMORTEMS / "mybinder")
    record_services.number()
    return cast


def rows_of(path: Path) -> dict[str, list[str]]:
    """Every table's rows, in an order that no database's sorting of words decides."""
    with zipfile.ZipFile(path) as archive:
        return {
            name: sorted(archive.read(name).decode().splitlines()) for name in archive.namelist() if "jsonl" in name
        }


def elsewhere(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the command in another house, on a SQLite database of its own."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith("GOODCATCH_")}
    environ["GOODCATCH_DATA_DIR"] = str(folder)
    command = [sys.executable, "-m", "goodcatch.cli", *words]
    return subprocess.run(command, env=environ, capture_output=True, text=True, timeout=300, check=False)


def test_a_round_trip_through_another_house_keeps_every_table(house: Cast, tmp_path: Path) -> None:
    first, keys, other = tmp_path / "first.zip", tmp_path / "first.keys", tmp_path / "other"
    manifest = backup.write_backup(first)
    backup.write_keys(keys)
    assert manifest.database == connection.vendor
    assert manifest.tables["reviews.timelineentry"].rows == TimelineEntry.objects.count() > 100
    told = elsewhere(other, "restore", str(first), "--keys", str(keys))
    assert told.returncode == 0, told.stderr
    verified = elsewhere(other, "record", "verify")
    assert verified.returncode == 0, verified.stdout
    assert f"Looked through {manifest.tables['record.entry'].rows} entries" in verified.stdout
    second = tmp_path / "second.zip"
    assert elsewhere(other, "backup", str(second)).returncode == 0
    assert rows_of(second) == rows_of(first)
    Person.objects.filter(pk=house.reporter.pk).update(name="Somebody else")
    with pytest.raises(RuleBroken, match="--replace"):
        backup.restore(second)
    backup.restore(second, replace=True)
    third = tmp_path / "third.zip"
    backup.write_backup(third)
    assert rows_of(third) == rows_of(first)
    assert record.verify().intact
    assert Unit.objects.create(name="One more", parent=house.units.northfield, path="/x/").pk > house.units.fleet.pk


def test_a_backup_is_for_its_owner_alone_and_holds_no_session(house: Cast, tmp_path: Path) -> None:
    path = tmp_path / "house.zip"
    backup.write_backup(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert "sessions.session.jsonl" not in rows_of(path)
    secrets = [(Path(settings.DATA_DIR) / name) for name in backup.KEY_FILES]
    with zipfile.ZipFile(path) as archive:
        whole = b"".join(archive.read(name) for name in archive.namelist())
    for key in secrets:
        if key.exists():
            assert key.read_bytes().hex().encode() not in whole
    with pytest.raises(RuleBroken, match="exists already"):
        backup.write_backup(path)
    with pytest.raises(RuleBroken, match="cannot be written"):
        backup.write_backup(tmp_path / "nowhere" / "house.zip")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["house.zip"]


def test_a_backup_sees_one_moment_while_others_write(house: Cast, same_house: dict[str, str]) -> None:
    code = (
        "import django; django.setup()\n"
        "from goodcatch.people.models import Person\n"
        "Person.objects.filter(username='s.okafor').update(name='Renamed')\n"
    )
    environ = {**same_house, "DJANGO_SETTINGS_MODULE": "config.settings"}
    with one_moment():
        assert Person.objects.get(pk=house.reporter.pk).name == "Sam Okafor"
        done = subprocess.run([sys.executable, "-c", code], env=environ, timeout=120, check=False, capture_output=True)
        assert done.returncode == 0, done.stderr
        assert Person.objects.get(pk=house.reporter.pk).name == "Sam Okafor"
    assert Person.objects.get(pk=house.reporter.pk).name == "Renamed"


def changed(path: Path, to: Path, change: Callable[[dict[str, object]], None], *, sealed: bool = True) -> Path:
    """A copy of a backup with another manifest; sealed with its own hash, or left with the earlier one's."""
    with zipfile.ZipFile(path) as archive, zipfile.ZipFile(to, "w") as copy:
        for name in archive.namelist():
            body = archive.read(name)
            if name == "manifest.json":
                manifest = read_manifest(body)
                values = {f: getattr(manifest, f) for f in manifest.__dataclass_fields__}
                change(values)
                body = type(manifest)(**values).written() if sealed else json.dumps(values, default=asdict).encode()
            copy.writestr(name, body)
    return to


def newer_version(values: dict[str, object]) -> None:
    values["version"] = "99.0.0"


def newer_migration(values: dict[str, object]) -> None:
    values["migrations"] = [*values["migrations"], ["people", "0099_later"]]  # type: ignore[misc]


def newer_format(values: dict[str, object]) -> None:
    values["format"] = 99


def test_what_is_newer_or_damaged_is_refused_and_nothing_changes(house: Cast, tmp_path: Path) -> None:
    path = tmp_path / "house.zip"
    backup.write_backup(path)
    for change in (newer_version, newer_migration, newer_format):
        with pytest.raises(RuleBroken, match="newer"):
            backup.restore(changed(path, tmp_path / f"{change.__name__}.zip", change), replace=True)
    with pytest.raises(RuleBroken, match="no backup"):
        backup.restore(changed(path, tmp_path / "forged.zip", newer_version, sealed=False), replace=True)
    torn = tmp_path / "torn.zip"
    torn.write_bytes(path.read_bytes()[:-200])
    for wrong in (torn, Path(__file__)):
        with pytest.raises(RuleBroken, match="no backup"):
            backup.restore(wrong, replace=True)
    with pytest.raises(RuleBroken, match="cannot be read"):
        backup.restore(tmp_path / "missing.zip", replace=True)
    short = tmp_path / "short.zip"
    with zipfile.ZipFile(path) as archive, zipfile.ZipFile(short, "w") as copy:
        for name in archive.namelist():
            copy.writestr(name, b"" if name == "people.person.jsonl" else archive.read(name))
    with pytest.raises(RuleBroken, match="damaged"):
        backup.restore(short, replace=True)
    assert Person.objects.filter(pk=house.reporter.pk, name="Sam Okafor").exists()


def test_a_backup_of_an_earlier_state_is_brought_up_to_date(house: Cast, tmp_path: Path) -> None:
    path = tmp_path / "house.zip"
    backup.write_backup(path)

    def earlier(values: dict[str, object]) -> None:
        last = ["auth", "0012_alter_user_first_name_max_length"]
        values["migrations"] = [each for each in values["migrations"] if each != last]  # type: ignore[attr-defined]

    backup.restore(changed(path, tmp_path / "earlier.zip", earlier), replace=True)
    after = tmp_path / "after.zip"
    assert backup.write_backup(after).migrations == backup.write_backup(tmp_path / "again.zip").migrations
    before, now = rows_of(path), rows_of(after)
    assert {name: rows for name, rows in now.items() if name not in LIBRARIES} == {
        name: rows for name, rows in before.items() if name not in LIBRARIES
    }


LIBRARIES = {"auth.permission.jsonl", "contenttypes.contenttype.jsonl"}


def test_a_load_that_fails_leaves_the_house_as_it_was(
    house: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "house.zip"
    backup.write_backup(path)

    def broken(_models: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("goodcatch.exchange.backup.restoring._set_counters", broken)
    with pytest.raises(ZeroDivisionError):
        backup.restore(path, replace=True)
    assert not transaction.get_connection().in_atomic_block
    assert Person.objects.filter(pk=house.reporter.pk).exists()


def test_keys_go_apart_and_come_back(tmp_path: Path) -> None:
    path = tmp_path / "keys"
    names = backup.write_keys(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    kept = backup.read_keys(path)
    assert sorted(kept) == sorted(names)
    assert all((Path(settings.DATA_DIR) / name).read_bytes() == value for name, value in kept.items())
    assert backup.put_keys(kept) == []
    with pytest.raises(RuleBroken, match="exists already"):
        backup.write_keys(path)
    path.write_text('{"goodcatch_keys": 1, "keys": {"../../etc/passwd": "00"}}')
    with pytest.raises(RuleBroken, match="holds no keys"):
        backup.read_keys(path)
