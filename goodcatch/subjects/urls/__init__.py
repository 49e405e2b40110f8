"""Addresses of requests, and of what is kept about oneself."""
