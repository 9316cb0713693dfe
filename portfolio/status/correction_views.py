"""The page on which an accepted update is corrected."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from core.access import Action
from core.history.versions import version_of
from core.languages.translated import text_of
from core.pages.forms import FormPage
from core.pages.view_access import current_user, requires
from core.time import working_date
from portfolio.models import Project, StatusUpdate, UpdateKind, UpdateState
from portfolio.projects.by_code import project_to_change
from portfolio.status.correcting import correction_of, status_correct
from portfolio.status.forms import STATUS_FIELDS, CorrectionForm
from portfolio.status.in_round import round_words
from portfolio.status.updates import UpdateLine, slip_days


@requires(Action.VIEW_PORTFOLIO)
def status_correct_page(request: HttpRequest, strategy: str, code: str, pk: int) -> HttpResponse:
    """Say what an accepted update should have said, and why."""
    user = current_user(request)
    project = project_to_change(user, Action.ENTER_STATUS, strategy, code)
    rows = project.updates.every_version().select_related("round", "author", "accepted_by")
    update = get_object_or_404(rows, pk=pk)
    found = correction_of(update)
    if update.state != UpdateState.ACCEPTED or (found and found.state == UpdateState.ACCEPTED):
        messages.info(request, _("Only the last accepted version can be corrected."))
        return redirect(project)
    begun = found or update
    page = _page(request, project, update)
    if request.method == "POST":
        form = CorrectionForm(request.POST, instance=_blank(update))
        return page.respond(request, form)
    form = CorrectionForm(instance=_begun_with(begun))
    return page.respond(request, form, version_of(begun))


def _blank(update: StatusUpdate) -> StatusUpdate:
    """What is filled in; the service finds the row to write."""
    return StatusUpdate(project=update.project, round=update.round)


def _begun_with(update: StatusUpdate) -> StatusUpdate:
    """What the form shows first: the version that stands; for a confirmation what it confirmed."""
    if update.kind == UpdateKind.SUBSTANTIVE:
        return update
    earlier = update.project.updates.substantive().filter(round__period__lt=update.round.period)
    last = earlier.order_by("-round__period", "-id").first()
    row = _blank(update)
    for name in STATUS_FIELDS if last is not None else ():
        setattr(row, name, getattr(last, name))
    return row


def _page(request: HttpRequest, project: Project, update: StatusUpdate) -> FormPage:
    def save(row: StatusUpdate, version: int) -> StatusUpdate:
        return status_correct(
            update=update,
            author=current_user(request),
            on=working_date(),
            values={name: getattr(row, name) for name in STATUS_FIELDS},
            reason=row.correction_reason,
            version=version,
        )

    return FormPage(
        title=_("Correct the status: %(name)s") % {"name": text_of(project, "name")},
        subtitle=round_words(update.round, working_date()),
        back_label=project.code,
        back_url=project.get_absolute_url(),
        draft_key=f"correct-{update.pk}",
        saved=_("The correction has been submitted. What was accepted stays readable."),
        save=save,
        done_url=project.get_absolute_url(),
        submit_label=_("Submit the correction"),
        template="portfolio/status/correct.html",
        extra=lambda: {
            "accepted": UpdateLine(update, slip_days(project, update), project.strategy_id)
        },
    )
