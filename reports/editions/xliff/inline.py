"""A run of words as inline elements of XLIFF, and back.

Tokens are placeholders (`ph`, `x`) that a translator's program protects; bold, italics and links are
pairs (`g`). The text of a live number's placeholder is the number as the translation prints it.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from django.utils.translation import gettext as _
from lxml import etree

from reports.document.spans import (
    CrossReference,
    FootnoteText,
    Hyperlink,
    LiveNumber,
    Span,
    Spans,
    TextSpan,
)
from reports.editions.xliff.codes import CodedSpan
from reports.editions.xliff.plural_words import COUNT
from reports.writers.docx.text import ILLEGAL

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
Element = etree._Element
# How a token prints in the translation.
Printed = Callable[[LiveNumber | CrossReference], str]
_CTYPES = {"n": "x-number", "r": "x-reference", "b": "bold", "i": "italic"}
_NEW_LINES = re.compile(r"(?<![ \t])[ \t]*[\r\n]\s*|\t+")


def tag(name: str) -> str:
    """The full name of an element."""
    return f"{{{NAMESPACE}}}{name}"


# --- Out ------------------------------------------------------------------------------------------


@dataclass
class InlineWriter:
    """Writes runs of one unit: `codes` are the ids of its tokens in the order of the run."""

    unit: str
    codes: Iterator[str]
    printed: Printed
    counts: Counter[str] = field(default_factory=Counter)

    def write(self, parent: Element, spans: Spans) -> None:
        """Add a run to an element."""
        for strong, group in groupby(spans, lambda span: "b" in _look(span)):
            bold = self._pair(parent, "b") if strong else parent
            for emphasis, run in groupby(group, lambda span: "i" in _look(span)):
                inner = self._pair(bold, "i") if emphasis else bold
                for span in run:
                    self._span(inner, span)

    def _pair(self, parent: Element, letter: str) -> Element:
        self.counts[letter] += 1
        return _element(parent, "g", id=f"{letter}{self.counts[letter]}", ctype=_CTYPES[letter])

    def _span(self, parent: Element, span: Span) -> None:
        match span:
            case TextSpan():
                _add_text(parent, span.text)
            case Hyperlink():
                link = _element(parent, "g", id=next(self.codes), ctype="link")
                self.write(link, span.children)
            case FootnoteText():
                code = next(self.codes)
                _element(parent, "x", id=code, ctype="x-footnote", xid=f"{self.unit}.{code}")
            case CrossReference() if span == COUNT:
                self.counts["c"] += 1
                _element(
                    parent, "x", id=f"c{self.counts['c']}", ctype="x-count", **{"equiv-text": "#"}
                )
            case LiveNumber() | CrossReference():
                code, text = next(self.codes), self.printed(span)
                _add_placeholder(parent, code, text)


def _add_placeholder(parent: Element, code: str, text: str) -> None:
    shown = _element(parent, "ph", id=code, ctype=_CTYPES[code[0]], **{"equiv-text": text})
    shown.text = text


def _look(span: Span) -> str:
    if isinstance(span, TextSpan | LiveNumber):
        return "b" * span.strong + "i" * span.emphasis
    return ""


def _element(parent: Element, name: str, **attributes: str) -> Element:
    return etree.SubElement(parent, tag(name), attributes)


def _add_text(parent: Element, text: str) -> None:
    text = ILLEGAL.sub("", text)  # no XML holds it; it is told where the draft is made
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


# --- In -------------------------------------------------------------------------------------------


class RunDamaged(ValueError):
    """The inline elements of a unit are not those that were written; the message says which."""


# The codes of a run with what each stands for, and the texts of the placeholders of its source.
Notes = Callable[[str], Spans]


@dataclass
class InlineReader:
    """Reads the run of a unit: `book` has what each code stands for, `shown` what the placeholders of the
    file's own source show, `note` gives the words of a footnote's unit."""

    book: Mapping[str, CodedSpan]
    shown: Mapping[str, str]
    note: Notes
    met: Counter[str] = field(default_factory=Counter)

    def read(self, element: Element) -> Spans:
        """The run; raises `RunDamaged` unless every code stands in it exactly once."""
        spans = _joined(self._children(element, strong=False, emphasis=False))
        for code in self.book:
            if not self.met[code]:
                message = _("the placeholder %(code)s (%(text)s) is missing")
                raise RunDamaged(message % {"code": code, "text": self._named(code)})
        return spans

    def _named(self, code: str) -> str:
        """A placeholder as the translator saw it."""
        return self.shown.get(code) or {"f": _("footnote"), "l": _("link")}.get(code[0], code)

    def _children(self, element: Element, *, strong: bool, emphasis: bool) -> Iterator[Span]:
        if element.text:
            yield TextSpan(_NEW_LINES.sub(" ", element.text), strong, emphasis)
        for child in element:
            yield from self._child(child, strong=strong, emphasis=emphasis)
            if child.tail:
                yield TextSpan(_NEW_LINES.sub(" ", child.tail), strong, emphasis)

    def _child(self, child: Element, *, strong: bool, emphasis: bool) -> Iterator[Span]:
        name, code = etree.QName(child).localname, child.get("id", "")
        if name == "mrk":  # what a translator's program marks for itself
            yield from self._children(child, strong=strong, emphasis=emphasis)
        elif name == "g" and code[:1] in ("b", "i") and code not in self.book:
            bold, italic = strong or code[0] == "b", emphasis or code[0] == "i"
            yield from self._children(child, strong=bold, emphasis=italic)
        elif name in ("ph", "x", "g") and code[:1] == "c" and code not in self.book:
            yield COUNT
        else:
            yield self._token(child, name, code, strong=strong, emphasis=emphasis)

    def _token(self, child: Element, name: str, code: str, *, strong: bool, emphasis: bool) -> Span:
        span = self.book.get(code)
        if (
            span is None
            or (name == "g") != isinstance(span, Hyperlink)
            or name not in ("g", "ph", "x")
        ):
            message = _("<%(name)s id=“%(code)s”> is no mark of this text")
            raise RunDamaged(message % {"name": name, "code": code[:40]})
        self.met[code] += 1
        if self.met[code] > 1:
            message = _("the placeholder %(code)s (%(text)s) stands twice")
            raise RunDamaged(message % {"code": code, "text": self._named(code)})
        match span:
            case Hyperlink():
                return self._link(span, child, strong=strong, emphasis=emphasis)
            case FootnoteText():
                return FootnoteText(self.note(code))
        self._refuse_changed(child, code)
        return LiveNumber(span.token, strong, emphasis) if isinstance(span, LiveNumber) else span

    def _link(self, span: Hyperlink, child: Element, *, strong: bool, emphasis: bool) -> Span:
        inner = _joined(self._children(child, strong=strong, emphasis=emphasis))
        kept = tuple(one for one in inner if isinstance(one, TextSpan | LiveNumber))
        if len(kept) != len(inner) or not kept:
            raise RunDamaged(_("a link holds words and live numbers, and at least one word"))
        return Hyperlink(span.href, kept)

    def _refuse_changed(self, child: Element, code: str) -> None:
        """A placeholder's own text is not the translator's; programs may leave it out."""
        text = _text(child)
        if text and text != self.shown.get(code, text):
            message = _(
                "the text of the placeholder %(code)s was changed from “%(old)s” to “%(new)s”"
            )
            facts = {"code": code, "old": self.shown.get(code, ""), "new": text[:60]}
            raise RunDamaged(message % facts)


def _joined(spans: Iterator[Span]) -> Spans:
    """The spans with words of one look as one run."""
    found: list[Span] = []
    for span in spans:
        last = found[-1] if found else None
        if isinstance(span, TextSpan) and isinstance(last, TextSpan) and _look(span) == _look(last):
            found[-1] = TextSpan(last.text + span.text, span.strong, span.emphasis)
        elif not isinstance(span, TextSpan) or span.text:
            found.append(span)
    return tuple(found)


def shown_in(source: Element) -> dict[str, str]:
    """What the placeholders of a unit's source show, by their codes."""
    every = source.iter(tag("ph"))
    return {one.get("id", ""): _text(one) for one in every}


def _text(element: Element) -> str:
    return "".join(map(str, element.itertext())).strip()
