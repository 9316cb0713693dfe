"""A sheet of status updates: its columns, what it may not change, and writing it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from core.imports.difference import AffectedRows, Difference, load
from core.imports.fields import Choice, Day, Field, Mistake, Text, folded, words_of
from core.imports.layouts import CellMaker, SheetLayout, in_every_language, named
from core.imports.nodes import Scalar
from core.imports.numeric_fields import per_cent
from core.imports.problems import FileCheck, quoted
from core.imports.records import Row
from core.imports.rows_by_key import RowsByKey
from core.imports.rows_by_name import person_by_name
from core.imports.sheets import Column, SheetRows, of_layout, sheet_rows
from core.imports.written_days import month_written
from core.lengths import TEXT
from core.time import working_date
from outcomes.models import Strategy
from portfolio.choices import DIMENSION_NAMES, DIMENSIONS
from portfolio.models import Project, StatusRound, StatusUpdate, UpdateKind, UpdateState
from portfolio.projects.imports.fields import known_project
from portfolio.rows.named_words import dimension_headings
from portfolio.rows.state_words import lettered, state_choices
from portfolio.rules.rounds import days_of
from portfolio.rules.versions import newest_version

# What a confirmation of "no change" has none of.
CONTENT = (*DIMENSIONS, "reason", "per_cent_complete", "forecast_finish", "achieved", "planned")
# What may still happen to an update whose words stand.
ACCEPTANCE = ("state", "accepted_by")


CORRECTION, REPLACED = gettext_lazy("correction"), gettext_lazy("replaced")


def version_words(update: StatusUpdate) -> str:
    """Whether it corrects another, or was corrected itself; asked of rows of the list."""
    words = [str(CORRECTION)] if update.is_correction else []
    if update.is_replaced:  # type: ignore[attr-defined]
        words.append(str(REPLACED))
    return ", ".join(words)


def _state_cell(name: str) -> CellMaker:
    return lambda update: lettered(getattr(update, name), update.project.strategy_id)


LAYOUT = SheetLayout(
    {
        "project": gettext_lazy("Code"),
        "period": gettext_lazy("Round"),
        "reported_on": gettext_lazy("Reported on"),
        "kind": gettext_lazy("Kind"),
        "state": gettext_lazy("State"),
        "author": gettext_lazy("Author"),
        "on_behalf_of": gettext_lazy("On behalf of"),
        "accepted_by": gettext_lazy("Accepted by"),
        **DIMENSION_NAMES,
        "reason": gettext_lazy("Why not green"),
        "per_cent_complete": pgettext_lazy("per cent complete", "Done"),
        "forecast_finish": gettext_lazy("Forecast finish"),
        "achieved": gettext_lazy("Achieved in this period"),
        "planned": gettext_lazy("Next steps"),
        "version": gettext_lazy("Correction"),
    },
    {
        "period": lambda update: str(update.round),
        "project_name": named("project"),
        "version": version_words,
        **{name: _state_cell(name) for name in DIMENSIONS},
    },
    told={
        "project_name": gettext_lazy("Name of the project"),
        "corrected_on": gettext_lazy("Corrected on"),
        "unit": gettext_lazy("Unit"),
        "returned_by": gettext_lazy("Returned by"),
        "return_remark": gettext_lazy("Why it was returned"),
        "correction_reason": gettext_lazy("Why it is corrected"),
        "in_bulk": gettext_lazy("Confirmed in bulk"),
        "manager": gettext_lazy("Project manager"),
    },
    shown_by={"project": ("project", "project_name"), "round": ("period",)},
)


class Month(Field[date]):
    """A month as 2021-05 or by its first day; its round is named by that day."""

    reads_months = True

    def value(self, scalar: Scalar) -> date:
        """The first day of the month."""
        text = scalar.text.strip()
        if re.fullmatch(r"\d{4}-\d{2}", text):
            scalar = Scalar(scalar.location, f"{text}-01")
        elif scalar.native is None and (meant := month_written(text)) and text != str(meant):
            message = _("%(text)s is no month; write it as in %(example)s.")
            raise Mistake(message % {"text": quoted(text), "example": f"{meant:%Y-%m}"})
        day = Day().value(scalar)
        if day.day != 1:
            message = _("%(text)s is no month; write it as in %(example)s.")
            raise Mistake(message % {"text": quoted(text), "example": f"{day:%Y-%m}"})
        return day


def update_columns(strategy: Strategy, among: QuerySet[Project] | None = None) -> list[Column]:
    """The columns a sheet may have: their headers, and what reads their cells.

    `among` are the projects that it may name, where that is not every one.
    """
    project = known_project(strategy, among=among)
    kind = Choice(words_of(UpdateKind), _("kind"), default=UpdateKind.SUBSTANTIVE.value)
    state = Choice(words_of(UpdateState), _("state"), default=UpdateState.SUBMITTED.value)
    person = person_by_name()
    colour = Choice(state_choices(strategy.pk), _("colour"), default="")
    dimensions = dimension_headings(strategy.pk)
    reported_on = ("Reported", "Gemeldet am")
    columns = [
        Column("project", ("Code", "Projekt", "Kennung"), project, required=True),
        Column("period", ("Round", "Month", "Runde", "Monat"), Month(required=True), required=True),
        Column("reported_on", reported_on, Day(required=True), required=True, stored=True),
        Column("kind", ("Art",), kind, stored=True),
        Column("state", ("Zustand",), state, stored=True),
        Column("author", ("By", "Verfasst von"), person, stored=True),
        Column("on_behalf_of", ("For", "Im Namen von"), person, stored=True),
        Column("accepted_by", ("Accepted", "Angenommen von"), person, stored=True),
        Column("overall", ("RAG", "Gesamt", *dimensions["overall"]), colour, stored=True),
        Column("schedule", ("Termine", *dimensions["schedule"]), colour, stored=True),
        Column("budget", ("Mittel", *dimensions["budget"]), colour, stored=True),
        Column("scope", ("Umfang", *dimensions["scope"]), colour, stored=True),
        Column("reason", ("Why not green", "Begründung"), Text(300), stored=True),
        Column("per_cent_complete", ("Per cent done", "Prozent"), per_cent(), stored=True),
        Column("forecast_finish", ("Forecast", "Prognose"), Day(), stored=True),
        Column("achieved", ("Erreicht",), Text(TEXT, lines=True), stored=True),
        Column("version", (), Text(60)),
        Column("planned", ("Next steps", "Nächste Schritte"), Text(TEXT, lines=True), stored=True),
    ]
    return of_layout(columns, LAYOUT)


def _check_days(row: Row) -> None:
    day, period = row["reported_on"], row["period"]
    if day and day > working_date():
        row.problem("reported_on", _("this day has not come yet."))
    elif day and period and day < period:
        message = _("%(day)s lies before the month reported, %(month)s.")
        row.problem("reported_on", message % {"day": day, "month": f"{period:%Y-%m}"})


def _tell_apart(row: Row) -> None:
    """A draft stands beside what was given, and what was corrected beside its correction."""
    version = "" if row["version"] is None else row["version"]
    row["said"] = (row["state"] == UpdateState.DRAFT and "draft") or version


def _replaced() -> set[str]:
    """What the list says of an update that was corrected, in every language."""
    return {folded(word) for word in in_every_language(REPLACED)}


@dataclass
class UpdateFile:
    """A checked sheet, and the rounds, updates and drafts as they will stand."""

    sheet: SheetRows
    rounds: RowsByKey[StatusRound]
    updates: RowsByKey[StatusUpdate]
    drafts: RowsByKey[StatusUpdate]

    def update(self, row: Row, round_: StatusRound) -> StatusUpdate:
        """The update that a row speaks of; several people may be writing a draft of one round."""
        key = {"project": row["project"], "round": round_}
        if row["drafted_by"] is None:
            return self.updates.row(**key)
        return self.drafts.row(**key, author=row["drafted_by"][0])


def update_file(
    content: bytes, reading: FileCheck, strategy: Strategy, *, sheet: str = ""
) -> UpdateFile:
    """Check a sheet of status updates; every mistake goes to `reading`."""
    rows = sheet_rows(
        content,
        update_columns(strategy),
        reading,
        _check_days,
        _tell_apart,
        sheet=sheet,
        strategy=strategy.slug,
        unique=("project", "period", "said"),
    )
    # What was corrected stays as it was said: its correction speaks for it.
    replaced = _replaced()
    rows.rows = [
        row for row in rows.rows if not replaced & {*map(folded, (row["version"] or "").split(","))}
    ]
    rounds = RowsByKey(StatusRound.objects.filter(strategy=strategy), "strategy", "period")
    stored = StatusUpdate.objects.filter(project__strategy=strategy)
    stored = stored.select_related("round", "author")
    known: dict[tuple[int, date], list[StatusUpdate]] = {}
    for one in stored:
        known.setdefault((one.project_id, one.round.period), []).append(one)
    meant: dict[bool, list[int]] = {True: [], False: []}
    for row in rows.rows:
        if row["project"] and row["period"]:
            found = _meant(row, rows, known.get((row["project"].pk, row["period"]), []))
            _check_against(row, rows, found)
            state = found.state if found else row["state"]
            is_draft = state == UpdateState.DRAFT
            row["drafted_by"] = (found.author if found else row["author"],) if is_draft else None
            meant[is_draft] += [found.pk] if found else []
    return UpdateFile(
        rows,
        rounds,
        RowsByKey(stored.filter(pk__in=meant[False]), "project", "round"),
        RowsByKey(stored.filter(pk__in=meant[True]), "project", "round", "author"),
    )


def _meant(row: Row, sheet: SheetRows, stored: Sequence[StatusUpdate]) -> StatusUpdate | None:
    """Which of the stored rows of a round a row of the sheet speaks of.

    The one that was given, or else the draft of the row's author; a row that is a draft itself, of
    that draft first, and of what was given only where its author is the same. Other people's drafts
    are none of its business.
    """
    given = newest_version(stored)
    drafts = [one for one in stored if one.state == UpdateState.DRAFT]
    names_author = "author" in sheet.columns
    if names_author:
        drafts = [one for one in drafts if one.author == row["author"]]
    draft = drafts[0] if len(drafts) == 1 else None
    if row["state"] != UpdateState.DRAFT:
        return given or draft
    is_same = given is not None and (not names_author or given.author == row["author"])
    return draft or (given if is_same else None)


def _check_against(row: Row, sheet: SheetRows, stored: StatusUpdate | None) -> None:
    """What an accepted update does not allow; else whether the row as it will stand is whole."""
    if stored is not None and (stored.state == UpdateState.ACCEPTED or stored.is_correction):
        _check_stays(row, sheet, stored)
        return
    as_it_will_be = {
        name: getattr(stored, name) if stored and name not in sheet.columns else row[name]
        for name in sheet.stored
    }
    _check_whole(row, as_it_will_be)


def _check_stays(row: Row, sheet: SheetRows, stored: StatusUpdate) -> None:
    """Accepted updates never change, but by a correction on their page. That one has been accepted
    since the file was written is no change."""
    names = [name for name in sheet.stored if name in sheet.columns]
    if row["state"] != UpdateState.ACCEPTED:
        names = [name for name in names if name not in ACCEPTANCE]
    for name in names:
        if row[name] != getattr(stored, name):
            message = _("this update was accepted and never changes; it says %(value)s. Report what "
                        "is new in a later round.")  # fmt: skip
            row.problem(name, message % {"value": quoted(getattr(stored, name) or "–")})


def _check_whole(row: Row, values: Mapping[str, Any]) -> None:
    """The rules that the database holds, each told at the cell where it is broken."""
    if values["kind"] == UpdateKind.CONFIRMATION:
        for name in CONTENT:
            if row.gives(name):
                row.problem(name, _("a confirmation of “no change” says nothing of its own."))
    elif values["state"] != UpdateState.DRAFT:
        if not values["overall"]:
            row.problem("overall", _("say how the project stands overall."))
        if not values["reason"] and {"a", "r"} & {values[name] for name in DIMENSIONS}:
            row.problem("reason", _("say why a dimension is amber or red."))
    is_accepted = values["state"] == UpdateState.ACCEPTED
    if is_accepted != (values["accepted_by"] is not None):
        row.problem("accepted_by", _("an accepted update names who accepted it; others do not."))
    elif is_accepted and values["accepted_by"] == values["author"]:
        row.problem("accepted_by", _("nobody accepts their own status update."))


def updates_load(strategy: Strategy, file: UpdateFile) -> None:
    """Bring rounds and updates to what a checked sheet says; accepted ones stand as they are."""
    for row in file.sheet.rows:
        round_ = file.rounds.row(strategy=strategy, period=row["period"])
        if round_._state.adding:
            round_.opens_on, round_.closes_on = days_of(row["period"])
    file.rounds.write()
    for row in file.sheet.rows:
        round_ = file.rounds.row(strategy=strategy, period=row["period"])
        update = file.update(row, round_)
        if update.state == UpdateState.ACCEPTED or update.is_correction:
            continue
        if update._state.adding:
            update.state = row["state"]
        file.sheet.take(update, row)
    file.updates.write()
    file.drafts.write()


def updates_affected_rows(strategy: Strategy, file: UpdateFile) -> list[AffectedRows]:
    """The rows that such a sheet speaks of. What has been reported is never removed by one."""
    periods = {row["period"] for row in file.sheet.rows}
    projects = {row["project"].pk for row in file.sheet.rows}
    rounds = StatusRound.objects.filter(strategy=strategy, period__in=periods)
    updates = StatusUpdate.objects.filter(project__in=projects, round__in=rounds)
    return [
        AffectedRows(rounds, ("period",), named=False),
        AffectedRows(updates, ("project__code", "round__period"), named=False),
    ]


def updates_import(
    content: bytes,
    reading: FileCheck,
    *,
    strategy: Strategy,
    sheet: str = "",
    dry_run: bool = False,
    prune: bool = False,
) -> Difference:
    """Load a sheet of status updates. Raises `FileRefused`; then nothing was written."""
    file = update_file(content, reading, strategy, sheet=sheet)
    return load(
        reading=reading,
        affected=lambda: updates_affected_rows(strategy, file),
        write=lambda: updates_load(strategy, file),
        dry_run=dry_run,
        prune=prune,
    )
