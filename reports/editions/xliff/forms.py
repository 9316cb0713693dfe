"""The form that a translator's file is sent with."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.imports.waiting import SheetForm


class XliffForm(SheetForm):
    """One XLIFF file; what is in it is checked when it is shown."""

    kinds = ("xlf", "xliff")
    other_kind = _("Only .xlf and .xliff are read; save it as XLIFF 1.2.")

    file = forms.FileField(
        label=_("XLIFF file"),
        widget=forms.FileInput(attrs={"accept": ".xlf,.xliff"}),
        max_length=200,
    )
