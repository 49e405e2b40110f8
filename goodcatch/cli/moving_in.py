"""What is done before the doors open: the database brought up to date, the demo moved in. Runs in a child process."""

from __future__ import annotations

import importlib
import importlib.util

from goodcatch.cli.awake import awake
from goodcatch.cli.saying import CannotStart


def migrate_database() -> None:
    """Apply the migrations that wait. Raises CannotStart where the database cannot be reached."""
    awake()
    from django.core.management import call_command
    from django.db import OperationalError

    try:
        call_command("migrate", verbosity=0, interactive=False)
    except OperationalError:
        # The driver's message may hold the password; what it would help with stands in the settings.
        raise CannotStart(
            "The database cannot be reached. Look at GOODCATCH_DATABASE_URL and at whether the database server runs; "
            "for the embedded database, at whether the data folder can be written and its disk has room."
        ) from None


def move_in() -> None:
    """Migrate, and let the demo organisation move in where it was asked for and nobody lives here yet."""
    migrate_database()
    from config.env import env

    if env().demo:
        from django.contrib.auth import get_user_model

        if not get_user_model().objects.exists():
            print("Moving the demo organisation in …", flush=True)
            _load_demo()
    _tell_founder(env().address)


def _tell_founder(address: str) -> None:
    """Say where the house is founded, while nobody lives here."""
    from goodcatch.setup.services import offer_first_run

    path = offer_first_run()
    if path:
        print(f"Nobody lives here yet. Found your house, within a day, at {address}{path}", flush=True)


def _load_demo() -> None:
    if importlib.util.find_spec("demo") is None:
        raise CannotStart("This installation comes without the demo; leave --demo out.")
    importlib.import_module("demo").load()


if __name__ == "__main__":
    import sys

    from goodcatch.cli.saying import sentence_of

    try:
        move_in()
    except Exception as error:  # noqa: BLE001 - whatever it is, it is said without values
        words, code = sentence_of(error)
        print(words, file=sys.stderr, flush=True)
        sys.exit(code)
