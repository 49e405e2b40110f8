"""The keys outside the database under which hashes of receipts and what opens sealed things lie: made once, never anew.

Another one in the place of a lost one would open nothing that stands, for nobody, and nobody would be told.
"""

from __future__ import annotations

from pathlib import Path

import structlog
from django.conf import settings
from django.db import connection
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from config.env import kept_secret
from goodcatch.kernel.errors import RuleBroken

log = structlog.get_logger("goodcatch")


class PepperLost(RuleBroken):
    """The file of a pepper is gone, and things stand that only that one opens."""


def pepper(name: str) -> bytes:
    """Give the pepper of this name, made where nothing stands yet that needs it. Raises PepperLost."""
    if is_lost(name):
        log.error("a key is missing", key=name)
        raise PepperLost(sentence(name))
    return kept_secret(Path(settings.DATA_DIR), name)


def is_lost(name: str) -> bool:
    """Tell whether the file is gone though things stand that only that pepper opens. Looking makes none."""
    path = Path(settings.DATA_DIR) / name
    if path.is_file():
        return False
    models = [import_string(each) for each in import_string("config.house.PEPPERED")[name]]
    tables = connection.introspection.table_names()
    stands = any(each._meta.db_table in tables and each._base_manager.exists() for each in models)  # noqa: SLF001
    return stands and not path.is_file()  # looked at again: whoever comes first makes the file before any row


def sentence(name: str) -> str:
    """Give what is said, to whoever meets it and to whoever runs the house."""
    return _(
        "A key of this house is missing (%(name)s), so receipts and what is sealed cannot be opened or made. "
        "Nothing was changed, and no new key was made: whoever runs the house puts the file back from the copy of "
        "the keys, and starts it again."
    ) % {"name": name}
