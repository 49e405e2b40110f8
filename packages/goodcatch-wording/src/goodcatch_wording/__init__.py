"""Points, gently and exactly, at words in an incident write-up that judge people.

`check` reads a text and hands back findings; each names a place, a rule, and a question to ask instead.
"""

from typing import TYPE_CHECKING

from goodcatch_wording.finding import Finding

if TYPE_CHECKING:
    from goodcatch_wording.config import Config

__all__ = ["Finding", "__version__", "check"]
__version__ = "0.1.0"


def check(
    text: str,
    *,
    language: str | None = None,
    profile: str = "review",
    config: "Config | None" = None,
) -> list[Finding]:
    """Find the words in `text` that judge people, measure them by hindsight or promise more care.

    `text` is Markdown or plain prose of any length; code, quotations and front matter are left alone.
    `language` is a code such as 'en'; without it each sentence is judged only if it looks like a language
    that has rules, and an unknown language gives no findings. `profile` is 'review' for the analysis of
    what happened, or 'statement' for a leader's own statement. `config` switches rules off or on.

    The findings come in the order of the text. No text raises an error; an unknown profile raises
    ValueError.
    """
    from goodcatch_wording.api import check_text  # noqa: PLC0415  importing the package stays quick

    return check_text(text, language=language, profile=profile, config=config)
