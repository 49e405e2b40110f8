"""Pages of speaking up: outside, with a receipt, signed in, handling, channels."""
