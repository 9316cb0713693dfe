"""Forms of costs and funding lines."""

from babel.numbers import is_currency
from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms.row_form import DateInput
from core.forms.translated import in_languages
from portfolio.models import Cost, FundingLine
from portfolio.rows.forms import PortfolioForm


class FundingLineForm(PortfolioForm):
    """A source of money of a strategy."""

    also_checked = ()
    translated = ("title",)

    class Meta:
        model = FundingLine
        fields = (
            *("strategy", "code", *in_languages("title"), "amount", "currency", "biennium_start"),
            *("in_force_from", "in_force_until", "source"),
        )
        widgets = {"in_force_from": DateInput(), "in_force_until": DateInput()}

    def clean_currency(self) -> str:
        """A currency that exists."""
        return checked_currency(self.cleaned_data["currency"])


def checked_currency(code: str) -> str:
    """A code of ISO 4217 in capitals; refuses what is none."""
    code = code.strip().upper()
    if not is_currency(code):
        raise forms.ValidationError(_("There is no currency “%(code)s”.") % {"code": code})
    return code


class CostForm(PortfolioForm):
    """Money planned, committed or spent in a year."""

    class Meta:
        model = Cost
        fields = ("funding_line", "year", "kind", "amount", "currency", "note")

    def prepare(self) -> None:
        """Lines of the project's strategy; this year."""
        lines = FundingLine.objects.filter(strategy=self.instance.project.strategy_id)
        self.choose_from("funding_line", lines)
        if self.instance.pk is None:
            self.initial["year"] = self.at.year

    def clean_currency(self) -> str:
        """A currency that exists."""
        return checked_currency(self.cleaned_data["currency"])
