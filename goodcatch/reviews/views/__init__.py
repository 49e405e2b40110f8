"""Pages of the learning review."""
