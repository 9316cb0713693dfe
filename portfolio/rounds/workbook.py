"""The workbook of a round: what its page shows, to be filled in where there is no line."""

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from core.imports.layouts import VERSION
from core.languages.translated import text_of
from core.pages.columns import written_day
from core.pages.spreadsheets import fitting
from core.years import FIRST_DAY, LAST_DAY
from portfolio.choices import DIMENSIONS
from portfolio.models import Rag, StatusRound
from portfolio.rounds.columns import REMARK, WRITTEN, Column
from portfolio.rounds.rows import RoundRow
from portfolio.rounds.sheet_columns import (
    CODE,
    CONFIRM,
    CONFIRMED,
    LABELS,
    NAME,
    label_of,
    version_of_row,
)
from portfolio.rows.named_words import dimensions_left_out, state_name
from portfolio.rows.state_words import COLOURS, state_letters

SHEET = gettext_lazy("Updates")
ROUND_NAME, LANGUAGE_NAME = "outturn_round", "outturn_language"
FIELDS = (CODE, NAME, *(column.field for column in WRITTEN), CONFIRM, VERSION)
WIDTHS = {CODE: 10, NAME: 34, "reason": 32, "per_cent_complete": 9, "forecast_finish": 13,
          "achieved": 48, "planned": 48, REMARK.field: 48, CONFIRM: 11, VERSION: 18}  # fmt: skip
DAY_FORMATS = {"en": "d mmm yyyy", "de": "dd.mm.yyyy", "fr": "dd/mm/yyyy", "es": "dd/mm/yyyy"}


def round_name(round_: StatusRound) -> str:
    """What a file is told by which round it is of."""
    return f"{round_.strategy.slug} {round_}"


def round_workbook(round_: StatusRound, rows: Sequence[RoundRow]) -> bytes:
    """The workbook of these rows, in the language of the page.

    What names a row, and rows that the person cannot write, are locked. Cells hold real days and
    numbers; texts are texts whatever they begin with.
    """
    import xlsxwriter  # forty modules that most processes never need

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False,
                                     "strings_to_urls": False})  # fmt: skip
    book.set_properties({"title": round_name(round_)})
    book.define_name(ROUND_NAME, f'="{round_name(round_)}"')
    book.define_name(LANGUAGE_NAME, f'="{get_language()}"')
    _instruct(book, round_)
    _UpdateSheet(book, round_.strategy_id).write(rows)
    book.close()
    return out.getvalue()


def _instruct(book: Any, round_: StatusRound) -> None:
    """How the sheet is filled in and brought back."""
    sheet = book.add_worksheet(_("Instructions"))
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 110, book.add_format({"text_wrap": True, "valign": "top"}))
    head = book.add_format({"bold": True, "font_size": 14})
    values = {"round": written_day(round_.period, "YEAR_MONTH_FORMAT")}
    sheet.write_string(0, 0, _("Round of %(round)s") % values, head)
    for place, words in enumerate(_instructions(round_), 2):
        sheet.write_string(place, 0, words)


def _instructions(round_: StatusRound) -> list[str]:
    letters = state_letters()
    strategy = round_.strategy_id
    states = ", ".join(f"{letters[state]} = {state_name(strategy, state)}" for state in Rag)
    closes = written_day(round_.closes_on, "DATE_FORMAT")
    return [
        _(
            "Write into the white cells of the second sheet. Grey cells name the projects, or are not "
            "yours to report on; they are locked."
        ),
        _("States are letters: %(states)s. Say why wherever a state is not green.")
        % {"states": states},
        _("Per cent done is a whole number from 0 to 100. A finish is a day."),
        _(
            "What stands there already is carried over from the last update. Write afresh what was "
            "achieved and what comes next."
        ),
        _(
            "Where nothing has changed, leave the row as it is and write %(sign)s under “%(column)s”."
        )
        % {"sign": CONFIRMED, "column": LABELS[CONFIRM]},
        _(
            "Then upload the file on the page of the round, by %(day)s. You see every difference "
            "before anything is taken; a file that is uploaded twice changes nothing."
        )
        % {"day": closes},
        _("What was taken is a draft of yours: submit it on the page of the round."),
    ]


class _UpdateSheet:
    """The sheet that is filled in."""

    def __init__(self, book: Any, strategy: int) -> None:
        left_out = dimensions_left_out(strategy)
        self.strategy = strategy
        self.written = [column for column in WRITTEN if column.field not in left_out]
        self.fields = [name for name in FIELDS if name not in left_out]
        self.sheet = book.add_worksheet(str(SHEET))
        self.day = DAY_FORMATS.get(get_language() or "en", "yyyy-mm-dd")
        self.book = book
        self.head = book.add_format(
            {"bold": True, "bottom": 1, "text_wrap": True, "valign": "vcenter",
             "bg_color": "#eef1f5", "locked": True}
        )  # fmt: skip
        self.formats: dict[tuple[str, bool], Any] = {}

    def write(self, rows: Sequence[RoundRow]) -> None:
        """Headers, rows, and what is asked of their cells."""
        for place, field in enumerate(self.fields):
            hidden = {"hidden": True} if field == VERSION else {}
            self.sheet.set_column(place, place, WIDTHS.get(field, 10), None, hidden)
            self.sheet.write_string(0, place, label_of(field, self.strategy), self.head)
        for line, row in enumerate(rows, 1):
            self._write_row(line, row)
        self._ask(max(len(rows), 1))
        self.sheet.freeze_panes(1, 2)
        self.sheet.set_landscape()
        self.sheet.set_paper(9)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.repeat_rows(0)
        self.sheet.activate()
        self.sheet.protect("", {"format_columns": True, "format_rows": True})

    def _write_row(self, line: int, row: RoundRow) -> None:
        self.sheet.write_string(line, 0, row.project.code, self._format("name", locked=True))
        name = text_of(row.project, "name")
        self.sheet.write_string(line, 1, fitting(name), self._format("name", locked=True))
        values, taken = row.written(), row.open_fields
        for place, column in enumerate(self.written, 2):
            self._write_cell(
                line, place, column, values[column.field], locked=column.field not in taken
            )
        confirm = self._format("rag", locked=row.is_locked)
        self.sheet.write_blank(line, 2 + len(self.written), None, confirm)
        version = self._format("name", locked=True)
        self.sheet.write_string(line, 3 + len(self.written), version_of_row(row), version)

    def _write_cell(
        self, line: int, place: int, column: Column, value: Any, *, locked: bool
    ) -> None:
        given = self._format(column.kind, locked=locked)
        if value is None or value == "":
            self.sheet.write_blank(line, place, None, given)
        elif isinstance(value, date):
            self.sheet.write_datetime(line, place, value, given)
        elif isinstance(value, int):
            self.sheet.write_number(line, place, value, given)
        elif column.kind == "rag":
            self.sheet.write_string(line, place, state_letters()[Rag(value)], given)
        else:
            self.sheet.write_string(line, place, fitting(value), given)

    def _format(self, kind: str, *, locked: bool) -> Any:
        """The format of cells of a kind; made once, since a workbook keeps each."""
        key = (kind, locked)
        if key not in self.formats:
            asked: dict[str, object] = {"valign": "top", "locked": locked, "border": 1,
                                     "border_color": "#d5d9e0"}  # fmt: skip
            if locked:
                asked |= {"bg_color": "#f3f4f6", "font_color": "#4b5563"}
            if kind in {"line", "text", "name"}:
                # A text for good: neither Excel nor LibreOffice runs what begins with a sign.
                asked |= {"text_wrap": True, "num_format": "@", "quote_prefix": True}
            elif kind == "rag":
                asked |= {"align": "center", "num_format": "@"}
            else:
                asked |= {"num_format": self.day if kind == "day" else "0"}
            self.formats[key] = self.book.add_format(asked)
        return self.formats[key]

    def _ask(self, last: int) -> None:
        """Drop-downs, bounds and colours."""
        letters = state_letters()
        for place, column in enumerate(self.written, 2):
            for rule in self._rules(column, list(letters.values())):
                self.sheet.data_validation(1, place, last, place, rule)
            if column.field in DIMENSIONS:
                for state, (ground, ink) in COLOURS.items():
                    shape = self.book.add_format(
                        {"bg_color": ground, "font_color": ink, "bold": True}
                    )
                    asked = {"type": "cell", "criteria": "==", "value": f'"{letters[state]}"',
                             "format": shape}  # fmt: skip
                    self.sheet.conditional_format(1, place, last, place, asked)
        confirm = {"validate": "list", "source": [CONFIRMED], "ignore_blank": True}
        self.sheet.data_validation(1, 2 + len(self.written), last, 2 + len(self.written), confirm)

    def _rules(self, column: Column, letters: list[str]) -> list[dict[str, object]]:
        if column.kind == "rag":
            return [{"validate": "list", "source": letters, "ignore_blank": True,
                     "error_message": _("Choose a letter of the list.")}]  # fmt: skip
        if column.kind == "number":
            return [{"validate": "integer", "criteria": "between", "minimum": 0, "maximum": 100,
                     "error_message": _("A whole number from 0 to 100.")}]  # fmt: skip
        if column.kind == "day":
            return [{"validate": "date", "criteria": "between", "minimum": FIRST_DAY,
                     "maximum": LAST_DAY, "error_message": _("A day belongs here.")}]  # fmt: skip
        return []
