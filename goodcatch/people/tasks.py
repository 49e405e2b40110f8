"""Work that people put down for later: the letter with a password link."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from goodcatch.people.models import Person
from goodcatch.people.services.passwords import link_for


def send_password_link(payload: Mapping[str, str | int]) -> None:
    """Send the link to whoever signs in with the address; nothing where nobody does, or they have left since."""
    person = Person.objects.filter(public_id=payload["person"], left_at=None).first()
    if person is None or not person.email:
        return
    link = settings.ENV.address + link_for(person).address
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].partition("@")[2] or "goodcatch"
    with closing(get_connection()) as server:  # also where it was reached and then refuses who we say we are
        EmailMessage(
            subject=_("Choose a password for Goodcatch"),
            body=render_to_string("people/emails/password_link.txt", {"person": person, "link": link}),
            to=[person.email],
            headers={"Message-ID": f"<password-{payload['letter']}@{domain}>", "Auto-Submitted": "auto-generated"},
            connection=server,
        ).send()
