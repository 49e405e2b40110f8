"""What Django's test client does for each page and each signing in, without what no test asks for.

It keeps a copy of the context of each template that a page is put together from, some twenty for a page, one within
the other: here of the outermost, which says what the view gave. And it makes an empty session, to end it when
somebody signs in: here a browser without a session signs in as browsers do.
"""

from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest
from django.template import Context, Template
from django.test import signals, utils
from django.test.client import Client, ClientMixin
from django.utils.safestring import SafeString

from goodcatch.people.models import Person


def _rendered(self: Template, context: Context) -> SafeString:
    if context.template is self:
        signals.template_rendered.send(sender=self, template=self, context=context)
    return self.nodelist.render(context)


def _login(self: Client, user: Person, backend: str | None = None) -> None:
    sessions: Any = import_module(settings.SESSION_ENGINE)
    cookie = self.cookies.get(settings.SESSION_COOKIE_NAME)
    request = HttpRequest()
    request.session = sessions.SessionStore(cookie.value if cookie else None)
    login(request, user, backend)
    request.session.save()
    self._set_login_cookies(request)  # type: ignore[attr-defined]  # left out of the stubs


utils.instrumented_test_render = _rendered  # type: ignore[attr-defined]  # left out of the stubs
ClientMixin._login = _login  # type: ignore[attr-defined]  # left out of the stubs
