"""Copies the three folders of postmortems here, with the attendees' initials blanked.

    python tests/data/postmortems/vendor.py FOLDER

FOLDER holds dfds, mybinder and chia as their repositories have them (see README.md).
"""

import re
import sys
from pathlib import Path

HERE = Path(__file__).parent
FOLDERS = ("dfds", "mybinder", "chia")
ATTENDEES = re.compile(r"(?m)(^#+ At+endees *\n)((?:(?!#).*\n?)*)")
# Initials of two or three letters, or a short sign of five, alone or in a row.
INITIALS = re.compile(r"(?m)^((?:- )?)(?:[A-Z]{2,3}|[a-z]{5})(?:,? [A-Z]{2,3})*[ ]*$")


def blanked(text: str) -> str:
    """Return the text with each line of initials under 'Attendees' replaced by a dash."""
    return ATTENDEES.sub(lambda found: found[1] + INITIALS.sub(r"\1—", found[2]), text)


def vendor(source: Path) -> None:
    """Copy every file, words unchanged but for the blanks."""
    for folder in FOLDERS:
        for path in sorted(p for p in (source / folder).rglob("*") if p.is_file()):
            target = HERE / path.relative_to(source)
            target.parent.mkdir(parents=True, exist_ok=True)
            text = path.read_bytes().decode("utf-8")
            target.write_bytes((blanked(text) if folder == "dfds" else text).encode("utf-8"))


if __name__ == "__main__":
    vendor(Path(sys.argv[1]))
