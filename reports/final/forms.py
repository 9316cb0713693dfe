"""The reason of calling a report final, or of opening it again."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.forms.row_form import RowForm
from reports.models import Report


class FinalForm(RowForm[Report]):
    """Why a report is final although something required is open; else it may stay empty."""

    class Meta:
        model = Report
        fields = ("final_reason",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # What was said the last time stays in the history and is no reason for this.
        kwargs["initial"] = {"final_reason": "", **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.fields["final_reason"].label = _("Reason")
