"""Filters of the lists of people, units and stand-ins."""

from typing import Any

import django_filters
from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.access import Access, Action, Role
from core.languages.folding import contains
from core.languages.translated import contains_word
from core.models import RoleAssignment, Unit, User
from core.models.people import RoleAssignmentQuerySet, UnitQuerySet, UserQuerySet
from core.pages.filters import ListFilterSet
from core.time import rights_day, working_date

LEFT, EVERYBODY = "left", "all"
CURRENT, COMING, PAST = "current", "coming", "past"


class PersonFilterSet(ListFilterSet):
    """What the list of people can be narrowed by; without a choice, those who are here."""

    q = django_filters.CharFilter(label=_("Search"), method="search")
    unit = django_filters.ModelChoiceFilter(
        label=_("Unit"), queryset=Unit.objects.all(), to_field_name="code"
    )
    role = django_filters.ChoiceFilter(label=_("Role"), choices=Role.choices, method="holding")
    active = django_filters.ChoiceFilter(
        label=_("State"),
        choices=[(LEFT, _("Have left")), (EVERYBODY, _("Everybody"))],
        empty_label=_("Active"),
        method="by_state",
    )

    class Meta:
        model = User
        fields: tuple[str, ...] = ()

    def search(self, rows: UserQuerySet, name: str, value: str) -> UserQuerySet:
        """All words occur in name or unit; in the address too for whoever may see all addresses."""
        access: Access = self.request.user.access
        for word in value.split()[:8]:
            found = contains("full_name", word) | Q(unit__code__iexact=word)
            if access.to(Action.VIEW_CONTACTS).everywhere:
                found |= contains("email", word) | contains("username", word)
            rows = rows.filter(found)
        return rows

    def holding(self, rows: UserQuerySet, name: str, value: str) -> UserQuerySet:
        """Who holds the role on the working date."""
        return rows.holding(value, at=working_date())

    def by_state(self, rows: UserQuerySet, name: str, value: str) -> UserQuerySet:
        """Those who have left, or everybody."""
        return rows.filter(is_active=False) if value == LEFT else rows

    def filter_queryset(self, queryset: UserQuerySet) -> Any:
        """Without a choice of state, those who are here."""
        chosen = self.form.cleaned_data.get("active")
        return super().filter_queryset(queryset if chosen else queryset.active())


class UnitFilterSet(ListFilterSet):
    """What the list of units can be narrowed by."""

    q = django_filters.CharFilter(label=_("Search"), method="search")

    class Meta:
        model = Unit
        fields: tuple[str, ...] = ()

    def search(self, rows: UnitQuerySet, name: str, value: str) -> UnitQuerySet:
        """All words occur in the code or the name, in any language."""
        for word in value.split()[:8]:
            rows = rows.filter(contains_word(word, "name", plain=("code",)))
        return rows


class StandInFilterSet(ListFilterSet):
    """What the list of stand-ins can be narrowed by; without a choice, those of now and later."""

    more = ("unit", "language")

    q = django_filters.CharFilter(label=_("Search"), method="search")
    when = django_filters.ChoiceFilter(
        label=_("When"),
        choices=[(CURRENT, _("Now")), (COMING, _("Later")), (PAST, _("Over"))],
        empty_label=_("Now and later"),
        method="in_time",
    )
    role = django_filters.ChoiceFilter(label=_("Role"), choices=Role.choices)
    unit = django_filters.ModelChoiceFilter(
        label=_("Only in unit"), queryset=Unit.objects.all(), to_field_name="code"
    )
    language = django_filters.ChoiceFilter(label=_("Only for edition"), choices=settings.LANGUAGES)

    class Meta:
        model = RoleAssignment
        fields: tuple[str, ...] = ()

    def search(self, rows: RoleAssignmentQuerySet, name: str, value: str) -> RoleAssignmentQuerySet:
        """All words occur in one of the two names."""
        for word in value.split()[:8]:
            rows = rows.filter(
                contains("user__full_name", word) | contains("lent_by__full_name", word)
            )
        return rows

    def in_time(
        self, rows: RoleAssignmentQuerySet, name: str, value: str
    ) -> RoleAssignmentQuerySet:
        """Now, later, or over."""
        if value == PAST:
            return rows.filter(ends_on__lt=rights_day())
        today, rows = working_date(), rows.not_over()
        return rows.in_force(today) if value == CURRENT else rows.filter(starts_on__gt=today)

    def filter_queryset(self, queryset: RoleAssignmentQuerySet) -> Any:
        """Without a choice of time, what is not over."""
        if not self.form.cleaned_data.get("when"):
            queryset = queryset.not_over()
        return super().filter_queryset(queryset)
