"""Django, set up only when a command needs it: importing it costs a second."""

from __future__ import annotations

import os


def awake() -> None:
    """Set Django up for this process, once. Raises EnvProblems where the settings need a look."""
    os.umask(0o077)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
