"""Examining the set-up of the house, never anybody's words: what may leak, what is about to fail, what is missing."""

from goodcatch.setup.examining.all import findings

__all__ = ["findings"]
