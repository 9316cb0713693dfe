"""What a cross reference can lead to, in words of the edition."""

from collections.abc import Iterator
from functools import partial

import msgspec

from core.languages import LanguageProfile, profile
from reports.document import tree
from reports.drafts import services
from reports.models import Report
from reports.workshop.edition import drawn_now

_FIRST_WORDS = 90


class Target(msgspec.Struct, frozen=True):
    """A block that can be referred to: its number or label, how it begins, what a reference prints."""

    kind: str
    key: str
    text: str
    words: str
    prints: str


def references(report: Report, language: str) -> list[Target]:
    """Paragraphs, figures, tables and appendices of the paper, in its order. Raises `JobError`."""
    preview = services.report_preview(report, language, partial(drawn_now, report, language))
    return [*_targets(preview.document, profile(language))]


def _targets(document: tree.Document, words_of: LanguageProfile) -> Iterator[Target]:
    for block in tree.with_inner(document.blocks):
        match block:
            case tree.Paragraph():
                words = tree.plain(block.children)[:_FIRST_WORDS]
                number = str(block.number)
                prints = words_of.typeset(f"{words_of.paragraph_word} {number}")
                yield Target("para", block.id.removeprefix("para/"), number, words, prints)
            case tree.Figure():
                yield _labelled("fig", block.id, block.label, block.caption)
            case tree.Picture():
                yield _labelled("fig", block.id, block.label, tree.cell_text(block.caption))
            case tree.Table() if block.label:
                yield _labelled("table", block.id, block.label, tree.cell_text(block.caption))
            case tree.Appendix():
                yield _labelled("app", block.id, block.label, tree.plain(block.children))


def _labelled(kind: str, id_: str, label: str, words: str) -> Target:
    """A block that is referred to by its label."""
    return Target(kind, id_.removeprefix(f"{kind}/"), label, words, label)
