"""The form of a status update."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms.row_form import DateInput, FieldGroup, group
from portfolio.models import Rag, StatusUpdate


class StatusForm(forms.ModelForm[StatusUpdate]):
    """A status update for the open round."""

    # Nearly every field may stay empty: the few that may not are marked, not the many that may.
    mark_required = True

    class Meta:
        model = StatusUpdate
        fields = (
            *("overall", "schedule", "budget", "scope", "reason"),
            *("per_cent_complete", "forecast_finish", "achieved", "planned"),
        )
        widgets = {
            "forecast_finish": DateInput(),
            **{
                name: forms.RadioSelect(choices=Rag.choices)
                for name in ("overall", "schedule", "budget", "scope")
            },
            "achieved": forms.Textarea(attrs={"rows": 3}),
            "planned": forms.Textarea(attrs={"rows": 3}),
            "reason": forms.Textarea(attrs={"rows": 2, "maxlength": 300}),
        }

    @property
    def groups(self) -> list[FieldGroup]:
        """States first, then why, then how far."""
        return [
            group(self, _("How it stands"), "overall schedule budget scope reason", "rag"),
            group(self, _("How far"), "per_cent_complete forecast_finish"),
            group(self, _("What happened"), "achieved planned"),
        ]

    def __init__(self, *args: Any, submitting: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.submitting = submitting
        # The page is for one thing, done many times in a row: it begins at the first state.
        self.fields["overall"].widget.attrs["autofocus"] = True

    def clean(self) -> dict[str, object]:
        """What the database would refuse is said at the field where it can be mended."""
        cleaned = super().clean() or {}
        if not self.submitting:
            return cleaned
        troubled = [
            name
            for name in ("overall", "schedule", "budget", "scope")
            if cleaned.get(name) in {Rag.AMBER, Rag.RED}
        ]
        if troubled and not cleaned.get("reason"):
            self.add_error("reason", _("Say why a dimension is amber or red."))
        if not cleaned.get("overall") and "overall" not in self.errors:
            self.add_error("overall", _("Say how the project stands overall."))
        return cleaned


class CorrectionForm(StatusForm):
    """A new version of an accepted update, with the reason for it."""

    class Meta(StatusForm.Meta):
        fields = (*StatusForm.Meta.fields, "correction_reason")
        widgets = {
            **StatusForm.Meta.widgets,
            "correction_reason": forms.Textarea(attrs={"rows": 2, "maxlength": 300}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["correction_reason"].required = True

    @property
    def groups(self) -> list[FieldGroup]:
        """Why first: it is what this form is for."""
        why = group(self, _("Why it is corrected"), "correction_reason")
        return [why, *super().groups]
