"""The demo's own six words stand on the page of its cast, and nowhere else."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client

from goodcatch.reports.slots import DEMO_KEYS
from tests.cast import Cast

pytestmark = pytest.mark.django_db
WORDS = "clergyman bakery aqueduct kleenex pouring resend"


@pytest.fixture(autouse=True)
def kept(settings: LazySettings) -> Iterator[None]:
    """Let the file stand in the data folder as the demo leaves it."""
    file = Path(settings.DATA_DIR, DEMO_KEYS)
    file.write_text(f"Lena Brandt, reading sealed reports: {WORDS}\n", encoding="utf-8")
    yield
    file.unlink()


@pytest.mark.parametrize("demo", [True, False])
def test_they_stand_on_the_page_of_the_cast_in_a_demo_alone(cast: Cast, settings: LazySettings, demo: bool) -> None:
    settings.ENV = replace(settings.ENV, demo=demo)
    settings.ALLOWED_HOSTS = ["*"]
    page = Client(HTTP_HOST="127.0.0.1:8765").get("/in/account/demo/")
    assert page.status_code == (200 if demo else 404)
    assert (WORDS in page.content.decode()) == demo


def test_a_demo_without_them_says_nothing_of_them(cast: Cast, settings: LazySettings) -> None:
    settings.ENV = replace(settings.ENV, demo=True)
    settings.ALLOWED_HOSTS = ["*"]
    Path(settings.DATA_DIR, DEMO_KEYS).write_text("", encoding="utf-8")
    page = Client(HTTP_HOST="127.0.0.1:8765").get("/in/account/demo/").content.decode()
    assert "Keys of the demo" not in page
