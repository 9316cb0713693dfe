"""The form of a status update."""

from collections.abc import Callable, Collection, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms.plain_texts import PlainTexts
from core.forms.row_form import DateInput, FieldGroup, group
from outcomes.models import choose_fixed
from portfolio.choices import DIMENSIONS
from portfolio.models import Rag, StatusUpdate
from portfolio.rows.named_words import dimension_name, dimensions_asked
from portfolio.rules.update_checks import Found
from portfolio.status.updates import dimensions_shown

# What speaks against an update as it is filled in; warnings that had their reason are left out.
Check = Callable[[StatusUpdate], Sequence[Found]]
LONGEST_REASON = 300
WHY = "why-"
STATUS_FIELDS = (
    *(*DIMENSIONS, "reason"),
    *("per_cent_complete", "forecast_finish", "achieved", "planned"),
)


def values_given(form: "StatusForm") -> dict[str, object]:
    """What a form says of every field; nothing of those that its strategy does not ask for."""
    return {name: form.cleaned_data.get(name, "") for name in STATUS_FIELDS}


class StatusForm(PlainTexts, forms.ModelForm[StatusUpdate]):
    """A status update for the open round."""

    # Nearly every field may stay empty: the few that may not are marked, not the many that may.
    mark_required = True

    class Meta:
        model = StatusUpdate
        fields: tuple[str, ...] = STATUS_FIELDS
        widgets = {
            "forecast_finish": DateInput(),
            **{name: forms.RadioSelect() for name in DIMENSIONS},
            "achieved": forms.Textarea(attrs={"rows": 3}),
            "planned": forms.Textarea(attrs={"rows": 3}),
            "reason": forms.Textarea(attrs={"rows": 2, "maxlength": 300}),
        }

    @property
    def groups(self) -> list[FieldGroup]:
        """What a warning asks first; states, then why, then how far."""
        asked = " ".join(name for name in self.fields if name.startswith(WHY))
        why = [group(self, _("Before it is submitted"), asked)] if asked else []
        return [
            *why,
            group(self, _("How it stands"), " ".join((*DIMENSIONS, "reason")), "rag"),
            group(self, _("How far"), "per_cent_complete forecast_finish"),
            group(self, _("What happened"), "achieved planned"),
        ]

    def __init__(
        self, *args: Any, submitting: bool = True, check: Check | None = None, **kwargs: Any
    ) -> None:
        """`check` looks at the update as it was filled in, where it is to be submitted."""
        super().__init__(*args, **kwargs)
        self.submitting, self.check = submitting, check
        self._name_states()
        # What was typed for each warning, by its check.
        self.reasons: dict[str, str] = {}
        # The page is for one thing, done many times in a row: it begins at the first state.
        self.fields["overall"].widget.attrs["autofocus"] = True

    def _name_states(self) -> None:
        """Dimensions and states as the project's strategy calls them, without those it leaves out."""
        strategy = self.instance.project.strategy_id
        asked = self.dimensions(strategy)
        for name in DIMENSIONS:
            if name not in asked:
                del self.fields[name]
                continue
            field: Any = self.fields[name]
            field.label = dimension_name(strategy, name)
            choose_fixed(self, name)

    def dimensions(self, strategy: int) -> Collection[str]:
        """What is asked."""
        return dimensions_asked(strategy)

    def clean(self) -> dict[str, object]:
        """What the database would refuse is said at the field where it can be mended."""
        cleaned = super().clean() or {}
        if not self.submitting:
            return cleaned
        troubled = [name for name in DIMENSIONS if cleaned.get(name) in {Rag.AMBER, Rag.RED}]
        if troubled and not cleaned.get("reason"):
            self.add_error("reason", _("Say why a dimension is amber or red."))
        if not cleaned.get("overall") and "overall" not in self.errors:
            self.add_error("overall", _("Say how the project stands overall."))
        return cleaned

    def _post_clean(self) -> None:
        """The checks look at the update itself, once its fields are whole."""
        super()._post_clean()  # type: ignore[misc]
        if self.check is None or not self.submitting or self.errors:
            return
        for each in self.check(self.instance):
            if each.stops:
                self.add_error(each.check.field or None, each.finding.words)
            elif each.asks:
                self._ask(each)

    def _ask(self, found: Found) -> None:
        """A field for the reason, which stands in the form from now on."""
        name = f"{WHY}{found.check.key}"
        self.fields[name] = forms.CharField(
            label=str(found.check.title),
            help_text=f"{found.finding.words} {found.check.explanation}",
            max_length=LONGEST_REASON,
        )
        given = " ".join(str(self.data.get(name, "")).split())
        if not given:
            self.add_error(name, _("Say why it stands so."))
        elif len(given) > LONGEST_REASON:
            self.add_error(name, _("At most %(most)d characters.") % {"most": LONGEST_REASON})
        else:
            self.reasons[found.check.key] = given


class CorrectionForm(StatusForm):
    """A new version of an accepted update, with the reason for it."""

    class Meta(StatusForm.Meta):
        fields = (*STATUS_FIELDS, "correction_reason")
        widgets = {
            **StatusForm.Meta.widgets,
            "correction_reason": forms.Textarea(attrs={"rows": 2, "maxlength": 300}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["correction_reason"].required = True

    def dimensions(self, strategy: int) -> Collection[str]:
        """What was said once can be put right, though nobody is asked for it any more."""
        return dimensions_shown(strategy, [self.instance])

    @property
    def groups(self) -> list[FieldGroup]:
        """Why first: it is what this form is for."""
        why = group(self, _("Why it is corrected"), "correction_reason")
        return [why, *super().groups]
