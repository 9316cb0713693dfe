"""The page of a round: all projects that report, in one table; and what its cells send."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from core.access import Action
from core.languages.translated import text_of
from core.models import User
from core.pages.view_access import current_user, requires
from core.requests.input_check import plain_text
from core.time import working_date
from outcomes.models import Strategy
from portfolio.models import Project, Rag, StatusRound, StatusUpdate, UpdateState
from portfolio.rounds import saving
from portfolio.rounds.columns import state_letters
from portfolio.rounds.drawing import body, cells, heads
from portfolio.rounds.filters import RoundFilter
from portfolio.rounds.progress import progress_of
from portfolio.rounds.rows import RoundRow, bare_rows, rows_asked, told_rows
from portfolio.rounds.submitting import Checked, Submitted, checked, drafts_submit
from portfolio.rules.update_checks import update_checks
from portfolio.status.rounds import open_round, round_open

MOST_CHANGES = 20_000


@requires(Action.VIEW_PORTFOLIO)
@require_GET
def round_current(request: HttpRequest) -> HttpResponse:
    """The round that is open, of the strategy in force; else the last one that there was."""
    today = working_date()
    strategies = Strategy.objects.filter(starts_on__lte=today).order_by("-starts_on")
    for strategy in strategies:
        if found := open_round(strategy, today):
            return redirect(_address("round-detail", found) + _query(request))
    last = StatusRound.objects.filter(opens_on__lte=today).select_related("strategy")
    if latest := last.order_by("-period").first():
        return redirect(_address("round-detail", latest) + _query(request))
    return render(request, "portfolio/rounds/none.html")


def _query(request: HttpRequest) -> str:
    return f"?{request.GET.urlencode()}" if request.GET else ""


def _address(name: str, round_: StatusRound) -> str:
    return reverse(f"portfolio:{name}", args=[round_.strategy.slug, str(round_)])


def _round_or_404(strategy: str, period: str) -> StatusRound:
    """The round of an address; one that is due and that nobody has opened yet is not saved."""
    found = get_object_or_404(Strategy, slug=strategy)
    try:
        month = date.fromisoformat(f"{period}-01")
    except ValueError:
        raise Http404("no month") from None
    saved = StatusRound.objects.filter(strategy=found, period=month).first()
    if saved is not None:
        saved.strategy = found
        return saved
    due = open_round(found, working_date())
    if due is None or due.period != month:
        raise Http404("no round")
    return due


@requires(Action.VIEW_PORTFOLIO)
@require_GET
def round_detail(request: HttpRequest, strategy: str, period: str) -> HttpResponse:
    """The table of a round."""
    user, at = current_user(request), working_date()
    round_ = _round_or_404(strategy, period)
    rounds_filter = RoundFilter(request.GET, user)
    rows = rows_asked(round_, user, at, whole_plan=rounds_filter.whole_plan)
    shown = rounds_filter.shown(rows)
    context = {
        "round": round_,
        "title": date_format(round_.period, "YEAR_MONTH_FORMAT"),
        "closing": _closing_words(round_, at),
        "progress": progress_of(rows),
        "filter": rounds_filter,
        "chips": rounds_filter.chips(rows),
        "units": rounds_filter.units(rows),
        "heads": heads(),
        "groups": _groups(rounds_filter, shown),
        "count": len(shown),
        "submit_url": _address("round-submit", round_),
        "data": _data(request, round_, user),
        "rounds": _neighbours(round_),
    }
    return render(request, "portfolio/rounds/detail.html", context)


@dataclass(frozen=True)
class Group:
    """Rows under a heading; without groups there is one of them, without a heading."""

    title: str
    count: int
    body: str


def _groups(filter_: RoundFilter, rows: list[RoundRow]) -> list[Group]:
    found: dict[str, list[RoundRow]] = {}
    for row in rows:
        found.setdefault(filter_.group_of(row), []).append(row)
    return [Group(title, len(each), body(each, _form_address)) for title, each in found.items()]


def _form_address(row: RoundRow) -> str:
    """The plain form of a row; who may not write is led to the project."""
    project = row.project
    return _address_of_project(project.strategy.slug, project.code, row.is_locked)


@lru_cache(maxsize=10_000)
def _address_of_project(strategy: str, code: str, is_locked: bool) -> str:
    name = "portfolio:project-detail" if is_locked else "portfolio:status-create"
    return reverse(name, args=[strategy, code])


def _closing_words(round_: StatusRound, at: date) -> str:
    """When the round closes, or that it has."""
    day = date_format(round_.closes_on, "DATE_FORMAT")
    left = (round_.closes_on - at).days
    if left < 0:
        return _("closed on %(day)s") % {"day": day}
    if left == 0:
        return _("closes today")
    words = ngettext(
        "closes in %(count)s day, on %(day)s", "closes in %(count)s days, on %(day)s", left
    )
    return words % {"count": left, "day": day}


def _neighbours(round_: StatusRound) -> list[StatusRound]:
    """The rounds of the strategy, the latest first, for the choice of another."""
    rounds = StatusRound.objects.filter(strategy=round_.strategy_id).order_by("-period")[:24]
    for each in rounds:
        each.strategy = round_.strategy
    return list(rounds)


def _data(request: HttpRequest, round_: StatusRound, user: User) -> dict[str, Any]:
    """What the page's script needs to know."""
    return {
        "key": f"{user.pk}:{round_.strategy.slug}:{round_}",
        "save": _address("round-save", round_),
        "token": get_token(request),
        "states": [
            {"value": state.value, "key": state_letters()[state], "label": str(state.label)}
            for state in Rag
        ],
        "words": _words(),
    }


def _words() -> dict[str, str]:
    """What the script says; it fills in the braces."""
    return {
        "chosen": _("{count} cells chosen"),
        "closed": _("{count} cells cannot be written into and were left as they are."),
        "lostRows": _("{count} copied rows did not fit below the last row and were not placed."),
        "lostColumns": _("{count} copied columns did not fit and were not placed."),
        "untaken": _("{count} cells were not taken: see below the table."),
        "adopted": _("{count} edits had waited in this browser and are being saved now."),
        "saved": _("all saved, {time}"),
        "saving": _("saving {count} …"),
        "offline": _("No connection: {count} edits wait in this browser and will be sent."),
        "out": _(
            "You are signed out: {count} edits wait in this browser. Sign in again in another "
            "tab; they will be sent."
        ),
        "failed": _("The server could not save: {count} edits wait in this browser."),
        "keepMine": _("Keep mine"),
        "takeTheirs": _("Leave it so"),
        "close": _("Close"),
    }


@requires(Action.ENTER_STATUS)
def round_submit(request: HttpRequest, strategy: str, period: str) -> HttpResponse:
    """Submit what the person has begun; what is held back is shown with what is in its way."""
    user, at = current_user(request), working_date()
    round_ = _round_or_404(strategy, period)
    if round_._state.adding:
        return redirect(_address("round-detail", round_))
    mine = StatusUpdate.objects.filter(round=round_, author=user, state=UpdateState.DRAFT)
    projects = list(mine.values_list("project_id", flat=True))
    if request.method == "POST":
        done = drafts_submit(
            projects=_chosen(request, projects),
            round_=round_,
            user=user,
            at=at,
            reasons=_reasons(request),
        )
        _tell(request, done)
        if not done.held:
            return redirect(_address("round-detail", round_))
        held, status = done.held, 422
    else:
        found = Project.objects.filter(pk__in=projects).updatable_by(user).order_by("code")
        rows = bare_rows(list(found.select_related("strategy")), round_, user)
        held, status = checked(rows, user, at), 200
    context = {
        "round": round_,
        "title": date_format(round_.period, "YEAR_MONTH_FORMAT"),
        "back_url": _address("round-detail", round_),
        "held": [HeldView.of(each) for each in held],
    }
    return render(request, "portfolio/rounds/submit.html", context, status=status)


@dataclass(frozen=True)
class HeldView:
    """A project that waits to be submitted, and what is in its way."""

    pk: int
    code: str
    name: str
    form_url: str
    errors: list[str]
    warnings: list[tuple[str, str, str]]

    @classmethod
    def of(cls, each: Checked) -> "HeldView":
        """`warnings` have the name of their field, the words, and why it is asked."""
        project = each.row.project
        return cls(
            pk=project.pk,
            code=project.code,
            name=text_of(project, "name"),
            form_url=_form_address(each.row),
            errors=[one.finding.words for one in each.found if one.stops],
            warnings=[
                (
                    f"reason-{project.pk}-{one.check.key}",
                    one.finding.words,
                    str(one.check.explanation),
                )
                for one in each.found
                if not one.stops
            ],
        )


def _chosen(request: HttpRequest, projects: list[int]) -> list[int]:
    """Those of the person's own that were ticked; all of them where nothing was to tick."""
    if "project" not in request.POST:
        return projects
    ticked = set(request.POST.getlist("project"))
    return [pk for pk in projects if str(pk) in ticked]


def _reasons(request: HttpRequest) -> dict[tuple[int, str], str]:
    """The reasons that were typed, by project and check."""
    found = {}
    for name, value in request.POST.items():
        prefix, _between, rest = name.partition("-")
        pk, _between, key = rest.partition("-")
        text = " ".join(plain_text(str(value)).split())
        if prefix == "reason" and pk.isascii() and pk.isdigit() and key in update_checks and text:
            found[int(pk[:10]), key] = text
    return found


def _tell(request: HttpRequest, done: Submitted) -> None:
    """What came of it."""
    if done.count:
        words = ngettext("%(count)s update submitted.", "%(count)s updates submitted.", done.count)
        messages.success(request, words % {"count": done.count})
    for row in done.overtaken:
        words = _(
            "%(project)s: somebody else has submitted an update since you began yours. Open its "
            "form to see both."
        )
        messages.warning(request, words % {"project": row.project.code})
    if done.held:
        words = ngettext(
            "%(count)s update is not submitted yet: see below.",
            "%(count)s updates are not submitted yet: see below.",
            len(done.held),
        )
        messages.error(request, words % {"count": len(done.held)})


@requires(Action.ENTER_STATUS)
@require_POST
def round_save(request: HttpRequest, strategy: str, period: str) -> HttpResponse:
    """Save changes of cells, and say what became of each and how their rows stand now."""
    user, at = current_user(request), working_date()
    round_ = _round_or_404(strategy, period)
    changes = _changes(request)
    if round_._state.adding:
        round_ = round_open(strategy=round_.strategy, period=round_.period)
    results, projects = saving.changes_save(changes=changes, round_=round_, user=user, at=at)
    seen = Project.objects.filter(pk__in=projects).visible_to(user)
    touched = told_rows(list(seen.select_related("lead_unit")), round_, user, at)
    return JsonResponse(
        {
            "results": [asdict(each) for each in results],
            "rows": {
                str(row.project.pk): {
                    "locked": row.is_locked,
                    "draft": row.standing == "draft",
                    "confirmed": row.standing == "confirmed",
                    "cells": {name: cell.as_dict() for name, cell in cells(row).items()},
                }
                for row in touched
            },
            "saved": date_format(timezone.localtime(), "TIME_FORMAT"),
        }
    )


_ACTS = {"set", "confirm", "withdraw"}
LONGEST_ID = 100


def _changes(request: HttpRequest) -> list[saving.Change]:
    """What was sent, checked for its shape; 400 for what our own page never sends."""
    try:
        given = json.loads(request.body)
        listed = given["changes"]
        if not isinstance(listed, list) or len(listed) > MOST_CHANGES:
            raise BadRequest("too many changes")
        return [_change(each) for each in listed]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise BadRequest("no changes of a round") from error


def _change(given: Mapping[str, object]) -> saving.Change:
    seen = given.get("seen")
    act, project = given["act"], int(str(given["project"]))
    words = [given["id"], given.get("field", ""), given.get("text", "")]
    if act not in _ACTS or not 0 < project < 2**31 or not all(isinstance(w, str) for w in words):
        raise BadRequest("no change of a round")
    id_, field, text = map(str, words)
    if len(id_) > LONGEST_ID or (seen is not None and not isinstance(seen, str)):
        raise BadRequest("no change of a round")
    kind: saving.Act = "set" if act == "set" else "confirm" if act == "confirm" else "withdraw"
    return saving.Change(
        id=id_,
        act=kind,
        project=project,
        field=field,
        text=text,
        seen=seen,
        in_bulk=given.get("bulk") is True,
    )
