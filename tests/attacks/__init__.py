"""Attempts to see or do what one may not."""
