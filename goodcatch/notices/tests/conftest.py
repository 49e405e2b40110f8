"""A mail server for the tests of letters."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.conf import LazySettings

from goodcatch.notices.tests.sink import Sink, listening


@pytest.fixture
def sink(settings: LazySettings) -> Iterator[Sink]:
    """A mail server that is set as the house's."""
    with listening() as sink:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", sink.port
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        mail_url = f"smtp+plain://127.0.0.1:{sink.port}"
        settings.ENV = replace(settings.ENV, mail_url=mail_url, base_url="https://goodcatch.northfield.example")
        yield sink
