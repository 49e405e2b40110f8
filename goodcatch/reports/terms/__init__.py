"""Words of speaking up."""

from goodcatch.reports.terms.channels import ACKNOWLEDGE_DAYS, ANSWER_DAYS, FEW_HANDLERS, Wording
from goodcatch.reports.terms.reports import EXPLAINED, LONGEST_LINE, LONGEST_TEXT, Kind, Part, Told
from goodcatch.reports.terms.sealed import DRAFTS_LAST, FEWEST_VOICES, Answer, Known, Said, Unsent, WordsTold

__all__ = [
    "ACKNOWLEDGE_DAYS",
    "ANSWER_DAYS",
    "DRAFTS_LAST",
    "EXPLAINED",
    "FEWEST_VOICES",
    "FEW_HANDLERS",
    "LONGEST_LINE",
    "LONGEST_TEXT",
    "Answer",
    "Kind",
    "Known",
    "Part",
    "Said",
    "Told",
    "Unsent",
    "Wording",
    "WordsTold",
]
