"""Forms of a promise and of its answer."""

from datetime import date
from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from core.forms.row_form import DateInput
from core.forms.translated import areas, in_languages
from portfolio.models import Commitment, CommitmentState
from portfolio.rows.forms import PortfolioForm


class CommitmentForm(PortfolioForm):
    """A promise, with its answer."""

    translated = ("what", "answer")

    class Meta:
        model = Commitment
        fields = (
            *(*in_languages("what"), "due_text", "year", "made_in", "key"),
            *("state", "answered_on", *in_languages("answer")),
        )
        widgets = {"answered_on": DateInput(), **areas(("answer",))}
        help_texts = {
            "due_text": _(
                "As the report has it: 2022-03-31, March 2022, 2022-Q1, early 2022, later in "
                "2022, 2022, 2022–23. Empty: no date was promised."
            ),
            "key": _("A short name; made from the promise when left empty."),
            "made_in": _("The symbol of the report, and the paragraph."),
        }

    def prepare(self) -> None:
        """A key can be made from the words."""
        self.fields["key"].required = False
        if self.instance.pk is None:
            self.initial["year"] = self.year_before()

    def clean_key(self) -> str:
        """The key given, else one made of the promise's words."""
        return self.cleaned_data["key"] or slugify(self.cleaned_data.get("what", ""))[:50]


class AnswerForm(PortfolioForm):
    """What became of a promise."""

    translated = ("answer",)

    class Meta:
        model = Commitment
        fields = ("state", "answered_on", *in_languages("answer"))
        widgets = {"answered_on": DateInput(), **areas(("answer",), 4)}

    def prepare(self) -> None:
        """An answer is given today, unless said otherwise."""
        field: Any = self.fields["state"]
        field.choices = [
            each for each in CommitmentState.choices if each[0] != CommitmentState.OPEN
        ]
        self.fields["answered_on"].required = True
        if self.instance.answered_on is None:
            self.initial["answered_on"] = self.at
            self.initial.pop("state", None)

    def clean_answered_on(self) -> date:
        """An answer is not given in the future."""
        answered: date = self.cleaned_data["answered_on"]
        if answered > self.at:
            raise forms.ValidationError(_("This day lies in the future."))
        return answered
