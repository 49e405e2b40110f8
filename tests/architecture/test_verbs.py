"""Verbs take names and an actor, write one record entry, and know no HTTP; reads take a viewer and do not write."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.architecture.rooms import Source, public_functions, sources

HTTP = {
    "django.http",
    "django.shortcuts",
    "django.views",
    "django.forms",
    "django.template",
    "django.urls",
}
WRITES = {
    "save",
    "create",
    "bulk_create",
    "update",
    "bulk_update",
    "delete",
    "get_or_create",
    "update_or_create",
}
ACTORLESS = {
    # Ground-floor services that verbs call inside their own deed, or the worker calls by itself.
    "record",
    "jobs",
    "files",
}
VIEWERLESS = {"record", "jobs", "files"}  # of files, the key is what opens; the caller's rules have said who may


def imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def knows_http(tree: ast.Module) -> list[str]:
    return [name for name in imports(tree) if any(name == h or name.startswith(h + ".") for h in HTTP)]


@pytest.mark.parametrize("source", list(sources("services", "queries", "rules", "models", "terms")), ids=str)
def test_verbs_reads_rules_and_data_know_no_http(source: Source) -> None:
    assert not knows_http(source.tree)


def test_a_seeded_http_import_is_caught() -> None:
    assert knows_http(ast.parse("from django.http import HttpRequest"))


def positional(function: ast.FunctionDef) -> list[str]:
    return [a.arg for a in function.args.posonlyargs + function.args.args]


def takes(function: ast.FunctionDef, name: str) -> bool:
    arguments = function.args.args + function.args.kwonlyargs
    return any(a.arg == name for a in arguments)


NOT_ATOMIC_ALONE = {
    # They hash first, which may wait in line, and open their transaction after it: nobody waits for their lock.
    ("people", "choose_password"),
    ("people", "change_password"),
    ("protection", "begin_with_receipt"),
    ("reports", "take_slip"),
    ("reports", "change_receipt"),
    ("reports", "print_again"),
    ("reports", "write_down"),
    ("vault", "make_keys"),
    ("vault", "unlock"),
    # It does batch after batch, each a transaction of its own.
    ("vault", "reseal_for_a_while"),
}


def verb_faults(function: ast.FunctionDef) -> list[str]:
    """What keeps a function with `by` from being a verb."""
    faults = []
    if takes(function, "by") and positional(function):
        faults.append("positional arguments")
    if takes(function, "by") and not any("atomic" in ast.dump(d) for d in function.decorator_list):
        faults.append("not atomic")
    return faults


def test_verbs_are_keyword_only_and_atomic() -> None:
    wrong = {
        f"{source}:{function.name}": verb_faults(function)
        for source in sources("services")
        if source.room not in ACTORLESS
        for function in public_functions(source)
        if verb_faults(function) and (source.room, function.name) not in NOT_ATOMIC_ALONE
    }
    assert not wrong


def test_a_seeded_positional_verb_is_caught() -> None:
    tree = ast.parse("def own(case, *, by): pass")
    assert verb_faults(tree.body[0]) == ["positional arguments", "not atomic"]  # type: ignore[arg-type]


def writes(function: ast.FunctionDef) -> list[str]:
    return [
        node.func.attr
        for node in ast.walk(function)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES
        if not (node.func.attr == "update" and isinstance(node.func.value, ast.Name))  # a dict or set by name
    ]


def test_reads_do_not_write() -> None:
    wrong = {
        f"{source}:{function.name}": writes(function)
        for source in sources("queries", "rules")
        for function in public_functions(source)
        if writes(function)
    }
    assert not wrong


def test_a_seeded_writing_read_is_caught() -> None:
    tree = ast.parse("def cases(*, viewer): Case.objects.update(seen=True)")
    assert writes(tree.body[0])  # type: ignore[arg-type]


ANSWERS_FOR_RULES = {
    # Reads that rules and hearers are made of: they answer about standing itself, not about what somebody may see.
    ("people", "standing"),
    ("people", "audiences_held"),
    ("people", "in_audience"),
    ("people", "people_in"),
    ("people", "holders"),
    ("people", "holder_ids"),
    ("people", "first_holders"),
    ("people", "in_force"),
    ("people", "names_nobody"),
    # On which days a unit works: what the house promises is reckoned with it, whoever looks.
    ("people", "working_days"),
}


def test_reads_take_a_viewer() -> None:
    wrong = [
        f"{source}:{function.name}"
        for source in sources("queries")
        if source.room not in VIEWERLESS
        for function in public_functions(source)
        if not takes(function, "viewer") and (source.room, function.name) not in ANSWERS_FOR_RULES
    ]
    assert not wrong, "a read without a viewer; if it answers about rules themselves, say so in ANSWERS_FOR_RULES"


def leaves_entry(function: ast.FunctionDef) -> bool:
    """Whether it writes the record itself, or hands its actor on to something that does."""
    for node in ast.walk(function):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in {"write", "write_pooled"} or any(k.arg == "by" for k in node.keywords):
                return True
            if any(isinstance(a, ast.Name) and a.id == "by" for a in node.args):
                return True
    return False


def test_verbs_leave_an_entry_in_the_record() -> None:
    wrong = [
        f"{source}:{function.name}"
        for source in sources("services")
        if source.room not in ACTORLESS
        for function in public_functions(source)
        if takes(function, "by") and not leaves_entry(function)
    ]
    assert not wrong


def test_a_seeded_silent_verb_is_caught() -> None:
    tree = ast.parse("def own(*, case, by): case.owner = by; case.save()")
    assert not leaves_entry(tree.body[0])  # type: ignore[arg-type]
