"""The `goodcatch` command: a door like the others. It parses, calls one verb or one read, and says a sentence.

Exit codes: 0 done; 1 could not be done, or a check found something; 2 asked in a way that cannot work (an
option, a setting), or the doctor found something critical; 130 interrupted.
"""

from __future__ import annotations

import sys
from typing import NoReturn


def main() -> NoReturn:
    """Run the command that was typed, and exit with its code."""
    from goodcatch.cli.commands import app  # imported here, so that importing this package costs nothing
    from goodcatch.cli.saying import sentence_of

    try:
        app(standalone_mode=True)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is said without values
        words, code = sentence_of(error)
        print(words, file=sys.stderr, flush=True)
        sys.exit(code)
    sys.exit(0)
