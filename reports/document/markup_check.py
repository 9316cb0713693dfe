"""The text of one paragraph, read as the report will read it: every mistake, and where it begins.

Nothing here knows of files or forms: a loader adds line and field (`reports.outline.text_field`), a
form its name, and an editor can check what is being typed.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from core.figures.registry import figures
from core.imports.fields import control_sign
from core.imports.problems import did_you_mean, quoted
from core.numbers.registry import example, numbers
from core.numbers.syntax import (
    AGAINST,
    MOVING_FORMS,
    Form,
    Token,
    TokenError,
    find_tokens,
    parse_token,
    token_signature,
)
from reports.document.inline_markup import REFERENCES
from reports.document.markup import parse, split_paragraphs
from reports.document.picture_markup import pictures_named
from reports.document.spans import CrossReference, MarkupError, TextSpan


@dataclass(frozen=True)
class TextProblem:
    """What is wrong at `offset` of the text, in words for the person who wrote it."""

    message: str
    offset: int


@dataclass(frozen=True)
class NumberAt:
    """A live number that can be read, at `offset` of the text."""

    token: Token
    offset: int


@dataclass(frozen=True)
class ReferenceAt:
    """A cross reference, at `offset` of the text; of a range each end is one."""

    kind: str
    key: str
    offset: int


@dataclass(frozen=True)
class CheckedText:
    """What a check found: problems, and what must mean something once the report stands."""

    problems: tuple[TextProblem, ...]
    numbers: tuple[NumberAt, ...]
    references: tuple[ReferenceAt, ...]


def check_text(
    text: str,
    *,
    many: bool = False,
    own_figures: Collection[str] = (),
    pictures: Collection[str] = (),
) -> CheckedText:
    """Check the source of one paragraph (of several, with `many`); lines end with a newline.

    `own_figures` are the keys of those that the report declares, `pictures` of those that it has. Every
    live number and reference is looked at, not only the first. Whether a number can be computed and a
    reference leads somewhere is not asked: that needs the report.
    """
    control = control_sign(text)
    if control is not None:
        return CheckedText((TextProblem(str(control), control.offset or 0),), (), ())
    own = {*own_figures, *pictures}
    found = [*_numbers(text), *_references(text, own), *_missing_pictures(text, pictures)]
    problems = tuple(one for one in found if isinstance(one, TextProblem))
    return CheckedText(
        problems=problems or tuple(_structure(text, many=many)),
        numbers=tuple(one for one in found if isinstance(one, NumberAt)),
        references=tuple(one for one in found if isinstance(one, ReferenceAt)),
    )


def paragraph_problems(text: str) -> list[tuple[int, str]]:
    """What is wrong with a text of several paragraphs: (offset, message)."""
    return [(one.offset, one.message) for one in check_text(text, many=True).problems]


def holds_blocks(text: str) -> bool:
    """Whether more than sentences stands in a text that can be read: lists, tables, boxes."""
    try:
        return bool(parse(text).blocks)
    except (MarkupError, TokenError):
        return False


def holds_marks(text: str) -> bool:
    """Whether a text that can be read holds more than plain words and references."""
    try:
        children = parse(text).children
    except (MarkupError, TokenError):
        return False
    return not all(
        one.is_plain if isinstance(one, TextSpan) else isinstance(one, CrossReference)
        for one in children
    )


def _numbers(text: str) -> Iterator[NumberAt | TextProblem]:
    end = 0
    for start in [hit.start() for hit in re.finditer(r"\{\{", text)]:
        if start < end:
            continue
        end = _closing(text, start)
        if not end:
            message = _("the live number %(text)s is not closed; end it with }}.")
            yield TextProblem(message % {"text": quoted(text[start : start + 30])}, start)
            return
        try:
            token = parse_token(text[start:end])
        except TokenError as error:
            message = f"{error.problem}. {error.remedy}"
            yield TextProblem(message, start + (error.offset or 0))
            continue
        problem = number_problem(token)
        yield TextProblem(problem, start) if problem else NumberAt(token, start)


def _references(text: str, own_figures: Collection[str]) -> Iterator[ReferenceAt | TextProblem]:
    for start, end in _enclosed(text, "[[", "]]"):
        kind, _colon, key = (part.strip() for part in text[start + 2 : end - 2].partition(":"))
        if kind not in REFERENCES or not key:
            message = _(
                "%(text)s is no cross reference; write [[fig:KEY]], [[para:KEY]], "
                "[[table:KEY]] or [[app:KEY]]."
            )
            yield TextProblem(message % {"text": quoted(text[start:end])}, start)
        elif kind == "fig" and key not in figures and key not in own_figures:
            known = did_you_mean(key, [*(one.key for one in figures), *own_figures])
            message = _("there is no figure %(key)s. %(known)s")
            yield TextProblem(message % {"key": quoted(key), "known": known}, start)
        else:
            yield from (ReferenceAt(kind, one, start) for one in key.split(".."))


def _missing_pictures(text: str, pictures: Collection[str]) -> Iterator[TextProblem]:
    for key, offset in pictures_named(text):
        if key not in pictures:
            message = _(
                "there is no picture %(key)s here; pictures are uploaded to a report, on its page or "
                "beside its file. %(known)s"
            )
            facts = {"key": quoted(key), "known": did_you_mean(key, pictures)}
            yield TextProblem((message % facts).strip(), offset)


def _enclosed(text: str, opening: str, closing: str) -> Iterator[tuple[int, int]]:
    """Where each part that stands between these signs begins and ends, the signs included."""
    end = 0
    while (start := text.find(opening, end)) >= 0:
        close = text.find(closing, start + len(opening))
        if close < 0:
            return
        end = close + len(closing)
        yield start, end


def _structure(text: str, *, many: bool) -> Iterator[TextProblem]:
    """What is wrong with paragraphs, points, notes and links."""
    for block in split_paragraphs(text) if many else [text]:
        try:
            parse(block)
        except MarkupError as error:
            yield TextProblem(str(error), _found(text, error.near, block))
        except TokenError as error:
            yield TextProblem(str(error), text.find(block))


def _found(text: str, near: str, block: str) -> int:
    """Where a mistake is: at `near`, whose words may go on in the next line, else where the block is."""
    for part in (near, near.split("\n")[0], *near.split(" ")[:1]):
        if part and (offset := text.find(part)) >= 0:
            return offset
    return max(0, text.find(block.split("\n")[0]))


def _closing(text: str, start: int) -> int:
    """The position behind the braces that close a live number; 0 when none do."""
    depth = 0
    for position in range(start, len(text)):
        depth += {"{": 1, "}": -1}.get(text[position], 0)
        if depth == 0:
            return position + 1
    return 0


def number_problem(token: Token) -> str:
    """What is wrong with a number's key or parameters; empty when nothing is."""
    if token.key not in numbers:
        known = did_you_mean(token.key, [spec.key for spec in numbers])
        message = _("there is no live number %(key)s. %(known)s")
        return message % {"key": quoted(token.key), "known": known}
    spec = numbers[token.key]
    names = {**spec.params, **spec.optional}
    if AGAINST in token.params and token.form not in MOVING_FORMS:
        message = _("%(key)s says “against” without a form that compares; write form=%(form)s.")
        return message % {"key": token.key, "form": Form.DIRECTION.value}
    for name in token.params:
        if name not in names and name != AGAINST:
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
