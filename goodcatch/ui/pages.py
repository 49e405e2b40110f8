"""A page for one verb: its form, what is wrong, and where it leads when done. Works without JavaScript."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise

from goodcatch.ui.forms import DeedForm, Outcome

Words = str | Promise


def verb_page(
    request: HttpRequest,
    form: DeedForm,
    do: Callable[[DeedForm], Outcome | None],
    *,
    title: Words,
    label: Words,
    back: str,
    then: Callable[[Outcome], str] | None = None,
    said: Words = "",
    **context: Any,
) -> HttpResponse:
    """Show the form of a verb; when it was sent and `do` gave an outcome, go to `then(outcome)` or `back`.

    A form that fails comes back filled in, with 422. `said` is told once, on the next page. `template` in the
    context names another page than the plain one; `lead` is a sentence above the form.
    """
    if request.method == "POST":
        outcome = do(form) if form.is_valid() else form.repeated()
        if outcome is not None:
            if said and not outcome.repeated:
                messages.success(request, str(said))
            return redirect(then(outcome) if then else back)
    page: Mapping[str, Any] = {"form": form, "title": title, "label": label, "back": back, **context}
    template = str(context.get("template", "ui/verb.html"))
    return render(request, template, page, status=422 if form.is_bound else 200)
