"""Filters of "Who can do what"."""

from typing import Any

import django_filters
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from core.access import Action, Role
from core.languages.folding import contains
from core.models import RoleAssignment, Unit
from core.models.people import RoleAssignmentQuerySet
from core.pages.filters import ListFilterSet
from core.rights.assignments import giving, in_force
from core.rights.wording import ACTIONS
from core.time import rights_day

COMING, PAST, ALWAYS = "coming", "past", "all"
OWN, LENT = "own", "lent"


class RightsFilterSet(ListFilterSet):
    """What the list can be narrowed by; without a choice of time, what is in force today."""

    more = ("unit", "where", "language", "lent")

    q = django_filters.CharFilter(label=_("Search"), method="search")
    action = django_filters.ChoiceFilter(
        label=_("Lets them"),
        choices=[(action.value, words) for action, words in ACTIONS.items()],
        empty_label=_("Anything"),
        method="letting",
    )
    role = django_filters.ChoiceFilter(label=_("Role"), choices=Role.choices)
    when = django_filters.ChoiceFilter(
        label=_("When"),
        choices=[(COMING, _("Later")), (PAST, _("Over")), (ALWAYS, _("Ever"))],
        empty_label=_("In force"),
        method="in_time",
    )
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
    language = django_filters.ChoiceFilter(label=_("Only for edition"), choices=settings.LANGUAGES)
    lent = django_filters.ChoiceFilter(
        label=_("Held as"),
        choices=[(OWN, _("Their own")), (LENT, _("Lent"))],
        method="by_lender",
    )

    class Meta:
        model = RoleAssignment
        fields: tuple[str, ...] = ()

    def search(self, rows: RoleAssignmentQuerySet, name: str, value: str) -> RoleAssignmentQuerySet:
        """All words occur in the names of the person, of who lent or of who gave the role."""
        for word in value.split()[:8]:
            rows = rows.filter(
                contains("user__full_name", word)
                | contains("lent_by__full_name", word)
                | contains("granted_by_name", word)
            )
        return rows

    def letting(
        self, rows: RoleAssignmentQuerySet, name: str, value: str
    ) -> RoleAssignmentQuerySet:
        """Roles that give the action, with their limits."""
        return giving(rows, Action(value))

    def in_time(
        self, rows: RoleAssignmentQuerySet, name: str, value: str
    ) -> RoleAssignmentQuerySet:
        """Later, over, or whenever."""
        today = rights_day()
        if value == COMING:
            return rows.filter(starts_on__gt=today)
        return rows.filter(ends_on__lt=today) if value == PAST else rows

    def by_lender(
        self, rows: RoleAssignmentQuerySet, name: str, value: str
    ) -> RoleAssignmentQuerySet:
        """Their own, or somebody's for whom they stand in."""
        return rows.held() if value == OWN else rows.lent()

    def filter_queryset(self, queryset: RoleAssignmentQuerySet) -> Any:
        """Without a choice of time, what gives rights today."""
        if not self.form.cleaned_data.get("when"):
            queryset = in_force(queryset, rights_day())
        return super().filter_queryset(queryset)
