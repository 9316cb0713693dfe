"""From spans back to the marks of a line: the reverse of `inline_markup`.

A sign is escaped only where it would be read as a mark; what no marks can say (bold that begins within a
word, before a bracket) is refused, so that nothing is lost on the way.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from django.utils.translation import gettext as _

from core.numbers.syntax import TokenError
from reports.document.inline_markup import ESCAPED, read_spans
from reports.document.spans import (
    CrossReference,
    FootnoteText,
    Hyperlink,
    LiveNumber,
    MarkupError,
    Span,
    Spans,
    TextSpan,
)

_EVERY = re.compile(rf"[{re.escape(ESCAPED)}]")
_SOME = re.compile(r"\*|(?<![^\W_])_|_(?![^\W_])|\[\[|\{\{|\^\[")
_SHOWN = 30


def plain(text: str) -> str:
    """A text with none of its signs escaped."""
    return text


def _wary(text: str) -> str:
    """A text whose signs that often are marks are escaped."""
    return _SOME.sub(lambda found: "".join(f"\\{sign}" for sign in found[0]), text)


def _safe(text: str) -> str:
    """A text of which every sign that can be a mark is escaped."""
    return _EVERY.sub(lambda found: f"\\{found[0]}", text)


# From the most readable on; the first that is read back as it was meant is taken.
MANNERS: tuple[Callable[[str], str], ...] = (plain, _wary, _safe)


def write_spans(spans: Spans) -> str:
    """The marks of one run of words; raises `MarkupError` for what they cannot say."""
    meant = settled(spans)
    for manner in MANNERS:
        written = _run(meant, manner)
        if reads_as(written, meant):
            return written
    read_spans(written)  # What keeps it from being read says so itself.
    near = words_in(spans)[:_SHOWN]
    message = _(
        "These marks cannot be written: “%(near)s”. Bold, italics and links begin and end where a word "
        "does."
    )
    raise MarkupError(message % {"near": near}, near)


def reads_as(written: str, meant: Spans) -> bool:
    """Whether a line is read as these spans."""
    try:
        return read_spans(written) == meant
    except (MarkupError, TokenError):
        return False


def words_in(spans: Sequence[Span]) -> str:
    """The words of a run, to say where something is."""
    return "".join(
        span.text
        if isinstance(span, TextSpan)
        else words_in(span.children)
        if isinstance(span, Hyperlink)
        else ""
        for span in spans
    )


def settled(spans: Sequence[Span]) -> Spans:
    """Spans as the reader makes them: no blanks at the edges of what is bold or italic, runs of one look
    joined, nothing empty."""
    found: list[Span] = []
    for span in spans:
        match span:
            case TextSpan():
                found += _without_edges(span)
            case Hyperlink():
                found.append(Hyperlink(span.href, _inner(span.children)))
            case FootnoteText():
                found.append(FootnoteText(settled(span.children)))
            case _:
                found.append(span)
    return _joined(found)


def _inner(spans: Sequence[TextSpan | LiveNumber]) -> tuple[TextSpan | LiveNumber, ...]:
    return tuple(one for one in settled(spans) if isinstance(one, TextSpan | LiveNumber))


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


def _joined(spans: Sequence[Span]) -> Spans:
    def look(span: Span) -> object:
        return (span.strong, span.emphasis) if isinstance(span, TextSpan) else id(span)

    found: list[Span] = []
    for _look, run in groupby(spans, look):
        some = list(run)
        first = some[0]
        if isinstance(first, TextSpan):
            text = "".join(one.text for one in some if isinstance(one, TextSpan))
            found.append(TextSpan(text, first.strong, first.emphasis))
        else:
            found += some
    return tuple(found)


def _run(spans: Sequence[Span], manner: Callable[[str], str]) -> str:
    """The spans one after another, bold and italics opened and closed between them."""
    return "".join(_pieces(spans, manner))


def _pieces(spans: Sequence[Span], manner: Callable[[str], str]) -> Iterator[str]:
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
        yield _one(span, manner)
    yield from reversed(open_marks)


def _marks(span: Span) -> frozenset[str]:
    if not isinstance(span, TextSpan | LiveNumber):
        return frozenset()
    return frozenset(("**",) * span.strong + ("*",) * span.emphasis)


def _length(spans: Sequence[Span], mark: str) -> int:
    """Over how many spans a mark goes on."""
    count = 0
    for span in spans:
        if mark not in _marks(span):
            break
        count += 1
    return count


def _one(span: Span, manner: Callable[[str], str]) -> str:
    match span:
        case TextSpan():
            return manner(span.text)
        case LiveNumber():
            return span.token.source
        case CrossReference():
            last = f"..{span.last}" if span.last else ""
            return f"[[{span.kind}:{span.key}{last}]]"
        case Hyperlink():
            href = f"<{span.href}>" if re.search(r"[()\s]", span.href) else span.href
            return f"[{_run(span.children, manner)}]({href})"
        case FootnoteText():
            return f"^[{_run(span.children, manner)}]"
