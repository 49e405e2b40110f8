"""Whole-house backup: one file with every table, the same for both databases; the keys in a second file."""

from goodcatch.exchange.backup.apart import forget_seen, put_apart
from goodcatch.exchange.backup.keys import (
    KEY_FILES,
    keys_from_settings,
    put_keys,
    read_apart,
    read_keys,
    write_keys,
)
from goodcatch.exchange.backup.manifest import Manifest
from goodcatch.exchange.backup.restoring import restore, to_be_deleted_again
from goodcatch.exchange.backup.writing import write_backup

__all__ = [
    "KEY_FILES",
    "Manifest",
    "forget_seen",
    "keys_from_settings",
    "put_apart",
    "put_keys",
    "read_apart",
    "read_keys",
    "restore",
    "to_be_deleted_again",
    "write_backup",
    "write_keys",
]
