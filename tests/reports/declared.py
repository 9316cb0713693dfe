"""A report of the demonstration's strategy that declares figures and tables of its own."""

import textwrap

from core.imports.problems import FileCheck
from core.numbers.registry import NumberContext, NumberValue, number_value
from core.numbers.syntax import parse_token
from reports.composing.compose import Composition
from reports.document import tree
from reports.drafts.services import report_compose
from reports.imports.write import report_import
from reports.models import Report
from tests.factories import CUT_OFF

CONTEXT = NumberContext(strategy="it-2018-21", year=2021, at=CUT_OFF)

HEAD = """\
strategy: it-2018-21
slug: own-2021
year: 2021
origin: written
title: {en: Figures of its own, de: Eigene Abbildungen}
cut_off: 2021-12-31
editions: [en, de]
cover:
  session: {number: 344, place: {en: Geneva, de: Genf}, dates: {en: March 2022, de: März 2022}}
  symbol: GB.344/PFA/INF/9
  date: 2022-02-14
"""
BY_CATEGORY = """\
figures:
  - key: plan-2021
    of: projects.by_category
    caption: {en: "Projects by category, 2021", de: "Projekte nach Kategorie, 2021"}
  - key: plan-2020-21
    of: projects.by_category
    year: 2020-21
    caption: {en: "Projects by category, 2020–21", de: "Projekte nach Kategorie, 2020–21"}
    axis: {en: Number of projects, de: Anzahl der Projekte}
    note: {en: A project counts once., de: Ein Projekt zählt einmal.}
"""


def sections(figures: tuple[str, ...] = (), tables: tuple[str, ...] = ()) -> str:
    """An outline in which each figure stands after a paragraph, and all tables in an appendix."""
    found = [
        "sections:",
        "  - key: introduction",
        "    heading: {en: Introduction, de: Einleitung}",
    ]
    found.append("    paragraphs:")
    for key in figures or ("",):
        text = f"See [[fig:{key}]]." if key else "A paragraph."
        found.append(f'      - text: {{en: "{text}", de: "{text}"}}')
        found += [f"        figure: {key}"] if key else []
    if tables:
        found += ["  - key: framework", "    heading: {en: Framework, de: Rahmen}"]
        found += ["    appendix: true", "    landscape: true", f"    tables: [{', '.join(tables)}]"]
    return "\n".join([*found, ""])


def declared_report(
    declared: str, *, figures: tuple[str, ...] = (), tables: tuple[str, ...] = ()
) -> Report:
    """The report that declares this, loaded from its file."""
    content = HEAD + textwrap.dedent(declared) + sections(figures, tables)
    report_import(content.encode(), FileCheck("report.yaml"))
    return Report.objects.select_related("strategy").get(slug="own-2021")


def by_category() -> Report:
    """Two figures of one kind: of one year, and of two."""
    return declared_report(BY_CATEGORY, figures=("plan-2021", "plan-2020-21"))


def number(signature: str, context: NumberContext = CONTEXT) -> NumberValue:
    """A live number as the report has it."""
    return number_value(parse_token(signature), context)


def values(signature: str) -> list[int]:
    """The parts of a live number."""
    return [part.value for part in number(signature).parts]


def composed(report: Report, *languages: str) -> Composition:
    """The report, composed in these languages."""
    return report_compose(report, languages or ("en", "de"), draft=1, made_on=CUT_OFF)


def figures_of(document: tree.Document) -> dict[str, tree.Figure]:
    """The figures of a paper by their keys."""
    found = [block for block in document.blocks if isinstance(block, tree.Figure)]
    return {one.id.removeprefix("fig/"): one for one in found}


def tables_of(document: tree.Document) -> dict[str, tree.Table]:
    """The tables of a paper by their keys."""
    found = [block for block in document.blocks if isinstance(block, tree.Table)]
    return {one.id.removeprefix("table/"): one for one in found}


def drawn(figure: tree.Figure) -> list[tuple[str, int]]:
    """The bars of a figure."""
    return [(point.label, point.value) for point in figure.data.points]


def cells(table: tree.Table) -> list[list[str]]:
    """The cells of a table with plain spaces."""
    plain = [[tree.cell_text(cell) for cell in row] for row in table.rows]
    return [[cell.replace("\u00a0", " ") for cell in row] for row in plain]
