"""Verbs of the record: write an entry in a deed's transaction; number and chain what was written; read on; mute."""

from goodcatch.record.services.muting import mute
from goodcatch.record.services.numbering import close_days, number
from goodcatch.record.services.reading import Reader, read_on
from goodcatch.record.services.writing import Fact, earlier_deed, write, write_pooled

__all__ = ["Fact", "Reader", "close_days", "earlier_deed", "mute", "number", "read_on", "write", "write_pooled"]
