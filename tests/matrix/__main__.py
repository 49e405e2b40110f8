"""`python -m tests.matrix`: walk every address as everybody, and write the table anew for somebody to read."""

import os

import django
from django.core.management import call_command
from django.test.utils import setup_test_environment

import tests.early  # noqa: F401  # a data folder of its own, before any settings are read


def main() -> None:
    """Write the table."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    setup_test_environment()
    call_command("migrate", verbosity=0)
    from config import floods  # noqa: PLC0415  # once Django is set up
    from tests.gates import open_wide  # noqa: PLC0415
    from tests.matrix import table  # noqa: PLC0415  # models

    floods.GATE = open_wide()

    rows = table.rows()
    table.FILE.write_text(table.written(rows), encoding="utf-8")
    print(f"{len(rows)} rows in {table.FILE}")  # noqa: T201


if __name__ == "__main__":
    main()
