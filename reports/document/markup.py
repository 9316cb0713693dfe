"""The small markup of paragraphs: Markdown's emphasis, links and bullets, and three things of ours.

`^[…]` is a footnote, `[[fig:KEY]]`, `[[table:KEY]]`, `[[app:KEY]]` (an appendix) and `[[para:KEY]]`
(or `[[para:KEY..KEY]]`) are cross references, `{{…}}` is a live number (`core.numbers.words`).
A blank line ends a paragraph; lines that begin with `- ` under a paragraph are its points.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token as MarkdownToken

from core.numbers.syntax import Token, parse_token


class MarkupError(ValueError):
    """A text cannot be read; the message says what and how to mend it, `near` is where."""

    def __init__(self, message: str, near: str) -> None:
        super().__init__(message)
        self.near = near

    def __reduce__(self) -> tuple[type["MarkupError"], tuple[str, str]]:
        """Let the error travel from a worker; else it would be rebuilt from its message."""
        return type(self), (str(self), self.near)


# Each bracket that is open makes the reader look for its end once more.
MOST_OPEN_BRACKETS = 20
_BRACKETS = re.compile(r"\\.|[\[\]]", re.DOTALL)
REFERENCES = ("fig", "para", "table", "app")


@dataclass(frozen=True)
class TextSpan:
    """Plain words, perhaps strong or emphasised."""

    text: str
    strong: bool = False
    emphasis: bool = False


@dataclass(frozen=True)
class LiveNumber:
    """A token, still to be computed and rendered."""

    token: Token
    strong: bool = False
    emphasis: bool = False


@dataclass(frozen=True)
class CrossReference:
    """A reference still to be numbered: `kind` is one of `REFERENCES`, `last` ends a range."""

    kind: str
    key: str
    last: str = ""


@dataclass(frozen=True)
class Hyperlink:
    """Words that lead to an address."""

    href: str
    children: "tuple[Span, ...]"


@dataclass(frozen=True)
class FootnoteText:
    """A footnote where its mark stands."""

    children: "tuple[Span, ...]"


Span = TextSpan | LiveNumber | CrossReference | Hyperlink | FootnoteText


@dataclass(frozen=True)
class ParagraphMarkup:
    """One paragraph with the points under it."""

    children: tuple[Span, ...]
    points: tuple[tuple[Span, ...], ...] = ()


def split_paragraphs(text: str) -> list[str]:
    """The source of each paragraph: what blank lines separate."""
    blocks = [block.strip("\n") for block in text.replace("\r\n", "\n").split("\n\n")]
    return [block for block in blocks if block.strip()]


@lru_cache(maxsize=2048)
def parse(text: str) -> ParagraphMarkup:
    """Read the source of one paragraph.

    Raises `MarkupError`, or `core.numbers.syntax.TokenError` for a live number that cannot be read.
    """
    _refuse_open_brackets(text)
    tokens = _READER.parse(text.strip())
    inline = [token for token in tokens if token.type == "inline"]
    if not inline:
        return ParagraphMarkup(children=())
    if tokens[0].type != "paragraph_open":
        raise MarkupError("A paragraph begins with a sentence; put the points below it.", text)
    first, *points = inline
    in_list = sum(token.type == "list_item_open" for token in tokens)
    if len(points) != in_list:
        raise MarkupError("Write one paragraph here; points are lines that begin with “- ”.", text)
    return ParagraphMarkup(
        children=_spans(first.children or []),
        points=tuple(_spans(point.children or []) for point in points),
    )


# --- Reading ------------------------------------------------------------------------------------


def _refuse_open_brackets(text: str) -> None:
    """Refuse what would be read again for every bracket, or call itself for every level."""
    depth = 0
    for found in _BRACKETS.finditer(text):
        depth = max(0, depth + {"[": 1, "]": -1}.get(found.group(), 0))
        if depth > MOST_OPEN_BRACKETS:
            near = text[found.start() : found.start() + 30]
            message = _(
                "More than %(most)d square brackets are open at “%(near)s…”; close them, or write "
                "\\[ for the sign itself."
            )
            raise MarkupError(message % {"most": MOST_OPEN_BRACKETS, "near": near}, near)


def _spans(tokens: Sequence[MarkdownToken]) -> tuple[Span, ...]:
    """Turn Markdown's flat run of tokens into spans, carrying strong and emphasis along."""
    spans: list[Span] = []
    strong = emphasis = 0
    index = 0
    while index < len(tokens):
        token = tokens[index]
        strong += {"strong_open": 1, "strong_close": -1}.get(token.type, 0)
        emphasis += {"em_open": 1, "em_close": -1}.get(token.type, 0)
        if token.type == "link_open":
            end = next(i for i in range(index, len(tokens)) if tokens[i].type == "link_close")
            children = _spans(tokens[index + 1 : end])
            spans.append(Hyperlink(href=str(token.attrGet("href")), children=children))
            index = end
        else:
            spans += _span(token, bool(strong), bool(emphasis))
        index += 1
    return tuple(_joined(spans))


def _span(token: MarkdownToken, strong: bool, emphasis: bool) -> Iterator[Span]:
    """The span of a token, if it holds anything."""
    match token.type:
        case "live_number":
            yield LiveNumber(token.meta["token"], strong, emphasis)
        case "cross_reference":
            yield CrossReference(**token.meta)
        case "footnote_text":
            yield FootnoteText(_spans(token.children or []))
        case "softbreak" | "hardbreak":
            yield TextSpan(" ", strong, emphasis)
        case _ if token.content:
            yield TextSpan(token.content, strong, emphasis)


def _joined(spans: Iterable[Span]) -> Iterator[Span]:
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
        near = state.src[state.pos : state.pos + 30]
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
    kind, _, key = state.src[state.pos + 2 : end].partition(":")
    if kind not in REFERENCES or not key:
        raise MarkupError(
            f"“[[{kind}:{key}]]” is no cross reference; write [[fig:KEY]], [[para:KEY]], "
            "[[table:KEY]] or [[app:KEY]].",
            state.src[state.pos : end + 2],
        )
    first, _, last = key.partition("..")
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
        near = state.src[state.pos : state.pos + 30]
        raise MarkupError(f"A footnote is not closed: “{near}…”. End it with ].", near)
    if not silent:
        token = state.push("footnote_text", "", 0)
        token.children = []
        state.md.inline.parse(state.src[state.pos + 2 : end], state.md, state.env, token.children)
    state.pos = end + 1
    return True


def _reader() -> MarkdownIt:
    reader = MarkdownIt("zero").enable(["list", "emphasis", "link", "escape", "newline"])
    reader.enable(["balance_pairs", "fragments_join"])
    for name, rule in (
        ("live_number", _read_live_number),
        ("cross_reference", _read_cross_reference),
        ("footnote_text", _read_footnote),
    ):
        reader.inline.ruler.before("link", name, rule)
    return reader


_READER = _reader()
