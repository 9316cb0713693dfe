"""The paper of the workshop as HTML, cut into the pieces that are written one by one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from reports.document.tree import Appendix, Block, Document, Heading, Paragraph, Table
from reports.writers.html.blocks import BlockWriter, heading_tag
from reports.writers.html.cover import cover_html
from reports.writers.html.options import Options


@dataclass(frozen=True)
class PieceMark:
    """A word in the margin of a paragraph: what is to be known of it; `kind` is for the look."""

    kind: str
    label: str


@dataclass(frozen=True)
class PieceFacts:
    """What the page says of the pieces: marks by target, and where each is written, and stands with all
    that is to be known of it, without a script."""

    marks: Mapping[str, tuple[PieceMark, ...]] = field(default_factory=dict)
    edit_url: Callable[[str], str] = str
    about_url: Callable[[str], str] = str
    cover: tuple[tuple[str, str], ...] = ()


def paper_html(document: Document, options: Options, facts: PieceFacts) -> SafeString:
    """The paper: its first page, then a piece for each heading and each numbered paragraph.

    A piece holds a paragraph with all that belongs to it, and is named by its target, such as
    "para/introduction/total".
    """
    writer = PieceWriter(document, options, facts)
    cover = cover_html(document.cover, writer.inline, options)
    parts = format_html_join(
        "", "{}", ((writer.part(f"cover/{name}", label),) for name, label in facts.cover)
    )
    blocks = writer.blocks()
    return format_html(
        '<article class="sheet paper" lang="{}" aria-labelledby="{}">\n{}\n'
        '<div class="piece-parts" lang="{}">{}</div>\n{}\n</article>',
        document.language,
        options.anchor("title"),
        cover,
        get_language() or "",
        parts,
        blocks,
    )


class PieceWriter(BlockWriter):
    """Writes blocks in pieces: what begins one, and all that stands under it up to the next."""

    def __init__(self, document: Document, options: Options, facts: PieceFacts) -> None:
        super().__init__(document.language, options)
        self.document = document
        self.facts = facts
        self.open = ""
        self.lines: list[SafeString] = []
        self.done: list[SafeString] = []

    def blocks(self) -> SafeString:
        """All pieces, with the notes of each part at its end."""
        for block in self.document.blocks:
            if isinstance(block, Appendix):
                self._close()
                self._end_part()
                self.inline.notes, self.inline.part = [], block.id
            self._begin(block)
            self.lines.append(self.one(block))
        self._close()
        self._end_part()
        return format_html_join("\n", "{}", ((line,) for line in self.done if line))

    def _begin(self, block: Block) -> None:
        """Open the piece of a block, unless it belongs to the one above."""
        match block:
            case Paragraph():
                target = block.id
            case Heading():
                target = block.id
            case Appendix():
                target = f"section/{block.id.removeprefix('app/')}"
            case Table() if not block.is_typed:
                target = ""
            case _:
                return
        self._close()
        self.open = target

    def _close(self) -> None:
        if self.lines:
            self.done.append(self._piece(self.open, self.lines))
        self.open, self.lines = "", []

    def _end_part(self) -> None:
        notes = self._notes()
        part = self.inline.part or "main"
        if notes:
            self.done.append(
                format_html('<div class="piece-notes" data-target="notes/{}">{}</div>', part, notes)
            )

    def _piece(self, target: str, lines: list[SafeString]) -> SafeString:
        inner = format_html_join("\n", "{}", ((line,) for line in lines))
        if not target:
            return format_html('<div class="piece-made">{}</div>', inner)
        return format_html(
            '<div class="piece" data-target="{}">{}{}{}</div>',
            target,
            inner,
            self._marks(target),
            self._edit(target),
        )

    def part(self, target: str, label: str) -> SafeString:
        """A place of the first page, by its name."""
        return format_html(
            '<div class="piece piece-part" data-target="{}"><a class="button button-small piece-edit"'
            ' href="{}">{}</a>{}</div>',
            target,
            self.facts.edit_url(target),
            label,
            self._marks(target),
        )

    def _marks(self, target: str) -> SafeString:
        marks = self.facts.marks.get(target, ())
        if not marks:
            return SafeString("")
        words = format_html_join(
            "", '<li class="piece-mark {}">{}</li>', ((one.kind, one.label) for one in marks)
        )
        return format_html('<ul class="piece-marks" lang="{}">{}</ul>', get_language() or "", words)

    def _edit(self, target: str) -> SafeString:
        return format_html(
            '<a class="piece-about" lang="{0}" href="{1}">{2}</a>'
            '<a class="piece-edit" lang="{0}" href="{3}">{4}</a>',
            get_language() or "",
            self.facts.about_url(target),
            gettext("About it"),
            self.facts.edit_url(target),
            gettext("Edit"),
        )


def plain_paper(texts: Mapping[str, tuple[str, str]], facts: PieceFacts) -> SafeString:
    """The paper where a text keeps it from being composed: each text as it is stored, to be mended.

    `texts` are (words before it, text) by target.
    """
    pieces = format_html_join(
        "\n",
        '<div class="piece" data-target="{}"><{} class="piece-source">{}{}</{}>{}</div>',
        (
            (target, tag, head, text, tag, _plain_edit(target, facts))
            for target, (head, text) in texts.items()
            for tag in [SafeString(heading_tag(3) if target.startswith("section/") else "p")]
        ),
    )
    return format_html('<article class="sheet paper">{}</article>', pieces)


def _plain_edit(target: str, facts: PieceFacts) -> SafeString:
    return format_html(
        '<a class="piece-edit" href="{}">{}</a>', facts.edit_url(target), gettext("Edit")
    )
