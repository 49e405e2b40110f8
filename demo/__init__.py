"""A believable organisation, told through the real verbs in a moving clock."""

from demo.load import load

__all__ = ["load"]
