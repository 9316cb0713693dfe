"""The list of projects, as an annex of a report."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.figures.annexes import (
    AnnexCell,
    AnnexData,
    AnnexSpec,
    Untranslated,
    active_profile,
    annexes,
    cell,
    joined,
)
from core.languages.sorting import sort_key
from core.numbers.registry import NumberContext
from outcomes.models import Output, Vocabulary, all_terms
from portfolio.models import Rag, Stage
from portfolio.projects.population import population
from portfolio.projects.wording import counted, name_column, plan_caption

DASH = "–"


def projects_of(context: NumberContext) -> Sequence[Any]:
    """The work plan in the framework's order, as it stood on the day; read once a run."""
    key = ("annex-projects", context.strategy, context.years, context.at)
    if key not in context.memo:
        rows = population(context, {}).with_stage(context.at).with_latest_update(context.at)
        found = rows.select_related("output__outcome", "driver")
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


def _projects(context: NumberContext) -> AnnexData:
    rows: list[tuple[AnnexCell, ...]] = []
    groups: list[tuple[int, AnnexCell]] = []
    before: Any = None
    for project in projects_of(context):
        if project.place != before:
            before = project.place
            groups.append((len(rows), _heading(before)))
        rows.append(_line(project))
    return AnnexData(
        caption=plan_caption(context),
        columns=(_("Code"), name_column(context), _("Category"), _("Stage"), _("Status")),
        rows=tuple(rows),
        groups=tuple(groups),
        widths=(8, 54, 29, 13, 10),
        note=_note(context),
    )


def _heading(place: Any) -> AnnexCell:
    """ "1.1. Title" of an output, the title of a driver."""
    title = cell(place, "title")
    if not isinstance(place, Output):
        return title
    return joined(f"{place.number}. ", title) if title else place.number


def _line(project: Any) -> tuple[AnnexCell, ...]:
    return (
        project.code,
        cell(project, "name"),
        _category(project) if project.category else DASH,
        str(Stage(project.stage).label) if project.stage else DASH,
        str(Rag(project.rag).label) if project.rag else DASH,
    )


def _category(project: Any) -> AnnexCell:
    term = all_terms().term(project.strategy_id, Vocabulary.CATEGORY, project.category)
    return Untranslated(term.name, term.language) if term.language else term.name


def _note(context: NumberContext) -> str:
    found = projects_of(context)
    sentences = [
        f"{counted(context, len(found))}.",
        _("Stage and status as of %(date)s; the status is that of the latest update.")
        % {"date": active_profile().date(context.at)},
    ]
    if any({"all", "category"} & set(project.illustrative) for project in found):
        sentences.append(_("Parts of the list are illustrative: no public source gives them."))
    return " ".join(sentences)


def register() -> None:
    """Declare the annexes of this app."""
    label = gettext_lazy("Projects of the work plan")
    annexes.register(AnnexSpec("projects", label, _projects, "projects.total"))
