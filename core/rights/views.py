"""Pages about rights: who can do what, and the people as a file that can be loaded again."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from core.access import Action
from core.files.names import as_attachment
from core.models import RoleAssignment
from core.models.people import RoleAssignmentQuerySet
from core.pages.lists import ListPage
from core.pages.spreadsheets import dated_name
from core.pages.view_access import current_user, requires
from core.rights.assignments import assignments_seen_by
from core.rights.filters import RightsFilterSet
from core.rights.people_file import people_file_text
from core.rights.tables import RightsTable
from core.rights.wording import ACTIONS, LIMITS


class RightsListPage(ListPage):
    """Who can do what, since when, given by whom, until when; by person or by action."""

    action = Action.VIEW_PEOPLE_HISTORY
    taken_by_readers = True
    table_class = RightsTable
    filterset_class = RightsFilterSet
    title = gettext_lazy("Who can do what")
    export_name = "rights"
    needs_strategy = False
    template_name = "core/rights/list.html"
    empty_text = gettext_lazy("Nobody holds a role.")

    def get_queryset(self, request: HttpRequest) -> RoleAssignmentQuerySet:
        """Behind the row gate."""
        return assignments_seen_by(current_user(request))

    def subtitle(self, request: HttpRequest) -> str:
        """What the chosen action is, for everybody who may do it."""
        action = _action(request)
        if action is None:
            return _("Every role that somebody holds, and what it lets them do.")
        return _("Who may: %(action)s") % {"action": ACTIONS[action]}

    def table(self, request: HttpRequest, rows: "QuerySet[RoleAssignment]") -> RightsTable:
        """With an action chosen, the table says how far that reaches."""
        return RightsTable(rows, action=_action(request))

    def more_context(self, request: HttpRequest) -> dict[str, object]:
        """What each limit means, under the list."""
        return {"limits": LIMITS.items()}

    def actions(self, request: HttpRequest) -> list[dict[str, str]]:
        """The file that brings it all back."""
        if not current_user(request).access.may(Action.MANAGE_PEOPLE):
            return []
        return [{"label": _("File of people and roles"), "url": reverse("rights:file")}]


def _action(request: HttpRequest) -> Action | None:
    """The action that the list is asked for."""
    wanted = request.GET.get("action", "")
    return Action(wanted) if wanted in Action.values else None


@requires(Action.MANAGE_PEOPLE)
@require_GET
def rights_file(request: HttpRequest) -> HttpResponse:
    """Units, people and their roles, as `load_people` takes them."""
    response = HttpResponse(people_file_text(), content_type="application/yaml; charset=utf-8")
    response["Content-Disposition"] = as_attachment(dated_name("people", "yaml"))
    return response
