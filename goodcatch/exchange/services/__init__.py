"""Verbs of bringing in: import a source, decide about a change that waits."""

from goodcatch.exchange.services.deciding import decline_change, take_change
from goodcatch.exchange.services.importing import Imported, Reading, import_source, look_into, place_of, shown_name

__all__ = [
    "Imported",
    "Reading",
    "decline_change",
    "import_source",
    "look_into",
    "place_of",
    "shown_name",
    "take_change",
]
