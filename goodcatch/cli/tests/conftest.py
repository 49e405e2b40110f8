"""The mail server that the command tests its letters with."""

from goodcatch.notices.tests.conftest import sink

__all__ = ["sink"]
