"""The list of projects, as an annex of a report."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.figures.annexes import (
    AnnexCell,
    AnnexColumn,
    AnnexData,
    AnnexSpec,
    TableChoice,
    active_profile,
    annex_data,
    annexes,
    cell,
    joined,
    labels_of,
    reported_years,
)
from core.languages.sorting import sort_key
from core.numbers.registry import NumberContext
from outcomes.models import Output
from outcomes.printed import narrowed_caption
from portfolio.models import Category, Kind, Rag, Size, Stage
from portfolio.projects.narrowing import narrowings_in
from portfolio.projects.numbers import OF_PLAN
from portfolio.projects.population import population

DASH = "–"
NOTHING: Mapping[str, str] = {}


def projects_of(context: NumberContext, params: Mapping[str, str] = NOTHING) -> Sequence[Any]:
    """The work plan in the framework's order, as it stood on the day; read once a run."""
    key = ("annex-projects", context.strategy, context.years, context.at, narrowings_in(params))
    if key not in context.memo:
        rows = population(context, params).with_stage(context.at).with_latest_update(context.at)
        found = rows.with_due().select_related("output__outcome", "driver", "lead_unit")
        context.memo[key] = sorted(found, key=_placement_order)
    rows_: Sequence[Any] = context.memo[key]
    return rows_


def _placement_order(project: Any) -> tuple[Any, ...]:
    """Outputs in the order of their outcomes, then drivers."""
    code = sort_key(project.code), project.code
    if project.output is not None:
        output = project.output
        return (0, output.outcome.position, output.position, output.pk, *code)
    return (1, project.driver.position, 0, project.driver.pk, *code)


def _choice(choices: type[TextChoices], field: str) -> Callable[[Any], AnnexCell]:
    """The label of what a project says in a field; a dash where it says nothing."""

    def label(project: Any) -> AnnexCell:
        value = getattr(project, field)
        return str(choices(value).label) if value else DASH

    return label


def _due(project: Any) -> AnnexCell:
    return active_profile().date(project.due) if project.due else DASH


COLUMNS: Sequence[AnnexColumn[Any]] = (
    AnnexColumn("code", gettext_lazy("Code"), 8, lambda project: project.code),
    AnnexColumn("title", gettext_lazy("Project"), 54, lambda project: cell(project, "name")),
    AnnexColumn("category", gettext_lazy("Category"), 29, _choice(Category, "category")),
    AnnexColumn("stage", gettext_lazy("Stage"), 13, _choice(Stage, "stage")),
    AnnexColumn("status", gettext_lazy("Status"), 10, _choice(Rag, "rag")),
    AnnexColumn("kind", gettext_lazy("Kind"), 13, _choice(Kind, "kind")),
    AnnexColumn("size", gettext_lazy("Size"), 10, _choice(Size, "size")),
    AnnexColumn(
        "unit",
        gettext_lazy("Unit"),
        10,
        lambda project: project.lead_unit.code if project.lead_unit else DASH,
    ),
    AnnexColumn("due", gettext_lazy("Finish"), 18, _due),
)
USUAL = ("code", "title", "category", "stage", "status")


def _projects(context: NumberContext, choice: TableChoice) -> AnnexData:
    columns = choice.of(COLUMNS, USUAL)
    rows = projects_of(context, choice.params)
    caption = _("Projects of the %(year)s work plan") % {"year": reported_years(context)}
    return annex_data(
        columns,
        rows,
        caption=narrowed_caption(caption, context, choice.params),
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
    counted = ngettext("%(count)s project.", "%(count)s projects.", len(rows)) % {
        "count": active_profile().integer(len(rows))
    }
    if not {"stage", "status"} & set(columns):
        return counted
    dated = _("Stage and status as of %(date)s; the status is that of the latest update.")
    return f"{counted} {dated % {'date': active_profile().date(context.at)}}"


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
