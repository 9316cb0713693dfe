"""The page of a round: all projects that report, in one table; and what its cells send."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from core.access import Action
from core.kept import kept
from core.models import User
from core.models.people import REACH, count_for
from core.pages.strategies import strategy_asked
from core.pages.view_access import current_user, requires
from core.time import working_date
from portfolio.models import Rag, StatusRound
from portfolio.rounds.addresses import round_address, round_or_404
from portfolio.rounds.drawing import heads
from portfolio.rounds.filters import RoundFilter, filter_query
from portfolio.rounds.pieces import ALL, PIECE, ROWS, piece, table_of
from portfolio.rounds.progress import begun_by, progress_of
from portfolio.rounds.reviewing import to_judge
from portfolio.rounds.rows import rows_asked
from portfolio.rows.named_words import state_name
from portfolio.rows.state_words import letters_everywhere, state_letters
from portfolio.status.rounds import current_round


@requires(Action.VIEW_PORTFOLIO)
@require_GET
def round_current(request: HttpRequest) -> HttpResponse:
    """The round that is open, of the strategy asked for, else of the one in force; else the last."""
    if found := current_round(working_date(), strategy_asked(request)):
        return redirect(round_address("round-detail", found) + _query(request))
    return render(request, "portfolio/rounds/none.html")


def _query(request: HttpRequest) -> str:
    asked = request.GET.copy()
    asked.pop("strategy", None)  # stands in the address of the round
    return f"?{asked.urlencode()}" if asked else ""


@requires(Action.VIEW_PORTFOLIO)
@require_GET
def round_detail(request: HttpRequest, strategy: str, period: str) -> HttpResponse:
    """The table of a round; or some rows of it, where the page's script asks for those it lacks."""
    user, at = current_user(request), working_date()
    round_ = round_or_404(strategy, period)
    if asked := request.GET.get(ROWS):
        return piece(asked, round_, user, at)
    rounds_filter = RoundFilter(request.GET, user)
    rows = rows_asked(round_, user, at, whole_plan=rounds_filter.whole_plan, remarks=False)
    shown = rounds_filter.shown(rows)
    whole = bool(request.GET.get(ALL))
    table = table_of(shown, rounds_filter, round_, user, whole=whole)
    named = heads(round_.strategy_id)
    context = {
        "round": round_,
        "title": date_format(round_.period, "YEAR_MONTH_FORMAT"),
        "closing": _closing_words(round_, at),
        "days_url": _days_url(round_, user),
        "progress": progress_of(rows),
        "begun": begun_by(user, round_),
        "filter": rounds_filter,
        "chips": rounds_filter.chips(rows),
        "selects": rounds_filter.selects(rows),
        "open_url": rounds_filter.only_open,
        "all_url": rounds_filter.without_conditions,
        "heads": named,
        "span": 1 + len(named),
        "table": table,
        "count": len(shown),
        "whole_url": _whole_url(request),
        "among": len(rows),
        "review_url": round_address("round-review", round_) + filter_query(request.GET),
        "to_accept": _to_accept(round_, user),
        "submit_url": round_address("round-submit", round_) + filter_query(request.GET),
        "workbook_url": _workbook_url(request, round_, user),
        "sheet_url": _sheet_url(round_, user),
        "data": _data(request, round_, user),
    }
    page = render_to_string("portfolio/rounds/detail.html", context, request)
    return table.filled(page)


def _whole_url(request: HttpRequest) -> str:
    """The same page with all its rows, for whoever has no script or gets no answer."""
    asked = request.GET.copy()
    asked[ALL] = "1"
    return f"?{asked.urlencode()}"


def _workbook_url(request: HttpRequest, round_: StatusRound, user: User) -> str:
    """Where the rows shown are a workbook; empty for who may not take them along."""
    may = user.access.files().opens(Action.VIEW_PORTFOLIO)
    return round_address("round-workbook", round_) + filter_query(request.GET) if may else ""


def _sheet_url(round_: StatusRound, user: User) -> str:
    """Where a filled-in workbook is brought back; empty for who writes into nothing."""
    may = user.access.opens(Action.ENTER_STATUS) or user.access.opens(Action.WRITE_REMARK)
    return round_address("round-sheet", round_) if may else ""


def _closing_words(round_: StatusRound, at: date) -> str:
    """When the round opens, when it closes, or that it has."""
    day = date_format(round_.closes_on, "DATE_FORMAT")
    left = (round_.closes_on - at).days
    if at < round_.opens_on:
        return _("opens on %(day)s") % {"day": date_format(round_.opens_on, "DATE_FORMAT")}
    if left < 0:
        return _("closed on %(day)s") % {"day": day}
    if left == 0:
        return _("closes today")
    words = ngettext(
        "closes in %(count)s day, on %(day)s", "closes in %(count)s days, on %(day)s", left
    )
    return words % {"count": left, "day": day}


def _days_url(round_: StatusRound, user: User) -> str:
    """Where its days are changed; empty for who may not."""
    may = user.access.may(Action.EDIT_FRAMEWORK)
    return round_address("round-days", round_) if may else ""


def _to_accept(round_: StatusRound, user: User) -> int:
    """How many updates of the round wait for this person to accept."""
    if round_._state.adding or not user.access.opens(Action.ACCEPT_STATUS):
        return 0

    def judged() -> int:
        return count_for(user, "to judge in a round", lambda: to_judge(user, round_), round_.pk)

    return kept("to accept in a round", REACH, judged, user.pk, round_.pk)


def _data(request: HttpRequest, round_: StatusRound, user: User) -> dict[str, object]:
    """What the page's script needs to know."""
    return {
        "key": f"{user.pk}:{round_.strategy.slug}:{round_}",
        "save": round_address("round-save", round_),
        "token": get_token(request),
        "piece": PIECE,
        "states": [
            {
                "value": state.value,
                "key": state_letters()[state],
                "label": state_name(round_.strategy_id, state),
            }
            for state in Rag
        ],
        "letters": letters_everywhere(),
        "words": _words(),
    }


def _words() -> dict[str, str]:
    """What the script says; it fills in the braces."""
    return {
        "chosen": _("{count} cells chosen"),
        "closed": _("{count} cells cannot be written into and were left as they are."),
        "lostRows": _("{count} copied rows did not fit below the last row and were not placed."),
        "lostColumns": _("{count} copied columns did not fit and were not placed."),
        "untaken": _("{count} cells were not taken: the list under the table says why."),
        "adopted": _("{count} edits had waited in this browser and are being saved now."),
        "saved": _("all saved, {time}"),
        "saving": _("saving {count} …"),
        "offline": _("No connection: {count} edits wait in this browser and will be sent."),
        "out": _(
            "You are signed out: {count} edits wait in this browser. Sign in again in another "
            "tab; they will be sent."
        ),
        "loading": _("{count} more rows are coming …"),
        "unloaded": _("{count} rows of this table have not come."),
        "gone": _(
            "{count} projects have left the round since this page was opened. Load it again to see how "
            "it stands."
        ),
        "again": _("Try again"),
        "failed": _("The server could not save: {count} edits wait in this browser."),
        "keepMine": _("Write mine"),
        "takeTheirs": _("Leave what stands there"),
        "close": _("Close"),
        "submit": _("Submit {count}"),
    }
