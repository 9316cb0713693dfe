"""Writing one text without a script: its markup in a box."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms.plain_texts import PlainTexts
from core.lengths import TEXT
from reports.workshop.both import BothTexts


class MarkupForm(PlainTexts, forms.Form):
    """The markup of one text, and what stood there when the form was opened; `together` is its change
    with that of somebody who was faster, where they touch different words."""

    together: BothTexts | None = None

    text = forms.CharField(
        label=_("Text"),
        required=False,
        max_length=TEXT,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_(
            "In the text format: *italic*, **bold**, {{live.number}}, ^[footnote], [[para:KEY]]."
        ),
    )
    base = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    # Both changes together, where somebody else was faster.
    both = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
