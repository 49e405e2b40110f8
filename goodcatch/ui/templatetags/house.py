"""Tags that every template may use: slots, whole forms, ids, days and moments."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.utils import formats, timezone
from django.utils.html import format_html, format_html_join
from django.utils.html import linebreaks as paragraphs
from django.utils.module_loading import import_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from goodcatch.kernel import ids
from goodcatch.ui import timeline as drawing
from goodcatch.ui.marked import shown_in_part, unmarked
from goodcatch.ui.times import away, local_day

register = template.Library()

_DAY = "j F Y"


@register.filter
def written(text: str, brought_in: bool) -> SafeString:
    """Give what somebody wrote: in paragraphs, or as the Markdown that it is where it was brought in."""
    return shown_in_part(text) if brought_in else mark_safe(paragraphs(text, autoescape=True))  # noqa: S308  # escaped here


@register.filter(name="unmarked")
def words_alone(text: str, brought_in: bool) -> str:
    """Give what somebody wrote in a line: without the marks of Markdown, where it was brought in."""
    return unmarked(text) if brought_in else text


@register.simple_tag(takes_context=True)
def slot(context: template.Context, name: str, thing: Any = None) -> SafeString:
    """Give what the upper rooms lend to this place of the page, in the order of the house."""
    request = context["request"]
    fillers: list[str] = import_string("config.house.SLOTS").get(name, [])
    viewer = getattr(request, "user", None)
    return format_html_join("", "{}", ((import_string(path)(viewer, thing, request),) for path in fillers))


@register.inclusion_tag("ui/deed.html", takes_context=True)
def deed(
    context: template.Context,
    form: forms.BaseForm,
    action: str = "",
    label: str = "",
    *,
    quiet: bool = False,
    back: str = "",
) -> dict[str, Any]:
    """Draw a whole form: what is wrong, the fields, the CSRF token where there is one, and its button."""
    return {
        "form": form,
        "action": action,
        "label": label,
        "quiet": quiet,
        "back": back,
        "inside": context.get("inside", False),
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("ui/table.html")
def table(heads: Sequence[str], rows: Iterable[Sequence[object]], caption: str = "") -> dict[str, Any]:
    """Draw a table that becomes a list on phones; the first value of a row names it."""
    named = [[*zip(heads, row, strict=True)] for row in rows]
    return {"caption": caption, "heads": heads, "rows": named}


@register.inclusion_tag("ui/timeline.html")
def timeline(happenings: Sequence[drawing.Happening], label: str, *, by_day: bool = False) -> dict[str, Any]:
    """Draw a timeline to scale with a table behind it; `label` says in a sentence what it shows."""
    return {
        "label": label,
        "drawings": drawing.draw(happenings, by_day=by_day),
        "decisions": any(h.decision for h in happenings),
        "heads": [_("When"), _("What"), _("Remark")],
        "rows": drawing.table(happenings, by_day=by_day),
    }


@register.filter
def grouped(field: BoundField) -> bool:
    """Tell whether a field is several inputs under one legend."""
    return bool(field.field.widget.use_fieldset)


@register.filter
def single_check(field: BoundField) -> bool:
    """Tell whether a field is one box to tick."""
    return isinstance(field.field.widget, forms.CheckboxInput)


@register.filter
def anchor(field: BoundField) -> str:
    """Give the id of the input to which a link to this field leads."""
    return f"{field.auto_id}_0" if grouped(field) else field.auto_id


@register.filter
def theirs(field: BoundField) -> str | None:
    """Give the text that somebody else saved first in this field; None where nobody did."""
    texts: dict[str, str] | None = getattr(field.form, "theirs", None)
    return texts.get(field.name) if texts else None


@register.filter
def public_id(value: str) -> str:
    """Show an id the way people read it, 4-4."""
    return ids.shown(value)


@register.filter
def day(value: date | datetime | None) -> str:
    """Show the day alone, in the reader's zone."""
    return "" if value is None else formats.date_format(local_day(value), _DAY)


@register.filter
def moment(value: datetime | None) -> SafeString | str:
    """Show an instant in the reader's zone, with the zone written."""
    if value is None:
        return ""
    local = timezone.localtime(value)
    exact = f"{formats.date_format(local, _DAY)}, {formats.date_format(local, 'H:i')} {local.tzname()}"
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), exact)


@register.filter
def relative(value: date | datetime | None) -> SafeString | str:
    """Show how far away a day or an instant is, and the exact one beside it."""
    if value is None:
        return ""
    exact = moment(value) if isinstance(value, datetime) else day(value)
    return format_html('<time datetime="{}">{}</time> <small>{}</small>', value.isoformat(), away(value), exact)
