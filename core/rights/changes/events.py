"""The events of all settings as one queryset, whatever tables they lie in."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.db.models import Q
from pghistory.models import EventsQuerySet, MiddlewareEvents

from core.access import Access, Action
from core.history.tracking import event_model_of
from core.models import RoleAssignment, User
from core.rights.changes.kinds import OF_ACCOUNTS, settings_kinds
from core.rights.changes.wording import SettingsChange, in_words

AT_ONCE = 500  # events of a file that are put into words together


class SettingsEventQuerySet(EventsQuerySet):
    """Events of settings; those of a file come in words, some at a time."""

    access: Access

    def _clone(self) -> "SettingsEventQuerySet":
        made: SettingsEventQuerySet = super()._clone()  # type: ignore[misc]
        made.access = self.access
        return made

    def iterator(self, chunk_size: int | None = None) -> Iterator[SettingsChange]:
        """Every event in words, read in pieces."""
        keys = self.values_list("pgh_slug", flat=True)
        slugs = EventsQuerySet.iterator(keys, chunk_size)
        while some := list(islice(slugs, AT_ONCE)):
            yield from in_words(some, self.access)

    def about(self, user: User) -> "SettingsEventQuerySet":
        """Those of one person, of roles they hold or lend, and of how they sign in."""
        roles = Q(pgh_data__user_id=user.pk) | Q(pgh_data__lent_by_id=user.pk)
        found: SettingsEventQuerySet = self.filter(
            Q(pgh_obj_model=User._meta.label, pgh_obj_id=str(user.pk))
            | Q(pgh_obj_model=RoleAssignment._meta.label) & roles
            | Q(pgh_obj_model__in=[model._meta.label for model in OF_ACCOUNTS])
            & Q(pgh_data__user_id=user.pk)
        )
        return found


def settings_events(user: User) -> "SettingsEventQuerySet":
    """All of them, for whoever sees the rights of the whole organization."""
    found: Any = SettingsEventQuerySet(MiddlewareEvents)  # type: ignore[no-untyped-call]
    found.access = user.access
    found = found.across(*(event_model_of(kind.model) for kind in settings_kinds))
    seen = user.access.may(Action.VIEW_PEOPLE_HISTORY)
    rows: SettingsEventQuerySet = found if seen else found.none()
    return rows
