"""Words of speaking up."""

from goodcatch.reports.terms.channels import ACKNOWLEDGE_DAYS, ANSWER_DAYS, FEW_HANDLERS, Wording
from goodcatch.reports.terms.reports import EXPLAINED, LONGEST_LINE, LONGEST_TEXT, Kind, Part, Told

__all__ = [
    "ACKNOWLEDGE_DAYS",
    "ANSWER_DAYS",
    "EXPLAINED",
    "FEW_HANDLERS",
    "LONGEST_LINE",
    "LONGEST_TEXT",
    "Kind",
    "Part",
    "Told",
    "Wording",
]
