"""Pages about units: the tree, one unit, its form."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from core.access import Action
from core.languages.translated import text_of, texts_of
from core.models import Unit, User
from core.my_work.subscriptions import UNIT, subscription_state
from core.pages.changes import change_list
from core.pages.forms import FormPage, posted
from core.pages.lists import ListPage
from core.pages.panels import panels_for
from core.pages.view_access import current_user, requires
from core.people.filters import UnitFilterSet
from core.people.forms import UnitForm
from core.people.tables import UnitTable
from core.people.units import in_tree_order, units_in_tree, with_wholes
from core.time import working_date


class UnitListPage(ListPage):
    """The units as a tree, with how many people each has."""

    action = Action.VIEW_PEOPLE
    table_class = UnitTable
    filterset_class = UnitFilterSet
    title = gettext_lazy("Units")
    export_name = "units"
    needs_strategy = False
    template_name = "core/people/unit_list.html"
    empty_text = gettext_lazy("No units.")

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        """Behind the row gate, in the order of the tree."""
        rows = Unit.objects.visible_to(current_user(request)).select_related("parent")
        return in_tree_order(rows, units_in_tree())

    def actions(self, request: HttpRequest) -> list[dict[str, Any]]:
        """Back to the people; a new unit for administrators."""
        found: list[dict[str, Any]] = [{"label": _("People"), "url": reverse("people:person-list")}]
        if current_user(request).access.may(Action.MANAGE_PEOPLE):
            url = reverse("people:unit-create")
            found.append({"label": _("New unit"), "url": url, "primary": True})
        return found


@requires(Action.VIEW_PEOPLE)
@require_GET
def unit_detail(request: HttpRequest, code: str) -> HttpResponse:
    """One unit: where it belongs, its parts, its people, what it is responsible for."""
    asking, today = current_user(request), working_date()
    unit = get_object_or_404(Unit.objects.visible_to(asking), code=code)
    can_see_history = asking.access.may(Action.VIEW_PEOPLE_HISTORY)
    context = {
        "unit": unit,
        "name": text_of(unit, "name"),
        "names": [{"language": key, "text": text} for key, text in texts_of(unit, "name").items()],
        "above": with_wholes(unit),
        "parts": [{"unit": part, "name": text_of(part, "name")} for part in unit.children.all()],
        "people": User.objects.visible_to(asking).filter(unit=unit).active().for_list(today),
        "can_edit": asking.access.may(Action.MANAGE_PEOPLE),
        "subscription": subscription_state(asking, UNIT, unit.pk),
        "panels": panels_for("unit", unit, asking, today),
        "history": change_list(unit) if can_see_history else [],
    }
    return render(request, "core/people/unit_detail.html", context)


@requires(Action.MANAGE_PEOPLE)
def unit_create(request: HttpRequest) -> HttpResponse:
    """A new unit."""
    page = FormPage(
        title=_("New unit"),
        back_label=_("Units"),
        back_url=reverse("people:unit-list"),
        draft_key="unit-new",
        saved=_("The unit has been saved."),
    )
    return page.respond(request, UnitForm(posted(request)))


@requires(Action.MANAGE_PEOPLE)
def unit_edit(request: HttpRequest, code: str) -> HttpResponse:
    """Change a unit; a save on top of somebody else's shows both."""
    unit = get_object_or_404(Unit.objects.visible_to(current_user(request)), code=code)
    page = FormPage(
        title=_("Edit the unit"),
        back_label=unit.code,
        back_url=unit.get_absolute_url(),
        draft_key=f"unit-{unit.pk}",
        saved=_("The unit has been saved."),
    )
    return page.respond(request, UnitForm(posted(request), instance=unit))
