"""Texts as people read them, for the page that shows what a file would change: no mark of the format."""

from collections.abc import Iterable, Mapping

from core.numbers.syntax import TokenError, find_tokens
from reports.composing.merge import Paper
from reports.document.spans import (
    CrossReference,
    FootnoteText,
    Hyperlink,
    LiveNumber,
    Span,
    Spans,
    TextSpan,
    every_run,
)
from reports.editions.texts import PaperText
from reports.editions.xliff.inline import Printed
from reports.editions.xliff.printing import printing
from reports.editions.xliff.slots import markup_of
from reports.models import Report


def readable(
    report: Report, paper: Paper, language: str, sources: Iterable[tuple[PaperText, str]]
) -> Mapping[str, str]:
    """By its source: how each text reads in an edition, numbers as it prints them, notes in brackets.

    What cannot be read is left out.
    """
    wanted = {source: text for text, source in sources if source}
    tokens = []
    for source in wanted:
        try:
            tokens += [token for _start, _end, token in find_tokens(source)]
        except TokenError:
            continue
    printed = printing(report, paper, language, tokens)
    found = {}
    for source, text in wanted.items():
        try:
            found[source] = _words(text, source, printed)
        except ValueError:
            continue
    return found


def _words(text: PaperText, source: str, printed: Printed) -> str:
    lines = every_run(markup_of(text, source))
    return "\n".join(_run(spans, printed) for spans in lines)


def _run(spans: Spans, printed: Printed) -> str:
    return "".join(_span(span, printed) for span in spans)


def _span(span: Span, printed: Printed) -> str:
    match span:
        case TextSpan():
            return span.text
        case LiveNumber() | CrossReference():
            return printed(span)
        case FootnoteText():
            return f" [{_run(span.children, printed)}]"
        case Hyperlink():
            return _run(span.children, printed)
