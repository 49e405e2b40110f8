"""A lost pepper is never replaced in silence: it is said, nothing is made meanwhile, and the old file mends all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.utils.module_loading import import_string

from config.house import PEPPERED
from config.peppers import PepperLost
from goodcatch.cli import moving_in
from goodcatch.reports import proofs, services
from goodcatch.reports.receipts import read
from goodcatch.reports.tests.sealing import FORM, SealedChannel, report_sealed, sealed  # noqa: F401  # the last a fixture
from goodcatch.vault import outside
from tests.cast import Cast

KEPT = {"receipt-pepper": proofs._pepper, "vault-pepper": outside._pepper}  # what a process keeps
Lose = Callable[[], Path]


@pytest.fixture
def lose(tmp_path: Path, settings: Any) -> Iterator[Lose]:
    """Give a way to lose every key, as a process finds it that begins after it."""

    def forget() -> None:
        for kept in KEPT.values():
            kept.cache_clear()

    def losing() -> Path:
        settings.DATA_DIR = tmp_path
        forget()
        return tmp_path

    yield losing
    forget()


@pytest.mark.django_db
@pytest.mark.parametrize("name", PEPPERED)
def test_it_is_made_once_where_nothing_needs_another(lose: Lose, name: str) -> None:
    folder = lose()
    assert KEPT[name]() == (folder / name).read_bytes()


@pytest.mark.django_db
def test_a_lost_one_is_said_and_not_replaced_and_the_old_one_mends_it(
    client: Client,
    cast: Cast,
    sealed: SealedChannel,  # noqa: F811
    lose: Lose,
    capsys: pytest.CaptureFixture[str],
) -> None:
    receipt = read(report_sealed(client))
    kept = {name: pepper() for name, pepper in KEPT.items()}
    folder = lose()
    for name, pepper in KEPT.items():
        with pytest.raises(PepperLost, match=name):
            pepper()
    page = Client().get(FORM)
    assert page.status_code == 409
    assert "whoever runs the house puts the file back" in page.content.decode()
    capsys.readouterr()  # what was logged, where an earlier test of this process set the log up
    moving_in._tell_of_lost_keys()  # what `goodcatch up` says before the doors open
    said = capsys.readouterr().err.splitlines()
    assert [name for name, line in zip(PEPPERED, said, strict=True) if name in line] == list(PEPPERED)
    assert list(folder.iterdir()) == []
    for name, body in kept.items():
        (folder / name).write_bytes(body)
    assert services.open_receipt(receipt=receipt) is not None


def test_every_table_of_receipts_is_named() -> None:
    hashed = {each for each in apps.get_models() if "look_up" in {field.name for field in each._meta.fields}}
    assert hashed == {import_string(each) for each in PEPPERED["receipt-pepper"]}
