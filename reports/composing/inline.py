"""Spans of markup to inline nodes of the tree, in one language."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from babel.numbers import is_currency

from core.languages import LanguageProfile, profile
from core.languages.base import capitalised
from core.numbers.syntax import Form, token_signature
from core.numbers.words import Style, render_token, starts_sentence
from reports.composing.computed_numbers import ComputedNumbers
from reports.composing.numbering import MAIN, Numbering
from reports.document import tree
from reports.document.notes import BrokenReference
from reports.document.spans import (
    CrossReference,
    FootnoteText,
    Hyperlink,
    LiveNumber,
    Span,
    TextSpan,
)

IN_SENTENCE = "x "


@dataclass
class Inliner:
    """Turns spans into nodes and keeps what runs through a document: note numbers, first uses."""

    computed: ComputedNumbers
    profile: LanguageProfile
    style: Style
    numbering: Numbering
    appendix: str = MAIN
    notes: int = 0
    money_used: bool = False
    uses: dict[str, int] = field(default_factory=dict)
    broken: list[BrokenReference] = field(default_factory=list)

    def begin_appendix(self, key: str) -> None:
        """From here on the notes count from 1 again."""
        self.appendix, self.notes = key, 0

    def inline(
        self, where: str, spans: Sequence[Span], language: str, *, in_cell: bool = False
    ) -> tuple[tree.Inline, ...]:
        """The nodes of `spans`; `language` is set where it is not the document's.

        Then numbers and references speak it too: they stand in its sentences. No sentence begins in a
        cell of a table, and its numbers are figures.
        """
        nodes: list[tree.Inline] = []
        # What stands before the next node, to know where sentences begin.
        before = IN_SENTENCE if in_cell else ""
        for span in spans:
            if isinstance(span, FootnoteText):
                self.notes += 1
                number = self.notes
                children = self._flat(self.inline(where, span.children, language))
                nodes.append(tree.Note(number=number, children=children))
                continue
            for node in self._nodes(where, span, before, language, in_cell):
                nodes.append(node)
                before += _plain(node)
        return tuple(nodes)

    def _flat(
        self, nodes: Iterable[tree.Inline]
    ) -> "tuple[tree.Text | tree.Number | tree.Link | tree.Reference, ...]":
        """A note holds everything but notes."""
        return tuple(node for node in nodes if not isinstance(node, tree.Note))

    def _nodes(
        self, where: str, span: Span, before: str, language: str, in_cell: bool
    ) -> list[tree.Text | tree.Number | tree.Link | tree.Reference]:
        match span:
            case TextSpan():
                return [self._text(span, language)]
            case LiveNumber():
                return [self._number(where, span, before, self.speaking(language), in_cell)]
            case CrossReference():
                return [self._reference(span, before, self.speaking(language))]
            case Hyperlink(href=href, children=inner):
                words = [n for s in inner for n in self._nodes(where, s, before, language, in_cell)]
                kept = tuple(n for n in words if isinstance(n, tree.Text | tree.Number))
                return [tree.Link(href=href, children=kept)]
        return []

    def _text(self, words: TextSpan, language: str) -> tree.Text:
        return tree.Text(
            text=self.speaking(language).typeset(words.text),
            strong=words.strong,
            emphasis=words.emphasis,
            language=language,
        )

    def speaking(self, language: str) -> LanguageProfile:
        """The profile of sentences in `language`; empty is the document's."""
        return profile(language) if language else self.profile

    def _number(
        self, where: str, span: LiveNumber, before: str, words: LanguageProfile, in_cell: bool
    ) -> tree.Number:
        token = span.token
        value = self.computed.value(token)
        if in_cell and token.form is Form.TEXT and not is_currency(value.amount.unit):
            token = replace(token, form=Form.FIGURE)
        style = replace(
            self.style,
            first_money_use=not self.money_used,
            sentence_start=starts_sentence(before, len(before), words),
        )
        if token.form is Form.MONEY:
            self.money_used = True
        self.uses[where] = self.uses.get(where, 0) + 1
        return tree.Number(
            text=render_token(token, value.amount, words, style),
            uid=f"{where}#{self.uses[where]}",
            key=token.key,
            signature=token_signature(token),
            exact="" if value.value is None else format(value.value, "f"),
            form=token.form.value,
            rounding=(token.rounding or self.style.rounding).value,
            strong=span.strong,
            emphasis=span.emphasis,
        )

    def _reference(
        self, span: CrossReference, before: str, words: LanguageProfile
    ) -> tree.Text | tree.Reference:
        """ "Figure 1", "paragraphs 21–32 of Appendix I"; a broken one is shown and reported."""
        found = self.numbering
        numbers = {
            "fig": found.figures,
            "table": found.tables,
            "app": found.appendices,
            "para": found.paragraphs,
        }[span.kind]
        missing = [key for key in (span.key, span.last) if key and key not in numbers]
        if missing:
            self.broken.extend(BrokenReference(block=span.kind, key=key) for key in missing)
            return tree.Text(text=f"[{span.kind}:{missing[0]}?]", strong=True)
        text = self._referred(span, words)
        if starts_sentence(before, len(before), words):
            text = capitalised(text)
        return tree.Reference(target=f"{span.kind}/{span.key}", text=text)

    def _referred(self, span: CrossReference, words: LanguageProfile) -> str:
        """What a reference that leads somewhere prints, in a sentence of such words."""
        found = self.numbering
        match span.kind:
            case "fig":
                return words.figure(found.figures[span.key])
            case "table":
                return words.table(found.tables[span.key])
            case "app":
                return words.appendix_reference(found.appendices[span.key])
        first, last = found.paragraphs[span.key], found.paragraphs[span.last or span.key]
        text = words.paragraphs(first, last)
        within = found.within[span.key]
        if within == self.appendix:
            return text
        if within == MAIN:
            return words.in_main_text(text)
        return words.in_appendix(text, found.appendices[within])


def _plain(node: tree.Text | tree.Number | tree.Link | tree.Reference) -> str:
    if isinstance(node, tree.Link):
        return "".join(child.text for child in node.children)
    return node.text
