"""The figures and tables of a paper in one language: the program's, and those the report declares."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from django.utils import translation

from core.figures.annexes import AnnexData, annexes
from core.figures.declared import Declared, DeclaredFigure
from core.figures.drawn import figure_of, table_of
from core.figures.registry import FigureData, figures
from core.numbers.registry import NumberError
from core.registry import UnknownKey
from outcomes.models import Strategy
from reports.composing.numbering import Numbering
from reports.document.notes import (
    BarsLeftOut,
    DrawingNote,
    OutsideStrategy,
    UndrawnFigure,
    UndrawnTable,
)
from reports.models import Report

Kind = TypeVar("Kind", bound=Declared)
Data = TypeVar("Data")


@dataclass(frozen=True)
class Drawn:
    """The figures and tables of one language, by key.

    `untranslated` counts the texts of declarations that are in another language, `notes` are what their
    author must know.
    """

    figures: Mapping[str, FigureData] = field(default_factory=dict)
    tables: Mapping[str, AnnexData] = field(default_factory=dict)
    untranslated: int = 0
    notes: tuple[DrawingNote, ...] = ()


def draw(report: Report, numbering: Numbering, language: str) -> Drawn:
    """The data of every figure and table in `language`, over the rows that the numbers count."""
    # One context for all, so that what several need is read once.
    context, original, own = report.number_context, report.original_language, report.declared
    own_figures = [own.figures[key] for key in numbering.figures if key in own.figures]
    own_tables = [own.tables[key] for key in numbering.tables if key in own.tables]
    with translation.override(language):
        drawn, no_figures = _made(own_figures, lambda one: figure_of(one, context, original))
        made, no_tables = _made(own_tables, lambda one: table_of(one, context, original))
        return Drawn(
            drawn
            | {
                key: figures[key].compute(context, {})
                for key in numbering.figures
                if key in figures
            },
            made
            | {key: annexes[key].compute(context) for key in numbering.tables if key in annexes},
            sum(one.untranslated(language) for one in (*own_figures, *own_tables)),
            (
                *(UndrawnFigure(key=key, message=words) for key, words in no_figures.items()),
                *(UndrawnTable(key=key, message=words) for key, words in no_tables.items()),
                *(BarsLeftOut(key=one.key) for one in own_figures if _lacks_bars(one, drawn)),
                *_outside([*own_figures, *own_tables], report),
            ),
        )


def _lacks_bars(declared: DeclaredFigure, drawn: Mapping[str, FigureData]) -> bool:
    """Whether one of its several numbers has no bar."""
    several = len(declared.of) > 1 and declared.key in drawn
    return several and len(drawn[declared.key].points) < len(declared.of)


def _outside(declared: Sequence[Declared], report: Report) -> Iterator[OutsideStrategy]:
    """Those on a year that their strategy does not cover."""
    others = {one.strategy for one in declared if one.strategy and one.years}
    covered = {one.slug: one.years for one in Strategy.objects.filter(slug__in=others)}
    for one in declared:
        known = covered.get(one.strategy, report.strategy.years)
        if outside := [year for year in one.years or () if year not in known]:
            yield OutsideStrategy(key=one.key, year=outside[0])


def _made(
    declared: Sequence[Kind], make: Callable[[Kind], Data]
) -> tuple[dict[str, Data], dict[str, str]]:
    """What could be made of declarations, and why the others could not, each by its key."""
    made, problems = dict[str, Data](), dict[str, str]()
    for one in declared:
        try:
            made[one.key] = make(one)
        except (NumberError, UnknownKey) as error:
            problems[one.key] = str(error)
    return made, problems
