"""The receipt of a report: one number of 129 bits, written as ten words or as 42 digits. A pure library.

40 bits find the report (useless alone), 80 are the secret, 9 are a check over both. protection.md, 1.
"""

from goodcatch.reports.receipts.codec import Receipt, new_receipt, read
from goodcatch.reports.receipts.misread import Misread, Swap, UnknownWord

__all__ = ["Misread", "Receipt", "Swap", "UnknownWord", "new_receipt", "read"]
