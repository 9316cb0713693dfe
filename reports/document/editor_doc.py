"""A paragraph as the editor in the browser holds it: plain values in the form of a ProseMirror document.

doc = paragraph (paragraph | list | source)*; list (`mark` as typed, "" for bullets) = item+;
item = paragraph list*; source is a table, a picture or a box, in markup. Within a line: text with marks
(strong, emphasis, link), live numbers, cross references, notes; what these three print stands beside what
they are, and is never read back.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

import msgspec
from django.utils.translation import gettext as _

from core.numbers.syntax import parse_token
from reports.document import tree
from reports.document.inline_markup import words_in
from reports.document.links import ADDRESSES, safe_address
from reports.document.markup import parse
from reports.document.spans import (
    CrossReference,
    FootnoteText,
    Hyperlink,
    LiveNumber,
    MarkupError,
    ParagraphMarkup,
    Passage,
    Point,
    PointList,
    Span,
    Spans,
    TextBlock,
    TextSpan,
)
from reports.document.write_markup import written_block, written_or_refused


class _Part(msgspec.Struct, tag_field="type", omit_defaults=True):
    """Base of everything in the document; `type` tells which."""


class Strong(_Part, tag="strong"):
    """Bold."""


class Emphasis(_Part, tag="emphasis"):
    """Italics."""


class Address(msgspec.Struct):
    """Where a link leads."""

    href: str


class LinkMark(_Part, tag="link"):
    """Words that lead to an address."""

    attrs: Address


Mark = Strong | Emphasis | LinkMark


class Words(_Part, tag="text"):
    """Plain words."""

    text: str
    marks: list[Mark] = []


class NumberFacts(msgspec.Struct, omit_defaults=True):
    """A live number: its `source` in markup, and what it prints now."""

    source: str
    text: str = ""
    label: str = ""


class NumberAtom(_Part, tag="number"):
    """A live number in a line."""

    attrs: NumberFacts
    marks: list[Mark] = []


class ReferenceFacts(msgspec.Struct, omit_defaults=True):
    """What a cross reference leads to (`last` ends a range), and what it prints now."""

    kind: str
    key: str
    last: str = ""
    text: str = ""


class ReferenceAtom(_Part, tag="reference"):
    """A cross reference in a line."""

    attrs: ReferenceFacts


class NoteFacts(msgspec.Struct):
    """A footnote holds its own line."""

    content: "list[Inline]"


class NoteAtom(_Part, tag="note"):
    """A footnote where its mark stands."""

    attrs: NoteFacts


Inline = Words | NumberAtom | ReferenceAtom | NoteAtom


class Line(_Part, tag="paragraph"):
    """Sentences."""

    content: list[Inline] = []


class Item(_Part, tag="item"):
    """A point: its sentences, and the lists under it."""

    content: "list[Line | Points]"


class ListFacts(msgspec.Struct):
    """What the first point was typed with."""

    mark: str = ""


class Points(_Part, tag="list"):
    """A list."""

    content: list[Item]
    attrs: ListFacts = msgspec.field(default_factory=ListFacts)


class SourceFacts(msgspec.Struct):
    """A table, a picture or a box, in markup."""

    source: str


class SourceBlock(_Part, tag="source"):
    """A block that is edited in markup."""

    attrs: SourceFacts


class EditorDoc(_Part, tag="doc"):
    """One numbered paragraph."""

    content: list[Line | Points | SourceBlock]


# --- To the editor --------------------------------------------------------------------------------


class Printed:
    """What the numbers, references and notes of a paragraph print, in their order.

    Made of the composed runs of the same paragraph; without them everything shows its source.
    """

    def __init__(self, runs: Sequence[Sequence[tree.Inline]] = ()) -> None:
        self._texts: Iterator[str] = iter([text for run in runs for text in _texts(run)])

    def next(self, otherwise: str) -> str:
        """The next one; `otherwise` where nothing was composed."""
        return next(self._texts, otherwise)


def _texts(run: Sequence[tree.Inline]) -> Iterator[str]:
    """What numbers and references print, in links and notes too; a broken reference is bold words."""
    for node in run:
        match node:
            case tree.Number() | tree.Reference():
                yield node.text
            case tree.Text() if (
                node.strong and node.text.startswith("[") and node.text.endswith("?]")
            ):
                yield node.text
            case tree.Link() | tree.Note():
                yield from _texts(node.children)


def editor_doc(text: str, printed: Printed) -> EditorDoc:
    """The document of a text. Raises what `markup.parse` raises."""
    if not text.strip():
        return EditorDoc([Line()])
    markup = parse(text)
    return EditorDoc(
        [Line(_line(markup.children, printed)), *(_block(one, printed) for one in markup.blocks)]
    )


def editor_line(spans: Spans, printed: Printed) -> EditorDoc:
    """The document of a heading: one line."""
    return EditorDoc([Line(_line(spans, printed))])


def _block(block: TextBlock, printed: Printed) -> Line | Points | SourceBlock:
    match block:
        case Passage():
            return Line(_line(block.children, printed))
        case PointList():
            return _points(block, printed)
        case _:
            return SourceBlock(SourceFacts(written_block(block)))


def _points(points: PointList, printed: Printed) -> Points:
    items = []
    for point in points.points:
        line = Line(_line(point.children, printed))
        items.append(Item([line, *(_points(one, printed) for one in point.below)]))
    return Points(items, ListFacts(points.mark))


def _line(spans: Sequence[Span], printed: Printed, *around: Mark) -> list[Inline]:
    found: list[Inline] = []
    for span in spans:
        match span:
            case TextSpan():
                found.append(Words(span.text, [*around, *_marks(span)]))
            case LiveNumber():
                text = printed.next(span.token.source)
                facts = NumberFacts(span.token.source, text, _label(span))
                found.append(NumberAtom(facts, [*around, *_marks(span)]))
            case CrossReference():
                text = printed.next(f"[{span.kind}:{span.key}]")
                found.append(ReferenceAtom(ReferenceFacts(span.kind, span.key, span.last, text)))
            case Hyperlink():
                found += _line(span.children, printed, LinkMark(Address(span.href)))
            case FootnoteText():
                found.append(NoteAtom(NoteFacts(_line(span.children, printed))))
    return found


def _label(span: LiveNumber) -> str:
    from core.numbers.registry import numbers

    return str(numbers[span.token.key].label) if span.token.key in numbers else span.token.key


def _marks(span: TextSpan | LiveNumber) -> list[Mark]:
    return [*([Strong()] if span.strong else []), *([Emphasis()] if span.emphasis else [])]


# --- From the editor ------------------------------------------------------------------------------


def read_doc(plain: object) -> EditorDoc:
    """The document that an editor sent. Raises `MarkupError` for what is none."""
    try:
        return msgspec.convert(plain, EditorDoc)
    except (msgspec.ValidationError, RecursionError) as error:
        message = _("The editor sent what is no paragraph (%(problem)s). Reload the page.")
        raise MarkupError(message % {"problem": error}, "") from error


def markup_of(doc: EditorDoc) -> str:
    """The text of a document; empty where nothing stands in it.

    Raises `MarkupError` for what the text format cannot say, `TokenError` for a live number that cannot
    be read.
    """
    first, *rest = doc.content or [Line()]
    if not isinstance(first, Line):
        raise MarkupError(_("A paragraph begins with a sentence; put the points below it."), "")
    blocks = [one for part in rest for one in _read_block(part)]
    children = _spans(first.content)
    if not blocks and not any(
        not isinstance(one, TextSpan) or one.text.strip() for one in children
    ):
        return ""
    return written_or_refused(ParagraphMarkup(children, tuple(blocks)))


def line_of(doc: EditorDoc) -> str:
    """The text of a heading: the one line of a document."""
    if len(doc.content) > 1:
        raise MarkupError(_("A heading is one line."), "")
    return markup_of(doc)


def _read_block(part: Line | Points | SourceBlock) -> list[TextBlock]:
    match part:
        case Line():
            spans = _spans(part.content)
            holds = any(not isinstance(one, TextSpan) or one.text.strip() for one in spans)
            return [Passage(spans)] if holds else []
        case Points():
            points = _read_points(part)
            return [points] if points.points else []
        case SourceBlock():
            return list(parse(f"x\n\n{part.attrs.source}").blocks)


def _read_points(part: Points) -> PointList:
    points = []
    for item in part.content:
        line = next((one for one in item.content if isinstance(one, Line)), Line())
        lists = [_read_points(one) for one in item.content if isinstance(one, Points)]
        below = tuple(one for one in lists if one.points)
        spans = _spans(line.content)
        if below or any(not isinstance(one, TextSpan) or one.text.strip() for one in spans):
            points.append(Point(spans, below))
    return PointList(part.attrs.mark, tuple(points))


def _spans(content: Sequence[Inline]) -> Spans:
    found: list[Span] = []
    for href, run in groupby(content, _href):
        spans = [_span(one) for one in run]
        if href:
            _refuse_address(href, spans)
            inner = tuple(one for one in spans if isinstance(one, TextSpan | LiveNumber))
            found.append(Hyperlink(href, inner))
        else:
            found += spans
    return tuple(found)


def _refuse_address(href: str, spans: Sequence[Span]) -> None:
    """A link leads where a reader may be led."""
    if not safe_address(href):
        message = _(
            "The link “%(words)s” leads to “%(address)s”; an address begins with %(schemes)s."
        )
        facts = {"words": words_in(spans)[:30], "address": href[:80], "schemes": ADDRESSES}
        raise MarkupError(message % facts, words_in(spans))


def _href(one: Inline) -> str:
    """Where a piece leads; empty for what leads nowhere."""
    marks = one.marks if isinstance(one, Words | NumberAtom) else []
    return next((mark.attrs.href for mark in marks if isinstance(mark, LinkMark)), "")


def _span(one: Inline) -> Span:
    match one:
        case Words():
            return TextSpan(one.text, *_look(one.marks))
        case NumberAtom():
            return LiveNumber(parse_token(one.attrs.source), *_look(one.marks))
        case ReferenceAtom():
            return CrossReference(one.attrs.kind, one.attrs.key, one.attrs.last)
        case NoteAtom():
            return FootnoteText(_spans(one.attrs.content))


def _look(marks: Sequence[Mark]) -> tuple[bool, bool]:
    strong = any(isinstance(mark, Strong) for mark in marks)
    return strong, any(isinstance(mark, Emphasis) for mark in marks)
