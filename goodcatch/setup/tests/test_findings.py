"""Each finding is seeded, one at a time, into a house that is well, and found."""

from __future__ import annotations

import resource
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from goodcatch.files.cleaning import trying
from goodcatch.jobs import services as jobs
from goodcatch.jobs.models import Job
from goodcatch.kernel import clock
from goodcatch.kernel.refs import Ref
from goodcatch.people import services as people
from goodcatch.people.models import Person
from goodcatch.people.terms import Reporter
from goodcatch.record import services as record
from goodcatch.record.models import Entry
from goodcatch.record.tasks import number_record
from goodcatch.reports import services as reports
from goodcatch.reports.models import Channel
from goodcatch.reports.receipts import new_receipt
from goodcatch.reports.services import take_slip
from goodcatch.reports.tests.sealed import Readers, opened
from goodcatch.reports.tests.speaking import Telling
from goodcatch.setup import findings, services
from goodcatch.setup.examining import database, machine
from goodcatch.setup.models import Backup
from goodcatch.setup.terms import Finding, Severity
from goodcatch.setup.tests.examined import codes
from goodcatch.vault.models import Key, Refusal, Rehearsal, SignedList
from tests.cast import SETUP, Cast


@dataclass
class Scene:
    """What a seed may spoil."""

    folder: Path
    tmp: Path
    settings: Any
    monkeypatch: pytest.MonkeyPatch
    request: pytest.FixtureRequest

    def env(self, **changed: object) -> None:
        """Let the settings say something else."""
        self.settings.ENV = replace(self.settings.ENV, **changed)

    @property
    def sealed(self) -> Channel:
        """A sealed channel with everything it takes."""
        cast: Cast = self.request.getfixturevalue("cast")
        prepared: Channel = self.request.getfixturevalue("prepared")
        readers: Readers = self.request.getfixturevalue("readers")
        return opened(cast, prepared, readers)

    @property
    def cast(self) -> Cast:
        """Everybody."""
        found: Cast = self.request.getfixturevalue("cast")
        return found


def _chmod(path: Path, mode: int) -> None:
    path.touch()
    path.chmod(mode)


def _temp(scene: Scene) -> None:
    scene.tmp.chmod(0o777)
    scene.monkeypatch.setattr(tempfile, "tempdir", str(scene.tmp))


def _secret_file(scene: Scene) -> None:
    _chmod(scene.tmp / "key", 0o644)
    scene.monkeypatch.setenv("GOODCATCH_SECRET_KEY_FILE", str(scene.tmp / "key"))


def _no_pepper(scene: Scene) -> None:
    _ = scene.sealed
    kept = scene.folder / "vault-pepper"
    kept.rename(scene.tmp / "pepper")
    scene.request.addfinalizer(lambda: (scene.tmp / "pepper").rename(kept))


def _no_receipt_pepper(scene: Scene) -> None:
    tell: Telling = scene.request.getfixturevalue("tell")
    report = tell()
    take_slip(by=Reporter(report.public_id), report=report, receipt=new_receipt())
    (scene.folder / "receipt-pepper").rename(scene.tmp / "pepper")
    scene.request.addfinalizer(lambda: (scene.tmp / "pepper").rename(scene.folder / "receipt-pepper"))


def _logger(scene: Scene) -> None:
    scene.settings.LOGGING = {**django_settings.LOGGING, "handlers": {"mail": {"class": "logging.StreamHandler"}}}


def _swap(scene: Scene) -> None:
    _ = scene.sealed
    swaps = scene.tmp / "swaps"
    swaps.write_text("Filename Type Size Used Priority\n/dev/sda3 partition 1 0 -2\n/dev/zram0 partition 1 0 5\n")
    scene.monkeypatch.setattr(machine, "SWAPS", swaps)


def _core(_scene: Scene) -> None:
    hard = resource.getrlimit(resource.RLIMIT_CORE)[1]
    resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))


def _done(at: timedelta) -> None:
    with clock.moved_to(clock.now() + at), transaction.atomic():
        record.write(by=SETUP, verb="tests.did", thing=Ref("test", "1"))


def _waiting(_scene: Scene) -> None:
    with transaction.atomic():
        jobs.later("jobs.tidy", due=clock.now() - timedelta(hours=2))


def _given_up(_scene: Scene) -> None:
    Job.objects.create(kind="jobs.tidy", due_at=clock.now(), given_up_at=clock.now())


def _broken(_scene: Scene) -> None:
    _done(timedelta())
    number_record()
    Entry.objects.filter(position=1).update(verb="tests.other")


def _list(scene: Scene) -> None:
    row = SignedList.objects.get(scope=str(scene.sealed.ref))
    SignedList.objects.filter(pk=row.pk).update(content=row.content.replace("handler", "deputy"))


def _key(scene: Scene) -> None:
    _ = scene.sealed
    Key.objects.filter(person=scene.cast.handler).update(box_public=bytes(32))


def _gone(scene: Scene) -> None:
    _ = scene.sealed
    named = [scene.cast.handler, scene.cast.peer, scene.cast.director]
    Person.objects.filter(pk__in=[each.pk for each in named]).update(left_at=clock.now())


def _no_deputy(scene: Scene) -> None:
    _ = scene.sealed
    Person.objects.filter(pk=scene.cast.peer.pk).update(left_at=clock.now())


def _no_triager(scene: Scene) -> None:
    unit = scene.cast.units.northfield
    reports.open_channel(by=scene.cast.administrator, unit=unit, name="Safety", slug="safety")
    assert "channel-unhandled" not in codes()
    people.leave(by=scene.cast.administrator, person=scene.cast.handler)


def _rehearsed(scene: Scene) -> None:
    _ = scene.sealed
    Rehearsal.objects.update(done_at=clock.now() - timedelta(days=400))


def _rested(scene: Scene) -> None:
    _ = scene.sealed
    Key.objects.filter(person=scene.cast.handler).update(used_on=clock.today() - timedelta(days=200))


def _settled(_scene: Scene) -> None:
    MigrationRecorder.Migration.objects.update(applied=clock.now() - timedelta(days=30))


def _unkept(scene: Scene) -> None:
    _ = scene.sealed
    _settled(scene)


def _backup(path: Path, keys: Path | None = None, *, days: int = 0, holding: str = "people.person.jsonl") -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(holding, "")
    path.chmod(0o600)
    if keys:
        _chmod(keys, 0o600)
    with clock.moved_to(clock.now() - timedelta(days=days)):
        services.note_backup(path=path, keys=keys)


def _open_backup(scene: Scene) -> None:
    _backup(scene.tmp / "backup")
    (scene.tmp / "backup").chmod(0o644)


Seed = Callable[[Scene], object]
SEEDS: list[tuple[str, Seed]] = [
    ("folder-open", lambda scene: scene.folder.chmod(0o755)),
    ("key-open", lambda scene: _chmod(scene.folder / "record-key", 0o640)),
    ("secret-file-open", _secret_file),
    ("secret-in-environment", lambda scene: scene.monkeypatch.setenv("GOODCATCH_MAIL_URL", "smtp://a:b@c")),
    ("pepper-missing", _no_pepper),
    ("receipt-pepper-missing", _no_receipt_pepper),
    ("umask-wide", lambda _scene: __import__("os").umask(0o022)),
    ("temp-open", _temp),
    ("plain-http", lambda scene: scene.env(base_url="http://house.example.org")),
    ("plain-http", lambda scene: scene.env(host="0.0.0.0")),  # what is seeded
    ("demo-open", lambda scene: scene.env(base_url="https://house.example.org", demo=True)),
    ("proxy-uncounted", lambda scene: scene.env(base_url="https://house.example.org")),
    ("cookies-plain", lambda scene: scene.env(base_url="https://house.example.org")),
    ("cookies-plain", lambda scene: setattr(scene.settings, "SESSION_COOKIE_HTTPONLY", False)),
    ("debug", lambda scene: setattr(scene.settings, "DEBUG", True)),
    ("logs-words", _logger),
    ("mail-plain", lambda scene: scene.env(mail_url="smtp+plain://mail.example.org")),
    ("mail-nowhere", lambda scene: scene.env(base_url="https://house.example.org")),
    ("swap-plain", _swap),
    ("core-dumps", _core),
    ("clock-back", lambda _scene: _done(timedelta(hours=1))),
    ("disk-low", lambda scene: scene.monkeypatch.setattr(machine, "LOW_MB", 10**12)),
    ("disk-full", lambda scene: scene.monkeypatch.setattr(machine, "FULL_MB", 10**12)),
    ("walls-weak", lambda scene: scene.monkeypatch.setattr(trying, "_CHILD", "goodcatch.setup.tests.no_walls")),
    ("work-waits", _waiting),
    ("work-given-up", _given_up),
    ("record-waits", lambda _scene: _done(timedelta(hours=-2))),
    ("record-broken", _broken),
    ("list-refused", _list),
    ("list-refused", _key),
    ("refusals", lambda scene: (scene.sealed, Refusal.objects.create(thing="a:b", what="key", day=clock.today()))),
    ("channel-unread", _gone),
    ("channel-unhandled", _no_triager),
    ("channel-lacks", _no_deputy),
    ("rehearsal-old", _rehearsed),
    ("keys-rested", _rested),
    ("backup-never", _settled),
    ("backup-old", lambda scene: _backup(scene.tmp / "backup", days=9)),
    ("keys-unkept", _unkept),
    ("backup-beside", lambda scene: _backup(scene.tmp / "backup", scene.tmp / "keys")),
    ("backup-open", _open_backup),
    ("backup-holds", lambda scene: _backup(scene.tmp / "backup", holding="vault.shredkey.jsonl")),
]


@pytest.mark.parametrize(("code", "seed"), SEEDS, ids=[f"{code}-{i}" for i, (code, _) in enumerate(SEEDS)])
def test_it_is_found(
    code: str,
    seed: Seed,
    healthy: Path,
    tmp_path: Path,
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> None:
    seed(Scene(healthy, tmp_path, settings, monkeypatch, request))
    assert code in codes()


def test_a_house_that_is_well_gives_no_alarm(healthy: Path) -> None:
    assert codes() == []


def test_a_sealed_channel_with_everything_it_takes_gives_no_alarm(
    healthy: Path, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    scene = Scene(healthy, tmp_path, settings, monkeypatch, request)
    _ = scene.sealed
    number_record()
    _backup(tmp_path / "backup")
    found = [each for each in codes() if each != "swap-plain"]  # that of the machine on which this test runs
    assert found == []


def test_each_finding_is_seeded() -> None:
    of_one_database = {code for code in findings.KNOWN if code.startswith(("sqlite", "postgres"))}
    elsewhere = of_one_database | {"database-open", "clock-apart", "not-up-to-date"}
    assert {code for code, _seed in SEEDS} | elsewhere == set(findings.KNOWN)
    assert elsewhere & {code for code, _seed in SEEDS} == set()


@pytest.mark.only_on("sqlite")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("spoiled", "code"), [("secure_delete=OFF", "sqlite-keeps"), ("synchronous=OFF", "sqlite-durable")]
)
def test_sqlite_as_it_should_not_be(spoiled: str, code: str) -> None:
    assert list(database.database()) == []
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {spoiled}")
    found = [each.code for each in database.database()]
    connection.close()
    assert found == [code]


@pytest.mark.only_on("sqlite")
def test_a_database_that_others_may_read(healthy: Path) -> None:
    base = Path(connection.settings_dict["NAME"])
    base.chmod(0o644)
    assert codes()[0] == "database-open"


@pytest.mark.only_on("postgresql")
@pytest.mark.parametrize(
    ("setting", "value", "code"),
    [
        ("log_statement", "mod", "postgres-statements"),
        ("log_min_duration_statement", "0", "postgres-values"),
        ("log_parameter_max_length_on_error", "-1", "postgres-values"),
        ("log_min_messages", "warning", "postgres-errors"),
    ],
)
def test_a_postgresql_that_writes_down_too_much(healthy: Path, setting: str, value: str, code: str) -> None:
    with connection.cursor() as cursor:
        assert list(database.database()) == []
        cursor.execute(f"SET LOCAL {setting} = '{value}'")
    assert [each.code for each in database.database()] == [code]


@pytest.mark.only_on("postgresql")
def test_other_weak_places_of_postgresql(healthy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    house = django_settings.DATABASES["default"]
    monkeypatch.setitem(house["OPTIONS"], "server_side_binding", False)
    monkeypatch.setitem(house, "HOST", "db.example.org")
    monkeypatch.setattr(database, "OLDEST_POSTGRES", 10**9)
    with clock.moved_to(clock.now() + timedelta(minutes=1)):
        found = {each.code for each in database.database()}
    assert found >= {"postgres-binding", "postgres-plain", "postgres-old", "clock-apart"}


def test_what_auto_explain_writes_down() -> None:
    quiet = {"log_min_messages": "fatal"}
    assert list(database.written_down(quiet)) == []
    loud = quiet | {"auto_explain.log_min_duration": "0"}
    assert [each.values["name"] for each in database.written_down(loud)] == ["auto_explain"]
    assert list(database.written_down(loud | {"auto_explain.log_parameter_max_length": "0"})) == []


def test_swap_that_is_encrypted_or_memory_is_no_finding(tmp_path: Path) -> None:
    swaps, blocks = tmp_path / "swaps", tmp_path / "block"
    (blocks / "dm-1" / "dm").mkdir(parents=True)
    (blocks / "dm-1" / "dm" / "uuid").write_text("CRYPT-PLAIN-swap\n")
    swaps.write_text("Filename Type Size Used Priority\n/dev/dm-1 partition 1 0 -2\n/dev/zram0 partition 1 0 5\n")
    assert machine.plain_swaps(swaps, blocks) == []
    assert machine.plain_swaps(swaps, tmp_path / "none") == ["/dev/dm-1"]


def test_the_worst_comes_first_and_says_what_would_be_right() -> None:
    found = findings.in_order([Finding("mail-nowhere"), Finding("debug"), Finding("disk-low", {"mb": 7})])
    assert [each.code for each in found] == ["debug", "disk-low", "mail-nowhere"]
    assert findings.worst(found) == Severity.CRITICAL
    assert findings.shown(found[1])["sentence"] == "There are 7 MB left where the data lies."
    assert findings.closes(found)
    assert not findings.closes(found[1:])


def test_what_is_kept_of_a_backup_is_forgotten_after_90_days(db: None, tmp_path: Path) -> None:
    _backup(tmp_path / "one", days=100)
    _backup(tmp_path / "two")
    assert [Path(each.path).name for each in Backup.objects.all()] == ["two"]
