"""Signing off the completion of a project, and taking that back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.access import Action
from core.editing import posted
from core.gate import person, requires
from core.time import working_date
from core.translated import text_of
from portfolio import services
from portfolio.forms import WithdrawalForm
from portfolio.models import Project, SignOffWithdrawal
from portfolio.views.projects import project_among
from portfolio.views.saving import form_page


@requires(Action.SIGN_OFF)
@require_POST
def project_sign_off(request: HttpRequest, strategy: str, code: str) -> HttpResponse:
    """The business owner signs off the completion of a project."""
    project = project_among(Project.objects.signable_by(person(request)), strategy, code)
    try:
        services.project_sign_off(project=project, user=person(request), on=working_date())
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
    user = person(request)
    project = project_among(Project.objects.signable_by(user), strategy, code)
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
    page = {
        "title": _("Withdraw the sign-off"),
        "subtitle": f"{project.code} {text_of(project, 'name')}",
        "back_label": project.code,
        "back_url": project.get_absolute_url(),
        "submit_label": _("Withdraw the sign-off"),
    }
    try:
        return form_page(
            request,
            form,
            page,
            draft_key=f"withdrawal-{project.pk}",
            saved=_("The sign-off has been withdrawn."),
            save=services.sign_off_withdraw,
        )
    except services.NotSignedOff:
        messages.info(request, _("The completion is not signed off."))
        return redirect(project)
