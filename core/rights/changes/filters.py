"""Filters of the changes of settings and rights."""

from typing import Any

import django_filters
from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from pghistory.models import MiddlewareEvents

from core.forms.row_form import DateInput
from core.history.tracking import DELETE, INSERT, UPDATE
from core.languages.folding import contains
from core.models import User
from core.pages.filters import ListFilterSet
from core.rights.changes.events import SettingsEventQuerySet
from core.rights.changes.kinds import settings_kinds


def _kinds() -> list[tuple[str, Any]]:
    return [(kind.key, kind.label) for kind in settings_kinds]


class SettingsFilterSet(ListFilterSet):
    """What the list can be narrowed by."""

    more = ("label", "person", "since", "until")

    q = django_filters.CharFilter(label=_("Search"), method="search")
    kind = django_filters.ChoiceFilter(label=_("Of what"), choices=_kinds, method="of_kind")
    user = django_filters.ModelChoiceFilter(
        label=_("Changed by"), queryset=User.objects.all(), null_label=_("The program")
    )
    label = django_filters.ChoiceFilter(
        label=_("What happened"),
        field_name="pgh_label",
        choices=[
            (INSERT, pgettext_lazy("history", "added")),
            (UPDATE, pgettext_lazy("history", "changed")),
            (DELETE, pgettext_lazy("history", "removed")),
        ],
    )
    person = django_filters.ModelChoiceFilter(
        label=_("About"), queryset=User.objects.all(), method="about"
    )
    since = django_filters.DateFilter(
        label=_("From"), field_name="pgh_created_at__date", lookup_expr="gte", widget=DateInput()
    )
    until = django_filters.DateFilter(
        label=_("Until"), field_name="pgh_created_at__date", lookup_expr="lte", widget=DateInput()
    )

    class Meta:
        model = MiddlewareEvents
        fields: tuple[str, ...] = ()

    def search(self, rows: SettingsEventQuerySet, name: str, value: str) -> SettingsEventQuerySet:
        """All words occur in who did it, in whom it is about, or in what is recorded of the row."""
        rows = rows.annotate(recorded=Cast("pgh_data", TextField()))
        for word in value.split()[:8]:
            people = list(
                User.objects.filter(contains("full_name", word)).values_list("pk", flat=True)[:100]
            )
            rows = rows.filter(
                Q(recorded__icontains=word)
                | Q(user__in=people)
                | Q(pgh_data__user_id__in=people)
                | Q(pgh_data__lent_by_id__in=people)
            )
        return rows

    def of_kind(self, rows: SettingsEventQuerySet, name: str, value: str) -> Any:
        """Changes of one kind of settings."""
        return rows.filter(pgh_obj_model=settings_kinds[value].model._meta.label)

    def about(self, rows: SettingsEventQuerySet, name: str, value: User) -> SettingsEventQuerySet:
        """Changes of one person and of their roles."""
        return rows.about(value)
