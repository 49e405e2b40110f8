"""`goodcatch mail test ADDRESS` says in sentences what became of a letter."""

import pytest
from django.conf import LazySettings
from typer.testing import CliRunner

from goodcatch.cli.commands import app
from goodcatch.notices.tests.sink import Sink


def test_the_command_says_that_a_letter_went(sink: Sink) -> None:
    result = CliRunner().invoke(app, ["mail", "test", "ingrid@northfield.example"])
    assert result.exit_code == 0
    assert f"The mail server is 127.0.0.1, port {sink.port}, not encrypted." in result.output
    assert "The server took the letter to ingrid@northfield.example." in result.output
    assert sink.letters[0]["To"] == "ingrid@northfield.example"


@pytest.mark.parametrize(
    ("refuses", "sentence"),
    [
        ({"RCPT": "550 no such person here"}, "refused the address the letter was to go to. It said: no such person"),
        ({"MAIL": "553 who are you"}, "refused the sender; GOODCATCH_MAIL_FROM names another. It said: who are you"),
        ({"DATA": "554 spam"}, "did not take the letter. It said: spam"),
    ],
)
def test_the_command_says_what_the_server_refused(sink: Sink, refuses: dict[str, str], sentence: str) -> None:
    sink.refuses.update(refuses)
    result = CliRunner().invoke(app, ["mail", "test", "nobody@northfield.example"])
    assert result.exit_code == 1
    assert sentence in result.output


def test_the_command_says_when_nobody_listens_or_signing_in_is_not_offered(sink: Sink, settings: LazySettings) -> None:
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "house", "secret-word"
    result = CliRunner().invoke(app, ["mail", "test", "ingrid@northfield.example"])
    assert "does not offer encryption or signing in" in result.output
    assert "secret-word" not in result.output
    assert sink.goodbyes == 1
    settings.EMAIL_PORT = 1
    result = CliRunner().invoke(app, ["mail", "test", "ingrid@northfield.example"])
    assert result.exit_code == 1
    assert "Nobody listens at that host and port." in result.output


def test_without_a_mail_server_letters_lie_in_files(settings: LazySettings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    result = CliRunner().invoke(app, ["mail", "test", "ingrid@northfield.example"])
    assert result.exit_code == 0
    assert str(settings.EMAIL_FILE_PATH) in result.output
    (letter,) = settings.EMAIL_FILE_PATH.iterdir()
    assert "Goodcatch can send mail" in letter.read_text()
