"""The plain form of a project in a round: for whoever prefers it, on a phone, and without JavaScript."""

from collections.abc import Sequence
from functools import partial

from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.access import Action
from core.history.versions import StaleRow
from core.languages.sorting import sort_key
from core.languages.translated import text_of
from core.models import User
from core.pages.forms import FormPage, version_given
from core.pages.view_access import current_user, requires
from core.time import working_date
from portfolio.models import Project, StatusRound, StatusUpdate, UpdateKind, UpdateState
from portfolio.projects.by_code import project_among
from portfolio.rounds.columns import CARRIED
from portfolio.rounds.rows import bare_rows
from portfolio.rounds.submitting import Checked, checked, confirmation_stops, reasons_keep
from portfolio.rows.wording import day_words
from portfolio.rules.update_checks import Found
from portfolio.status import rounds, services
from portfolio.status.forms import STATUS_FIELDS, StatusForm
from portfolio.status.in_round import InRound, in_round, notices, why_not_confirmed
from portfolio.status.updates import UpdateLine, no_round, slip_days

# In an address: the form begins with the last update, whatever was begun in this round.
AFRESH = "afresh"


@requires(Action.ENTER_STATUS)
def status_create(request: HttpRequest, strategy: str, code: str) -> HttpResponse:
    """Give this round's status: a draft, an update, or "no change"."""
    project = project_among(Project.objects.updatable_by(current_user(request)), strategy, code)
    round_ = rounds.open_round(project.strategy, working_date())
    if round_ is None:
        messages.info(request, no_round(project, working_date()))
        return redirect(project)
    here = in_round(project, round_, current_user(request))
    if here.is_accepted:
        messages.info(request, _("This round's update has been accepted; it does not change."))
        return redirect(project)
    if request.method == "POST":
        return _answer(request, project, round_, here)
    begun = None if request.GET.get(AFRESH) else here.begun_with
    form = StatusForm(instance=begun or _from_last(project, round_))
    return _status_page(request, project, round_, form, here).respond(request, form, here.version)


def _from_last(project: Project, round_: StatusRound) -> StatusUpdate:
    """A new update begins with the last one's figures; its texts are written afresh."""
    last = _last_update(project, round_)
    if last is None:
        return StatusUpdate(project=project, round=round_)
    carried = {name: getattr(last, name) for name in CARRIED}
    return StatusUpdate(project=project, round=round_, **carried)


def _last_update(project: Project, round_: StatusRound) -> StatusUpdate | None:
    substantive = project.updates.substantive().exclude(round__period=round_.period)
    return substantive.select_related("round", "author").first()


def _answer(
    request: HttpRequest, project: Project, round_: StatusRound, here: InRound
) -> HttpResponse:
    """Save what was sent, or say why not."""
    wanted = request.POST.get("submit", "submit")
    # The service finds the row to write; what is compared with another's is what was sent.
    form = StatusForm(
        request.POST,
        instance=StatusUpdate(project=project, round=round_),
        # Whatever no button says submits: it is checked and saved as one and the same.
        submitting=wanted != "draft",
        # Where somebody else was faster, both versions are shown first.
        check=(
            partial(_findings, request, project, round_)
            if here.version == version_given(request)
            else None
        ),
    )
    page = _status_page(request, project, round_, form, here)
    given = request.POST.get("period", "")
    if given and given != round_.period.isoformat():
        # Opened at the end of a round, sent at the beginning of the next.
        words = _("Another round has begun meanwhile: this would be the status of %(round)s.")
        messages.error(request, words % {"round": round_})
        return page.show(request, form, here.version)
    try:
        if wanted == "confirm":
            return _confirm(request, project, round_)
        return page.respond(request, form)
    except services.RoundShut as shut:  # between the first line of the view and here
        messages.error(request, capfirst(str(shut)))
        return redirect(project)
    except services.AlreadyAccepted:
        messages.info(request, _("This round's update has been accepted; it does not change."))
        return redirect(project)


def _findings(
    request: HttpRequest, project: Project, round_: StatusRound, update: StatusUpdate
) -> Sequence[Found]:
    return _checked(request, project, round_, update).found


def _checked(
    request: HttpRequest, project: Project, round_: StatusRound, update: StatusUpdate
) -> Checked:
    """What speaks against the update: the same as in the table."""
    user = current_user(request)
    (row,) = bare_rows([project], round_, user)
    row.draft = update
    (found,) = checked([row], user, working_date())
    return found


def _confirm(request: HttpRequest, project: Project, round_: StatusRound) -> HttpResponse:
    """Nothing has changed. What was sent carries no fields that a form could show."""
    confirmed = _("Confirmed: no change since the last update.")
    user, at = current_user(request), working_date()
    if stops := confirmation_stops(bare_rows([project], round_, user), user, at):
        messages.error(request, stops[project.pk])
        return redirect(project)
    try:
        services.status_confirm(
            project=project,
            round_=round_,
            author=current_user(request),
            on=working_date(),
            version=version_given(request),
        )
    except services.NothingToConfirm:
        messages.error(request, _("There is no update yet that could be confirmed."))
    except services.HasUpdate as has:
        messages.error(request, capfirst(str(has)))
    except StaleRow as stale:
        if _is_confirmed_by(stale.current, current_user(request)):
            messages.info(request, confirmed)  # the second of two clicks
        else:
            messages.error(request, _("Somebody has given a status meanwhile. Look at it first."))
    else:
        messages.success(request, _saved(request, project, confirmed))
    return redirect(project)


def _is_confirmed_by(row: Model, user: User) -> bool:
    return (
        isinstance(row, StatusUpdate)
        and row.kind == UpdateKind.CONFIRMATION
        and row.author_id == user.pk
    )


def _status_page(
    request: HttpRequest, project: Project, round_: StatusRound, form: StatusForm, here: InRound
) -> FormPage:
    """The form beside the last update; saving leads back, and tells the way to the next project."""
    is_draft = request.POST.get("submit") == "draft"

    def save(row: StatusUpdate, version: int) -> StatusUpdate:
        if form.reasons:
            reasons = {(project.pk, key): words for key, words in form.reasons.items()}
            found = _checked(request, project, round_, row)
            reasons_keep(found, current_user(request), working_date(), reasons)
        return services.status_save(
            project=project,
            round_=round_,
            author=current_user(request),
            on=working_date(),
            values={name: form.cleaned_data[name] for name in STATUS_FIELDS},
            version=version,
            state=UpdateState.DRAFT if is_draft else UpdateState.SUBMITTED,
        )

    def saved() -> str:
        if is_draft:
            return _saved(request, project, _("The draft has been saved."), is_draft=True)
        return _saved(request, project, _("The update has been submitted."))

    days = {
        "month": date_format(round_.period, "YEAR_MONTH_FORMAT"),
        "day": day_words(round_.closes_on),
    }
    return FormPage(
        title=_("Status: %(name)s") % {"name": project.name},
        subtitle=_("Round %(month)s; it takes updates until %(day)s.") % days,
        back_label=project.code,
        back_url=project.get_absolute_url(),
        draft_key=f"status-{project.pk}-{round_}",
        saved=saved,
        save=save,
        done_url=project.get_absolute_url(),
        template="portfolio/status/form.html",
        extra=partial(_beside, request, project, round_, here),
    )


def _beside(
    request: HttpRequest, project: Project, round_: StatusRound, here: InRound
) -> dict[str, object]:
    """What the template shows besides the form."""
    last = _last_update(project, round_)
    return {
        "project": project,
        "round_label": str(round_),
        "period": round_.period.isoformat(),
        "last": UpdateLine(last, slip_days(project, last)) if last else None,
        "confirm_url": "" if why_not_confirmed(here.given, here.draft) else request.path,
        "notices": notices(here, current_user(request)),
        "afresh_url": f"{request.path}?{AFRESH}=1" if last and here.begun_with else "",
    }


def _saved(
    request: HttpRequest, project: Project, saved_message: str, *, is_draft: bool = False
) -> str:
    """What was done, with the way to the next project that still has no update in this round."""
    rows = Project.objects.updatable_by(current_user(request)).filter(strategy=project.strategy_id)
    waiting = rows.awaiting_update(working_date()).exclude(pk=project.pk)
    # Asked once: among thousands of projects that is what takes the time.
    found = waiting.values_list("code", "pk")
    codes = sorted((sort_key(code), code, pk) for code, pk in found)
    if not codes:
        done = "" if is_draft else _("Every project of yours has its update in this round.")
        return f"{saved_message} {done}".strip()
    here = sort_key(project.code), project.code
    *_code, pk = next((each for each in codes if each[:2] > here), codes[0])
    coming = Project.objects.select_related("strategy").get(pk=pk)
    words = ngettext(
        "%(count)s project of yours has no update in this round yet.",
        "%(count)s projects of yours have no update in this round yet.",
        len(codes),
    )
    link = format_html(
        '<a href="{}" aria-keyshortcuts="n">{}</a>',
        coming.get_absolute_url(),
        _("Next: %(project)s") % {"project": f"{coming.code} {text_of(coming, 'name')}"},
    )
    return format_html("{} {} {}", saved_message, words % {"count": len(codes)}, link)
