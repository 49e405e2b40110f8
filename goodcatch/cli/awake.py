"""Django, set up only when a command needs it: importing it costs a second."""

from __future__ import annotations

import gc
import os
import sys

if sys.platform != "win32":
    import resource

COLLECT_AFTER = 20_000
"""Objects after which Python looks for garbage. It looks after 700 by itself, which is hundreds of times for each
start, a fifth of its time, and several times for each page; this costs a few MiB."""


def awake() -> None:
    """Set Django up for this process, once. Raises EnvProblems where the settings need a look."""
    keep_to_itself()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    seldom_collect()
    import django

    django.setup()


def keep_to_itself() -> None:
    """Let this process and its children make files for their own account alone, and leave no memory on disk."""
    os.umask(0o077)
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))


def seldom_collect() -> None:
    """Let this process look for garbage seldom, as one that makes many objects which soon go by themselves."""
    gc.set_threshold(COLLECT_AFTER, 10, 10)
