"""The paper as plain data for the template: what stands where, in which language and weight."""

from collections.abc import Iterator
from copy import copy
from itertools import pairwise
from typing import Final

from core.figures.layout import is_empty
from reports.document.tree import (
    Appendix,
    Block,
    Box,
    BulletList,
    Cover,
    Document,
    Figure,
    Heading,
    Paragraph,
    Passage,
    Picture,
    PointItem,
    Reference,
    Table,
    block_id,
    lists_under,
    with_inner,
    words_of,
)
from reports.document.walk import nodes
from reports.writers.pdf.figures import drawing
from reports.writers.pdf.inline import InlineWriter, Plain, language_of, words
from reports.writers.pdf.look import (
    COLUMN,
    FIGURE_HEIGHT,
    LANDSCAPE_COLUMN,
    LANDSCAPE_FIGURE_HEIGHT,
    PAGE_TEXT,
    look_data,
)
from reports.writers.pdf.tables import table_data
from reports.writers.pictures import shown_size

# The white at both sides within a box, as `blocks.typ` has it.
BOX_SIDES: Final = 22.7
EM_SPACE: Final = "\u2003"


def content(document: Document) -> Plain:
    """All that the template prints of `document`, with the look it prints it in."""
    places = _places(document)
    return {
        "look": look_data(),
        **language_of(document.word_language),
        "title": document.title,
        "author": document.author,
        "subject": document.subject,
        "keywords": document.keywords,
        "dated": [document.dated.year, document.dated.month, document.dated.day],
        "symbol": document.symbol,
        "cover": _cover(document.cover, InlineWriter(places, PAGE_TEXT - 30)),
        "parts": list(_parts(document, places)),
    }


def _places(document: Document) -> dict[str, str]:
    """A label for every block that something refers to; of two with one id, for the first."""
    wanted = {node.target for node in nodes(document) if isinstance(node, Reference)}
    found = dict.fromkeys(id for id in map(block_id, with_inner(document.blocks)) if id in wanted)
    return {id: f"place-{number}" for number, id in enumerate(found, start=1)}


def _cover(cover: Cover, inline: InlineWriter) -> Plain:
    def line(text: str) -> list[Plain]:
        return inline.text(text)

    foot = (cover.author_line, cover.related_line)
    return {
        "body": line(cover.body),
        "session": line(cover.session),
        "place": line(cover.session_place_dates),
        "section": line(cover.section),
        "segment": line(cover.segment),
        "code": line(cover.section_code),
        "symbol": line(cover.symbol),
        "right": [line(text) for text in (cover.date, cover.original) if text],
        "banner": line(cover.banner or cover.agenda_item),
        "title": words(cover.title, PAGE_TEXT, 20),
        "box_label": line(cover.box_label),
        "box": inline.runs(cover.box),
        "lines": [{"label": line(one.label), "text": line(one.text)} for one in cover.lines],
        "alone": cover.alone,
        "foot": [{"label": line(label), "text": line(text)} for label, text in foot if text],
    }


def _parts(document: Document, places: dict[str, str]) -> Iterator[Plain]:
    """The paper, then each appendix: pages of one shape, numbers that count from 1."""
    blocks: list[Plain] = []
    part: Plain = {"appendix": None, "landscape": False}
    writer = BlockWriter(document.language, places, landscape=False)
    for block, following in pairwise((*document.blocks, None)):
        if isinstance(block, Appendix):
            yield part | {"blocks": blocks}
            writer = BlockWriter(document.language, places, landscape=block.landscape)
            blocks = []
            part = {"appendix": writer.appendix(block), "landscape": block.landscape}
        elif block is not None:
            blocks.append(writer.one(block, announces=isinstance(following, BulletList)))
    yield part | {"blocks": blocks}


def picture_name(picture: Picture) -> str:
    """The name under which the template finds a picture's file."""
    return f"pictures/{picture.sha256}.png"


class BlockWriter:
    """Turns the blocks of one part into data, in order."""

    def __init__(self, language: str, places: dict[str, str], *, landscape: bool) -> None:
        self.language = language
        self.places = places
        self.width = LANDSCAPE_COLUMN if landscape else COLUMN
        self.figure = (self.width, LANDSCAPE_FIGURE_HEIGHT if landscape else FIGURE_HEIGHT)
        self.inline = InlineWriter(places, self.width)
        # PDF/UA forbids to skip a level; the title of the paper is above level 1.
        self.level = 0

    def appendix(self, block: Appendix) -> Plain:
        """What begins an appendix: a heading of level 1, with its label before it."""
        self.level = 1
        title = self.inline.runs(block.children)
        gap = EM_SPACE if title else ""
        runs = [*self.inline.text(block.label + gap), *title]
        return {
            "type": "heading",
            "level": 1,
            "look": 1,
            "runs": runs,
            "subtitle": [],
            **self._label(block.id),
        }

    def one(self, block: Block, *, announces: bool) -> Plain:
        """One block; a paragraph that announces a list stays with it."""
        match block:
            case Heading():
                return self._heading(block)
            case Paragraph():
                return self._paragraph(block) | {"announces": announces}
            case Passage():
                return self._passage(block) | {"announces": announces}
            case BulletList():
                return self._list(block)
            case Figure():
                return self._figure(block)
            case Table():
                data = table_data(block, self.inline, self.width)
                return data | self._label(block.id) | self._language(block.language)
            case Picture():
                return self._picture(block)
            case Box():
                return self._box(block)
            case Appendix():
                return self.appendix(block)

    def _heading(self, block: Heading) -> Plain:
        """`level` is what readers hear: never more than one below the heading before."""
        self.level = min(block.level, self.level + 1)
        return {
            "type": "heading",
            "level": self.level,
            "look": min(block.level, 4),
            "runs": self.inline.runs(block.children),
            "subtitle": self.inline.runs(block.subtitle),
            **self._label(block.id),
        }

    def _paragraph(self, block: Paragraph) -> Plain:
        return {
            "type": "paragraph",
            "number": f"{block.number}.",
            "runs": self.inline.runs(block.children),
            "mark": f"[{block.language}]" if block.untranslated else None,
            "decision": block.decision,
            **self._label(block.id),
            **self._language(block.language),
        }

    def _passage(self, block: Passage) -> Plain:
        return {
            "type": "passage",
            "runs": self.inline.runs(block.children),
            "decision": block.decision,
            **self._language(block.language),
        }

    def _list(self, block: BulletList) -> Plain:
        return {
            "type": "list",
            "mark": block.first_mark,
            "strong": block.letters,
            "items": [self._item(item) for item in block.items],
            **self._language(block.language),
        }

    def _item(self, item: PointItem) -> Plain:
        below = [self._list(one) for one in lists_under(item)]
        return {"runs": self.inline.runs(words_of(item)), "below": below}

    def _box(self, block: Box) -> Plain:
        inner = self._narrower(BOX_SIDES)
        return {
            "type": "box",
            "title": self.inline.text(block.title),
            "blocks": [
                inner.one(one, announces=isinstance(following, BulletList))
                for one, following in zip(block.blocks, (*block.blocks[1:], None), strict=True)
            ],
            **self._label(block.id),
            **self._language(block.language),
        }

    def _narrower(self, sides: float) -> "BlockWriter":
        """A writer of what stands in the frame of a box."""
        inner = copy(self)
        inner.width -= sides
        inner.figure = (inner.width, self.figure[1])
        inner.inline = InlineWriter(self.places, inner.width)
        return inner

    def _figure(self, block: Figure) -> Plain:
        data = block.data
        empty = is_empty(data)
        return {
            "type": "figure",
            "caption": self.inline.text(f"{block.label}. {block.caption}"),
            "alt": data.alt,
            "drawing": None if empty else drawing(data, self.language, self.figure),
            "empty": self.inline.text(data.alt) if empty else [],
            "note": self.inline.text(data.note),
            **self._label(block.id),
        }

    def _picture(self, block: Picture) -> Plain:
        width, height = shown_size(block, *self.figure)
        return {
            "type": "picture",
            "caption": [*self.inline.text(f"{block.label}. "), *self.inline.text(block.caption)],
            "alt": block.alt,
            "file": picture_name(block),
            "width": width,
            "height": height,
            "note": self.inline.text(block.note),
            **self._label(block.id),
            **self._language(block.language),
        }

    def _language(self, code: str) -> Plain:
        return language_of(code) if code and code != self.language else {}

    def _label(self, id: str) -> Plain:
        return {"label": self.places[id]} if id in self.places else {}
