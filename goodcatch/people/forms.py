"""The shape of what people type on the pages of people."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.dates import WEEKDAYS
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from goodcatch.kernel import clock
from goodcatch.kernel.working_days import WEEK
from goodcatch.people.directory import tree
from goodcatch.people.models import Person, Unit
from goodcatch.people.queries import Viewer
from goodcatch.people.terms import ROLE_MEANS, Digest, Role
from goodcatch.ui.forms import DayField, DeedForm
from goodcatch.ui.widgets import Cards


class UnitField(forms.TypedChoiceField):
    """One of the open units, each by the names on the way to it; a UnitsForm offers them."""

    def __init__(self, *, empty: str | Promise = "—", **kwargs: Any) -> None:
        self.empty = empty
        super().__init__(coerce=_unit, empty_value=None, **kwargs)

    def offer(self, viewer: Viewer) -> None:
        """Offer the units that the viewer sees."""
        self.choices = [("", self.empty), *((branch.unit.public_id, branch.trail) for branch in tree(viewer))]


def _unit(public_id: str) -> Unit:
    return Unit.objects.get(public_id=public_id)


class UnitsForm(DeedForm):
    """A form in which units are chosen, of those that the viewer sees."""

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, UnitField):
                field.offer(viewer)


class ZoneField(forms.ChoiceField):
    """A time zone by its name in the tz database."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Time zone"))
        zones = sorted(zone for zone in clock.zones() if "/" in zone and not zone.startswith("Etc/"))
        empty = kwargs.pop("empty", _("as the house"))
        super().__init__(choices=[("", empty), ("UTC", "UTC"), *((z, z.replace("_", " ")) for z in zones)], **kwargs)


def _name() -> forms.CharField:
    return forms.CharField(label=_("Name"), max_length=120)


def _title() -> forms.CharField:
    return forms.CharField(
        label=_("What they do"), max_length=120, required=False, help_text=_("such as 'night operator'")
    )


def _email() -> forms.CharField:
    return forms.CharField(
        label=_("E-mail address"),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        help_text=_("An e-mail address or a username is needed to sign in; both are fine."),
    )


def _username() -> forms.CharField:
    return forms.CharField(
        label=_("Username"),
        max_length=64,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}),
    )


class SureForm(DeedForm):
    """A deed that asks for nothing but the decision."""


class JoinForm(UnitsForm):
    """A new member of the house."""

    name = _name()
    title = _title()
    email = _email()
    username = _username()
    unit = UnitField(label=_("Unit"), required=False)


class GuestForm(DeedForm):
    """A guest from outside the house."""

    name = _name()
    title = _title()
    email = _email()
    username = _username()


class DescribeForm(DeedForm):
    """How a person is called and signs in."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    name = _name()
    title = _title()
    email = _email()
    username = _username()


class PlaceForm(UnitsForm):
    """The unit in which somebody is placed."""

    unit = UnitField(label=_("Unit"))


class GrantForm(UnitsForm):
    """A role, where it is held, from when until when."""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, widget=Cards(hints=ROLE_MEANS))
    unit = UnitField(
        label=_("In which unit"),
        required=False,
        empty=_("the whole house"),
        help_text=_("It holds for the units below, too."),
    )
    since = DayField(label=_("From"), required=False, help_text=_("Left empty: from now on."))
    until = DayField(label=_("Until the end of"), required=False, help_text=_("Left empty: until somebody ends it."))


class UnitForm(DeedForm):
    """A unit's name, zone and country."""

    name = forms.CharField(label=_("Name"), max_length=120)
    zone = ZoneField(required=False, empty=_("as the unit above"))
    jurisdiction = forms.CharField(
        label=_("Country"),
        max_length=2,
        required=False,
        widget=forms.TextInput(attrs={"autocapitalize": "characters"}),
        help_text=_("Two letters, such as NO. Left empty: as the unit above."),
    )


class DescribeUnitForm(UnitForm):
    """The same, for a unit that stands already."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class UnitDaysForm(DeedForm):
    """On which days nobody works in a unit."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    own = forms.TypedChoiceField(
        label=_("Which days off hold here"),
        choices=[("no", _("as the unit above; at the top, Saturday and Sunday")), ("yes", _("its own"))],
        coerce=lambda word: word == "yes",
        widget=Cards,
    )
    days_off = forms.TypedMultipleChoiceField(
        label=_("Every week nobody works on"),
        required=False,
        choices=[(day, WEEKDAYS[day - 1]) for day in WEEK],
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: somebody works every day."),
    )
    holidays = forms.CharField(
        label=_("Single days"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("One on each line, the day first: 2026-12-25 Christmas."),
    )


class MoveForm(UnitsForm):
    """The unit under which another goes."""

    parent = UnitField(label=_("Below which unit"))


class OwnDetailsForm(DeedForm):
    """One's own zone, language and mail."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    zone = ZoneField(required=False, help_text=_("In which you read dates and times."))
    language = forms.ChoiceField(
        label=_("Language"), required=False, choices=[("", _("as the house")), *settings.LANGUAGES]
    )
    digest = forms.ChoiceField(
        label=_("Mail"),
        choices=Digest.choices,
        widget=Cards,
        help_text=_("Danger, making safe, ownership and deadlines are always told at once."),
    )


def _new_password() -> forms.CharField:
    return forms.CharField(
        label=_("New password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
        max_length=256,
        help_text=_("At least 12 characters. Four or five words that do not belong together do well."),
    )


class ChoosePasswordForm(DeedForm):
    """A new password, through a link."""

    password = _new_password()


class ChangePasswordForm(DeedForm):
    """A new password, by somebody who knows the present one."""

    current = forms.CharField(
        label=_("Present password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        strip=False,
        max_length=256,
    )
    password = _new_password()


class ForgottenForm(DeedForm):
    """The address to which a link is sent."""

    email = forms.EmailField(
        label=_("Your e-mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )


def initial_of(person: Person) -> dict[str, object]:
    """Give what the forms about a person begin with."""
    fields = ("version", "name", "title", "email", "username", "zone", "language", "digest")
    return {field: getattr(person, field) for field in fields}


class AwayForm(DeedForm):
    """Being away; without days, being here."""

    first_day = DayField(label=_("First day away"), required=False)
    last_day = DayField(label=_("Last day away"), required=False, help_text=_("Both left empty: you are here."))
    stand_in = forms.ModelChoiceField(
        queryset=Person.objects.none(),
        to_field_name="public_id",
        required=False,
        label=_("Who stands in for you"),
        help_text=_(
            "Until you are back they hear of what is asked of you, as far as they may read it; nothing is opened to "
            "them. The rest waits for you, or for others whose part it is. Of a sealed report they look after what you "
            "owe, if they read it; else the next in turn does."
        ),
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stand_in"].queryset = people  # type: ignore[attr-defined]
