"""The field for files: several at once, each looked into before the form is valid."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodcatch.files import services
from goodcatch.files.terms import MEBIBYTE, limits
from goodcatch.files.uploads import Upload
from goodcatch.kernel.errors import RuleBroken


class FilesInput(forms.FileInput):
    """An input for several files; on a phone it offers the camera too."""

    allow_multiple_selected = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"multiple": True, **(attrs or {})})

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """Give all files that were chosen."""
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name)


class PhotoFirst(FilesInput):
    """Two inputs for the same files: on a phone the first one is the camera, the second one takes files of any kind."""

    template_name = "files/photo_first.html"
    use_fieldset = True

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Give each of both inputs an id of its own."""
        context = super().get_context(name, value, attrs)
        widget = context["widget"]
        widget["ids"] = [f"{widget['attrs'].get('id', name)}_{number}" for number in range(2)]
        return context

    def id_for_label(self, id_: str, index: str | None = None) -> str:  # Django's signature
        """Give no input: what stands above both is a legend."""
        return ""


def _words() -> str:
    held = limits()
    return _(
        "At most %(n)s at once: pictures and documents up to %(small)s MB, sound and video up to %(large)s MB. Place, "
        "time, device and author are taken out of pictures, PDF and office documents; what can be seen or heard stays. "
        "A voice is a name: sound and video are kept as they are."
    ) % {"n": held.at_once, "small": held.looked_into // MEBIBYTE, "large": held.kept_whole // MEBIBYTE}


class FilesField(forms.FileField):
    """Gives a list of `Examined` files, cleaned by the time the form is valid; the verb then keeps each.

    The view must be marked with `uploads.takes_files`, and the form's tag with enctype="multipart/form-data". `unseen`
    as for `services.examine`.
    """

    widget = FilesInput
    default_error_messages = {"required": gettext_lazy("Choose at least one file.")}

    def __init__(self, *, unseen: bool = True, **kwargs: Any) -> None:
        self.unseen = unseen
        kwargs.setdefault("help_text", lazy(_words, str)())
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Look into each file. Raises ValidationError with a sentence for each that is not taken."""
        uploads: Sequence[Any] = data if isinstance(data, list | tuple) else [data] if data else []
        if not uploads:
            if self.required:
                raise forms.ValidationError(self.error_messages["required"], code="required")
            return []
        if len(uploads) > limits().at_once:
            raise forms.ValidationError(_("At most %(n)s files at once.") % {"n": limits().at_once})
        examined, problems = [], []
        for upload in uploads:
            if not isinstance(upload, Upload):
                raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
            try:
                examined.append(services.examine(received=upload.received, unseen=self.unseen))
            except RuleBroken as broken:
                problems.append(broken.sentence)
        if problems:
            raise forms.ValidationError([*problems, _("Choose the files again; browsers do not keep them.")])
        return examined
