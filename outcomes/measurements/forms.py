"""The form of a measured value with its evidence."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from core.forms.row_form import DateInput, FieldGroup
from core.forms.translated import areas
from core.languages.rounding import Rounding, round_to
from outcomes.choices import Measure
from outcomes.indicators.forms import SpanForm
from outcomes.models import Measurement
from outcomes.rules.evidence import CONTENT_TYPES, check_evidence, clean_name
from outcomes.rules.periods import periods
from outcomes.rules.progress import PLACES, ratio, says_ratio


class MeasurementForm(SpanForm):
    """A value for a period that has ended; numerator and denominator give it where it is a ratio."""

    class Meta:
        model = Measurement
        fields = (
            *("measured_on", "value", "numerator", "denominator", "qualifier", "base"),
            *("comparison_value", "comparison_period"),
            *("evidence_text", "evidence", "note"),
        )
        widgets = {
            "measured_on": DateInput(),
            **areas(("evidence_text", "note"), 3),
            "evidence": forms.FileInput(
                attrs={"accept": ",".join(f".{kind}" for kind in (*CONTENT_TYPES, "jpeg"))}
            ),
        }
        help_texts = {
            "value": _("Leave empty where numerator and denominator give it."),
            "evidence": _("PDF, PNG, JPG, XLSX, DOCX, CSV or TXT, up to 10 megabytes."),
        }

    field_order = ("span", "measured_on", "value", "numerator", "denominator", "qualifier")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        indicator = self.instance.indicator
        strategy = indicator.strategy
        every = periods(indicator.period, strategy.starts_on, strategy.ends_on)
        self.offer([span for span in every if span.end <= today])
        self.fields["value"].required = False

    @property
    def groups(self) -> list[FieldGroup]:
        """The value, what it is compared with, then what proves it."""
        return [
            self.group(_("When"), ("span", "measured_on")),
            self.group(
                _("What was found"), ("value", "numerator", "denominator", "qualifier", "base")
            ),
            self.group(_("Compared with"), ("comparison_value", "comparison_period")),
            self.group(_("Evidence"), ("evidence_text", "evidence", "note")),
        ]

    def clean_measured_on(self) -> date:
        """Nothing is measured in the future."""
        day: date = self.cleaned_data["measured_on"]
        if day > self.today:
            raise forms.ValidationError(_("This day has not come yet."))
        return day

    def clean_evidence(self) -> Any:
        """A new file is checked by kind, size and content; its name is kept beside it."""
        file = self.cleaned_data["evidence"]
        if isinstance(file, UploadedFile):
            check_evidence(file)
            self.instance.evidence_label = clean_name(file.name or "")
        return file

    def clean(self) -> dict[str, object]:
        """The value is what numerator and denominator give, to the decimals it is written with."""
        cleaned = super().clean() or {}
        self._check_comparison(cleaned)
        if {"value", "numerator", "denominator"} & set(self.errors):
            return cleaned
        given = self._ratio(cleaned)
        value: Decimal | None = cleaned.get("value")
        if given is not None and value is None:
            cleaned["value"] = round_to(given, Rounding.NEAREST, PLACES)
        elif value is None:
            self.add_error("value", _("Give a value, or numerator and denominator."))
        elif given is not None and not says_ratio(value, given):
            message = _("Numerator and denominator give %(ratio)s.")
            shown = round_to(given, Rounding.NEAREST, 2)
            self.add_error("value", forms.ValidationError(message, params={"ratio": shown}))
        if not self.errors and not cleaned.get("evidence_text") and not cleaned.get("evidence"):
            self.add_error("evidence_text", _("Say or attach what proves the value."))
        return cleaned

    def _check_comparison(self, cleaned: Mapping[str, Any]) -> None:
        """A value to compare with says of when it is; a period alone compares with nothing."""
        if {"comparison_value", "comparison_period"} & set(self.errors):
            return
        has_value = cleaned.get("comparison_value") is not None
        if has_value != bool(cleaned.get("comparison_period")):
            name = "comparison_period" if has_value else "comparison_value"
            self.add_error(name, _("Give a comparison value and its period, or neither."))

    def _ratio(self, cleaned: Mapping[str, Decimal | None]) -> Decimal | None:
        above, below = cleaned.get("numerator"), cleaned.get("denominator")
        if above is None and below is None:
            return None
        if above is None or not below:
            self.add_error(
                "denominator",
                _("Give numerator and denominator, or neither; the denominator is not 0."),
            )
            return None
        per_cent = self.instance.indicator.measure == Measure.PER_CENT
        return ratio(above, below, per_cent=per_cent)
