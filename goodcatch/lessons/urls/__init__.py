"""Addresses of lessons: inside, and public."""
