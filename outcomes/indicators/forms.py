"""Forms of indicators and their targets."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.access import RULES, Action
from core.forms.row_form import DateInput, FieldGroup
from core.forms.translated import TranslatedForm, areas, in_languages
from core.models import User
from core.numbers.registry import example, numbers
from core.numbers.syntax import TokenError, parse_token
from core.time import working_date
from outcomes.choices import Accumulation, Basis
from outcomes.in_force import IN_FORCE, IN_FORCE_WIDGETS
from outcomes.indicators.numbers import RESTS_ON_ITSELF
from outcomes.models import Indicator, OwnSubject, Target
from outcomes.own_fields.forms import AsksOwnFields
from outcomes.rules.periods import MONTHS, Span, periods

TEXTS = ("title", "scope", "baseline_text", "means_of_verification", "criteria")


class IndicatorForm(AsksOwnFields, TranslatedForm[Indicator]):
    """The definition of an indicator. A changed baseline needs a reason."""

    own_subject = OwnSubject.INDICATOR
    also_checked = ("strategy",)
    translated = TEXTS

    class Meta:
        model = Indicator
        fields = (
            *in_languages(*TEXTS),
            *("number", "position", "outcome", *IN_FORCE),
            *("measure", "direction", "basis", "accumulation", "period", "aggregation"),
            *("baseline_value", "baseline_on", "baseline_note", "baseline_reason"),
            *("responsible_unit", "responsible", "number_key"),
        )
        widgets = {
            "baseline_on": DateInput(),
            **areas(("means_of_verification",), 2),
            **areas(("criteria",), 4),
            **areas(("baseline_note",), 2),
            **IN_FORCE_WIDGETS,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ask_own_fields()
        self.choose_from("outcome", self.instance.strategy.outcomes.all())
        able = User.objects.active().holding(*RULES[Action.ENTER_MEASUREMENT], at=working_date())
        able_or_there = Q(pk__in=able.values("pk")) | Q(pk=self.instance.responsible_id)
        people = User.objects.filter(able_or_there)
        self.choose_from("responsible", people)
        self._baseline = self.instance.baseline_value
        # Each change has its own reason: the last one must not stand in for it.
        self.initial["baseline_reason"] = ""
        self._reason = self.instance.baseline_reason
        if self.instance.pk is None or self._baseline is None:
            del self.fields["baseline_reason"]

    @property
    def groups(self) -> list[FieldGroup]:
        """What it is, how it is counted, from where, who answers for it."""
        return [
            self.group(_("Title"), in_languages("title"), "translations"),
            self.group(_("Place, order and time"), ("number", "position", "outcome", *IN_FORCE)),
            self.group(
                _("How it is counted"),
                ("measure", "direction", "basis", "accumulation", "period", "aggregation"),
            ),
            self.group(_("What is measured"), in_languages("scope"), "translations"),
            self.group(
                _("Baseline"),
                ("baseline_value", "baseline_on", "baseline_reason", "baseline_note"),
            ),
            self.group(_("Baseline in words"), in_languages("baseline_text"), "translations"),
            self.group(
                _("Means of verification"), in_languages("means_of_verification"), "translations"
            ),
            self.group(_("Criteria for success"), in_languages("criteria"), "translations"),
            self.group(_("Who, and from where"), ("responsible_unit", "responsible", "number_key")),
            *self.own_groups(),
        ]

    def clean_number_key(self) -> str:
        """It must name a number that can be computed."""
        written: str = self.cleaned_data["number_key"]
        if not written:
            return ""
        try:
            token = parse_token(written)
        except TokenError as error:
            raise forms.ValidationError(str(error)) from None
        if token.key not in numbers:
            raise forms.ValidationError(_("There is no live number of that name."))
        spec = numbers[token.key]
        if spec.of_indicators:
            raise forms.ValidationError(RESTS_ON_ITSELF)
        if set(spec.params) - set(dict(token.params)):
            message = _("This number needs parameters, as in %(example)s.")
            raise forms.ValidationError(message, params={"example": example(spec)})
        return written

    def clean(self) -> dict[str, object]:
        """What the database would refuse is said at the field where it can be mended."""
        cleaned = super().clean() or {}
        changed = self._baseline is not None and cleaned.get("baseline_value") != self._baseline
        if changed and "baseline_value" not in self.errors:
            if not cleaned.get("baseline_reason"):
                self.add_error("baseline_reason", _("Say why the baseline is changed."))
        elif "baseline_reason" in self.fields:
            cleaned["baseline_reason"] = self._reason
        basis, adds = cleaned.get("basis"), cleaned.get("accumulation")
        if basis == Basis.LEVEL and adds not in {Accumulation.NONE, None}:
            self.add_error("accumulation", _("Levels do not add up: each target stands alone."))
        if basis == Basis.POINTS and adds == Accumulation.COMPOUNDED:
            self.add_error("accumulation", _("Only relative changes can be compounded."))
        return cleaned


class SpanForm(TranslatedForm[Any]):
    """A form of a row about a period of its indicator: the period is chosen by its name."""

    also_checked = ("indicator", "period_start", "period_end")
    span = forms.ChoiceField(label=_("Period"))

    def offer(self, spans: list[Span]) -> None:
        """The periods to choose from; the row's own is always among them."""
        own = [self.instance.span] if self.instance.period_start else []
        offered = sorted({*spans, *own}, key=lambda span: (span.start, span.end))
        field = self.fields["span"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "–"), *((_key(span), span.label) for span in offered)]
        if own:
            field.initial = _key(own[0])

    def clean_span(self) -> Span:
        """The period, put into the row so that its constraints are checked."""
        start, _slash, end = self.cleaned_data["span"].partition("/")
        dates = type(self.instance)._meta.get_field
        self.instance.period_start = dates("period_start").to_python(start)
        self.instance.period_end = dates("period_end").to_python(end)
        return self.instance.span


def _key(span: Span) -> str:
    return f"{span.start.isoformat()}/{span.end.isoformat()}"


class TargetForm(SpanForm):
    """A target for a period; a changed value needs a reason."""

    class Meta:
        model = Target
        fields = ("value", "note", "reason")
        widgets = areas(("note",), 2)

    field_order = ("span", "value", "reason", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        indicator = self.instance.indicator
        strategy = indicator.strategy
        kinds = list(MONTHS)
        longer = kinds[kinds.index(indicator.period) :]
        self.offer(
            [
                span
                for kind in longer
                for span in periods(kind, strategy.starts_on, strategy.ends_on)
            ]
        )
        self._value = self.instance.value if self.instance.pk else None
        self._reason = self.instance.reason
        self.initial["reason"] = ""
        if self.instance.pk is None:
            del self.fields["reason"]

    def clean(self) -> dict[str, object]:
        """Why, for every change of the value; an old reason must not stand in for a new one."""
        cleaned = super().clean() or {}
        if self._value is None or "value" not in cleaned:
            return cleaned
        if cleaned["value"] == self._value:
            cleaned["reason"] = self._reason
        elif not cleaned.get("reason"):
            self.add_error("reason", _("Say why the target is changed."))
        return cleaned
