"""The house's own templates are the ones that are drawn, whatever a library brings under the same name."""

from pathlib import Path

import pytest
from django.template import engines
from django.template.backends.django import DjangoTemplates

ROOT = Path(__file__).parent.parent.parent
FOLDERS = sorted((ROOT / "goodcatch").glob("*/templates"))
OWN = [path for folder in FOLDERS for path in sorted(folder.rglob("*")) if path.is_file()]


@pytest.mark.parametrize("path", OWN, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_library_hides_a_template_of_the_house(path: Path) -> None:
    folder = next(folder for folder in FOLDERS if path.is_relative_to(folder))
    engine = engines["django"]
    assert isinstance(engine, DjangoTemplates)
    found = engine.engine.get_template(path.relative_to(folder).as_posix()).origin.name
    assert Path(found) == path
