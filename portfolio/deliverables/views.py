"""The list of what the strategy is to deliver."""

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.access import Action
from core.pages.list_address import day_asked
from core.pages.lists import AddButton, ListPage
from core.pages.view_access import current_user
from outcomes.current import place_for_new
from outcomes.models import Deliverable
from portfolio.deliverables.filters import DeliverableFilterSet
from portfolio.deliverables.tables import DeliverableTable
from portfolio.models import DeliverableLink


def _place(request: HttpRequest) -> tuple[str, ...] | None:
    found = place_for_new(request)
    return None if found is None else (*found, "deliverable")


class DeliverableListPage(ListPage):
    """What outputs are to deliver, and what has become of it."""

    action = Action.VIEW_FRAMEWORK
    adds = AddButton(
        Action.EDIT_FRAMEWORK, gettext_lazy("New deliverable"), "outcomes:part-create", _place
    )
    table_class = DeliverableTable
    filterset_class = DeliverableFilterSet
    title = gettext_lazy("Deliverables")
    export_name = "deliverables"
    empty_text = gettext_lazy("No deliverables yet: each is entered under its output.")

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Deliverable]":
        """Those in force on the day, each with the links to projects that the person sees."""
        user = current_user(request)
        links = DeliverableLink.objects.visible_to(user).select_related("project", "promise")
        seen = Prefetch(
            "links",
            links.prefetch_related("project__strategy").order_by("project__code__sort_key", "pk"),
            to_attr="seen_links",
        )
        rows = Deliverable.objects.visible_to(user).in_force(day_asked(request))
        return rows.with_places().prefetch_related(seen)

    def subtitle(self, request: HttpRequest) -> str:
        """What a deliverable is."""
        return _("What is to be delivered, and what became of it.")
