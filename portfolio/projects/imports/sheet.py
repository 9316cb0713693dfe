"""Reading and checking a sheet of projects."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.codes import ASKS, PATTERN
from core.imports.fields import Choice, Day, Field, ListOf, Text, folded
from core.imports.keys import Keys, RowKey, known_keys
from core.imports.layouts import SheetLayout, text_cells, text_labels
from core.imports.problems import FileCheck, did_you_mean, quoted
from core.imports.records import Check, Row, ends_after_start, one_of
from core.imports.rows_by_name import RowByName
from core.imports.sheets import (
    Column,
    SheetRows,
    Unread,
    language_columns,
    of_layout,
    sheet_rows,
)
from core.languages import LANGUAGES
from core.languages.translated import texts_of
from core.lengths import TEXT
from outcomes.models import Driver, Output, OwnSubject, Strategy, Vocabulary, all_terms
from outcomes.own_fields.columns import fields_shown
from outcomes.own_fields.imports import own_sheet_columns
from outcomes.terms.imports import term_choice
from portfolio.models import Stage, StageChange
from portfolio.projects.fields import FIELDS
from portfolio.projects.imports.fields import PlacementField, StageField, holds_in, stage_choice
from portfolio.projects.imports.states import STATES, kind_by_name
from portfolio.rows.named_words import stage_name

LAYOUT = SheetLayout(
    {
        "code": gettext_lazy("Code"),
        **text_labels("name", gettext_lazy("Name")),
        **text_labels("description", gettext_lazy("Description")),
        "output": gettext_lazy("Output"),
        "driver": gettext_lazy("Cross-cutting driver"),
        "kind": gettext_lazy("Kind"),
        "stage": gettext_lazy("Stage"),
        **{field.name: field.label or field.headings[0] for field in FIELDS},
        "signed_off_by": gettext_lazy("Signed off by"),
        "signed_off_on": gettext_lazy("Signed off on"),
        "illustrative": gettext_lazy("Illustrative"),
    },
    {
        **text_cells("name"),
        **text_cells("description"),
        "output": lambda project: project.output.number if project.output else "",
        "driver": lambda project: project.driver.slug if project.driver else "",
        "stage": lambda project: stage_name(project.strategy_id, project.stage),
        "illustrative": lambda project: "; ".join(project.illustrative),
    },
    told={
        "place": gettext_lazy("Outcome or driver"),
        "rag": gettext_lazy("Status (RAG)"),
        "reason": gettext_lazy("Why not green"),
        "planned": gettext_lazy("Next steps"),
        "per_cent": gettext_lazy("Done"),
        "due": gettext_lazy("Finish as it stands"),
        "reported_on": gettext_lazy("Last update"),
    },
)


def project_columns(strategy: Strategy, year: int | None, remark: Field[str]) -> list[Column]:
    """The columns a sheet may have, in any order: their headers, and what reads their cells.

    What the strategy itself calls its levels names the columns of its levels, too. `remark` checks
    the texts for the report. Without a `year`, placements of every year are known.
    """
    original = strategy.original_language
    codes = known_keys(strategy.projects.values_list("code", flat=True))
    code = RowKey(20, codes, pattern=PATTERN, asks=str(ASKS), required=True)
    placement = PlacementField(list(Output.objects.filter(outcome__strategy=strategy)), year)
    driver = RowByName(_drivers(strategy, year), _("there is no driver %(word)s. %(known)s"))
    columns = [
        Column("code", ("Code", "Kennung", "Nr.", "ID"), code, required=True),
        *language_columns("name", original, ("Name", "Titel", "Title", "Projekt"),
                          lambda _language: Text(200)),
        *language_columns("description", original, ("Description", "Beschreibung"),
                          lambda _language: Text(TEXT, lines=True)),
        *language_columns("remark", original, ("Text for the report", "Text für den Bericht"),
                          lambda _language: remark),
        Column("output", ("Zu erbringende Leistung", *_level(strategy, "output")), placement),
        Column("driver", ("Cross-cutting driver", "Übergreifendes Element",
                          *_level(strategy, "driver")), driver),
        *_stage_columns(codes, strategy),
        *(Column(field.name, field.headings, field.check(strategy), stored=True) for field in FIELDS),
    ]  # fmt: skip
    own = own_sheet_columns(strategy, OwnSubject.PROJECT)
    return [*of_layout(columns, LAYOUT), *own, *_of_others(own)]


def _of_others(own: Sequence[Column]) -> list[Column]:
    """Own fields of other strategies: a list of all has their columns, and nothing is read there."""
    names = {each.field for each in own}
    others = [one for one in fields_shown(OwnSubject.PROJECT) if one.field not in names]
    return [Column(f"({one.field})", (one.field, *one.names), Unread()) for one in others]


def taken_headings() -> set[str]:
    """The headings of sheets of projects in every language, as they are compared."""
    return {folded(name) for field in LAYOUT.labels for name in LAYOUT.headers_known(field)}


def _stage_columns(codes: Keys[str], strategy: Strategy) -> list[Column]:
    """What a sheet says of a project that is no field of it: its stages and its work plan."""
    return [
        Column("state", ("Status", "Zustand"), Choice(list(STATES), _("state"))),
        Column("kind", ("Art",), term_choice(strategy, Vocabulary.KIND, _("kind"))),
        Column("stage", ("Stand", "Phase"), stage_choice(strategy)),
        Column("stage_since", ("Stage since", "In stage since", "Stand seit"), Day()),
        Column("stages", ("Stages", "Verlauf"), ListOf(StageField(strategy))),
        Column("joined_on", ("Joined", "In the work plan since", "Aufgenommen am"), Day()),
        Column("left_on", ("Left", "Ausgeschieden am"), Day()),
        Column("merged_into", ("Merged", "Zusammengelegt mit"), RowKey(20, codes, brings=False)),
        # Where a source names the project: for people who compare, not stored.
        Column("source_paragraph", ("Paragraph", "Absatz"), Text(40)),
    ]


def _level(strategy: Strategy, level: str) -> tuple[str, ...]:
    return tuple(strategy.level_names.get(level, {}).values())


def facts_checks(original: str) -> tuple[Check, ...]:
    """What the cells of a row with facts must say together; `original` is the language of names."""

    def named(row: Row) -> None:
        if not row.gives(f"name_{original}"):
            row.problem(f"name_{original}", _("the name is missing."))

    return (
        named,
        one_of("output", "driver"),
        ends_after_start("baseline_start", "baseline_finish"),
        ends_after_start("baseline_start", "actual_finish"),
    )


def project_checks(strategy: Strategy, year: int) -> tuple[Check, ...]:
    """What several cells of a row must say together."""

    kinds = [each.key for each in all_terms().of(strategy.pk, Vocabulary.KIND)]

    def in_year(row: Row) -> None:
        _check_year(row, year)

    def settle(row: Row) -> None:
        _settle_stage(row, kinds)

    return (
        *facts_checks(strategy.original_language),
        ends_after_start("joined_on", "left_on"),
        in_year,
        settle,
        _check_sign_off,
    )


def _drivers(strategy: Strategy, year: int | None) -> dict[str, Driver]:
    every = Driver.objects.filter(strategy=strategy)
    found = [each for each in every if year is None or holds_in(each, year)]
    return {word: d for d in found for word in (*texts_of(d, "title").values(), d.slug)}


def _check_year(row: Row, year: int) -> None:
    joined, left = row["joined_on"], row["left_on"]
    if joined and joined.year > year:
        message = _(
            "%(day)s lies after the end of %(year)d: such a project is not in that work plan."
        )
        row.problem("joined_on", message % {"day": joined, "year": year})
    if left and left.year < year:
        message = _("%(day)s lies before the beginning of %(year)d: such a project is not in that "
                    "work plan.")  # fmt: skip
        row.problem("left_on", message % {"day": left, "year": year})


def _settle_stage(row: Row, kinds: Sequence[str]) -> None:
    """One answer to kind and stages out of the ways to give them; they must not contradict."""
    meaning = STATES.get(row["state"] or "")
    if meaning:
        kind = meaning.kind
        ends_never = row["state"] == "operational"
        if ends_never:
            kind = kind_by_name(" ".join(row[f"name_{code}"] or "" for code in LANGUAGES))
        # What runs and has no end is a service, where the strategy knows no better word for it.
        fitting = [each for each in (kind, "service")[: 1 + ends_never] if each in kinds]
        row["kind"] = row["kind"] or next(iter(fitting), "")
        if row["stage"] and row["stage"] != meaning.stage:
            _contradiction(row, "stage", row["stage"], meaning.stage)
        row["stage"] = row["stage"] or meaning.stage.value
    stages = sorted(row["stages"] or [], key=lambda one: one[1])
    if len({on for _stage, on in stages}) < len(stages):
        row.problem("stages", _("two stages begin on the same day; keep one a day."))
    if stages and row["stage"] and row["stage"] != stages[-1][0]:
        _contradiction(
            row, "stages" if not row.gives("stage") else "stage", row["stage"], stages[-1][0]
        )
    row["whole_way"] = bool(stages)  # else the file says where it stands, and nothing of before
    if not stages and row["stage"]:
        stages = [(row["stage"], row["stage_since"] or _finish_of(row))]
    if meaning and meaning.live_in_part and not row["stage_since"]:
        row.problem("stage_since", _("“partly_live” needs the day on which it went live in part."))
    row["stages"] = stages


def _finish_of(row: Row) -> date | None:
    """The day on which what is completed was completed; None for other stages."""
    found: date | None = row["actual_finish"] if row["stage"] == Stage.COMPLETED else None
    return found


def _contradiction(row: Row, name: str, one: str, other: str) -> None:
    message = _("%(one)s contradicts %(other)s, which the row says elsewhere.")
    row.problem(name, message % {"one": quoted(one), "other": quoted(other)})


def _check_sign_off(row: Row) -> None:
    """A completed project is signed off by somebody else than its manager, on a day."""
    by, on = row["signed_off_by"], row["signed_off_on"]
    if (by is None) != (on is None):
        row.problem("signed_off_by", _("a sign-off has a person and a day (signed_off_on)."))
    elif by and by == row["manager"]:
        row.problem("signed_off_by", _("nobody signs off a project that they manage."))


def project_file(
    content: bytes,
    reading: FileCheck,
    strategy: Strategy,
    year: int,
    *,
    sheet: str = "",
    remark: Field[str] | None = None,
) -> SheetRows:
    """Check a sheet of projects; every mistake goes to `reading`."""
    reading.original = strategy.original_language
    columns = project_columns(strategy, year, remark or Text(TEXT, lines=True))
    checks = project_checks(strategy, year)
    file = sheet_rows(
        content, columns, reading, *checks, sheet=sheet, strategy=strategy.slug, unique="code"
    )
    _check_merged(file.rows, strategy)
    _date_stages(file.rows, strategy, year)
    return file


def _date_stages(rows: Sequence[Row], strategy: Strategy, year: int) -> None:
    """Give a day to stages without one: none is needed where nothing changes or where it is the
    first; where it changes, only the author knows since when."""
    latest = dict(
        StageChange.objects.filter(project__strategy=strategy)
        .order_by("on")
        .values_list("project__code", "stage")
    )
    for row in rows:
        if not row["stages"] or row["stages"][-1][1]:
            continue
        stage, before = row["stage"], latest.get(row["code"])
        if before == stage:
            row["stages"] = []
        elif stage == Stage.COMPLETED:
            message = _("a completed project needs its day: fill actual_finish or stage_since.")
            row.problem("stage_since", message)
        elif before:
            message = _("the stage changes from “%(old)s” to “%(new)s”: fill stage_since, the first "
                        "day of the new one.")  # fmt: skip
            row.problem("stage_since", message % {"old": before, "new": stage})
        else:
            row["stages"] = [(stage, row["joined_on"] or date(year, 1, 1))]


def _check_merged(rows: Sequence[Row], strategy: Strategy) -> None:
    codes = {row["code"] for row in rows} | set(strategy.projects.values_list("code", flat=True))
    for row in rows:
        into = row["merged_into"]
        if into and into == row["code"]:
            row.problem("merged_into", _("a project cannot be merged into itself."))
        elif into and into not in codes:
            message = _("there is no project %(code)s. %(known)s")
            known = did_you_mean(into, codes)
            row.problem("merged_into", message % {"code": quoted(into), "known": known})
