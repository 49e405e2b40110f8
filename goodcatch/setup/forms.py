"""What is asked when a house is founded: nothing that can wait."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from goodcatch.people.forms import ZoneField
from goodcatch.ui.forms import DeedForm


class FoundingForm(DeedForm):
    """The house, its founder, and its first way to speak up."""

    house = forms.CharField(label=_("What is your organisation called?"), max_length=120)
    zone = ZoneField(label=_("In which time zone do you work?"), empty=_("choose one"))
    name = forms.CharField(
        label=_("Your own name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = forms.CharField(
        label=_("Your e-mail address"),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("You sign in with it. Without e-mail, choose a username instead."),
    )
    username = forms.CharField(
        label=_("Username"),
        max_length=64,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "off", "spellcheck": "false"}),
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=256,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 12 characters. Four or five words that do not belong together do well."),
    )
    channel = forms.CharField(
        label=_("What is the first way to speak up called?"),
        max_length=120,
        help_text=_("Anybody can use it, with or without their name, for everything. You read what arrives."),
    )
    emergency = forms.CharField(
        label=_("Whom to call when somebody is in danger"),
        max_length=120,
        required=False,
        help_text=_("A telephone number; it stands first on the page where people speak up."),
    )
