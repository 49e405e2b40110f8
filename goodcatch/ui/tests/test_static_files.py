"""Static files: kept for long under a name with their hash, small enough, and nothing from elsewhere."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.test import Client

HERE = Path(__file__).parent.parent
SHEETS = ["ui/tokens.css", "ui/house.css"]


@pytest.mark.parametrize("name", [*SHEETS, "ui/house.js", "ui/htmx/htmx.min.js", "ui/mark.svg"])
def test_a_file_is_kept_for_good_under_its_hashed_name_alone(client: Client, name: str) -> None:
    address = staticfiles_storage.url(name)
    assert re.fullmatch(r"/static/ui/[a-z/.]+\.[0-9a-f]{12}\.(css|js|svg)", address)
    kept, plain = client.get(address), client.get(f"/static/{name}")
    assert "immutable" in kept["Cache-Control"]
    assert "immutable" not in plain["Cache-Control"]
    assert kept.getvalue() == plain.getvalue() == (HERE / "static" / name).read_bytes()
    assert "Access-Control-Allow-Origin" not in kept


def test_a_file_that_is_not_there_is_noticed_where_it_is_named() -> None:
    with pytest.raises(ValueError, match=r"no static file 'ui/gone\.css'"):
        staticfiles_storage.url("ui/gone.css")


def test_style_is_small_and_values_are_decided_in_one_place() -> None:
    tokens, house = ((HERE / "static" / name).read_text() for name in SHEETS)
    assert len(tokens) + len(house) < 20_000
    assert re.findall(r"#[0-9a-f]{3,8}\b", house) == ["#fff"]  # paper, when printed
    assert set(re.findall(r"var\((--[a-z0-9-]+)", house)) == set(re.findall(r"(--[a-z0-9-]+):", tokens))


def test_scripts_of_a_page_weigh_at_most_sixty_kilobytes() -> None:
    assert sum(path.stat().st_size for path in (HERE / "static").rglob("*.js")) <= 60_000
