"""The settings: checked at once, all problems in one message, secrets from files and never in a message."""

from __future__ import annotations

import dataclasses
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.env import CHECKS, PREFIX, Env, EnvProblems, kept_secret, read

ROOT = Path(__file__).resolve().parents[2]


def problems(**environ: str) -> list[str]:
    with pytest.raises(EnvProblems) as caught:
        read({PREFIX + name.upper(): value for name, value in environ.items()})
    return caught.value.problems


def test_nothing_said_means_an_embedded_house_on_this_machine() -> None:
    env = read({})
    assert env == Env()
    assert env.embedded
    assert (env.address, env.data_dir, env.threads) == ("http://127.0.0.1:8765", Path("var"), 16)


def test_every_setting_is_read() -> None:
    env = read(
        {
            "GOODCATCH_DATA_DIR": "/srv/goodcatch",
            "GOODCATCH_DATABASE_URL": "postgres://u:p@db/name",
            "GOODCATCH_PORT": " 80 ",
            "GOODCATCH_BASE_URL": "https://goodcatch.example.org/",
            "GOODCATCH_RECORD_KEY": "ab" * 32,
            "GOODCATCH_ZONE": "Europe/Oslo",
            "GOODCATCH_DEMO": "Yes",
            "GOODCATCH_LOG_FORMAT": "json",
            "UNRELATED": "x",
        }
    )
    assert (env.data_dir, env.port, env.demo, env.zone) == (Path("/srv/goodcatch"), 80, True, "Europe/Oslo")
    assert env.address == "https://goodcatch.example.org"
    assert not env.embedded


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("port", "65536"),
        ("port", "-1"),
        ("port", "http"),
        ("threads", "1"),
        ("zone", "Europe/Atlantis"),
        ("demo", "maybe"),
        ("base_url", "goodcatch.example.org"),
        ("base_url", "https://example.org/goodcatch"),
        ("database_url", "sqlite:///x"),
        ("database_url", "postgres://host"),
        ("database_url", "postgres://u:p@host/name?prepare_threshold=often"),
        ("mail_url", "imap://host"),
        ("mail_url", "smtp://"),
        ("record_key", "abc"),
        ("log_format", "xml"),
    ],
)
def test_a_wrong_value_is_named_with_what_would_be_right(name: str, value: str) -> None:
    (problem,) = problems(**{name: value})
    assert problem.startswith(f"GOODCATCH_{name.upper()} ")
    assert " would " in problem


def test_all_problems_come_in_one_message() -> None:
    found = problems(port="x", threads="x", zone="x", colour="blue")
    assert len(found) == 4
    with pytest.raises(EnvProblems) as caught:
        read({"GOODCATCH_PORT": "x", "GOODCATCH_ZONE": "x"})
    assert str(caught.value).count("\n  - ") == 2


def test_a_mistyped_name_is_named() -> None:
    assert problems(prot="80") == [
        "GOODCATCH_PROT is not a setting of Goodcatch; the settings page of the docs lists them all."
    ]


SECRETS = [setting.name for setting in dataclasses.fields(Env) if setting.metadata.get("secret")]


@given(name=st.sampled_from(SECRETS), value=st.from_regex(r"canary[a-z0-9:/@]{0,30}", fullmatch=True))
def test_no_secret_is_ever_part_of_a_message(name: str, value: str) -> None:
    with pytest.raises(EnvProblems) as found:
        read({PREFIX + name.upper(): value, "GOODCATCH_PORT": "x"})
    assert "canary" not in str(found.value)


def test_no_secret_is_part_of_what_env_looks_like() -> None:
    env = dataclasses.replace(Env(), secret_key="canary", database_url="canary", mail_url="canary", record_key="canary")
    assert "canary" not in repr(env)


def test_a_secret_may_stand_in_a_file(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text("from the file\n")
    assert read({"GOODCATCH_SECRET_KEY_FILE": str(file)}).secret_key == "from the file"


def test_a_file_that_cannot_be_read_and_a_value_said_twice_are_named(tmp_path: Path) -> None:
    (missing,) = problems(secret_key_file=str(tmp_path / "missing"))
    assert "GOODCATCH_SECRET_KEY_FILE" in missing
    file = tmp_path / "key"
    file.write_text("x")
    (twice,) = problems(secret_key_file=str(file), secret_key="canary")
    assert "both set" in twice
    assert "canary" not in twice


def test_every_check_belongs_to_a_setting() -> None:
    assert set(CHECKS) <= {setting.name for setting in dataclasses.fields(Env)}


def test_a_kept_secret_is_made_once_even_by_many_at_once(tmp_path: Path) -> None:
    start, seen = threading.Barrier(8), set()

    def ask() -> None:
        start.wait()
        seen.add(kept_secret(tmp_path / "data", "key"))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(seen) == 1
    assert len(seen.pop()) == 32
    assert [p.name for p in (tmp_path / "data").iterdir()] == ["key"]
    assert (tmp_path / "data" / "key").stat().st_mode & 0o077 == 0


def test_the_table_in_the_docs_is_the_one_that_the_command_prints() -> None:
    printed = subprocess.run(
        [sys.executable, "-m", "goodcatch", "settings"],
        cwd=ROOT,
        env={**os.environ},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert (ROOT / "docs" / "running" / "settings.md").read_text(encoding="utf-8").endswith("\n\n" + printed)
    assert all(f"`{PREFIX}{setting.name.upper()}`" in printed for setting in dataclasses.fields(Env))
