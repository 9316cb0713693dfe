"""The page of changes of settings and rights."""

from collections.abc import Sequence
from typing import Any

import django_tables2 as tables
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.access import Action
from core.pages.lists import ListPage
from core.pages.view_access import current_user
from core.rights.changes.events import SettingsEventQuerySet, settings_events
from core.rights.changes.filters import SettingsFilterSet
from core.rights.changes.tables import SettingsChangeTable
from core.rights.changes.wording import in_words


class SettingsChangeListPage(ListPage):
    """Who changed which setting, right or template, when, from what to what."""

    action = Action.VIEW_PEOPLE_HISTORY
    taken_by_readers = True
    table_class = SettingsChangeTable
    filterset_class = SettingsFilterSet
    title = gettext_lazy("Changes of settings and rights")
    export_name = "changes-of-settings"
    needs_strategy = False
    template_name = "core/rights/list.html"
    empty_text = gettext_lazy("Nothing has been recorded yet.")

    def get_queryset(self, request: HttpRequest) -> SettingsEventQuerySet:
        """Behind the row gate."""
        return settings_events(current_user(request))

    def subtitle(self, request: HttpRequest) -> str:
        """Why it can be believed."""
        return _(
            "Recorded by the database itself; nobody can change it. Passwords are never recorded, "
            "and of secrets there is only a fingerprint."
        )

    def _rows(self, request: HttpRequest, table: tables.Table, ids: Sequence[Any]) -> list[Any]:
        return list(in_words(ids, current_user(request).access))
