"""Every finding that the doctor knows, by its code. docs/running/doctor.md prints this table."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from goodcatch.setup.terms import UNSEEN, Finding, Known, Severity, Shown

_NOTE, _WARNING, _CRITICAL = Severity.NOTE, Severity.WARNING, Severity.CRITICAL

KNOWN: dict[str, Known] = {
    "folder-open": Known(
        _WARNING,
        _("Other accounts of this machine may look into the data folder."),
        _("Let its owner alone in: chmod 700 on the data folder."),
    ),
    "key-open": Known(
        _CRITICAL,
        _("Other accounts of this machine may read or change a key or a kept list: %(name)s."),
        _("Let its owner alone read it: chmod 600. If somebody else had access, treat the key as known."),
        closes=True,
    ),
    "database-open": Known(
        _CRITICAL,
        _("Other accounts of this machine may read or change the database: %(name)s."),
        _("Let its owner alone read it: chmod 600 on the file and on those beside it."),
        closes=True,
    ),
    "secret-file-open": Known(
        _CRITICAL,
        _("The file that %(name)s names can be read by other accounts of this machine."),
        _("Let the account that runs Goodcatch alone read it: chmod 400."),
        closes=True,
    ),
    "secret-in-environment": Known(
        _NOTE,
        _("A secret stands in the environment itself (%(name)s): whoever inspects the process sees it."),
        _("Put it into a file that the account alone may read, and name the file with %(name)s_FILE."),
    ),
    "pepper-missing": Known(
        _CRITICAL,
        _("The pepper's file is gone: what is sealed opens for nobody, and new keys would fit nothing."),
        _("Stop the house, put vault-pepper back from the copy of the keys, and start it again."),
        closes=True,
    ),
    "receipt-pepper-missing": Known(
        _CRITICAL,
        _("The key of receipts is gone: no receipt opens its report, none can be made, and no proof can be signed."),
        _("Stop the house, put receipt-pepper back from the copy of the keys, and start it again."),
        closes=True,
    ),
    "umask-wide": Known(
        _WARNING,
        _("New files are made readable by other accounts (umask %(umask)s)."),
        _("Start Goodcatch with umask 077, as its own commands do."),
    ),
    "temp-open": Known(
        _WARNING,
        _("Anybody on this machine may replace files of others in the temporary folder."),
        _("Set the sticky bit (chmod 1777), or name a folder of your own with TMPDIR."),
    ),
    "sqlite-keeps": Known(
        _CRITICAL,
        _("SQLite does not overwrite what is deleted (secure_delete is off)."),
        _("Start Goodcatch with its own settings, which switch it on for each connection."),
        closes=True,
    ),
    "sqlite-durable": Known(
        _WARNING,
        _("SQLite may lose what was said to be kept (journal_mode %(journal)s, synchronous %(synchronous)s)."),
        _("Start Goodcatch with its own settings: a write-ahead log and synchronous=FULL."),
    ),
    "postgres-binding": Known(
        _CRITICAL,
        _("Values are put into statements before PostgreSQL sees them, so each of its log lines may quote them."),
        _("Leave server_side_binding on, as it comes."),
        closes=True,
    ),
    "postgres-statements": Known(
        _CRITICAL,
        _("PostgreSQL writes down every change as it is made (log_statement is %(value)s), to the second."),
        _("ALTER ROLE … SET log_statement = 'none'; docs/running/postgresql.md lists all of them."),
        closes=True,
    ),
    "postgres-values": Known(
        _CRITICAL,
        _("PostgreSQL writes the values of statements to its log (%(name)s)."),
        _("ALTER ROLE … SET log_parameter_max_length = '0', and log_parameter_max_length_on_error = '0'."),
        closes=True,
    ),
    "postgres-errors": Known(
        _WARNING,
        _("PostgreSQL quotes values in its log when a statement fails (%(name)s is %(value)s)."),
        _("ALTER ROLE … SET log_min_messages = 'fatal', log_min_error_statement = 'panic'."),
    ),
    "postgres-old": Known(
        _WARNING,
        _("This version of PostgreSQL (%(value)s) gets no more corrections."),
        _("Move to a version that does: 14 or newer."),
    ),
    "postgres-plain": Known(
        _WARNING,
        _("The connection to the database on another machine is not encrypted."),
        _("Add ?sslmode=verify-full to GOODCATCH_DATABASE_URL."),
    ),
    "not-up-to-date": Known(
        _CRITICAL,
        _("The database is not as this version needs it."),
        _("Run `goodcatch migrate`, or start the house with `goodcatch up`."),
    ),
    "plain-http": Known(
        _CRITICAL,
        _("People reach this house without encryption: %(address)s."),
        _("Put a proxy with TLS in front, or an onion address, and name it in GOODCATCH_BASE_URL."),
        closes=True,
    ),
    "demo-open": Known(
        _CRITICAL,
        _("The demo, which lets everybody in as anybody, can be reached from other machines."),
        _("Serve the demo on 127.0.0.1 alone, or switch GOODCATCH_DEMO off."),
        closes=True,
    ),
    "proxy-uncounted": Known(
        _WARNING,
        _("A proxy carries the encryption, and GOODCATCH_PROXIES says there is none: all visitors look like one."),
        _("Say how many of your own stand in front, each setting X-Forwarded-For and X-Forwarded-Proto itself."),
    ),
    "cookies-plain": Known(
        _CRITICAL,
        _("Cookies may travel without encryption, or be read by scripts."),
        _("Leave the cookies as they come: secure, and for HTTP alone."),
        closes=True,
    ),
    "debug": Known(
        _CRITICAL,
        _("DEBUG is on: an error shows what somebody wrote, and each statement is kept in memory."),
        _("Start Goodcatch with its own settings; they never switch it on."),
        closes=True,
    ),
    "logs-words": Known(
        _CRITICAL,
        _("What is logged does not pass the filter that keeps words out (%(name)s)."),
        _("Leave the logging as it comes, and send standard error wherever you like."),
        closes=True,
    ),
    "mail-plain": Known(
        _WARNING,
        _("Mail leaves this machine without encryption."),
        _("Use smtp:// (STARTTLS) or smtps:// in GOODCATCH_MAIL_URL."),
    ),
    "mail-nowhere": Known(
        _NOTE,
        _("No mail leaves this house: letters stay in the data folder."),
        _("Name a mail server in GOODCATCH_MAIL_URL, then try it with `goodcatch mail test`."),
    ),
    "swap-plain": Known(
        _WARNING,
        _("Memory may be written to a disk in the clear (swap at %(name)s): keys and words with it."),
        _("Encrypt the swap space, use zram, or switch it off."),
    ),
    "core-dumps": Known(
        _WARNING,
        _("A process that crashes may leave its whole memory on disk."),
        _("Set the limit for core dumps to 0 for the account that runs Goodcatch."),
    ),
    "clock-back": Known(
        _WARNING,
        _("The record holds an entry from the future: the clock was put back, or is wrong."),
        _("Let the machine keep its clock by NTP."),
    ),
    "clock-apart": Known(
        _WARNING,
        _("The clocks of this machine and of the database are %(seconds)s seconds apart."),
        _("Let both machines keep their clocks by NTP."),
    ),
    "disk-full": Known(
        _CRITICAL,
        _("There are %(mb)s MB left where the data lies: soon nothing can be kept."),
        _("Make room, or move the data folder."),
    ),
    "disk-low": Known(
        _WARNING,
        _("There are %(mb)s MB left where the data lies."),
        _("Make room: 1,000 MB or more would be right."),
    ),
    "walls-weak": Known(
        _WARNING,
        _("A child that reads strangers' files can climb walls here: %(names)s."),
        _("Run on Linux 5.13 or newer, let the account make namespaces, and keep resource limits on."),
    ),
    "work-waits": Known(
        _WARNING,
        _("%(count)s pieces of work have waited for more than an hour: no worker is at it."),
        _("Start the house with `goodcatch up`, or a worker with `goodcatch worker`."),
    ),
    "work-given-up": Known(
        _WARNING,
        _("%(count)s pieces of work were tried again and again and given up."),
        _("`goodcatch jobs` lists them, and tries one again."),
    ),
    "record-waits": Known(
        _WARNING,
        _("%(count)s entries of the record have waited for more than an hour to be numbered and signed."),
        _("Start a worker; if one runs, its log says what stops it."),
    ),
    "record-broken": Known(
        _CRITICAL,
        _("The record is not as it was: %(count)s findings."),
        _("`goodcatch record verify` names each entry; compare with a head and a backup kept elsewhere."),
    ),
    "list-refused": Known(
        _CRITICAL,
        _("A list of readers (%(scope)s) is not as it was signed. %(sentence)s"),
        _("`goodcatch vault lists` says which; somebody compares the fingerprint with the paper of the founding."),
        closes=True,
    ),
    "refusals": Known(
        _WARNING,
        _("In the last week %(count)s things were not as they were signed or sealed, and refused."),
        _("Read who was told on the record, and look who may write to the database."),
    ),
    "channel-unread": Known(
        _CRITICAL,
        _("Nobody could read what arrives on %(channel)s: no reader on its list has a living account and key."),
        _("Open what lies there with the recovery key, and let new readers be signed in."),
        closes=True,
    ),
    "channel-unhandled": Known(
        _CRITICAL,
        _("Nobody reads what arrives on %(channel)s: no triager of its unit has a living account."),
        _("Make somebody a triager of its unit, or close the channel."),
    ),
    "channel-lacks": Known(
        _WARNING,
        _("%(channel)s lacks something without which it would not have opened. %(sentence)s"),
        _("The page of the channel shows its self-test, and leads to each part."),
    ),
    "rehearsal-old": Known(
        _WARNING,
        _("Recovery from paper (%(scope)s) was last rehearsed more than a year ago."),
        _("Rehearse it again: shares get lost, and so do the people who keep them."),
    ),
    "keys-rested": Known(
        _WARNING,
        _("%(count)s keys on a list (%(scope)s) were not used for half a year."),
        _("Ask these people to unlock once, so that lost words are noticed while others can still read."),
    ),
    "backup-never": Known(
        _WARNING,
        _("This house is older than a week and was never backed up by `goodcatch backup`."),
        _("Run `goodcatch backup FILE --keys OTHER` each night; if you back up otherwise, this note is all you lose."),
    ),
    "backup-old": Known(
        _WARNING,
        _("The last backup by `goodcatch backup` is %(days)s days old."),
        _("Run it each night, and try now and then whether it can be restored."),
    ),
    "keys-unkept": Known(
        _WARNING,
        _("Keys lie here of which no copy was made: if this disk is lost, nothing sealed ever opens."),
        _("Run `goodcatch backup FILE --keys OTHER`, and keep OTHER apart from the backup."),
    ),
    "backup-beside": Known(
        _WARNING,
        _("The keys were written beside the backup, or both into the data folder."),
        _("Keep the keys elsewhere: whoever takes both takes everything."),
    ),
    "backup-open": Known(
        _CRITICAL,
        _("Other accounts of this machine may read the last backup or its keys."),
        _("Let their owner alone read them: chmod 600, in a folder with chmod 700."),
        closes=True,
    ),
    "backup-holds": Known(
        _CRITICAL,
        _("The last backup holds shred keys: what is deleted here would open again from it."),
        _("Delete that file; `goodcatch backup` writes shred keys into the file of --keys alone."),
        closes=True,
    ),
}
"""Code → what is said of it."""


def shown(finding: Finding) -> Shown:
    """Give a finding with its words."""
    known = KNOWN[finding.code]
    return Shown(
        code=finding.code,
        severity=known.severity.name.lower(),
        label=known.severity.label,
        sentence=str(known.says) % finding.values,
        remedy=str(known.right) % finding.values,
        closes=known.closes,
    )


def in_order(found: Iterable[Finding]) -> list[Finding]:
    """Give findings, the worst first, otherwise in the order of the table."""
    place = {code: number for number, code in enumerate(KNOWN)}
    return sorted(found, key=lambda each: (-KNOWN[each.code].severity, place[each.code]))


def worst(found: Iterable[Finding]) -> Severity:
    """Give the severity of the worst finding; a note where nothing was found."""
    return max((KNOWN[each.code].severity for each in found), default=Severity.NOTE)


def closes(found: Iterable[Finding]) -> bool:
    """Tell whether something was found that closes sealed channels to new reports."""
    return any(KNOWN[each.code].closes for each in found)


def table() -> str:
    """Give the table of findings for the docs, in Markdown, and below it what cannot be seen."""
    rows = [
        "| code | severity | closes sealed channels | what is wrong | what would be right |",
        "|---|---|---|---|---|",
    ]
    for code, known in KNOWN.items():
        says, right = (re.sub(r"%\(\w+\)s", "…", str(words)) for words in (known.says, known.right))
        closing = "yes" if known.closes else ""
        rows.append(f"| `{code}` | {known.severity.name.lower()} | {closing} | {says} | {right} |")
    return "\n".join([*rows, "", "It cannot see:", "", *(f"- {each}" for each in UNSEEN)]) + "\n"
