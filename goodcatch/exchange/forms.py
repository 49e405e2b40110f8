"""The forms of a change that waits."""

from goodcatch.ui.forms import DeedForm


class DecideForm(DeedForm):
    """One button: the change is taken over, or it is not."""
