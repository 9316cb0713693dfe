"""The list of projects, as an annex of a report."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.figures.annexes import (
    AnnexCell,
    AnnexColumn,
    AnnexData,
    AnnexSpec,
    TableChoice,
    Untranslated,
    active_profile,
    annex_data,
    annexes,
    cell,
    joined,
    labels_of,
)
from core.languages.sorting import sort_key
from core.numbers.registry import NumberContext
from outcomes.models import Output, TermField, all_terms
from outcomes.printed import narrowed_caption
from portfolio.choices import STAGE_WORDS, STATE_WORDS
from portfolio.models import Project
from portfolio.projects.narrowing import narrowings_in
from portfolio.projects.numbers import OF_PLAN
from portfolio.projects.population import population
from portfolio.projects.wording import counted, name_column, plan_caption

DASH = "–"
NOTHING: Mapping[str, str] = {}


def projects_of(context: NumberContext, params: Mapping[str, str] = NOTHING) -> Sequence[Any]:
    """The work plan in the framework's order, as it stood on the day; read once a run."""
    key = ("annex-projects", context.strategy, context.years, context.at, narrowings_in(params))

    def read() -> Sequence[Any]:
        rows = population(context, params).with_stage(context.at).with_latest_update(context.at)
        found = rows.with_due().select_related("output__outcome", "driver", "lead_unit")
        return sorted(found, key=_placement_order)

    return context.once(key, read)


def _placement_order(project: Any) -> tuple[Any, ...]:
    """Outputs in the order of their outcomes, then drivers."""
    code = sort_key(project.code), project.code
    if project.output is not None:
        output = project.output
        return (0, output.outcome.position, output.position, output.pk, *code)
    return (1, project.driver.position, 0, project.driver.pk, *code)


def _term(name: str, vocabulary: str = "") -> Callable[[Any], AnnexCell]:
    """The word of the project's strategy that it holds in a field; a dash where it holds none.

    What is no column of a project is a word of the `vocabulary`.
    """
    if not vocabulary:
        field = Project._meta.get_field(name)
        assert isinstance(field, TermField)
        vocabulary = field.vocabulary

    def label(project: Any) -> AnnexCell:
        key = getattr(project, name)
        if not key:
            return DASH
        term = all_terms().term(project.strategy_id, vocabulary, key)
        return Untranslated(term.name, term.language) if term.language else term.name

    return label


def _due(project: Any) -> AnnexCell:
    return active_profile().date(project.due) if project.due else DASH


COLUMNS: Sequence[AnnexColumn[Any]] = (
    AnnexColumn("code", gettext_lazy("Code"), 8, lambda project: project.code),
    AnnexColumn("title", gettext_lazy("Project"), 54, lambda project: cell(project, "name")),
    AnnexColumn("category", gettext_lazy("Category"), 29, _term("category")),
    AnnexColumn("stage", gettext_lazy("Stage"), 13, _term("stage", STAGE_WORDS)),
    AnnexColumn("status", gettext_lazy("Status"), 10, _term("rag", STATE_WORDS)),
    AnnexColumn("kind", gettext_lazy("Kind"), 13, _term("kind")),
    AnnexColumn("size", gettext_lazy("Size"), 10, _term("size")),
    AnnexColumn(
        "unit",
        gettext_lazy("Unit"),
        10,
        lambda project: project.lead_unit.code if project.lead_unit else DASH,
    ),
    AnnexColumn("due", gettext_lazy("Finish"), 18, _due),
)
USUAL = ("code", "title", "category", "stage", "status")


def _headed(column: AnnexColumn[Any], context: NumberContext) -> AnnexColumn[Any]:
    """Names stand under what the strategy calls its projects."""
    return replace(column, label=name_column(context)) if column.key == "title" else column


def _projects(context: NumberContext, choice: TableChoice) -> AnnexData:
    columns = [_headed(column, context) for column in choice.of(COLUMNS, USUAL)]
    rows = projects_of(context, choice.params)
    return annex_data(
        columns,
        rows,
        caption=narrowed_caption(plan_caption(context), context, choice.params),
        heading=lambda project: _heading(project.place),
        note=_note(context, rows, {column.key for column in columns}),
        illustrative=_illustrative(rows),
    )


def _heading(place: Any) -> AnnexCell:
    """ "1.1. Title" of an output, the title of a driver."""
    title = cell(place, "title")
    if not isinstance(place, Output):
        return title
    return joined(f"{place.number}. ", title) if title else place.number


def _note(context: NumberContext, rows: Sequence[Any], columns: Collection[str]) -> str:
    told = f"{counted(context, len(rows))}."
    if not {"stage", "status"} & set(columns):
        return told
    dated = _("Stage and status as of %(date)s; the status is that of the latest update.")
    return f"{told} {dated % {'date': active_profile().date(context.at)}}"


def _illustrative(rows: Sequence[Any]) -> str:
    if any({"all", "category"} & set(project.illustrative) for project in rows):
        return _("Parts of the list are illustrative: no public source gives them.")
    return ""


def register() -> None:
    """Declare the annexes of this app."""
    label = gettext_lazy("Projects of the work plan")
    annexes.register(
        AnnexSpec("projects", label, _projects, "projects.total", labels_of(COLUMNS), OF_PLAN)
    )
