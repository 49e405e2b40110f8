"""Signing in: by e-mail or username, hashed with Argon2id inside the bounded pool."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.http import HttpRequest

from goodcatch.kernel.costly import POOL
from goodcatch.people.models import Person


class PooledArgon2(Argon2PasswordHasher):
    """Argon2id at 64 MiB, t=3, p=4, one at a time for each process, so that a crowd cannot fill the memory."""

    memory_cost = 65536
    time_cost = 3
    parallelism = 4

    def encode(self, password: str, salt: str) -> str:
        return POOL.run(lambda: super(PooledArgon2, self).encode(password, salt))

    def verify(self, password: str, encoded: str) -> bool:
        return POOL.run(lambda: super(PooledArgon2, self).verify(password, encoded))

    def harden_runtime(self, password: str, encoded: str) -> None:
        """Do nothing: there is one set of parameters."""


class ByEmailOrUsername(BaseBackend):
    """Finds a living account by e-mail or username and checks its password; takes as long where there is none."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> Person | None:
        name = credentials.get("username") or credentials.get("email") or ""
        password = credentials.get("password") or ""
        try:
            person = Person.objects.get_by_natural_key(name)
        except Person.DoesNotExist:
            Person().set_password(password)
            return None
        if person.check_password(password) and person.is_active:
            return person
        return None

    def get_user(self, user_id: Any) -> Person | None:
        return Person.objects.filter(pk=user_id, left_at__isnull=True).first()


class Adapter(DefaultAccountAdapter):
    """Nobody signs themselves up: accounts are made by those who run the house."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
