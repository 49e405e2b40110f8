"""The ground of measurements within this process: a house of its own, with empty tables."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module


@contextmanager
def ground() -> Iterator[None]:
    """Set a house up on the database of this process's environment, with a data folder that goes afterwards.

    What is measured may import the house's rooms from then on, and not before.
    """
    with tempfile.TemporaryDirectory() as folder:
        os.environ["GOODCATCH_DATA_DIR"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
        import_module("django").setup()
        import_module("django.core.management").call_command("migrate", verbosity=0)
        yield
