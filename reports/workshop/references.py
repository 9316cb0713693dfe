"""What a cross reference can lead to, in words of the edition."""

from collections.abc import Iterator
from functools import partial

import msgspec

from reports.document import tree
from reports.drafts import services
from reports.models import Report
from reports.workshop.edition import drawn_now

_FIRST_WORDS = 90


class Target(msgspec.Struct, frozen=True):
    """A block that can be referred to: what the reference prints, and how the block begins."""

    kind: str
    key: str
    text: str
    words: str


def references(report: Report, language: str) -> list[Target]:
    """Paragraphs, figures, tables and appendices of the paper, in its order. Raises `JobError`."""
    preview = services.report_preview(report, language, partial(drawn_now, report, language))
    return [*_targets(preview.document)]


def _targets(document: tree.Document) -> Iterator[Target]:
    for block in tree.with_inner(document.blocks):
        match block:
            case tree.Paragraph():
                words = tree.plain(block.children)[:_FIRST_WORDS]
                yield Target("para", block.id.removeprefix("para/"), str(block.number), words)
            case tree.Figure():
                yield Target("fig", block.id.removeprefix("fig/"), block.label, block.caption)
            case tree.Picture():
                words = tree.cell_text(block.caption)
                yield Target("fig", block.id.removeprefix("fig/"), block.label, words)
            case tree.Table() if block.label:
                words = tree.cell_text(block.caption)
                yield Target("table", block.id.removeprefix("table/"), block.label, words)
            case tree.Appendix():
                words = tree.plain(block.children)
                yield Target("app", block.id.removeprefix("app/"), block.label, words)
