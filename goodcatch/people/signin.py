"""Signing in: by e-mail or username, hashed with Argon2id inside the bounded pool."""

from __future__ import annotations

import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import LoginForm
from django import forms
from django.conf import settings
from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core import signing
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db.models import BigAutoField
from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodcatch.kernel.costly import POOL
from goodcatch.kernel.ready import Gap, Ready
from goodcatch.people.models import Person
from goodcatch.ui.forms import Asking


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
        password = credentials.get("password") or ""
        person = _named(credentials)
        if person is None:
            Person().set_password(password)
            return None
        if person.check_password(password) and person.is_active:
            return person
        return None

    def get_user(self, user_id: Any) -> Person | None:
        return _LIVING.first(pk=user_id)


_LIVING = Ready(lambda: Person.objects.filter(pk=Gap("pk", BigAutoField()), left_at__isnull=True))


class SignInForm(Asking, LoginForm):
    """E-mail or username, and the password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name = forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "off", "spellcheck": "false"})
        word = forms.PasswordInput(attrs={"autocomplete": "current-password"})
        self.fields["login"] = forms.CharField(label=_("E-mail address or username"), max_length=254, widget=name)
        self.fields["password"] = forms.CharField(label=_("Password"), max_length=256, strip=False, widget=word)


_WRONG = gettext_lazy("That name and password do not belong together. Try again, or ask for a new password.")


class Adapter(DefaultAccountAdapter):
    """Nobody signs themselves up, and nobody locks out somebody else by mistyping their password.

    Failures are counted for a name together with where they come from: a browser in which this person signed in
    before has a count of its own, all others share one for each network address.
    """

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _WRONG,
        "username_password_mismatch": _WRONG,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def add_message(self, *_args: Any, **_kwargs: Any) -> None:
        """Say nothing: the page that follows shows that it worked."""

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        key = _attempts_key(request, credentials)
        cache.add(key, 0, timeout=WAIT_SECONDS)
        if cache.incr(key) > ATTEMPTS:
            raise ValidationError(_("That was wrong several times. Wait five minutes, then try again."))

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        person = super().authenticate(request, **credentials)
        if person is not None:
            cache.delete(_attempts_key(request, credentials))
        return person

    def logout(self, request: HttpRequest) -> None:
        """Sign out, after upper rooms have locked what this browser had open."""
        for path in import_string("config.house.SIGNING_OUT"):
            import_string(path)(request)
        super().logout(request)

    def post_login(self, request: HttpRequest, user: Any, **details: Any) -> HttpResponse:
        answer: HttpResponse = super().post_login(request, user, **details)
        remember_browser(request, answer, user)
        return answer


ATTEMPTS = 6
WAIT_SECONDS = 5 * 60
KNOWN_COOKIE = "goodcatch_known"
KNOWN_SECONDS = 180 * 24 * 3600
_KNOWN_AT_MOST = 8
_known = signing.TimestampSigner(salt="goodcatch.people.known")


def remember_browser(request: HttpRequest, answer: HttpResponse, person: Person) -> None:
    """Let this browser be one in which this person signed in; several people may share one."""
    others = [public_id for public_id in _known_people(request) if public_id != person.public_id]
    people = [person.public_id, *others][:_KNOWN_AT_MOST]
    answer.set_cookie(
        KNOWN_COOKIE,
        _known.sign(".".join(people)),
        max_age=KNOWN_SECONDS,
        path="/in/account/",
        secure=settings.SECURE,
        httponly=True,
        samesite="Lax",
    )


def _known_people(request: HttpRequest) -> list[str]:
    try:
        return _known.unsign(request.COOKIES.get(KNOWN_COOKIE, ""), max_age=KNOWN_SECONDS).split(".")
    except signing.BadSignature:
        return []


def _named(credentials: dict[str, Any]) -> Person | None:
    name = credentials.get("username") or credentials.get("email") or ""
    try:
        return Person.objects.get_by_natural_key(name)
    except Person.DoesNotExist:
        return None


def _attempts_key(request: HttpRequest, credentials: dict[str, Any]) -> str:
    person = _named(credentials)
    name = str(credentials.get("username") or credentials.get("email") or "").strip().lower()
    whose = person.public_id if person else name
    known = person is not None and person.public_id in _known_people(request)
    where = request.COOKIES[KNOWN_COOKIE] if known else request.META.get("REMOTE_ADDR", "")
    return "sign-in:" + hashlib.sha256(f"{whose}\n{where}".encode()).hexdigest()
