"""The forms of a round: its days, and the status of a project with its remark for the report."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.forms.row_form import DateInput, FieldGroup, RowForm, group
from portfolio.models import StatusRound
from portfolio.rounds.columns import REMARK, Unreadable
from portfolio.status.forms import StatusForm


class RoundDaysForm(RowForm[StatusRound]):
    """When a round opens and closes, and why that is changed. One that has opened stays opened."""

    mark_required = True
    # Worked out from these, and checked against them by the database.
    also_checked = ("due_on",)

    class Meta:
        model = StatusRound
        fields = ("opens_on", "closes_on", "reason")
        widgets = {
            "opens_on": DateInput(),
            "closes_on": DateInput(),
            "reason": forms.TextInput(attrs={"maxlength": 300}),
        }
        help_texts = {
            "closes_on": gettext_lazy(
                "The last day on which it takes updates. A later one extends the round or opens it "
                "again; one that has passed closes it."
            ),
        }

    def __init__(self, *args: Any, at: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = True
        # Each change has a reason of its own.
        self.initial["reason"] = ""
        if self.instance.opens_on <= at:
            self.fields["opens_on"].disabled = True

    @property
    def groups(self) -> list[FieldGroup]:
        """Days, then why."""
        return [self.group(_("Days"), ("opens_on", "closes_on", "reason"))]

    def clean(self) -> dict[str, object]:
        """A round closes after it opens."""
        cleaned = super().clean() or {}
        opens, closes = cleaned.get("opens_on"), cleaned.get("closes_on")
        if isinstance(opens, date) and isinstance(closes, date) and closes < opens:
            self.add_error("closes_on", _("The last day lies before the first."))
        # The old day that is kept may lie after the new one; the service works it out.
        self.instance.due_on = None
        return cleaned


class RoundStatusForm(StatusForm):
    """A status update, and beside it what the report on the year is to say, where `remark` is given.

    `remark` is what stands there; what the person saw comes back with the form.
    """

    def __init__(self, *args: Any, remark: str | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if remark is None:
            return
        self.fields["remark"] = forms.CharField(
            label=str(REMARK.label),
            required=False,
            strip=False,
            initial=remark,
            widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        )
        self.fields["remark_seen"] = forms.CharField(
            required=False, strip=False, initial=remark, widget=forms.HiddenInput()
        )

    @property
    def groups(self) -> list[FieldGroup]:
        """The remark last: it is of the year, and not of this round."""
        if "remark" not in self.fields:
            return super().groups
        return [*super().groups, group(self, _("For the report"), "remark")]

    def clean_remark(self) -> str:
        """As its column reads it."""
        try:
            return str(REMARK.read(self.cleaned_data["remark"]))
        except Unreadable as error:
            raise forms.ValidationError(str(error)) from None

    def clean_remark_seen(self) -> str:
        """Browsers send other line ends than they were given."""
        return str(self.cleaned_data["remark_seen"]).replace("\r\n", "\n")
