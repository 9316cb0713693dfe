"""The figures and tables that a report declares, as its page of facts lists them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from core.figures.annexes import annexes
from core.figures.declared import DeclaredFigure, DeclaredTable, Texts
from core.history.past import known_at
from core.numbers.registry import numbers
from core.numbers.syntax import parse_token
from reports.composing.merge import Paper, paper
from reports.composing.numbering import Numbering, number
from reports.models import Report
from reports.writers.html import anchor


@dataclass(frozen=True)
class OwnLine:
    """A figure or a table: its label in the paper ("" if it stands nowhere), key, and what it shows.

    `url` leads to it in the paper. `options` are what it is asked for, in words.
    """

    label: str
    key: str
    caption: str
    of: str
    options: str
    where: str
    url: str


def own_lines(report: Report, language: str) -> list[OwnLine]:
    """Every declaration of the report, figures first; a report without any asks for nothing."""
    own = report.declared
    if not own.figures and not own.tables:
        return []
    with known_at(report.known_at):
        current = paper(report)
    return [*_lines(report, current, number(current), language)]


def _lines(
    report: Report, current: Paper, numbering: Numbering, language: str
) -> Iterator[OwnLine]:
    own, page = report.declared, reverse("reports:report-detail", args=[report.slug])
    original = report.original_language
    places = _places(current, numbering, lambda texts: _said(texts, language, original))
    for figure in own.figures.values():
        counted = numbering.figures.get(figure.key)
        label = _("Figure %(number)s") % {"number": counted} if counted else ""
        yield OwnLine(
            label,
            figure.key,
            _said(figure.caption, language, original),
            ", ".join(_number_words(bar.number) for bar in figure.of),
            _options(figure),
            places.get(("fig", figure.key), ""),
            f"{page}#{anchor(f'fig/{figure.key}')}" if counted else "",
        )
    for table in own.tables.values():
        counted = numbering.tables.get(table.key)
        label = _("Table %(number)s") % {"number": counted} if counted else ""
        of = str(annexes[table.of].label) if table.of in annexes else _number_words(table.of)
        yield OwnLine(
            label,
            table.key,
            _said(table.caption, language, original),
            of,
            _options(table),
            places.get(("table", table.key), ""),
            f"{page}#{anchor(f'table/{table.key}')}" if counted else "",
        )


def _places(
    current: Paper, numbering: Numbering, said: Callable[[Texts], str]
) -> dict[tuple[str, str], str]:
    """Where each stands: after a paragraph, or under a heading."""
    found: dict[tuple[str, str], str] = {}
    for section in current.sections:
        heading = said(section.headings) or section.key
        for one in section.paragraphs:
            if one.figure:
                words = _("after paragraph %(number)s") % {"number": numbering.paragraphs[one.key]}
                found.setdefault(("fig", one.figure), words)
        for key in section.tables:
            found.setdefault(("table", key), _("under “%(heading)s”") % {"heading": heading})
    return found


def _number_words(signature: str) -> str:
    """ "Late projects (year=2020)"."""
    token = parse_token(signature)
    label = str(numbers[token.key].label) if token.key in numbers else token.key
    given = ", ".join(f"{name}={value}" for name, value in token.params.items())
    return f"{label} ({given})" if given else label


def _options(declared: DeclaredFigure | DeclaredTable) -> str:
    """What it is asked for, as it was written; what is not said is the report's."""
    return " · ".join(_asked(declared))


def _asked(declared: DeclaredFigure | DeclaredTable) -> Iterator[str]:
    for name in ("strategy", "year", "at"):
        if value := getattr(declared, name):
            yield f"{name}: {value}"
    yield from (f"{name}: {', '.join(values)}" for name, values in declared.where.items())
    if isinstance(declared, DeclaredFigure) and declared.order != "given":
        yield f"order: {declared.order}"
    if isinstance(declared, DeclaredTable) and declared.columns:
        yield f"columns: {', '.join(declared.columns)}"


def _said(texts: Texts, language: str, original: str) -> str:
    return texts.get(language) or texts.get(original, "")
