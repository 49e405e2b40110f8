"""Files that people attached, sealed. They can hold personal data of any kind; whoever has the key can tell.

Outside of the seal stand a random name, the thing a file belongs to, a day, and a length filled up to a size class.
Kept until the thing they belong to is purged: `purge` removes them, and destroying the caller's key makes them
unreadable before that.
"""

from __future__ import annotations

import secrets

from django.db import models

from goodcatch.files import seal
from goodcatch.kernel.fields import RandomKeyField

NAME_LENGTH = 32


def random_name() -> str:
    """Give a fresh name, which tells nothing."""
    return secrets.token_hex(NAME_LENGTH // 2)


class StoredFile(models.Model):
    """One sealed file. `original_of` is set where this is what came, kept beside its cleaned copy."""

    id = RandomKeyField()
    name = models.CharField(max_length=NAME_LENGTH, unique=True, default=random_name, editable=False)
    owner = models.CharField(max_length=80, db_index=True, help_text="the thing it belongs to, as kind:id")
    day = models.DateField()
    original_of = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="+")
    chunks = models.PositiveIntegerField()
    padded_length = models.PositiveBigIntegerField()
    header = models.BinaryField(max_length=seal.HEADER_BYTES)
    sealed_key = models.BinaryField(max_length=seal.SEALED_KEY_BYTES)

    def __str__(self) -> str:
        return self.name

    @property
    def context(self) -> bytes:
        """What its key is sealed for: this name, this owner, this length; elsewhere it does not open."""
        return f"goodcatch file 1|{self.name}|{self.owner}|{self.chunks}|{self.padded_length}".encode()


class FileChunk(models.Model):
    """One sealed block of a file, by its place."""

    id = RandomKeyField()
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    sealed = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["file", "number"], name="files_chunk_number_once")]
