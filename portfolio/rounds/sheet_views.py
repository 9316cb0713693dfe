"""A round as a workbook: taken along, brought back, looked at, and only then taken."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from core.access import Action
from core.imports.waiting import SheetForm, sheet_keep, waiting_sheets
from core.models import User, WaitingSheet
from core.pages.forms import posted, posted_files
from core.pages.spreadsheets import XLSX, attachment
from core.pages.view_access import current_user, requires, take_along
from core.time import working_date
from portfolio.models import StatusRound
from portfolio.rounds.addresses import round_address, round_or_404
from portfolio.rounds.filters import RoundFilter
from portfolio.rounds.rows import rows_asked
from portfolio.rounds.saving import Result, changes_save
from portfolio.rounds.sheet_columns import CONFIRM, LABELS
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
    user, round_ = current_user(request), round_or_404(strategy, period)
    form = SheetForm(posted(request), posted_files(request))
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        sheet = sheet_keep(person=user, subject=_subject(round_), file=file)
        return redirect(_check_address(round_, sheet))
    context = {
        **_context(round_),
        "form": form,
        "waiting": [
            (each, _check_address(round_, each))
            for each in waiting_sheets(user, _subject(round_)).defer("content")[:5]
        ],
    }
    status = 422 if form.is_bound else 200
    return render(request, "portfolio/rounds/sheet_upload.html", context, status=status)


@requires(Action.ENTER_STATUS, Action.WRITE_REMARK)
def sheet_check(request: HttpRequest, strategy: str, period: str, pk: int) -> HttpResponse:
    """What a sheet that waits would change; taken when its sender says so."""
    user, round_ = current_user(request), round_or_404(strategy, period)
    sheet = get_object_or_404(waiting_sheets(user, _subject(round_)), pk=pk)
    preview = _preview(sheet, round_, user)
    status = 200
    if request.method == "POST":
        refusal = _refusal(request, preview)
        if not refusal:
            return _take(request, round_, sheet, preview)
        messages.error(request, refusal)
        status = 422
    context = {
        **_context(round_),
        "sheet": sheet,
        "preview": preview,
        "ticked": request.POST.getlist("row"),
    }
    return render(request, "portfolio/rounds/sheet_check.html", context, status=status)


def _preview(sheet: WaitingSheet, round_: StatusRound, user: User) -> Preview:
    rows = rows_asked(round_, user, working_date(), whole_plan=False)
    known = {row.project.pk for row in rows}
    # The page can show the whole work plan, and its workbook has those rows, too.
    planned = rows_asked(round_, user, working_date(), whole_plan=True)
    rows += [row for row in planned if row.project.pk not in known]
    return sheet_preview(sheet.name, bytes(sheet.content), round_, rows)


def _refusal(request: HttpRequest, preview: Preview) -> str:
    """Why nothing is taken as it was sent; empty when it can be."""
    if request.POST.get("digest") != preview.digest:
        return _("Something has changed since this page was shown: look at it once more.")
    if preview.problems and "good" not in request.POST:
        return _("Nothing was taken. Tick that the good rows are taken, or mend the file.")
    if not _chosen(request, preview):
        return _("Nothing was taken: no row was left to take.")
    return ""


def _chosen(request: HttpRequest, preview: Preview) -> list[RowChange]:
    """All free rows, and those of the others that were ticked."""
    ticked = set(request.POST.getlist("row"))
    return [*preview.free, *(each for each in preview.overtaken if str(each.pk) in ticked)]


def _take(
    request: HttpRequest, round_: StatusRound, sheet: WaitingSheet, preview: Preview
) -> HttpResponse:
    """Save what was chosen by the rules of the page's cells, and say what became of it."""
    user, chosen = current_user(request), _chosen(request, preview)
    if round_._state.adding:
        round_ = round_open(strategy=round_.strategy, period=round_.period)
    confirmed = sum(each.confirms for each in chosen)
    changes = [one for each in chosen for one in each.changes(in_bulk=confirmed > 1)]
    results, _touched = changes_save(changes=changes, round_=round_, user=user, at=working_date())
    by_id = {each.id: each for each in results}
    told = [Untaken.of(row, by_id[one.id]) for row in chosen
            for one in row.changes(in_bulk=False) if by_id[one.id].state != "taken"]  # fmt: skip
    count = len(chosen) - len({each.code for each in told})
    words = ngettext(
        "%(count)s row of the sheet was taken.", "%(count)s rows of the sheet were taken.", count
    )
    messages.success(request, words % {"count": count})
    for each in told:
        messages.warning(request, str(each))
    if not (told or preview.problems or len(chosen) < len(preview.free) + len(preview.overtaken)):
        sheet.delete()
        return redirect(round_address("round-detail", round_))
    return redirect(_check_address(round_, sheet))


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
        return cls(row.code, str(LABELS[CONFIRM if field == "=" else field]), result.message)

    def __str__(self) -> str:
        return f"{self.code}, {self.column}: {self.message}"


def _subject(round_: StatusRound) -> str:
    return f"round {round_name(round_)}"


def _check_address(round_: StatusRound, sheet: WaitingSheet) -> str:
    return f"{round_address('round-sheet', round_)}{sheet.pk}/"


def _context(round_: StatusRound) -> dict[str, object]:
    return {
        "title": date_format(round_.period, "YEAR_MONTH_FORMAT"),
        "back_url": round_address("round-detail", round_),
        "upload_url": round_address("round-sheet", round_),
        "workbook_url": round_address("round-workbook", round_),
        "submit_url": round_address("round-submit", round_),
    }
