r"""The source of a paragraph from what it consists of: the way back from `reports.document.markup.parse`.

What is read again is the same. A sign that would be a mark is written with a backslash, and only where it
would be one: "2*3" stays as it is, "*" alone becomes "\*".
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from core.numbers.syntax import TokenError, format_token
from reports.document.inline_markup import ESCAPED, read_spans
from reports.document.list_marks import line_mark, point_mark
from reports.document.spans import (
    CrossReference,
    FootnoteText,
    Hyperlink,
    LiveNumber,
    MarkupError,
    ParagraphMarkup,
    Passage,
    PointList,
    Span,
    Spans,
    TextBlock,
    TextBox,
    TextSpan,
    TypedTable,
)
from reports.document.tokens import reference_source

_SIGNS = re.compile(rf"[{re.escape(ESCAPED)}]")
_LINE_SIGNS = ("+", "|", ":::")


def written(markup: ParagraphMarkup) -> str:
    """The source of one paragraph."""
    blocks = [_sentences(markup.children), *_blocks(markup.blocks, markup.children)]
    return "\n".join(blocks)


def written_run(spans: Spans) -> str:
    """The source of one run of words, as short as it can be read."""
    bare = _run(spans, escapes=False)
    try:
        if read_spans(bare) == spans:
            return bare
    except (MarkupError, TokenError):
        pass
    return _run(spans, escapes=True)


# --- Runs -----------------------------------------------------------------------------------------


def _run(spans: Spans, *, escapes: bool) -> str:
    """Spans with the marks of their looks; strong goes around emphasis."""
    parts = []
    for strong, group in groupby(spans, lambda span: _look(span)[0]):
        inner = "".join(
            f"{'*' * emphasis}{''.join(_span(one, escapes) for one in run)}{'*' * emphasis}"
            for emphasis, run in groupby(group, lambda span: _look(span)[1])
        )
        parts.append(f"**{inner}**" if strong else inner)
    return "".join(parts)


def _look(span: Span) -> tuple[bool, bool]:
    """Whether a span is strong and emphasised; a link is as its words are, if all of them are."""
    match span:
        case TextSpan() | LiveNumber():
            return span.strong, span.emphasis
        case Hyperlink():
            looks = {_look(one) for one in span.children}
            return looks.pop() if len(looks) == 1 else (False, False)
    return False, False


def _span(span: Span, escapes: bool) -> str:
    match span:
        case TextSpan():
            return _SIGNS.sub(r"\\\g<0>", span.text) if escapes else span.text
        case LiveNumber():
            return span.token.source or format_token(span.token)
        case CrossReference():
            return reference_source(span)
        case FootnoteText():
            return f"^[{_run(span.children, escapes=escapes)}]"
        case Hyperlink():
            strong, emphasis = _look(span)
            plain = tuple(_without(one, strong, emphasis) for one in span.children)
            return f"[{_run(plain, escapes=escapes)}]({_address(span.href)})"


def _without(span: TextSpan | LiveNumber, strong: bool, emphasis: bool) -> Span:
    """A span of a link without the look that stands around the whole link."""
    own = (span.strong and not strong, span.emphasis and not emphasis)
    if isinstance(span, TextSpan):
        return TextSpan(span.text, *own)
    return LiveNumber(span.token, *own)


def _address(href: str) -> str:
    return f"<{href}>" if re.search(r"[()\s\\]", href) else href


# --- Blocks ---------------------------------------------------------------------------------------


def _sentences(spans: Spans) -> str:
    """A run that begins a line: what would be a point there is words."""
    line = written_run(spans)
    if line.startswith(_LINE_SIGNS):
        return f"\\{line}"
    mark = line_mark(line)
    if mark is None:
        return line
    if mark.is_bullet or mark.typed.startswith("("):
        return f"\\{line}"
    place = len(mark.typed) - 1
    return f"{line[:place]}\\{line[place:]}"


def _blocks(blocks: Sequence[TextBlock], first: Spans) -> Iterator[str]:
    """Every block, each apart from the one above as it must be."""
    before: TextBlock = Passage(first)
    for block in blocks:
        if isinstance(block, Passage):
            yield "+" if isinstance(before, Passage) else ""
        elif not isinstance(block, PointList) or not isinstance(before, Passage):
            yield ""
        yield "\n".join(_block(block))
        before = block


def _block(block: TextBlock) -> Iterator[str]:
    match block:
        case Passage():
            yield _sentences(block.children)
        case PointList():
            yield from _points(block, 0)
        case TypedTable():
            yield from _table(block)
        case TextBox():
            yield from _box(block)


def _points(points: PointList, depth: int) -> Iterator[str]:
    for place, point in enumerate(points.points):
        mark = point_mark(points.mark, place) if points.mark else "-"
        yield f"{'  ' * depth}{mark} {written_run(point.children)}"
        for one in point.below:
            yield from _points(one, depth + 1)


def _table(table: TypedTable) -> Iterator[str]:
    key = f" {{#{table.key}}}" if table.key else ""
    yield f"Table: {_plain(table.caption)}{key}"
    yield _row(map(_plain, table.columns))
    yield _row("---:" if n in table.numeric else "---" for n in range(len(table.columns)))
    for row in table.rows:
        yield _row(map(written_run, row))
    if table.note:
        yield f"Note: {_plain(table.note)}"


def _row(cells: "Iterator[str] | map[str]") -> str:
    return f"| {' | '.join(_bars_escaped(cell) for cell in cells)} |"


def _bars_escaped(cell: str) -> str:
    """The bars of a cell written as its own; those of a live number's plural words part nothing."""
    parts = re.split(r"(\{\{.*?\}\}+)", cell)
    return "".join(part if part.startswith("{{") else part.replace("|", "\\|") for part in parts)


def _box(box: TextBox) -> Iterator[str]:
    yield f"::: {_plain(box.title)}".rstrip()
    before: TextBlock | None = None
    for block in box.blocks:
        if before is not None and not (
            isinstance(block, PointList) and isinstance(before, Passage)
        ):
            yield ""
        yield from _block(block)
        before = block
    yield ":::"


def _plain(text: str) -> str:
    return written_run((TextSpan(text),)) if text else ""
