"""Whether a text can stand in a paper: the check of files, for one paragraph that somebody writes."""

from collections.abc import Collection, Iterator

from django.utils.translation import gettext as _

from core.figures.registry import figures
from core.history.past import known_at
from core.imports.problems import did_you_mean, quoted
from core.languages import profile
from core.lengths import TEXT
from core.numbers.registry import NumberValue
from core.numbers.syntax import Token, token_signature
from core.numbers.words import Style, render_token
from reports.composing.computed_numbers import value_or_problem
from reports.composing.numbering import number
from reports.document.markup_check import CheckedText, check_text, signatures
from reports.models import Report
from reports.writing.opened import Opened


def text_problems(paper: Opened, text: str, language: str, before: str) -> list[str]:
    """Everything wrong with the source of one paragraph, as sentences; none for a good one.

    What stood in it `before` already and means nothing any more, such as a reference to a paragraph that
    was taken out, is not held against who writes: it is told on the page.
    """
    if len(text) > TEXT:
        message = _("The text has %(length)d signs; a paragraph takes %(most)d. Split it.")
        return [message % {"length": len(text), "most": TEXT}]
    report = paper.report
    checked = check_text(text, own_figures=report.declared.figures, pictures=paper.pictures)
    if checked.problems:
        return [_placed(one.message, text, one.offset) for one in checked.problems]
    known = signatures(before)
    return [
        *_number_problems(report, checked, language, known),
        *_reference_problems(paper, checked, before),
    ]


def _placed(message: str, text: str, offset: int) -> str:
    """The message as a sentence, with the words before which the mistake stands."""
    said = message[:1].upper() + message[1:]
    near = " ".join(text[max(0, offset - 20) : offset + 20].split())
    return said if not near or near in said else f"{said} (… {near} …)"


def _number_problems(
    report: Report, checked: CheckedText, language: str, known: Collection[str]
) -> Iterator[str]:
    """Live numbers that cannot be computed, or not be printed in this language."""
    with known_at(report.known_at):
        for use in checked.numbers:
            if token_signature(use.token) in known:
                continue
            value = value_or_problem(use.token, report.number_context)
            problem = value if isinstance(value, str) else _unprintable(use.token, value, language)
            if problem:
                yield problem[:1].upper() + problem[1:]


def _unprintable(token: Token, value: NumberValue, language: str) -> str:
    try:
        render_token(token, value.amount, profile(language), Style())
    except ValueError as error:
        return str(error)
    return ""


def _reference_problems(paper: Opened, checked: CheckedText, before: str) -> Iterator[str]:
    """References that lead nowhere."""
    own = {*paper.report.declared.figures, *paper.pictures}
    old = {(one.kind, one.key) for one in check_text(before, own_figures=own).references}
    new = [one for one in checked.references if (one.kind, one.key) not in old]
    if not new:
        return
    found = number(paper.paper)
    keys: dict[str, Collection[str]] = {
        "para": found.paragraphs,
        "fig": {*found.figures, *(one.key for one in figures), *own},
        "table": found.tables,
        "app": found.appendices,
    }
    for one in new:
        if one.key not in keys[one.kind]:
            message = _("The reference to %(key)s leads nowhere in this paper. %(known)s")
            hint = did_you_mean(one.key, keys[one.kind])
            yield message % {"key": quoted(one.key), "known": hint}
