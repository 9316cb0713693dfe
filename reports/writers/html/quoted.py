"""A text of the paper beside one that is being written: it reads as printed, and leads nowhere."""

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from reports.document.tree import Block, Note, Number, Paragraph, Passage, Reference
from reports.writers.html.blocks import BlockWriter, language_attribute
from reports.writers.html.inline import InlineWriter
from reports.writers.html.options import Options


def quoted(blocks: Sequence[Block], language: str, options: Options) -> SafeString:
    """Some blocks of an edition in `language`, with their notes; paragraphs stand without numbers."""
    writer = BlockWriter(language, options)
    writer.inline = QuotedInline(options)
    lines = format_html_join("", "{}", ((_block(writer, block),) for block in blocks))
    return format_html("{}{}", lines, _notes(writer.inline))


def _block(writer: BlockWriter, block: Block) -> SafeString:
    if not isinstance(block, Paragraph | Passage):
        return writer.one(block)
    language = language_attribute(block.language)
    return format_html("<p{}>{}</p>", language, writer.inline.run(block.children))


def _notes(writer: InlineWriter) -> SafeString:
    if not writer.notes:
        return SafeString("")
    # Writing the notes must not add to what is being walked.
    lines = [(note.number, writer.run(note.children)) for note in tuple(writer.notes)]
    return format_html(
        '<ol class="quoted-notes">{}</ol>', format_html_join("", '<li value="{}">{}</li>', lines)
    )


class QuotedInline(InlineWriter):
    """Numbers, references and notes look like those of an editor, and none takes anybody away from it."""

    def _number(self, number: Number) -> SafeString:
        words = '<span class="atom" data-kind="number" title="{}">{}</span>'
        return format_html(words, gettext("live number"), number.text)

    def _reference(self, reference: Reference) -> SafeString:
        words = '<span class="atom" data-kind="reference" title="{}">{}</span>'
        return format_html(words, gettext("reference"), reference.text)

    def _mark(self, note: Note) -> SafeString:
        self.notes.append(note)
        return format_html(
            '<sup class="note-mark"><span class="unseen">{} </span>{}</sup>',
            gettext("footnote"),
            note.number,
        )
