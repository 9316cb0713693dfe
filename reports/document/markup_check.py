"""The texts of a report, read as the report will read them: every mistake with its place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from core.figures.registry import figures
from core.imports.fields import Mistake, Text
from core.imports.nodes import Node, Scalar
from core.imports.problems import FileCheck, Location, did_you_mean, quoted
from core.numbers.registry import example, numbers
from core.numbers.syntax import Token, TokenError, find_tokens, parse_token, token_signature
from reports.document.markup import REFERENCES, MarkupError, parse, split_paragraphs

_REFERENCE = re.compile(r"\[\[(?P<kind>[^:\]]*):?(?P<key>[^\]]*)\]\]")


@dataclass(frozen=True)
class NumberUse:
    """A live number in a text of the file."""

    place: Location
    path: str
    token: Token


@dataclass(frozen=True)
class ReferenceUse:
    """A cross reference in a text of the file."""

    place: Location
    path: str
    kind: str
    key: str


@dataclass
class Uses:
    """Everything in a file's texts that must mean something once the file is written."""

    numbers: list[NumberUse] = field(default_factory=list)
    references: list[ReferenceUse] = field(default_factory=list)


class MarkupText(Text):
    """One paragraph (or several, with `many`) in the markup of `reports.document.markup`.

    What it uses is kept in `uses`, to be checked against the data once they are there.
    """

    def __init__(self, uses: Uses, *, many: bool = False, longest: int = 0) -> None:
        super().__init__(longest, lines=True)
        self.uses, self.many = uses, many

    def read(self, node: Node, path: str, reading: FileCheck) -> str | None:
        """The text; every live number and reference in it is looked at, not only the first."""
        text = super().read(node, path, reading)
        if text is None or not isinstance(node, Scalar):
            return None
        shift = len(node.text) - len(node.text.lstrip())
        mistakes = list(self._mistakes(text, node, path, shift))
        for mistake in mistakes:
            place = node.place_of(shift + (mistake.offset or 0))
            reading.problem(place, path, str(mistake))
        return None if mistakes else text

    def _mistakes(self, text: str, node: Scalar, path: str, shift: int) -> Iterator[Mistake]:
        wrong = False
        for found in [
            *self._numbers(text, node, path, shift),
            *self._cross(text, node, path, shift),
        ]:
            wrong = True
            yield found
        if not wrong:
            yield from self._markup(text)

    def _numbers(self, text: str, node: Scalar, path: str, shift: int) -> Iterator[Mistake]:
        end = 0
        for start in [hit.start() for hit in re.finditer(r"\{\{", text)]:
            if start < end:
                continue
            end = _closing(text, start)
            if not end:
                message = _("the live number %(text)s is not closed; end it with }}.")
                yield Mistake(message % {"text": quoted(text[start : start + 30])}, start)
                return
            try:
                token = parse_token(text[start:end])
            except TokenError as error:
                yield Mistake(f"{error.problem}. {error.remedy}", start + (error.offset or 0))
                continue
            problem = _unknown(token)
            if problem:
                yield Mistake(problem, start)
            else:
                self.uses.numbers.append(NumberUse(node.place_of(shift + start), path, token))

    def _cross(self, text: str, node: Scalar, path: str, shift: int) -> Iterator[Mistake]:
        for found in _REFERENCE.finditer(text):
            kind, key = found["kind"].strip(), found["key"].strip()
            if kind not in REFERENCES or not key:
                message = _(
                    "%(text)s is no cross reference; write [[fig:KEY]], [[para:KEY]], "
                    "[[table:KEY]] or [[app:KEY]]."
                )
                yield Mistake(message % {"text": quoted(found.group())}, found.start())
                continue
            if kind == "fig" and key not in figures:
                known = did_you_mean(key, [one.key for one in figures])
                message = _("there is no figure %(key)s. %(known)s")
                yield Mistake(message % {"key": quoted(key), "known": known}, found.start())
                continue
            place = node.place_of(shift + found.start())
            for one in key.split(".."):
                self.uses.references.append(ReferenceUse(place, path, kind, one))

    def _markup(self, text: str) -> Iterator[Mistake]:
        blocks = split_paragraphs(text)
        if not self.many:
            # A blank line before the points is as good as none.
            second = next((one for one in blocks[1:] if not one.startswith("- ")), None)
            if second is not None:
                message = _(
                    "a second paragraph begins here; a paragraph of the report stands alone."
                )
                yield Mistake(message, text.find(second))
                return
            blocks = [text]
        for block in blocks:
            try:
                parse(block)
            except (MarkupError, TokenError) as error:
                near = re.search("“(.*?)…?”", str(error))
                offset = text.find(near[1]) if near else -1
                yield Mistake(str(error), offset if offset >= 0 else text.find(block))


def _closing(text: str, start: int) -> int:
    """The position behind the braces that close a live number; 0 when none do."""
    depth = 0
    for position in range(start, len(text)):
        depth += {"{": 1, "}": -1}.get(text[position], 0)
        if depth == 0:
            return position + 1
    return 0


def _unknown(token: Token) -> str:
    """What is wrong with a number's key or parameters; empty when nothing is."""
    if token.key not in numbers:
        known = did_you_mean(token.key, [spec.key for spec in numbers])
        message = _("there is no live number %(key)s. %(known)s")
        return message % {"key": quoted(token.key), "known": known}
    spec = numbers[token.key]
    names = {**spec.params, **spec.optional}
    for name in token.params:
        if name not in names:
            message = _("%(key)s does not know “%(name)s”. %(known)s")
            known = did_you_mean(name, names)
            return message % {"key": token.key, "name": name, "known": known}
    if any(name not in token.params for name in spec.params):
        message = _("%(key)s needs more, as in %(example)s.")
        return message % {"key": token.key, "example": example(spec)}
    return ""


def signatures(text: str) -> set[str]:
    """What a text uses of live numbers, as every edition must use it."""
    try:
        return {token_signature(token) for _start, _end, token in find_tokens(text)}
    except TokenError:
        return set()
