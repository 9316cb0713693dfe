"""Whether what the texts of a file use means something, now that its rows are there."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from core.figures.drawn import figure_of, table_of
from core.imports.problems import FileCheck, Problem, did_you_mean, quoted
from core.imports.records import Row
from core.languages import profile
from core.numbers.registry import NumberContext, NumberError, NumberValue
from core.numbers.syntax import TokenError, token_signature
from core.numbers.words import Style, render_token
from core.registry import UnknownKey
from reports.composing.computed_numbers import value_or_problem
from reports.composing.merge import Paper
from reports.composing.numbering import number
from reports.imports.report import ReportFile
from reports.models import Report
from reports.outline.text_field import NumberUse, Uses


def check_uses(uses: Uses, reading: FileCheck, context: NumberContext, current: Paper) -> None:
    """Whether every number can be computed and printed, and every reference leads somewhere."""
    check_numbers(uses, reading, context)
    found = number(current)
    keys = {"para": found.paragraphs, "fig": found.figures}
    keys |= {"table": found.tables, "app": found.appendices}
    for reference in uses.references:
        if reference.key not in keys[reference.kind]:
            message = {
                "para": _("there is no paragraph %(key)s in this report. %(known)s"),
                "fig": _("the figure %(key)s stands nowhere in this report. %(known)s"),
                "table": _("the table %(key)s stands nowhere in this report. %(known)s"),
                "app": _("there is no appendix %(key)s in this report. %(known)s"),
            }[reference.kind]
            hint = did_you_mean(reference.key, keys[reference.kind])
            text = message % {"key": quoted(reference.key), "known": hint}
            reading.problem(reference.location, reference.path, text)


def check_declared(file: ReportFile, reading: FileCheck, report: Report, current: Paper) -> None:
    """Whether every figure and table that the report declares can be made; one that stands nowhere is
    told."""
    assert file.row is not None
    context, original, own = report.number_context, report.original_language, report.declared
    found = number(current)
    for row in file.row["figures"]:
        _check_made(row, lambda: figure_of(own.figures[row["key"]], context, original))  # noqa: B023
        _tell_unused(row, row["key"] in found.figures)
    for row in file.row["tables"]:
        _check_made(row, lambda: table_of(own.tables[row["key"]], context, original))  # noqa: B023
        _tell_unused(row, row["key"] in found.tables)


def _check_made(row: Row, make: Callable[[], object]) -> None:
    try:
        make()
    except (NumberError, UnknownKey) as error:
        row.problem("of", str(error))


def _tell_unused(row: Row, is_used: bool) -> None:
    if not is_used:
        message = _("it stands nowhere in this report; name it in “figure” of a paragraph or “tables” of "
                    "a section.")  # fmt: skip
        row.reading.notice(str(Problem(row.location_of("key"), row.path_of("key"), message)))


def check_numbers(uses: Uses, reading: FileCheck, context: NumberContext) -> None:
    """Whether every number can be computed and printed in the language of its text."""
    known: dict[str, NumberValue | str] = {}
    for use in uses.numbers:
        signature = token_signature(use.token)
        if signature not in known:
            known[signature] = value_or_problem(use.token, context)
        value = known[signature]
        problem = value if isinstance(value, str) else _printed(use, value)
        if problem:
            reading.problem(use.location, use.path, problem)


def _printed(use: NumberUse, value: NumberValue) -> str:
    """What keeps a value from being printed in the language of its text; empty for nothing."""
    language = use.path.rpartition(".")[2]
    try:
        render_token(use.token, value.amount, profile(language), Style())
    except TokenError as error:
        return str(error)
    except ValueError:  # a text without a language of its own
        return ""
    return ""
