"""Settles language, profile and settings, and starts the engine; kept apart so that importing stays quick."""

from goodcatch_wording.config import Config
from goodcatch_wording.engine import find
from goodcatch_wording.finding import Finding
from goodcatch_wording.rules import PROFILES, known_languages


def check_text(
    text: str,
    *,
    language: str | None,
    profile: str,
    config: Config | None,
    path: str | None = None,
    lines: bool = False,
) -> list[Finding]:
    """Check a text as `goodcatch_wording.check` does, for a path and, if asked, line by line."""
    if profile not in PROFILES:
        raise ValueError(f"The profile is 'review' or 'statement', not {profile!r}.")
    config = config or Config()
    wanted = language or config.language
    codes = known_languages() if wanted is None else (wanted.lower().replace("_", "-").partition("-")[0],)
    findings: list[Finding] = []
    for code in codes:
        if code in known_languages():
            on = config.codes(profile, code, path)
            findings += find(text, code=code, codes=on, profile=profile, lines=lines)
    return findings
