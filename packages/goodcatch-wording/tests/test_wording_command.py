"""The command: formats, exit codes, settings, sentences for mistakes."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from goodcatch_wording import __version__, cli
from goodcatch_wording.rules import language

HERE = Path(__file__).resolve().parent
TEXT = (
    "# Review\n\n| Time | Event |\n|---|---|\n| 10:00 | café 😀: We failed to check the valve. |\n\nIt was careless.\n"
)


class Output:
    """What a run of the command left behind."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "review.md").write_text(TEXT, encoding="utf-8")
    (tmp_path / "fine.md").write_text("The pump stopped at 10:00.\n", encoding="utf-8")
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> Output:
    try:
        code = cli.main(arguments)
    except SystemExit as stop:
        code = stop.code if isinstance(stop.code, int) else 0
    out, err = capsys.readouterr()
    return Output(code, out, err)


def test_text_shows_the_line_a_caret_and_a_question(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    result = run(capsys, "review.md")
    lines = result.out.split("\n")
    assert result.code == 0
    assert lines[0].startswith("review.md:5:22 CF2 This tells what was left undone")
    assert lines[2].index("^") == lines[1].index("failed") and lines[2].count("^") == len("failed to check")
    assert lines[3].strip().startswith("Ask instead: What were they doing")
    assert "\x1b" not in result.out
    assert "2 places to look at again; suggestions, not verdicts." in result.err


def test_colour_only_on_a_terminal(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[33m" in run(capsys, "review.md").out
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in run(capsys, "review.md").out


def test_a_long_line_is_cut_around_the_words_and_cannot_move_the_cursor(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "long.md").write_text("x " * 400 + "\x1b[2J. We failed to check it. " + "y " * 400, encoding="utf-8")
    out = run(capsys, "long.md").out
    shown, caret = out.split("\n")[1:3]
    assert "\x1b" not in out and len(shown) < 140
    assert shown[caret.index("^") : caret.rindex("^") + 1] == "failed to check"


def test_words_over_two_lines_are_underlined_to_the_lines_end(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "two.md").write_text("It would have been\nbetter to wait.\n", encoding="utf-8")
    shown, caret = run(capsys, "two.md").out.split("\n")[1:3]
    assert shown[caret.index("^") : caret.rindex("^") + 1] == "would have been"


def test_json_is_one_array_with_the_promised_keys(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = json.loads(run(capsys, "--format", "json", "review.md", "fine.md").out)
    assert [row["code"] for row in rows] == ["CF2", "TR"]
    assert set(rows[0]) == {"file", "line", "column", "end_line", "end_column", "code", "message", "suggestion"}
    assert (rows[0]["file"], rows[0]["line"], rows[0]["column"]) == ("review.md", 5, 22)
    assert json.loads(run(capsys, "--format", "json", "fine.md").out) == []


def test_sarif_validates_against_its_schema(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "with space#.md").write_text(TEXT, encoding="utf-8")
    schema = json.loads((HERE / "data" / "sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8"))
    for profile in ("review", "statement"):
        for file in ("review.md", "fine.md", "with space#.md"):
            log = json.loads(run(capsys, "--format", "sarif", "--profile", profile, file).out)
            jsonschema.Draft4Validator(schema).validate(log)
            for result in log["runs"][0]["results"]:
                rule = log["runs"][0]["tool"]["driver"]["rules"][result["ruleIndex"]]
                assert rule["id"] == result["ruleId"]
    region = json.loads(run(capsys, "--format", "sarif", "with space#.md").out)["runs"][0]["results"][0]["locations"][0]
    assert region["physicalLocation"]["artifactLocation"]["uri"] == "with%20space%23.md"
    place = region["physicalLocation"]["region"]
    assert TEXT[place["charOffset"] :][: place["charLength"]] == "failed to check"


def test_github_shows_notices_and_escapes_names(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "a,b%c.md").write_text("It would have been\nbetter to wait.\n", encoding="utf-8")
    lines = run(capsys, "--format", "github", "review.md", "a,b%c.md").out.splitlines()
    assert lines[0].startswith(
        "::notice file=review.md,line=5,endLine=5,col=22,endColumn=37,title=CF2 omission::This tells"
    )
    assert lines[2].startswith("::notice file=a%2Cb%25c.md,line=1,endLine=2,title=CF1 counterfactual::")


def test_exit_codes(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "review.md").code == 0
    assert run(capsys, "--strict", "review.md").code == 1
    assert run(capsys, "--strict", "fine.md").code == 0
    for arguments in (
        [],
        ["--format", "xml", "fine.md"],
        ["--nonsense"],
        ["missing.md"],
        ["--config", "missing.toml", "fine.md"],
    ):
        result = run(capsys, *arguments)
        assert result.code == 2
        assert (
            result.err.startswith("goodcatch-wording: ")
            and result.err.rstrip().endswith(".")
            and result.err.count("\n") == 1
        )


def test_standard_input_is_read_and_named(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def give(text: bytes) -> None:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text), encoding="utf-8"))

    give(b"\xef\xbb\xbfWe failed to check it. \xff\n")
    assert run(capsys, "-").out.startswith("-:1:4 CF2 ")
    give(b"The engineer\nfailed to check it.\n")
    assert run(capsys, "-", "--name", "notes.txt").out == "", "a text file is read line by line"


def test_a_text_file_is_judged_line_by_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "lines.txt").write_text("It was careless\nThe pump stopped\nWe forgot to ask\n", encoding="utf-8")
    assert [line.split()[0] for line in run(capsys, "lines.txt").out.splitlines() if line.startswith("lines")] == [
        "lines.txt:1:8",
        "lines.txt:3:4",
    ]


def test_the_statement_profile(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "statement.md").write_text("Mistakes were made. We failed to protect your data.\n", encoding="utf-8")
    rows = json.loads(run(capsys, "--profile", "statement", "--format", "json", "statement.md").out)
    assert [row["code"] for row in rows] == ["NOACT"]


@pytest.mark.parametrize("rule", language("en").rules, ids=lambda rule: rule.code)
def test_explain_prints_rule_reason_source_and_examples(rule: object, capsys: pytest.CaptureFixture[str]) -> None:
    code = getattr(rule, "code")  # noqa: B009
    out = run(capsys, "explain", code.lower()).out
    known = {entry.code: entry for entry in language("en").rules}[code]
    for words in (code, known.message, known.suggestion, known.why, known.source, *known.must, *known.must_not):
        assert words in out


def test_explain_of_nothing_known_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "explain", "XX").err.startswith("goodcatch-wording: there is no rule XX; known are CF1, CF2")
    assert run(capsys, "explain").code == 2


def test_a_file_called_explain_can_be_read(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "explain").write_text("It was careless.\n", encoding="utf-8")
    assert run(capsys, "explain").out.startswith("explain:1:8 TR")


def test_version_and_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "--version").out == f"goodcatch-wording {__version__}\n"
    assert "explain CODE" in run(capsys, "--help").out


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(HERE.parent / "src"), "PYTHONIOENCODING": "ascii"}


def test_it_runs_as_a_module_and_stops_quietly_when_nobody_reads_on(folder: Path) -> None:
    (folder / "many.md").write_text("It was careless.\n\n" * 20_000, encoding="utf-8")
    command = [sys.executable, "-m", "goodcatch_wording", "many.md"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()) as process:
        assert process.stdout and process.stderr
        assert process.stdout.readline().startswith(b"many.md:1:8 TR")
        process.stdout.close()
        errors = process.stderr.read()
        assert process.wait(60) == 0
    assert b"Traceback" not in errors


def test_importing_takes_less_than_fifty_milliseconds() -> None:
    script = "import time; a = time.process_time(); import goodcatch_wording; print(time.process_time() - a)"
    times = [
        float(subprocess.run([sys.executable, "-c", script], env=environment(), capture_output=True, check=True).stdout)
        for _ in range(5)
    ]
    assert min(times) < 0.05, times


def test_the_module_is_the_command(folder: Path) -> None:
    command = [sys.executable, "-m", "goodcatch_wording", "--strict", "review.md"]
    done = subprocess.run(command, env=environment(), capture_output=True, check=False)
    assert done.returncode == 1 and b"review.md:5:22 CF2" in done.stdout


def test_the_hook_runs_alone_without_anything_installed(folder: Path) -> None:
    package = HERE.parent
    hooks = next(parent / ".pre-commit-hooks.yaml" for parent in package.parents if (parent / ".git").exists())
    entry = next(
        line.split(":", 1)[1].strip() for line in hooks.read_text(encoding="utf-8").splitlines() if "entry:" in line
    )
    hook = hooks.parent / entry
    assert os.access(hook, os.X_OK)
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(hook), "--strict", "review.md", "fine.md"], capture_output=True, check=False
    )
    assert done.returncode == 1 and done.stdout.startswith(b"review.md:5:22 CF2"), done.stderr
