"""The list of status updates, and accepting one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from core.access import Action
from core.history.versions import StaleRow
from core.pages.forms import version_given
from core.pages.view_access import current_user, requires
from core.time import working_date
from portfolio.models import Project, StatusUpdate
from portfolio.projects.by_code import project_among
from portfolio.rows.views import RowListPage, sheet_button
from portfolio.status import services
from portfolio.status.filters import StatusUpdateFilterSet
from portfolio.status.imports import LAYOUT
from portfolio.status.tables import StatusUpdateTable


class StatusUpdateListPage(RowListPage):
    """What was said of every project in every round; drafts only to their author."""

    model = StatusUpdate
    table_class = StatusUpdateTable
    filterset_class = StatusUpdateFilterSet
    title = gettext_lazy("Status updates")
    sheet = LAYOUT
    loads = sheet_button(Action.ENTER_STATUS, "updates")
    export_name = "status-updates"
    count_separately = True
    empty_text = gettext_lazy("Nothing has been said yet: status is given on a project's page.")

    def subtitle(self, request: HttpRequest) -> str:
        """Where an update is accepted."""
        if not request.GET.get("acceptable"):
            return ""
        return _(
            "What waits for you. An update is accepted on its project's page: follow its round."
        )


@requires(Action.ACCEPT_STATUS)
@require_POST
def status_accept(request: HttpRequest, strategy: str, code: str, pk: int) -> HttpResponse:
    """Accept a submitted update as it was seen; nobody does so for their own."""
    project = project_among(Project.objects.acceptable_by(current_user(request)), strategy, code)
    update = get_object_or_404(project.updates.every_version(), pk=pk)
    try:
        services.status_update_accept(
            update=update, user=current_user(request), version=version_given(request)
        )
    except services.OwnUpdate as own:
        messages.error(request, str(own))
    except services.AlreadyAccepted:
        messages.info(request, _("This update has been accepted already."))
    except (StaleRow, services.NotSubmitted):
        messages.error(
            request, _("It has been changed meanwhile. Look at it again before you accept it.")
        )
    else:
        messages.success(request, _accepted(request, update.round_id))
    return redirect(project)


@requires(Action.ENTER_STATUS)
@require_POST
def confirmation_undo(request: HttpRequest, strategy: str, code: str, pk: int) -> HttpResponse:
    """Take one's own confirmation back."""
    user = current_user(request)
    project = project_among(Project.objects.updatable_by(user), strategy, code)
    update = get_object_or_404(project.updates.every_version().select_related("round"), pk=pk)
    try:
        services.confirmation_withdraw(update=update, user=user, on=working_date())
    except (services.NotYours, services.RoundShut) as why:
        messages.error(request, capfirst(str(why)))
    else:
        messages.success(request, _("The confirmation has been taken back."))
    return redirect(project)


def _accepted(request: HttpRequest, round_: int) -> str:
    """What was done, with the way to the next update of the round that waits for this person."""
    done = _("The update has been accepted. It does not change any more.")
    waiting = StatusUpdate.objects.acceptable_by(current_user(request)).filter(round=round_)
    coming = (
        waiting.select_related("project__strategy")
        .order_by("project__code__sort_key", "pk")
        .first()
    )
    if coming is None:
        return done
    link = format_html(
        '<a href="{}" aria-keyshortcuts="n">{}</a>',
        coming.get_absolute_url(),
        _("Next to accept (%(count)s)") % {"count": waiting.count()},
    )
    return format_html("{} {}", done, link)
