"""The texts of a paper one by one, for pages that set them beside one another."""

from collections.abc import Iterator, Mapping, Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from reports.document.tree import (
    Appendix,
    Block,
    Document,
    Figure,
    Heading,
    Inline,
    Paragraph,
    Table,
)
from reports.writers.html.blocks import BlockWriter
from reports.writers.html.inline import InlineWriter
from reports.writers.html.options import Options

# The summary on the first page, and the line under a heading, which are no blocks.
BOX, SUBTITLE = "cover/summary", "subtitle/"


def pieces(document: Document, prefix: str) -> Mapping[str, SafeString]:
    """By the id of its block: each heading, and each paragraph with what stands under it and its notes.

    `prefix` begins every id, so that two editions can stand on one page.
    """
    options = Options(prefix=prefix, interactive=False)
    found = {BOX: _words(document.cover.box, options)}
    for blocks in _together(document.blocks):
        first = blocks[0]
        if isinstance(first, Heading):
            found[first.id] = _words(first.children, options)
            found[SUBTITLE + first.id.removeprefix("section/")] = _words(first.subtitle, options)
        elif isinstance(first, Appendix):
            found["section/" + first.id.removeprefix("app/")] = _words(first.children, options)
        elif isinstance(first, Paragraph):
            found[first.id] = _paragraph(document, blocks, options)
    return found


def _together(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Each heading, and each paragraph with what belongs to it; figures and generated tables aside."""
    group: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading | Appendix | Paragraph):
            if group:
                yield group
            group = [block]
        elif not isinstance(block, Figure) and not (
            isinstance(block, Table) and not block.is_typed
        ):
            group.append(block)
    if group:
        yield group


def _words(run: Sequence[Inline], options: Options) -> SafeString:
    writer = InlineWriter(options)
    return (
        format_html("<p>{}</p>{}", writer.run(run), notes_met(writer, options))
        if run
        else SafeString("")
    )


def _paragraph(document: Document, blocks: Sequence[Block], options: Options) -> SafeString:
    writer = BlockWriter(document.language, options)
    first, *others = blocks
    assert isinstance(first, Paragraph)
    # Its number stands beside both editions.
    return format_html(
        '<p class="{}">{}</p>{}{}',
        "decision" if first.decision else "",
        writer.inline.run(first.children),
        format_html_join("", "{}", ((writer.one(block),) for block in others)),
        notes_met(writer.inline, options),
    )


def notes_met(writer: InlineWriter, options: Options) -> SafeString:
    """The notes met, each by its number in the paper."""
    if not writer.notes:
        return SafeString("")
    # Writing the notes must not add to what is being walked.
    lines = [
        (options.anchor(writer.note_id(note)), note.number, writer.run(note.children))
        for note in tuple(writer.notes)
    ]
    return format_html(
        '<ol class="piece-notes">{}</ol>',
        format_html_join("", '<li id="{}" value="{}">{}</li>', lines),
    )
