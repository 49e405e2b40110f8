"""Changes the engine in one place at a time, and lists the changes that no test notices.

    python tools/mutate.py [engine subjects markdown]

Needs pytest. Each change runs in a process of its own, forked after everything else was loaded, against the
tests of examples, guards, positions, subjects and Markdown (without those that draw at random). A change that
takes more than four minutes counts as noticed: it broke the promise of linear time.
"""

import ast
import contextlib
import copy
import importlib
import io
import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

HERE = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(HERE / "src"))

import pytest  # noqa: E402

from goodcatch_wording import api, check  # noqa: E402
from goodcatch_wording.rules import language  # noqa: E402

TESTS = ["examples", "guards", "positions", "subjects", "markdown"]
PATIENCE = 240
SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
    ast.And: ast.Or, ast.Or: ast.And, ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add,
    ast.Break: ast.Continue, ast.Continue: ast.Break,
}  # fmt: skip


def changes(source: str) -> Iterator[tuple[str, ast.Module]]:
    """Yield each changed tree, with the line and what was changed."""
    tree = ast.parse(source)
    count = sum(1 for _ in ast.walk(tree))
    for number in range(count):
        changed = copy.deepcopy(tree)
        node = next(node for at, node in enumerate(ast.walk(changed)) if at == number)
        for told in alter(node):
            yield told, ast.fix_missing_locations(changed)


def alter(node: ast.AST) -> Iterator[str]:
    """Change a node in place and say how, if it is of a kind that can be changed."""
    line = getattr(node, "lineno", 0)
    if isinstance(node, ast.Compare) and type(node.ops[0]) in SWAPS:
        old = node.ops[0]
        node.ops[0] = SWAPS[type(old)]()  # type: ignore[assignment]
        yield f"{line}: {type(old).__name__} to {type(node.ops[0]).__name__}"
    elif isinstance(node, (ast.BoolOp, ast.BinOp)) and type(node.op) in SWAPS:
        old_op = node.op
        node.op = SWAPS[type(old_op)]()  # type: ignore[assignment]
        yield f"{line}: {type(old_op).__name__} to {type(node.op).__name__}"
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool):
        node.value = not node.value
        yield f"{line}: {not node.value} to {node.value}"
    elif isinstance(node, ast.Constant) and isinstance(node.value, int):
        node.value += 1
        yield f"{line}: {node.value - 1} to {node.value}"
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        node.op = ast.UAdd()
        node.operand = ast.Call(ast.Name("bool", ast.Load()), [node.operand], [])
        yield f"{line}: not removed"
    elif isinstance(node, ast.IfExp):
        node.body, node.orelse = node.orelse, node.body
        yield f"{line}: branches of an expression swapped"
    elif isinstance(node, ast.Name) and node.id in ("min", "max"):
        node.id = "max" if node.id == "min" else "min"
        yield f"{line}: now {node.id}"


def install(name: str, tree: ast.Module) -> None:
    """Put a changed module in place of the real one, everywhere it is known."""
    module = ModuleType(f"goodcatch_wording.{name}")
    real = sys.modules[module.__name__]
    module.__file__ = real.__file__
    sys.modules[module.__name__] = module
    exec(compile(tree, f"{name}.py", "exec"), module.__dict__)  # noqa: S102
    if name == "subjects":
        subjects = language("en").subjects
        fresh = module.Subjects(subjects.words)
        language("en").subjects.__class__ = module.Subjects
        subjects.__dict__.update(fresh.__dict__)
    if name == "markdown":
        engine = importlib.import_module("goodcatch_wording.engine")
        engine.Reader = module.Reader  # type: ignore[attr-defined]
    if name == "engine":
        api.find = module.find  # type: ignore[attr-defined]


def noticed(name: str, tree: ast.Module) -> bool:
    """Tell whether a test fails, or the change cannot even run, in a process of its own."""
    child = os.fork()
    if child == 0:
        code = 1
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            signal.alarm(PATIENCE)
            try:
                install(name, tree)
                tests = [str(HERE / "tests" / f"test_wording_{test}.py") for test in TESTS]
                options = [
                    "-x",
                    "-q",
                    "-p",
                    "no:cacheprovider",
                    "-c",
                    os.devnull,
                    "--confcutdir",
                    str(HERE),
                    "-k",
                    "not promise and not folding and not pieces and not long_text",
                ]
                code = int(pytest.main([*options, "--rootdir", str(HERE), *tests]))
            except BaseException:  # noqa: BLE001
                code = 1
        os._exit(1 if code else 0)
    return os.waitpid(child, 0)[1] != 0


def main() -> None:
    """Change, run, and list what survived."""
    for rule in language("en").rules:
        for text in rule.must + rule.must_not:
            check(text, profile=rule.profile)
    for name in sys.argv[1:] or ["engine", "subjects", "markdown"]:
        source = (HERE / "src" / "goodcatch_wording" / f"{name}.py").read_text(encoding="utf-8")
        importlib.import_module(f"goodcatch_wording.{name}")
        assert not noticed(name, ast.parse(source)), "the tests must pass on the engine as it is"
        total, survived, begun = 0, [], time.perf_counter()
        for told, tree in changes(source):
            total += 1
            if total % 30 == 0:
                assert not noticed(name, ast.parse(source)), "the tests must go on passing on the engine as it is"
            if not noticed(name, tree):
                survived.append(told)
                line = source.splitlines()[int(told.split(":")[0]) - 1].strip()
                print(f"  survived: {name}.py {told}: {line}", flush=True)
        print(
            f"{name}.py: {total} changes, {total - len(survived)} noticed, {len(survived)} survived, {time.perf_counter() - begun:.0f} s",
            flush=True,
        )


if __name__ == "__main__":
    main()
