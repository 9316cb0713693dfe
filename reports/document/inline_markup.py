"""The marks within a line: Markdown's emphasis and links, and three things of ours.

`^[…]` is a footnote, `[[fig:KEY]]`, `[[table:KEY]]`, `[[app:KEY]]` (an appendix) and `[[para:KEY]]`
(or `[[para:KEY..KEY]]`) are cross references, `{{…}}` is a live number (`core.numbers.words`).
Whatever is none of these marks is words; a mark that a paper cannot print is refused.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token as MarkdownToken

from core.numbers.syntax import parse_token
from reports.document.links import ADDRESSES, safe_address
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

# Each bracket that is open makes the reader look for its end once more.
MOST_OPEN_BRACKETS = 20
REFERENCES = ("fig", "para", "table", "app")
# What a backslash makes a plain sign of; before any other it is one itself.
ESCAPED = "*_[]{}^"
_BRACKETS = re.compile(r"\\.|[\[\]]", re.DOTALL)
_NEAR = 30


def read_spans(text: str) -> Spans:
    """Read one run of words, in which no line ends.

    Raises `MarkupError`, or `core.numbers.syntax.TokenError` for a live number that cannot be read.
    """
    _refuse_open_brackets(text)
    (whole,) = _READER.parseInline(text)
    return _spans(whole.children or [])


def plain_words(text: str, what: str) -> str:
    """The words of a run that may hold no mark; `what` says where it stands."""
    spans = read_spans(text)
    plain = [span.text for span in spans if isinstance(span, TextSpan) and span.is_plain]
    if len(plain) == len(spans):
        return "".join(plain)
    message = _(
        "%(what)s holds plain words only; take the marks out of “%(near)s”, or write \\ before them."
    )
    raise MarkupError(message % {"what": what, "near": text[:_NEAR]}, text)


def marked_words(text: str, what: str) -> Spans:
    """Words with bold, italics and links, such as a caption; `what` says where they stand."""
    spans = read_spans(text)
    inner = [one for span in spans for one in (span, *getattr(span, "children", ()))]
    if all(isinstance(span, TextSpan | Hyperlink) for span in inner):
        return spans
    message = _(
        "%(what)s holds words, bold, italics and links; write live numbers, notes and references in the "
        "text, not in “%(near)s”."
    )
    raise MarkupError(message % {"what": what, "near": text[:_NEAR]}, text)


def _refuse_open_brackets(text: str) -> None:
    """Refuse what would be read again for every bracket, or call itself for every level."""
    depth = 0
    for found in _BRACKETS.finditer(text):
        depth = max(0, depth + {"[": 1, "]": -1}.get(found.group(), 0))
        if depth > MOST_OPEN_BRACKETS:
            near = text[found.start() : found.start() + _NEAR]
            message = _(
                "More than %(most)d square brackets are open at “%(near)s…”; close them, or write "
                "\\[ for the sign itself."
            )
            raise MarkupError(message % {"most": MOST_OPEN_BRACKETS, "near": near}, near)


# --- From Markdown's tokens to spans --------------------------------------------------------------


def _spans(tokens: Sequence[MarkdownToken], strong: int = 0, emphasis: int = 0) -> Spans:
    """Turn Markdown's flat run of tokens into spans, carrying strong and emphasis along."""
    spans: list[Span] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        strong += {"strong_open": 1, "strong_close": -1}.get(token.type, 0)
        emphasis += {"em_open": 1, "em_close": -1}.get(token.type, 0)
        if token.type == "link_open":
            end = next(i for i in range(index, len(tokens)) if tokens[i].type == "link_close")
            inner = _spans(tokens[index + 1 : end], strong, emphasis)
            spans.append(_link(token, inner, spans))
            index = end
        else:
            spans += _span(token, bool(strong), bool(emphasis))
        index += 1
    return tuple(joined(spans))


def _span(token: MarkdownToken, strong: bool, emphasis: bool) -> Iterator[Span]:
    """The span of a token, if it holds anything."""
    match token.type:
        case "live_number":
            yield LiveNumber(token.meta["token"], strong, emphasis)
        case "cross_reference":
            yield CrossReference(**token.meta)
        case "footnote_text":
            yield _footnote(_spans(token.children or []))
        case _ if token.content:
            yield TextSpan(token.content, strong, emphasis)


def _footnote(children: Spans) -> FootnoteText:
    for span in children:
        if isinstance(span, FootnoteText):
            near = words_in(span.children)[:_NEAR]
            message = _("A footnote holds no other footnote: “%(near)s…”. Put its words into one.")
            raise MarkupError(message % {"near": near}, f"^[{near}")
    return FootnoteText(children)


def _link(token: MarkdownToken, inner: Spans, before: Sequence[Span]) -> Hyperlink:
    """A link whose every word and whose address will be printed."""
    href, words = str(token.attrGet("href") or ""), words_in(inner)
    near = f"[{words[:_NEAR]}"
    facts = {"words": words[:_NEAR], "address": href[:80], "schemes": ADDRESSES}
    if _is_picture(before):
        message = _(
            "A text holds no picture: “![%(words)s](%(address)s)”. Take it out, or write \\[."
        )
        raise MarkupError(message % facts, near)
    kept = tuple(span for span in inner if isinstance(span, TextSpan | LiveNumber))
    if len(kept) != len(inner) or not words.strip():
        message = _(
            "The words of a link to %(address)s are words and live numbers; put footnotes and "
            "references behind it."
        )
        raise MarkupError(message % facts, near)
    if token.attrGet("title"):
        message = _("Behind the address of a link stands nothing: [%(words)s](%(address)s).")
        raise MarkupError(message % facts, near)
    if not safe_address(href):
        message = (
            _(
                "The link “%(words)s” leads to “%(address)s”, which is no whole address; write "
                "https://%(address)s."
            )
            if "." in href.partition("/")[0] and ":" not in href
            else _(
                "The link “%(words)s” leads to “%(address)s”; an address begins with %(schemes)s."
            )
        )
        raise MarkupError(message % facts, near)
    return Hyperlink(href, kept)


def _is_picture(before: Sequence[Span]) -> bool:
    """Whether a "!" that belongs to no word stands before a link."""
    last = before[-1] if before else None
    return isinstance(last, TextSpan) and f" {last.text}".endswith(" !")


def words_in(spans: Iterable[Span]) -> str:
    """What stands in spans, to look for them by and to say where they are."""
    return "".join(
        span.text
        if isinstance(span, TextSpan)
        else span.token.source
        if isinstance(span, LiveNumber)
        else words_in(span.children)
        if isinstance(span, Hyperlink)
        else ""
        for span in spans
    )


def joined(spans: Iterable[Span]) -> Iterator[Span]:
    """The spans, with words of the same look as one run."""
    for look, run in groupby(spans, _look):
        if look is None:
            yield from run
        else:
            text = "".join(span.text for span in run if isinstance(span, TextSpan))
            yield TextSpan(text, *look)


def _look(span: Span) -> tuple[bool, bool] | None:
    """Whether words are strong and emphasised; None for what is no words."""
    return (span.strong, span.emphasis) if isinstance(span, TextSpan) else None


# --- Rules of the reader --------------------------------------------------------------------------


def _read_escape(state: StateInline, silent: bool) -> bool:
    r"""`\*` is the sign itself; a backslash before what is no mark of ours is a backslash."""
    if state.src[state.pos] != "\\":
        return False
    escaped = state.src[state.pos + 1 : state.pos + 2]
    is_mark = bool(escaped) and escaped in ESCAPED
    if not silent:
        state.pending += escaped if is_mark else "\\"
    state.pos += 2 if is_mark else 1
    return True


def _read_times(state: StateInline, silent: bool) -> bool:
    """Asterisks between two figures multiply: `2*3*4` emphasises nothing."""
    start = end = state.pos
    while end < state.posMax and state.src[end] == "*":
        end += 1
    around = state.src[max(0, start - 1) : start] + state.src[end : end + 1]
    if end == start or len(around) < 2 or not around.isdigit():
        return False
    if not silent:
        state.pending += state.src[start:end]
    state.pos = end
    return True


def _read_live_number(state: StateInline, silent: bool) -> bool:
    """`{{…}}`; braces inside (plural forms) balance."""
    if not state.src.startswith("{{", state.pos):
        return False
    depth, end = 0, state.pos
    while end < state.posMax:
        depth += {"{": 1, "}": -1}.get(state.src[end], 0)
        end += 1
        if depth == 0:
            break
    if depth:
        near = state.src[state.pos : state.pos + _NEAR]
        raise MarkupError(f"A live number is not closed: “{near}…”. End it with }}}}.", near)
    if not silent:
        token = state.push("live_number", "", 0)
        token.meta = {"token": parse_token(state.src[state.pos : end])}
    state.pos = end
    return True


def _read_cross_reference(state: StateInline, silent: bool) -> bool:
    """`[[fig:KEY]]`, `[[para:KEY]]`, `[[para:KEY..KEY]]`, `[[table:KEY]]`, `[[app:KEY]]`."""
    if not state.src.startswith("[[", state.pos):
        return False
    end = state.src.find("]]", state.pos)
    if end < 0:
        return False
    kind, _colon, key = state.src[state.pos + 2 : end].partition(":")
    if kind not in REFERENCES or not key:
        raise MarkupError(
            f"“[[{kind}:{key}]]” is no cross reference; write [[fig:KEY]], [[para:KEY]], "
            "[[table:KEY]] or [[app:KEY]].",
            state.src[state.pos : end + 2],
        )
    first, _dots, last = key.partition("..")
    if not silent:
        state.push("cross_reference", "", 0).meta = {"kind": kind, "key": first, "last": last}
    state.pos = end + 2
    return True


def _read_footnote(state: StateInline, silent: bool) -> bool:
    """`^[text of the note]`, which may hold everything but another note."""
    if not state.src.startswith("^[", state.pos):
        return False
    end = state.md.helpers.parseLinkLabel(state, state.pos + 1)
    if end < 0:
        near = state.src[state.pos : state.pos + _NEAR]
        raise MarkupError(f"A footnote is not closed: “{near}…”. End it with ].", near)
    if not silent:
        token = state.push("footnote_text", "", 0)
        token.children = []
        state.md.inline.parse(state.src[state.pos + 2 : end], state.md, state.env, token.children)
    state.pos = end + 1
    return True


def _reader() -> MarkdownIt:
    reader = MarkdownIt("zero").enable(["emphasis", "link", "balance_pairs", "fragments_join"])
    for name, rule in (
        ("own_escape", _read_escape),
        ("times", _read_times),
        ("live_number", _read_live_number),
        ("cross_reference", _read_cross_reference),
        ("footnote_text", _read_footnote),
    ):
        reader.inline.ruler.before("emphasis", name, rule)
    return reader


_READER = _reader()
