"""Addresses of speaking up: one module for each door, so that no page stands behind both."""
