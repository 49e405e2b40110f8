"""Verbs of bringing in: import a source, decide about a change that waits."""

from goodcatch.exchange.services.deciding import decline_change, take_change
from goodcatch.exchange.services.importing import Imported, import_source, place_of, shown_name

__all__ = ["Imported", "decline_change", "import_source", "place_of", "shown_name", "take_change"]
