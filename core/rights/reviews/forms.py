"""Forms of reviews: opening one, and deciding on some of its lines."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.forms.plain_texts import PlainTexts
from core.forms.row_form import DateInput, FieldGroup, group
from core.models import AccessReview, AccessReviewLine, User
from core.models.review import DECIDED, AccessReviewLineQuerySet
from core.rights.reviews.services import over_meanwhile
from core.time import rights_day
from core.written_fields import TypedDayField


class ReviewForm(PlainTexts, forms.Form):
    """Until when a review is to be finished."""

    due_on = TypedDayField(label=_("To be finished by"), widget=DateInput())

    def clean_due_on(self) -> Any:
        """Today or later."""
        due_on = self.cleaned_data["due_on"]
        if due_on < rights_day():
            raise ValidationError(_("This day is over already."))
        return due_on


class LineChoices(forms.ModelMultipleChoiceField[AccessReviewLine]):
    """Lines of a review, by person and role."""

    def label_from_instance(self, obj: AccessReviewLine) -> str:
        """Such as "Ruben Castellane: Manager (TMS)"."""
        return f"{obj.user.full_name}: {obj.label}"


class DecisionForm(PlainTexts, forms.Form):
    """What becomes of some roles, and why; the same for all of them."""

    lines = LineChoices(
        label=_("Roles"),
        queryset=AccessReviewLine.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": _(
                "One of these roles has been decided on meanwhile, or is not yours to decide on."
            )
        },
    )
    result = forms.ChoiceField(
        label=_("Decision"),
        choices=[(DECIDED[0], _("Confirm: still needed")), (DECIDED[1], _("End at once"))],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It is kept with each of these roles, for auditors."),
    )

    def __init__(
        self, *args: Any, lines: AccessReviewLineQuerySet, chosen: Collection[int], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lines"].queryset = lines  # type: ignore[attr-defined]
        self.fields["lines"].initial = list(chosen)

    @property
    def groups(self) -> list[FieldGroup]:
        """Which, then what."""
        return [group(self, _("Which roles"), "lines"), group(self, _("Decision"), "result reason")]


def lines_for(user: User, review: AccessReview) -> AccessReviewLineQuerySet:
    """The lines of a review that somebody may decide on, with what names them."""
    rows = review.lines.decidable_by(user)
    rows = rows.exclude(pk__in=over_meanwhile(rows, rights_day()).values("pk"))
    return rows.select_related("user", "unit").order_by("user__full_name__sort_key", "pk")
