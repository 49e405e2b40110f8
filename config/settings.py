"""Django's settings, made from Env. Nothing here is read from anywhere else."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from config import house
from config.env import NEVER, Env, env, kept_secret
from config.logs import logging_for

ENV: Env = env()
DATA_DIR = ENV.data_dir.absolute()

DEBUG = False
CSRF_FAILURE_VIEW = "config.errors.csrf_failed"
SECRET_KEY = ENV.secret_key or kept_secret(DATA_DIR, "secret-key", size=48).hex()
RECORD_KEY = bytes.fromhex(ENV.record_key) if ENV.record_key else kept_secret(DATA_DIR, "record-key")
ALLOWED_HOSTS = [
    "127.0.0.1",
    "localhost",
    "[::1]",
    ENV.host,
    urlsplit(ENV.address).hostname or "",
]
CSRF_TRUSTED_ORIGINS = [ENV.address]
SECURE = ENV.address.startswith("https://")
PROXIES = ENV.proxies
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    *house.ROOMS,  # before the libraries, so that the house's own templates win
    "allauth",
    "allauth.account",
    "django.forms",  # for its widget templates
]
MIDDLEWARE = [
    "config.doors.Headers",
    "config.floods.Floods",
    "config.errors.Mishaps",
    "config.doors.KnownHost",
    "config.doors.Readable",
    "config.doors.OwnForms",
    "goodcatch.ui.static_files.StaticFiles",
    "config.doors.InsideSession",
    "config.doors.InsideCsrf",
    "config.doors.InsideAuthentication",
    "config.doors.InsideSignIn",
    "config.doors.InsideMessages",
    "allauth.account.middleware.AccountMiddleware",  # touches neither session nor cookie by itself
    "config.doors.ReaderZone",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "goodcatch.ui.context.house",
            ],
            "builtins": ["goodcatch.ui.templatetags.house"],
        },
    }
]
FORM_RENDERER = "goodcatch.ui.forms.Renderer"


def _sqlite(data_dir: Path) -> dict[str, Any]:
    pragmas = "; ".join(
        [
            "PRAGMA journal_mode=WAL",
            "PRAGMA synchronous=FULL",
            "PRAGMA secure_delete=ON",
            "PRAGMA temp_store=MEMORY",
            "PRAGMA cache_size=-16000",
        ]
    )
    return {
        "ENGINE": "config.sqlite",
        "NAME": data_dir / "goodcatch.sqlite3",
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 30,
            "init_command": pragmas,
        },
        "TEST": {"NAME": data_dir / "test.sqlite3"},
    }


def _postgres(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    options: dict[str, Any] = {"prepare_threshold": "5", **dict(parse_qsl(parts.query))}
    prepare = options.pop("prepare_threshold")
    return {
        "ENGINE": "config.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "server_side_binding": True,
            "prepare_threshold": None if prepare == NEVER else int(prepare),
            **options,
        },
    }


DATABASES = {"default": _sqlite(DATA_DIR) if ENV.embedded else _postgres(ENV.database_url)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["goodcatch.people.signin.ByEmailOrUsername"]
PASSWORD_HASHERS = ["goodcatch.people.signin.PooledArgon2"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "/in/account/login/"
LOGIN_REDIRECT_URL = "/in/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "goodcatch.people.signin.Adapter"
ACCOUNT_LOGIN_METHODS = {"email", "username"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "username*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = "username"
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_FORMS = {"login": "goodcatch.people.signin.SignInForm"}
ACCOUNT_RATE_LIMITS = False  # people.signin counts by itself, so that nobody locks out somebody else

SESSION_ENGINE = "goodcatch.people.sessions"
SESSION_COOKIE_NAME = "goodcatch_session"
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = "/in/"
CSRF_COOKIE_NAME = "goodcatch_csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

USE_TZ = True
TIME_ZONE = ENV.zone
USE_I18N = True
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English")]

STATIC_URL = "/static/"
STORAGES = {
    "staticfiles": {"BACKEND": "goodcatch.ui.static_files.HashedNames"},
}
WHITENOISE_USE_FINDERS = True  # files are served from where they lie in the package; nothing is collected
WHITENOISE_AUTOREFRESH = False
WHITENOISE_ALLOW_ALL_ORIGINS = False

EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = DATA_DIR / "mail"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = ENV.mail_from
if ENV.mail_url:
    _mail = urlsplit(ENV.mail_url)
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST = _mail.hostname or ""
    EMAIL_PORT = _mail.port or {"smtps": 465, "smtp": 587}.get(_mail.scheme, 25)
    EMAIL_HOST_USER = unquote(_mail.username or "")
    EMAIL_HOST_PASSWORD = unquote(_mail.password or "")
    EMAIL_USE_SSL = _mail.scheme == "smtps"
    EMAIL_USE_TLS = _mail.scheme == "smtp"

LOGGING = logging_for(ENV.log_format)
LOGGING_CONFIG = "config.logs.configure"

DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
FILE_UPLOAD_HANDLERS = ["goodcatch.files.uploads.SealedUploads"]  # Django's own write to a folder in the clear
FILE_MB, VIDEO_MB = ENV.file_mb, ENV.video_mb
FILES_AT_ONCE, FILES_PER_THING = 10, 40
SILENCED_SYSTEM_CHECKS = ["auth.W004"]  # sign-in names are unique through functional constraints on Lower()
