"""Sends plain letters, and tries out whether the house can; for the worker and for the command line."""

from __future__ import annotations

import smtplib
import ssl
from contextlib import closing
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodcatch.kernel import ids


def send(*, to: str, subject: str, body: str, letter: str) -> None:
    """Send one letter in plain text. The same `letter` gives the same Message-ID: a second copy is known as one."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].partition("@")[2] or "goodcatch"
    headers = {"Message-ID": f"<{letter}@{domain}>", "Auto-Submitted": "auto-generated"}
    with closing(get_connection()) as server:  # also where it was reached and then refuses who we say we are
        EmailMessage(subject=subject, body=body, to=[to], headers=headers, connection=server).send()


def try_out(address: str) -> tuple[bool, list[str]]:
    """Send a letter to try out the settings; give whether it went, and what happened, in sentences."""
    if not settings.ENV.mail_url:
        said = [_("No mail server is set (GOODCATCH_MAIL_URL), so letters are written to files.")]
        where = _("This one lies in %(folder)s.") % {"folder": settings.EMAIL_FILE_PATH}
    else:
        server = {"host": settings.EMAIL_HOST, "port": settings.EMAIL_PORT, "lock": _lock()}
        said = [_("The mail server is %(host)s, port %(port)s, %(lock)s.") % server]
        where = _("The server took the letter to %(address)s. Look there, and in its spam folder.") % {
            "address": address
        }
    said.append(_("The sender is %(sender)s.") % {"sender": settings.DEFAULT_FROM_EMAIL})
    try:
        body = _("If you can read this, Goodcatch can send mail.")
        send(to=address, subject=_("A letter from Goodcatch to try out"), body=body, letter=f"test-{ids.new_id()}")
    except (smtplib.SMTPException, OSError) as problem:
        return False, [*said, sentence_of(problem)]
    return True, [*said, where]


def sentence_of(problem: smtplib.SMTPException | OSError) -> str:
    """Say what kept a letter from going, and what would help."""
    for kind, sentence in _SENTENCES.items():
        if isinstance(problem, kind):
            return f"{sentence}{_answer_of(problem)}"
    raise problem


_SENTENCES: dict[type[Exception], str | Promise] = {
    smtplib.SMTPAuthenticationError: gettext_lazy(
        "The server refused the user name or password in GOODCATCH_MAIL_URL."
    ),
    smtplib.SMTPRecipientsRefused: gettext_lazy("The server refused the address the letter was to go to."),
    smtplib.SMTPSenderRefused: gettext_lazy("The server refused the sender; GOODCATCH_MAIL_FROM names another."),
    smtplib.SMTPNotSupportedError: gettext_lazy(
        "The server does not offer encryption or signing in; smtp+plain:// or smtps:// may be right."
    ),
    smtplib.SMTPException: gettext_lazy("The server answered, and did not take the letter."),
    ssl.SSLError: gettext_lazy("The encryption could not be agreed; smtp://, smtps:// or another port may be right."),
    TimeoutError: gettext_lazy("The server did not answer in time; host or port may be wrong, or something between."),
    ConnectionRefusedError: gettext_lazy("Nobody listens at that host and port."),
    OSError: gettext_lazy("The server could not be reached."),
}
"""What happened → a sentence; the first that fits."""


def _answer_of(problem: Exception) -> str:
    if isinstance(problem, smtplib.SMTPRecipientsRefused):
        answers = [answer for _code, answer in problem.recipients.values()]
        words = b" ".join(answers).decode(errors="replace")
    elif isinstance(problem, smtplib.SMTPResponseException):
        error = problem.smtp_error
        words = error.decode(errors="replace") if isinstance(error, bytes) else str(error)
    else:
        words = str(problem)
    return " " + _("It said: %(words)s") % {"words": words} if words else ""


def _lock() -> str:
    if settings.EMAIL_USE_SSL:
        return _("encrypted from the start")
    return _("encrypted by STARTTLS") if settings.EMAIL_USE_TLS else _("not encrypted")
