"""Tags that every template may use: slots, ids, days."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import template
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.module_loading import import_string
from django.utils.safestring import SafeString, mark_safe

from goodcatch.kernel import ids

register = template.Library()


@register.simple_tag(takes_context=True)
def slot(context: template.Context, name: str, thing: Any = None) -> SafeString:
    """Give what the upper rooms lend to this place of the page, in the order of the house."""
    request = context["request"]
    fillers = import_string("config.house.SLOTS").get(name, [])
    return mark_safe(
        "".join(
            import_string(path)(getattr(request, "user", None), thing, request)
            for path in fillers
        )
    )  # noqa: S308


@register.filter
def public_id(value: str) -> str:
    """Show an id the way people read it, 4-4."""
    return ids.shown(value)


@register.filter
def day(value: date | datetime | None) -> str:
    """Show the day alone, in the reader's zone."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    return formats.date_format(value, "j F Y")


@register.filter
def moment(value: datetime | None) -> SafeString | str:
    """Show an instant in the reader's zone, with the zone written."""
    if value is None:
        return ""
    local = timezone.localtime(value)
    return format_html(
        '<time datetime="{}">{}</time>',
        value.isoformat(),
        formats.date_format(local, "j F Y, H:i ") + str(local.tzname()),
    )
