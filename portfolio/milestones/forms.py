"""The form of a milestone."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms.row_form import DateInput
from core.forms.translated import in_languages
from portfolio.models import Milestone
from portfolio.rows.forms import PortfolioForm


class MilestoneForm(PortfolioForm):
    """A milestone: planned, forecast, reached."""

    translated = ("title",)

    class Meta:
        model = Milestone
        fields = (*in_languages("title"), "kind", "baseline_on", "forecast_on", "reached_on")
        widgets = {
            "baseline_on": DateInput(),
            "forecast_on": DateInput(),
            "reached_on": DateInput(),
        }

    def clean_reached_on(self) -> date | None:
        """Nothing is reached in the future."""
        reached: date | None = self.cleaned_data["reached_on"]
        if reached is not None and reached > self.at:
            raise forms.ValidationError(_("This day lies in the future."))
        return reached
