"""Boxes for texts that hold live numbers: each gets a button that lets one be chosen.

A form says which of its boxes these are (`LiveNumberTexts`); the app that writes reports says where a
number for them is chosen, if the person may see it (`pickers`, see `reports.apps`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from django import forms
from django.db.models import Model
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from core.models import User


@dataclass(frozen=True)
class LiveNumberTexts:
    """The boxes of a form by name, each with the language of its text, and what they are about."""

    subject: Model
    languages: Mapping[str, str]


@dataclass(frozen=True)
class Picker:
    """Where a number is chosen: the report, and the script that opens the window."""

    report: str
    script: str


# Each gives the picker for texts about a row, to somebody; None where it has none.
pickers: list[Callable[[Model, "User"], Picker | None]] = []


@runtime_checkable
class HoldsLiveNumbers(Protocol):
    """A form with such boxes."""

    def live_numbers(self) -> LiveNumberTexts | None:
        """Which they are; None where there is nothing to choose from yet."""


def offer_live_numbers(form: HoldsLiveNumbers, user: "User") -> bool:
    """Give the boxes of `form` that hold live numbers their button; whether any has one."""
    texts = form.live_numbers()
    if texts is None or not isinstance(form, forms.BaseForm):
        return False
    found = next((one for make in pickers if (one := make(texts.subject, user))), None)
    if found is None:
        return False
    for name, language in texts.languages.items():
        if name in form.fields:
            form.fields[name].widget.attrs |= {
                "data-live-numbers": found.report,
                "data-picker": found.script,
                "data-language": language,
                "data-words": _("Live number…"),
            }
    return True
