"""How live numbers and references print in an edition, for the placeholders that carry them."""

from collections.abc import Iterable

from core.history.past import known_at
from core.languages import profile
from core.numbers.syntax import Token, TokenError
from reports.composing.computed_numbers import compute_numbers
from reports.composing.inline import IN_SENTENCE, Inliner
from reports.composing.merge import Paper
from reports.composing.numbering import number
from reports.document.spans import CrossReference, LiveNumber, TextSpan
from reports.document.tree import Number, Reference, Text
from reports.editions.xliff.inline import Printed
from reports.models import Report


def printing(report: Report, paper: Paper, language: str, tokens: Iterable[Token]) -> Printed:
    """A function that prints a token as it would stand inside a sentence of the edition."""
    with known_at(report.known_at):
        computed = compute_numbers(tokens, report.number_context)
    numbering = number(paper)

    def printed(span: LiveNumber | CrossReference) -> str:
        # Each as at its first use: a translator may put it anywhere.
        inliner = Inliner(computed, profile(language), report.style, numbering)
        try:
            *_before, node = inliner.inline("", (TextSpan(IN_SENTENCE), span), "")
        except (TokenError, ValueError):
            return span.token.key if isinstance(span, LiveNumber) else span.key
        return node.text if isinstance(node, Number | Reference | Text) else ""

    return printed
