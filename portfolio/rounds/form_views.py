"""The plain form of a project in a round: for whoever prefers it, on a phone, and without JavaScript."""

from collections.abc import Sequence
from functools import partial

from django.contrib import messages
from django.db import transaction
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.access import Action
from core.history.saving import locked
from core.history.versions import StaleRow
from core.languages.sorting import sort_key
from core.languages.translated import text_in, text_of
from core.models import User
from core.pages.forms import FormPage, SaveRefused, version_given
from core.pages.view_access import current_user, requires
from core.time import working_date
from portfolio.models import Project, Remark, StatusRound, StatusUpdate, UpdateKind, UpdateState
from portfolio.projects.by_code import project_to_change
from portfolio.rounds.columns import CARRIED
from portfolio.rounds.forms import RoundStatusForm
from portfolio.rounds.rows import bare_rows
from portfolio.rounds.submitting import Checked, checked, confirmation_stops, reasons_keep
from portfolio.rows.named_words import dimensions_left_out, state_name
from portfolio.rows.state_words import state_letters
from portfolio.rules.update_checks import Found
from portfolio.status import rounds, services
from portfolio.status.forms import values_given
from portfolio.status.in_round import InRound, in_round, notices, round_words, why_not_confirmed
from portfolio.status.updates import UpdateLine, no_round, slip_days
from portfolio.texts.services import (
    RemarkChanged,
    RemarkRefused,
    remark_language,
    remark_write,
)

# In an address: the form begins with the last update, whatever was begun in this round.
AFRESH = "afresh"


@requires(Action.VIEW_PORTFOLIO)
def status_create(request: HttpRequest, strategy: str, code: str) -> HttpResponse:
    """Give this round's status: a draft, an update, or "no change"."""
    project = project_to_change(current_user(request), Action.ENTER_STATUS, strategy, code)
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
    form = RoundStatusForm(
        instance=begun or _from_last(project, round_), remark=_remark(request, project, round_)
    )
    return _status_page(request, project, round_, form, here).respond(request, form, here.version)


def _from_last(project: Project, round_: StatusRound) -> StatusUpdate:
    """A new update begins with the last one's figures; its texts are written afresh."""
    last = _last_update(project, round_)
    if last is None:
        return StatusUpdate(project=project, round=round_)
    left_out = dimensions_left_out(project.strategy_id)
    carried = {name: getattr(last, name) for name in CARRIED if name not in left_out}
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
    form = RoundStatusForm(
        request.POST,
        instance=StatusUpdate(project=project, round=round_),
        # Whatever no button says submits: it is checked and saved as one and the same.
        submitting=wanted not in {"draft", "confirm"},
        remark=_remark(request, project, round_),
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
            if not _is_remark_saved(form, project, round_):
                return page.show(request, form, here.version)
            return _confirm(request, project, round_)
        return page.respond(request, form)
    except services.RoundShut as shut:  # between the first line of the view and here
        messages.error(request, capfirst(str(shut)))
        return redirect(project)
    except services.AlreadyAccepted:
        messages.info(request, _("This round's update has been accepted; it does not change."))
        return redirect(project)


def _remark(request: HttpRequest, project: Project, round_: StatusRound) -> str | None:
    """What the report on the round's year says; None for whoever may not write it."""
    if not project.is_reached_by(current_user(request), Action.WRITE_REMARK):
        return None
    found = Remark.objects.filter(project=project, year=round_.period.year).first()
    return text_in(found, "text", remark_language()) if found else ""


def _save_remark(form: RoundStatusForm, project: Project, round_: StatusRound) -> None:
    """Write the remark if the person changed it; where somebody else has, too, both are shown."""
    text, seen = form.cleaned_data["remark"], form.cleaned_data["remark_seen"]
    if text == seen:
        return
    year = round_.period.year
    try:
        remark_write(project=project, year=year, text=text, seen=seen, at=working_date())
    except RemarkRefused as refused:
        raise SaveRefused(capfirst(str(refused)), field="remark") from None
    except RemarkChanged as changed:
        # Sent once more it is written: the person has seen what stands there.
        assert isinstance(form.data, QueryDict)
        form.data = shown = form.data.copy()
        shown["remark_seen"] = changed.current
        words = _("Meanwhile “%(text)s” stands here. Sent once more, yours takes its place.")
        raise SaveRefused(words % {"text": changed.current or "–"}, field="remark") from None


def _is_remark_saved(form: RoundStatusForm, project: Project, round_: StatusRound) -> bool:
    """Write the remark that came with “no change”; False, and said in the form, where it cannot be."""
    if "remark" not in form.fields or "remark" not in form.data:
        return True
    if "remark" not in form.errors:
        try:
            with transaction.atomic():
                locked(Project, project.pk)
                _save_remark(form, project, round_)
        except SaveRefused as refused:
            form.add_error(refused.field, str(refused))
    return "remark" not in form.errors


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
    request: HttpRequest,
    project: Project,
    round_: StatusRound,
    form: RoundStatusForm,
    here: InRound,
) -> FormPage:
    """The form beside the last update; saving leads back, and tells the way to the next project."""
    is_draft = request.POST.get("submit") == "draft"

    def save(row: StatusUpdate, version: int) -> StatusUpdate:
        if form.reasons:
            reasons = {(project.pk, key): words for key, words in form.reasons.items()}
            found = _checked(request, project, round_, row)
            reasons_keep(found, current_user(request), working_date(), reasons)
        update = services.status_save(
            project=project,
            round_=round_,
            author=current_user(request),
            on=working_date(),
            values=values_given(form),
            version=version,
            state=UpdateState.DRAFT if is_draft else UpdateState.SUBMITTED,
        )
        if "remark" in form.fields:
            _save_remark(form, project, round_)
        return update

    def saved() -> str:
        if is_draft:
            return _saved(request, project, _("The draft has been saved."), is_draft=True)
        return _saved(request, project, _("The update has been submitted."))

    return FormPage(
        title=_("Status: %(name)s") % {"name": text_of(project, "name")},
        subtitle=round_words(round_, working_date()),
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
        "last": UpdateLine(last, slip_days(project, last), project.strategy_id) if last else None,
        "confirm_url": "" if why_not_confirmed(here.given, here.draft) else request.path,
        "states": [
            (letter, state_name(project.strategy_id, state))
            for state, letter in state_letters().items()
        ],
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
