"""Relations point down, hide their reverse name, protect what they point to; models say whose data they hold."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import models

from tests.architecture.rooms import ROOT, sources, story

OURS = [m for m in apps.get_models() if m.__module__.startswith("goodcatch.")]


def room_of(model: type[models.Model]) -> str:
    return model.__module__.split(".")[1]


def wrong_relations(found: Iterable[type[models.Model]]) -> list[str]:
    order = story()
    wrong = []
    for model in found:
        for field in model._meta.get_fields():
            if not isinstance(field, models.ForeignKey | models.ManyToManyField):
                continue
            name, target = f"{model.__name__}.{field.name}", field.related_model
            if not str(getattr(target, "__module__", "")).startswith("goodcatch."):
                continue
            if order.index(room_of(target)) > order.index(room_of(model)):
                wrong.append(f"{name} points up, to {room_of(target)}")
            if field.remote_field.related_name != "+":
                wrong.append(f"{name} shows a reverse name")
            if isinstance(field, models.ForeignKey) and field.remote_field.on_delete is not models.PROTECT:
                wrong.append(f"{name} does not protect what it points to")
    return wrong


def test_relations_point_down_hide_their_reverse_and_protect() -> None:
    assert not wrong_relations(OURS)


def test_a_seeded_relation_is_caught() -> None:
    class Upward(models.Model):
        person = models.ForeignKey("people.Person", on_delete=models.CASCADE)
        __module__ = "goodcatch.record.models"

        class Meta:
            app_label = "record"
            managed = False

    try:
        found = " ".join(wrong_relations([Upward]))
    finally:
        del apps.all_models["record"]["upward"]
        apps.clear_cache()
    assert "points up" in found
    assert "reverse name" in found
    assert "protect" in found


def string_keys(tree: ast.Module) -> list[str]:
    calls = [n for n in ast.walk(tree) if isinstance(n, ast.Call) and isinstance(n.func, ast.Attribute) and n.args]
    relations = {"ForeignKey", "OneToOneField", "ManyToManyField"}
    first = [call.args[0] for call in calls if getattr(call.func, "attr", "") in relations]
    return [str(a.value) for a in first if isinstance(a, ast.Constant) and a.value != "self"]


def test_no_foreign_key_is_written_as_a_string() -> None:
    wrong = {str(s): string_keys(s.tree) for s in sources("models") if string_keys(s.tree)}
    assert not wrong


def test_a_seeded_string_key_is_caught() -> None:
    assert string_keys(ast.parse("x = models.ForeignKey('lessons.Lesson', on_delete=models.PROTECT)")) == [
        "lessons.Lesson"
    ]


@pytest.mark.parametrize("source", list(sources("models")), ids=str)
def test_models_say_whose_data_they_hold_and_how_long(source: Any) -> None:
    said = (ast.get_docstring(source.tree) or "").lower()
    if source.path.name in {"models.py", "__init__.py"}:
        assert "personal" in said, "say which personal data it holds, and for how long"


SIGNATURES = {"ChannelText.signed_by"}
"""Words under a text, not who did something when."""


def unpaired(found: Iterable[type[models.Model]]) -> list[str]:
    """Fields `x_by` without the `x_at` that says when."""
    wrong = []
    for model in found:
        names = {f.name for f in model._meta.get_fields()}
        acted = [n for n in names if n.endswith("_by") and not {n[:-2] + "at", n[:-2] + "on"} & names]
        wrong += [f"{model.__name__}.{name}" for name in acted]
    return [name for name in wrong if name not in SIGNATURES]


def test_who_and_when_are_kept_together() -> None:
    assert not unpaired(OURS)


def test_migrations_import_no_code_of_the_rooms_but_fields() -> None:
    allowed = {"goodcatch.kernel.fields", "goodcatch.kernel.ids", "goodcatch"}
    wrong = []
    for path in sorted(Path(ROOT / "goodcatch").glob("*/migrations/*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            wrong += [f"{path.name}: {n}" for n in names if n.startswith("goodcatch") and n not in allowed]
    assert not [w for w in wrong if ".terms" not in w and ".models" not in w], wrong
