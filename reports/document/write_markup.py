r"""The source of a paragraph from what it consists of: the way back from `reports.document.markup.parse`.

What is read again is the same. A sign that would be a mark is written with a backslash, and only where it
would be one: "2*3" stays as it is, "*" alone becomes "\*". What no marks can say (bold that begins within
a word, a list of one point that counts) is refused by `written_or_refused`.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from django.utils.translation import gettext as _

from core.numbers.syntax import TokenError, format_token
from reports.document.inline_markup import ESCAPED, joined, read_spans, words_in
from reports.document.list_marks import line_mark, point_mark
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
    TextBox,
    TextSpan,
    TypedPicture,
    TypedTable,
    every_run,
)
from reports.document.tokens import reference_source

_EVERY = re.compile(rf"[{re.escape(ESCAPED)}]")
_SOME = re.compile(r"\*|(?<![^\W_])_|_(?![^\W_])|\[\[|\{\{|\^\[")
_LINE_SIGNS = ("+", "|", ":::")
_SHOWN = 40


def written(markup: ParagraphMarkup, *, escapes_heads: bool = True) -> str:
    """The source of one paragraph; what looks like a point at the head of a line is escaped, or left."""
    writer = _BlockWriter(escapes_heads)
    return "\n".join([writer.sentences(markup.children), *writer.blocks(markup)])


def written_or_refused(markup: ParagraphMarkup) -> str:
    """The source of a paragraph that somebody made, as short as it can be read.

    Raises `MarkupError` for what the text format cannot say.
    """
    meant = _settled(markup)
    if not meant.children:
        raise MarkupError(_("A paragraph begins with a sentence; put the points below it."), "")
    for run in every_run(meant):
        _refuse_unwritable(run)
    for escapes_heads in (False, True):
        text = written(meant, escapes_heads=escapes_heads)
        if _reads_as(text, meant):
            return text
    near = words_in(meant.children)[:_SHOWN]
    message = _(
        "This cannot be written in the text format: “%(near)s”. A list that counts needs a colon above "
        "it or a second point."
    )
    raise MarkupError(message % {"near": near}, near)


def written_block(block: TextBlock) -> str:
    """The source of a table, picture or box, as a person edits it."""
    return "\n".join(_BlockWriter(escapes_heads=True).block(block))


def written_run(spans: Spans) -> str:
    """The source of one run of words, as short as it can be read."""
    for manner in _MANNERS:
        text = _run(spans, manner)
        if _run_reads_as(text, spans):
            break
    return text


def _run_reads_as(text: str, meant: Spans) -> bool:
    try:
        return read_spans(text) == meant
    except (MarkupError, TokenError):
        return False


def _reads_as(text: str, meant: ParagraphMarkup) -> bool:
    try:
        return parse(text) == meant
    except (MarkupError, TokenError):
        return False


def _refuse_unwritable(spans: Spans) -> None:
    text = written_run(spans)
    if _run_reads_as(text, spans):
        return
    read_spans(text)  # What keeps it from being read says so itself.
    near = words_in(spans)[:_SHOWN]
    message = _(
        "These marks cannot be written: “%(near)s”. Bold, italics and links begin and end where a word "
        "does."
    )
    raise MarkupError(message % {"near": near}, near)


# --- As the reader makes it -----------------------------------------------------------------------


def _settled(markup: ParagraphMarkup) -> ParagraphMarkup:
    return ParagraphMarkup(_line(markup.children), tuple(map(_settled_block, markup.blocks)))


def _settled_block(block: TextBlock) -> TextBlock:
    match block:
        case Passage():
            return Passage(_line(block.children))
        case PointList():
            return _settled_list(block)
        case _:
            return block


def _settled_list(points: PointList) -> PointList:
    return PointList(
        points.mark,
        tuple(
            Point(_line(point.children), tuple(map(_settled_list, point.below)))
            for point in points.points
        ),
    )


def _line(spans: Spans) -> Spans:
    """One line, without blanks at its edges."""
    found = list(_settled_run(spans))
    while found and isinstance(first := found[0], TextSpan) and not first.text.lstrip():
        found.pop(0)
    while found and isinstance(last := found[-1], TextSpan) and not last.text.rstrip():
        found.pop()
    for place, strip in ((0, str.lstrip), (-1, str.rstrip)):
        if found and isinstance(edge := found[place], TextSpan):
            found[place] = TextSpan(strip(edge.text), edge.strong, edge.emphasis)
    return tuple(found)


def _settled_run(spans: Sequence[Span]) -> Spans:
    """No blanks at the edges of what is bold or italic, runs of one look joined, nothing empty."""
    found: list[Span] = []
    for span in spans:
        match span:
            case TextSpan():
                found += _without_edges(span)
            case Hyperlink():
                inner = _settled_run(span.children)
                kept = tuple(one for one in inner if isinstance(one, TextSpan | LiveNumber))
                found.append(Hyperlink(span.href, kept))
            case FootnoteText():
                found.append(FootnoteText(_settled_run(span.children)))
            case _:
                found.append(span)
    return tuple(joined(found))


def _without_edges(span: TextSpan) -> list[TextSpan]:
    """Blanks at the edges of marked words stand outside the marks."""
    text = re.sub(r"[\t\n ]+", " ", span.text)
    if span.is_plain or not text:
        return [TextSpan(text)] if text else []
    bare = text.strip()
    if not bare:
        return [TextSpan(text)]
    before, behind = text[: text.index(bare)], text[text.index(bare) + len(bare) :]
    parts = (TextSpan(before), TextSpan(bare, span.strong, span.emphasis), TextSpan(behind))
    return [part for part in parts if part.text]


# --- Runs -----------------------------------------------------------------------------------------


def _plainly(text: str) -> str:
    """A text with none of its signs escaped."""
    return text


def _warily(text: str) -> str:
    """A text whose signs that often are marks are escaped."""
    return _SOME.sub(lambda found: "".join(f"\\{sign}" for sign in found[0]), text)


def _safely(text: str) -> str:
    """A text of which every sign that can be a mark is escaped."""
    return _EVERY.sub(lambda found: f"\\{found[0]}", text)


_Manner = Callable[[str], str]
# From the most readable on; the first that is read back as it was meant is taken.
_MANNERS: tuple[_Manner, ...] = (_plainly, _warily, _safely)


def _run(spans: Sequence[Span], manner: _Manner) -> str:
    """The spans one after another, bold and italics opened and closed between them."""
    return "".join(_pieces(spans, manner))


def _pieces(spans: Sequence[Span], manner: _Manner) -> Iterator[str]:
    open_marks: list[str] = []
    for place, span in enumerate(spans):
        wanted = _marks(span)
        while any(mark not in wanted for mark in open_marks):
            yield open_marks.pop()
        missing = [mark for mark in ("**", "*") if mark in wanted and mark not in open_marks]
        # What goes on longer is opened first, so that marks close in their order.
        for mark in sorted(missing, key=lambda one: -_length(spans[place:], one)):
            open_marks.append(mark)
            yield mark
        yield _span(span, manner)
    yield from reversed(open_marks)


def _marks(span: Span) -> frozenset[str]:
    strong, emphasis = _look(span)
    return frozenset(("**",) * strong + ("*",) * emphasis)


def _length(spans: Sequence[Span], mark: str) -> int:
    """Over how many spans a mark goes on."""
    return next((n for n, span in enumerate(spans) if mark not in _marks(span)), len(spans))


def _look(span: Span) -> tuple[bool, bool]:
    """Whether a span is strong and emphasised; a link is as its words are, if all of them are."""
    match span:
        case TextSpan() | LiveNumber():
            return span.strong, span.emphasis
        case Hyperlink():
            looks = {_look(one) for one in span.children}
            return looks.pop() if len(looks) == 1 else (False, False)
    return False, False


def _span(span: Span, manner: _Manner) -> str:
    match span:
        case TextSpan():
            return manner(span.text)
        case LiveNumber():
            return span.token.source or format_token(span.token)
        case CrossReference():
            return reference_source(span)
        case FootnoteText():
            return f"^[{_run(span.children, manner)}]"
        case Hyperlink():
            strong, emphasis = _look(span)
            plain = tuple(_without(one, strong, emphasis) for one in span.children)
            return f"[{_run(plain, manner)}]({_address(span.href)})"


def _without(span: TextSpan | LiveNumber, strong: bool, emphasis: bool) -> Span:
    """A span of a link without the look that stands around the whole link."""
    own = (span.strong and not strong, span.emphasis and not emphasis)
    if isinstance(span, TextSpan):
        return TextSpan(span.text, *own)
    return LiveNumber(span.token, *own)


def _address(href: str) -> str:
    return f"<{href}>" if re.search(r"[()\s\\]", href) else href


# --- Blocks ---------------------------------------------------------------------------------------


class _BlockWriter:
    """Writes blocks; with `escapes_heads` what looks like a point at the head of a line stays words."""

    def __init__(self, escapes_heads: bool) -> None:
        self.escapes_heads = escapes_heads

    def sentences(self, spans: Spans) -> str:
        """A run that begins a line: what would be a point there is words."""
        line = written_run(spans)
        return _words_at_head(line) if self.escapes_heads else line

    def blocks(self, markup: ParagraphMarkup) -> Iterator[str]:
        """Every block, each apart from the one above as it must be."""
        before: TextBlock = Passage(markup.children)
        for block in markup.blocks:
            if isinstance(block, Passage):
                yield "+" if isinstance(before, Passage) else ""
            elif not isinstance(block, PointList) or not isinstance(before, Passage):
                yield ""
            yield "\n".join(self.block(block))
            before = block

    def block(self, block: TextBlock) -> Iterator[str]:
        """The lines of one block."""
        match block:
            case Passage():
                yield self.sentences(block.children)
            case PointList():
                yield from _points(block, 0)
            case TypedTable():
                yield from _table(block)
            case TypedPicture():
                yield from _picture(block)
            case TextBox():
                yield from self._box(block)

    def _box(self, box: TextBox) -> Iterator[str]:
        yield f"::: {_plain(box.title)}".rstrip()
        before: TextBlock | None = None
        for block in box.blocks:
            if before is not None and not (
                isinstance(block, PointList) and isinstance(before, Passage)
            ):
                yield ""
            yield from self.block(block)
            before = block
        yield ":::"


def _words_at_head(line: str) -> str:
    if line.startswith(_LINE_SIGNS):
        return f"\\{line}"
    mark = line_mark(line)
    if mark is None:
        return line
    if mark.is_bullet or mark.typed.startswith("("):
        return f"\\{line}"
    place = len(mark.typed) - 1
    return f"{line[:place]}\\{line[place:]}"


def _points(points: PointList, depth: int) -> Iterator[str]:
    for place, point in enumerate(points.points):
        mark = point_mark(points.mark, place) if points.mark else "-"
        yield f"{'  ' * depth}{mark} {written_run(point.children)}"
        for one in point.below:
            yield from _points(one, depth + 1)


def _table(table: TypedTable) -> Iterator[str]:
    key = f" {{#{table.key}}}" if table.key else ""
    yield f"Table: {written_run(table.caption)}{key}"
    yield _row(map(written_run, table.columns))
    yield _row("---:" if n in table.numeric else "---" for n in range(len(table.columns)))
    for row in table.rows:
        yield _row(map(written_run, row))
    if table.note:
        yield f"Note: {written_run(table.note)}"


def _picture(picture: TypedPicture) -> Iterator[str]:
    yield f"Picture: {written_run(picture.caption)} {{#{picture.key}}}"
    yield f"Alt: {_plain(picture.alt)}"
    if picture.note:
        yield f"Note: {written_run(picture.note)}"


def _row(cells: "Iterator[str] | map[str]") -> str:
    return f"| {' | '.join(_bars_escaped(cell) for cell in cells)} |"


def _bars_escaped(cell: str) -> str:
    """The bars of a cell written as its own; those of a live number's plural words part nothing."""
    parts, at = list[str](), 0
    while (start := cell.find("{{", at)) >= 0 and (end := cell.find("}}", start)) >= 0:
        # Plural words end in a brace of their own.
        end += next((n for n, sign in enumerate(cell[end:]) if sign != "}"), len(cell) - end)
        parts += cell[at:start].replace("|", "\\|"), cell[start:end]
        at = end
    return "".join([*parts, cell[at:].replace("|", "\\|")])


def _plain(text: str) -> str:
    return written_run((TextSpan(text),)) if text else ""
