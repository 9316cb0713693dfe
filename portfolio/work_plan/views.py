"""Lists of work plans and stages; signing off a project, and taking that back."""

from typing import Any

from django.contrib import messages
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from core.access import Action
from core.languages.translated import text_of
from core.pages.forms import FormPage, posted
from core.pages.view_access import current_user, requires
from core.pages.withheld import refuse_withheld
from core.time import working_date
from portfolio.models import Project, SignOffWithdrawal, StageChange, WorkPlanEntry
from portfolio.projects.by_code import project_among
from portfolio.rows.views import RowListPage
from portfolio.rules.separation import SIGN_OFF
from portfolio.work_plan import services
from portfolio.work_plan.filters import StageFilterSet, WorkPlanFilterSet
from portfolio.work_plan.forms import WithdrawalForm
from portfolio.work_plan.tables import StageTable, WorkPlanTable


class WorkPlanListPage(RowListPage):
    """How the population of each year's report came about."""

    model = WorkPlanEntry
    table_class = WorkPlanTable
    filterset_class = WorkPlanFilterSet
    title = gettext_lazy("Work plans")
    export_name = "work-plans"
    empty_text = gettext_lazy("No project is in a work plan yet.")

    def get_queryset(self, request: HttpRequest) -> "QuerySet[WorkPlanEntry]":
        """With the last stage of each, and where it came from and went."""
        rows: Any = super().get_queryset(request)
        user = current_user(request)
        others = Project.objects.visible_to(user).select_related("strategy")
        before = WorkPlanEntry.objects.visible_to(user).select_related("project")
        return (
            rows.with_stage(working_date())
            .select_related("project")
            .prefetch_related(
                Prefetch("merged_into", others), Prefetch("carried_over_from", before)
            )
        )


class StageListPage(RowListPage):
    """Which project was in which stage from when on."""

    model = StageChange
    table_class = StageTable
    filterset_class = StageFilterSet
    title = gettext_lazy("Stages")
    export_name = "stages"
    empty_text = gettext_lazy("No stages yet: each is entered on the page of its project.")


@requires(Action.SIGN_OFF)
@require_POST
def project_sign_off(request: HttpRequest, strategy: str, code: str) -> HttpResponse:
    """The business owner signs off the completion of a project."""
    user = current_user(request)
    project = project_among(Project.objects.owned_by(user), strategy, code)
    refuse_withheld(SIGN_OFF, project, user)
    try:
        services.project_sign_off(project=project, user=user, on=working_date())
    except services.HandInProject as hand:  # meanwhile
        messages.error(request, str(hand))
    except services.NotCompleted:
        messages.error(request, _("Only a completed project can be signed off."))
    except services.AlreadySignedOff:
        messages.info(request, _("The completion has been signed off already."))
    else:
        messages.success(request, _("The completion has been signed off."))
    return redirect(project)


@requires(Action.SIGN_OFF)
def sign_off_withdraw(request: HttpRequest, strategy: str, code: str) -> HttpResponse:
    """Ask why the sign-off is taken back, then take it back; the project keeps that it was given."""
    user = current_user(request)
    project = project_among(Project.objects.owned_by(user), strategy, code)
    refuse_withheld(SIGN_OFF, project, user)
    if project.signed_off_by is None or project.signed_off_on is None:
        messages.info(request, _("The completion is not signed off."))
        return redirect(project)
    withdrawal = SignOffWithdrawal(
        project=project,
        signed_off_by=project.signed_off_by,
        signed_off_on=project.signed_off_on,
        withdrawn_by=user,
        withdrawn_on=working_date(),
    )
    form = WithdrawalForm(posted(request), instance=withdrawal, user=user, at=working_date())
    page = FormPage(
        title=_("Withdraw the sign-off"),
        subtitle=f"{project.code} {text_of(project, 'name')}",
        back_label=project.code,
        back_url=project.get_absolute_url(),
        draft_key=f"withdrawal-{project.pk}",
        saved=_("The sign-off has been withdrawn."),
        save=services.sign_off_withdraw,
        done_url=project.get_absolute_url(),
        submit_label=_("Withdraw the sign-off"),
    )
    try:
        return page.respond(request, form)
    except services.NotSignedOff:
        messages.info(request, _("The completion is not signed off."))
        return redirect(project)
