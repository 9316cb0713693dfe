"""A round as a workbook: taken along, brought back, looked at, and only then taken."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from core.access import Action
from core.models import User, WaitingSheet
from core.pages.sheet_uploads import SheetUpload, say_taken
from core.pages.spreadsheets import XLSX, attachment
from core.pages.view_access import current_user, requires, take_along
from core.time import working_date
from portfolio.models import StatusRound
from portfolio.rounds.addresses import round_address, round_or_404
from portfolio.rounds.filters import RoundFilter
from portfolio.rounds.rows import rows_asked
from portfolio.rounds.saving import Result, changes_save
from portfolio.rounds.sheet_columns import CONFIRM, label_of
from portfolio.rounds.sheet_preview import Preview, RowChange, sheet_preview
from portfolio.rounds.workbook import round_name, round_workbook
from portfolio.status.rounds import round_open


@requires(Action.VIEW_PORTFOLIO)
@require_GET
def round_workbook_file(request: HttpRequest, strategy: str, period: str) -> HttpResponse:
    """The rows that the page's filter shows, to be filled in elsewhere."""
    take_along(request, Action.VIEW_PORTFOLIO)
    user, at = current_user(request), working_date()
    round_ = round_or_404(strategy, period)
    asked = RoundFilter(request.GET, user)
    rows = asked.shown(rows_asked(round_, user, at, whole_plan=asked.whole_plan))
    return attachment(round_workbook(round_, rows), _("round-%(month)s") % {"month": round_}, XLSX)


@requires(Action.ENTER_STATUS, Action.WRITE_REMARK)
def sheet_upload(request: HttpRequest, strategy: str, period: str) -> HttpResponse:
    """Send a workbook; it waits, checked, until its sender has seen what it would change."""
    return _pages(round_or_404(strategy, period)).send(request)


@requires(Action.ENTER_STATUS, Action.WRITE_REMARK)
def sheet_check(request: HttpRequest, strategy: str, period: str, pk: int) -> HttpResponse:
    """What a sheet that waits would change; taken when its sender says so."""
    user, round_ = current_user(request), round_or_404(strategy, period)
    return _pages(round_).check(
        request,
        pk,
        lambda sheet: _preview(sheet, round_, user),
        lambda request, chosen: _take(request, round_, chosen),
    )


def _preview(sheet: WaitingSheet, round_: StatusRound, user: User) -> Preview:
    rows = rows_asked(round_, user, working_date(), whole_plan=False)
    known = {row.project.pk for row in rows}
    # The page can show the whole work plan, and its workbook has those rows, too.
    planned = rows_asked(round_, user, working_date(), whole_plan=True)
    rows += [row for row in planned if row.project.pk not in known]
    return sheet_preview(sheet.name, bytes(sheet.content), round_, rows)


def _take(request: HttpRequest, round_: StatusRound, chosen: Sequence[RowChange]) -> bool:
    """Save what was chosen by the rules of the page's cells, and say what became of it."""
    user = current_user(request)
    if round_._state.adding:
        round_ = round_open(strategy=round_.strategy, period=round_.period)
    confirmed = sum(each.confirms for each in chosen)
    changes = [one for each in chosen for one in each.changes(in_bulk=confirmed > 1)]
    results, _touched = changes_save(changes=changes, round_=round_, user=user, at=working_date())
    by_id = {each.id: each for each in results}
    told = [Untaken.of(row, by_id[one.id]) for row in chosen
            for one in row.changes(in_bulk=False) if by_id[one.id].state != "taken"]  # fmt: skip
    say_taken(request, len(chosen) - len({each.code for each in told}), map(str, told))
    return not told


@dataclass(frozen=True)
class Untaken:
    """A cell that could not be saved after all."""

    code: str
    column: str
    message: str

    @classmethod
    def of(cls, row: RowChange, result: Result) -> "Untaken":
        """`result` is that of a cell, or of the row's confirmation."""
        field = result.id.split()[1]
        return cls(
            row.code,
            label_of(CONFIRM if field == "=" else field, row.row.project.strategy_id),
            result.message,
        )

    def __str__(self) -> str:
        return f"{self.code}, {self.column}: {self.message}"


def _pages(round_: StatusRound) -> SheetUpload:
    upload = round_address("round-sheet", round_)
    return SheetUpload(
        title=date_format(round_.period, "YEAR_MONTH_FORMAT"),
        subject=f"round {round_name(round_)}",
        back_label=_("Back to the round"),
        back_url=round_address("round-detail", round_),
        upload_url=upload,
        file_label=_("Excel workbook"),
        file_url=round_address("round-workbook", round_),
        explanation=_(
            "Take the workbook of the round along, fill it in, and bring it back here. You see every "
            "difference before anything is taken."
        ),
        check_url=lambda sheet: f"{upload}{sheet.pk}/",
    )
