"""One live number as the paper would print it now, without composing the rest of the edition."""

from collections.abc import Iterator

from core.history.past import known_at
from core.languages import profile
from core.numbers.syntax import Form, find_tokens
from reports.composing.computed_numbers import compute_numbers
from reports.composing.edition_tree import chosen_text, cover_texts, reading
from reports.composing.inline import Inliner
from reports.composing.merge import Paper
from reports.composing.numbering import number
from reports.composing.unprintable import printable
from reports.document import compare, tree
from reports.document.markup import parse
from reports.document.spans import runs
from reports.models import IMPLICATIONS, Profile, Report

SUMMARY = "summary"


def compose_number(report: Report, paper: Paper, language: str, uid: str) -> tree.Number | None:
    """The use `uid` of a number in `paper`, with today's data; None when it is used there no more.

    Only what stands in the same paragraph is computed: how a number is printed hangs on the words
    before it, and on whether an amount of money stands anywhere above.
    """
    where = uid.rpartition("#")[0]
    texts = list(_until(where, report, paper, language))
    if not texts or texts[-1][0] != where:
        return None
    *above, (_where, text, foreign) = texts
    numbering = number(paper)
    money_used = any(_holds_money(one) for _where, one, _foreign in above)
    with reading(numbering, "" if where == SUMMARY else where, foreign or language):
        with known_at(report.known_at):
            tokens = [token for _start, _end, token in find_tokens(text)]
            computed = compute_numbers(tokens, report.number_context)
        inliner = Inliner(
            computed=computed,
            profile=profile(language),
            style=report.style,
            numbering=numbering,
            appendix=numbering.within.get(where, ""),
            money_used=money_used,
        )
        markup = parse(text)
        for spans, in_cell in ((markup.children, False), *runs(markup.blocks)):
            printed = inliner.inline(where, spans, foreign, in_cell=in_cell)
            for found in compare.numbers_among(printed):
                if found.uid == uid:
                    return printable(found)
    return None


def _until(
    where: str, report: Report, paper: Paper, language: str
) -> Iterator[tuple[str, str, str]]:
    """The texts of an edition in its order, down to the one called `where`: its key, its words,
    and their language where that is not the edition's."""
    for key, text, foreign in _in_order(report, paper, language):
        yield key, text, foreign
        if key == where:
            return


def _in_order(report: Report, paper: Paper, language: str) -> Iterator[tuple[str, str, str]]:
    lines = IMPLICATIONS if report.profile == Profile.DECISION else ()
    for field in (*lines, SUMMARY):
        yield field, *chosen_text(report, cover_texts(report, field, language), language)
    for section in paper.sections:
        for paragraph in section.paragraphs:
            yield paragraph.key, *chosen_text(report, paragraph.texts, language)


def _holds_money(text: str) -> bool:
    """Whether an amount of money stands in a text. Raises `TokenError` where it cannot be read."""
    return any(token.form is Form.MONEY for _start, _end, token in find_tokens(text))
