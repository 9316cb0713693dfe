"""Filters of the lists of reviews and of their lines."""

import django_filters
from django.utils.translation import gettext_lazy as _

from core.access import Role
from core.languages.folding import contains
from core.models import AccessReview, AccessReviewLine, Unit
from core.models.review import AccessReviewLineQuerySet, AccessReviewQuerySet, ReviewResult
from core.pages.filters import ListFilterSet

OPEN, CLOSED = "open", "closed"


class ReviewFilterSet(ListFilterSet):
    """What the list of reviews can be narrowed by."""

    state = django_filters.ChoiceFilter(
        label=_("State"), choices=[(OPEN, _("Open")), (CLOSED, _("Closed"))], method="by_state"
    )

    class Meta:
        model = AccessReview
        fields: tuple[str, ...] = ()

    def by_state(self, rows: AccessReviewQuerySet, name: str, value: str) -> AccessReviewQuerySet:
        """Open or closed."""
        return rows.filter(closed_on__isnull=value == OPEN)


class ReviewLineFilterSet(ListFilterSet):
    """What the lines of a review can be narrowed by."""

    more = ("unit", "where")

    q = django_filters.CharFilter(label=_("Search"), method="search")
    result = django_filters.ChoiceFilter(
        label=_("State"), choices=[(OPEN, _("Open")), *ReviewResult.choices], method="by_result"
    )
    role = django_filters.ChoiceFilter(label=_("Role"), choices=Role.choices)
    unit = django_filters.ModelChoiceFilter(
        label=_("Unit of the person"),
        field_name="user__unit",
        queryset=Unit.objects.all(),
        to_field_name="code",
    )
    where = django_filters.ModelChoiceFilter(
        label=_("Only in unit"),
        field_name="unit",
        queryset=Unit.objects.all(),
        to_field_name="code",
    )

    class Meta:
        model = AccessReviewLine
        fields: tuple[str, ...] = ()

    def search(
        self, rows: AccessReviewLineQuerySet, name: str, value: str
    ) -> AccessReviewLineQuerySet:
        """All words occur in the person's name, the lender's, the reviewer's or the reason."""
        for word in value.split()[:8]:
            rows = rows.filter(
                contains("user__full_name", word)
                | contains("lent_by__full_name", word)
                | contains("decided_by__full_name", word)
                | contains("reason", word)
            )
        return rows

    def by_result(
        self, rows: AccessReviewLineQuerySet, name: str, value: str
    ) -> AccessReviewLineQuerySet:
        """Those nobody has decided on, or with one result."""
        return rows.open() if value == OPEN else rows.filter(result=value)
