"""The syntax of live numbers inside a text.

    {{projects.total}}
    {{projects.quantity project=P-47 quantity=participants form=figure}}
    {{projects.new_or_major form=count_share round=cut}}
    {{projects.late | =0 {no project is} one {# project is} other {# projects are}}}
    {{projects.quantity project=P-47 quantity=participants form=more_than step=5000}}
    {{projects.total against=2020 form=direction}}

A key, parameters in any order, and, after a bar, the words around the number in every plural form
that the language needs: a number put into a finished sentence cannot agree with it. ``#`` stands
for the number and ``\\#`` for the sign itself; braces inside a form must be balanced or written
``\\{`` and ``\\}``.

Reserved parameters say how the number is printed, and may differ between editions:

``form``    one of ``Form``
``round``   one of ``Rounding``; without it, the rule of the report
``places``  decimals of the printed figure
``agree``   m, f or n: gender of the noun behind a number word ("ein Projekt", "eine Leistung")
``step``    of ``more_than``: what the number is rounded down to a multiple of

``against`` is a parameter that every number takes: the year or day with which the forms of movement
("rose", "by 12") compare it. It and all others belong to the number and must be equal in every edition
(``token_signature``). A value with spaces or signs stands in straight quotes: ``unit="Human Resources"``.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NoReturn, TypeAlias, cast, get_args

from core.languages import Gender
from core.languages.rounding import Rounding

PLURAL_CATEGORIES = ("zero", "one", "two", "few", "many", "other")
DIRECTIONS = ("up", "down", "same")  # plural forms of a movement
ALL = "=all"  # the plural form for a part that is its whole
LARGEST_PLACES = 12
OPTIONS = ("form", "round", "places", "agree", "step")
AGAINST = "against"

# The reserved parameters of a token: value and position.
_Options: TypeAlias = Mapping[str, tuple[str, int]]

_KEY = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*")
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_BARE_VALUE = re.compile(r"[^\s|{}\"]+")
_QUOTED_VALUE = re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)
_SELECTOR = re.compile(r"=\d{1,9}|=all|[a-z]+")
_STEP = re.compile(r"[1-9]\d{0,11}")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)


class Form(enum.StrEnum):
    """How a live number is printed."""

    TEXT = "text"  # as running text has it: one to ten in words; money as money
    FIGURE = "figure"
    WORDS = "words"
    ORDINAL = "ordinal"
    ORDINAL_WORDS = "ordinal_words"
    PER_CENT = "per_cent"
    COUNT_SHARE = "count_share"
    MONEY = "money"
    MORE_THAN = "more_than"
    MORE_THAN_PER_CENT = "more_than_per_cent"
    OF_ALL = "of_all"  # none of the, one of the, 72 of the, all of the
    DIRECTION = "direction"  # rose, fell, did not change
    CHANGE = "change"  # by 12
    CHANGE_PER_CENT = "change_per_cent"
    MOVEMENT = "movement"  # rose by 12
    MOVEMENT_PER_CENT = "movement_per_cent"


# Those that say how a number differs from what it was, and those that are rounded down to a step.
MOVING_FORMS = frozenset(
    (
        *(Form.DIRECTION, Form.CHANGE, Form.CHANGE_PER_CENT),
        *(Form.MOVEMENT, Form.MOVEMENT_PER_CENT),
    )
)
STEPPED_FORMS = frozenset((Form.MORE_THAN, Form.MORE_THAN_PER_CENT))


class TokenError(ValueError):
    """A live number that cannot be read or printed: where, what, and how to mend it.

    ``offset`` counts characters from 0, in the text that was given (message: from 1); it is
    ``None`` when a number that was read well cannot be printed.
    """

    def __init__(self, problem: str, remedy: str, offset: int | None = None) -> None:
        where = "" if offset is None else f"Character {offset + 1}: "
        super().__init__(f"{where}{problem}. {remedy}")
        self.problem = problem
        self.remedy = remedy
        self.offset = offset

    def __reduce__(self) -> tuple[type[TokenError], tuple[str, str, int | None]]:
        """Let the error travel from a worker; else it would be rebuilt from its message."""
        return type(self), (self.problem, self.remedy, self.offset)


class Params(Mapping[str, str]):
    """The parameters of a number: a mapping that is sorted and hashable."""

    def __init__(self, params: Mapping[str, str] | None = None) -> None:
        self.pairs: tuple[tuple[str, str], ...] = tuple(sorted((params or {}).items()))

    def __getitem__(self, name: str) -> str:
        for own, value in self.pairs:
            if own == name:
                return value
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return (name for name, _ in self.pairs)

    def __len__(self) -> int:
        return len(self.pairs)

    def __hash__(self) -> int:
        return hash(self.pairs)

    def __repr__(self) -> str:
        return f"Params({dict(self.pairs)!r})"


@dataclass(frozen=True)
class Token:
    """One live number. Tokens are equal when they mean the same, however they were typed.

    ``plural`` holds (selector, form) in the order typed; forms keep their escapes. ``source`` is
    the token as it stands in the text, braces included.
    """

    key: str
    params: Params = field(default_factory=Params)
    form: Form = Form.TEXT
    rounding: Rounding | None = None
    plural: tuple[tuple[str, str], ...] = ()
    source: str = field(default="", compare=False)
    places: int | None = None
    agree: Gender | None = None
    step: int | None = None


# A draft holds some hundred signatures, which are read again for every page.
@lru_cache(maxsize=2048)
def parse_token(source: str) -> Token:
    """Return the token written in ``source``, with or without its outer braces.

    Raises ``TokenError``; its offset counts in ``source``.
    """
    text = source.strip()
    lead = len(source) - len(source.lstrip())
    shift = 0 if text.startswith("{{") else 2
    reader = _Reader(text if shift == 0 else f"{{{{{text}}}}}", lead - shift)
    token, end = reader.token(0)
    if end != len(reader.text):
        reader.fail(
            end, "something follows the end of the live number", "Remove it, or count the braces."
        )
    return token


# A page of a report asks for the same few hundred texts again and again, which seldom change.
@lru_cache(maxsize=2048)
def find_tokens(text: str) -> tuple[tuple[int, int, Token], ...]:
    """Return (start, end, token) of every live number: ``text[start:end]`` is its source.

    Raises ``TokenError``, with the offset in ``text``, for the first that cannot be read and for
    ``}}`` that closes nothing.
    """
    found: list[tuple[int, int, Token]] = []
    reader, position = _Reader(text), 0
    while True:
        start = text.find("{{", position)
        stray = text.find("}}", position, len(text) if start < 0 else start)
        if stray >= 0:
            reader.fail(
                stray, "'}}' closes a live number that was not opened", "Open it with '{{'."
            )
        if start < 0:
            return tuple(found)
        token, position = reader.token(start)
        found.append((start, position, token))


def token_signature(token: Token) -> str:
    """Return key and parameters in one canonical line: what two editions of a sentence must share.

    Form, rounding and plural words are left out, because they belong to the language.
    """
    return " ".join(
        [token.key, *(f"{name}={quoted_value(value)}" for name, value in token.params.items())]
    )


def format_token(token: Token) -> str:
    """Return a token in canonical spelling; ``parse_token`` gives an equal token back."""
    parts = [token_signature(token)]
    if token.form is not Form.TEXT:
        parts.append(f"form={token.form.value}")
    if token.rounding is not None:
        parts.append(f"round={token.rounding.value}")
    if token.places is not None:
        parts.append(f"places={token.places}")
    if token.agree is not None:
        parts.append(f"agree={token.agree}")
    if token.step is not None:
        parts.append(f"step={token.step}")
    if token.plural:
        parts += ["|", *(f"{selector} {{{form}}}" for selector, form in token.plural)]
    return "{{" + " ".join(parts) + "}}"


def quoted_value(value: str) -> str:
    """The value of a parameter as it is written, in quotes where it needs them."""
    if _BARE_VALUE.fullmatch(value):
        return value
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


class _Reader:
    """Reads tokens out of a text, from left to right."""

    def __init__(self, text: str, shift: int = 0) -> None:
        self.text = text
        self.shift = shift
        self.at = 0

    def fail(self, offset: int, problem: str, remedy: str) -> NoReturn:
        raise TokenError(problem, remedy, max(offset + self.shift, 0))

    def token(self, start: int) -> tuple[Token, int]:
        """Return the token that begins with ``{{`` at ``start``, and the position behind it."""
        self.at = start + 2
        self._space()
        key = self._match(_KEY)
        if key is None:
            self.fail(
                self.at, "a live number begins with its key", "Write e.g. {{projects.total}}."
            )
        params = self._parameters()
        form = self._form({name: params[name] for name in OPTIONS if name in params})
        plural = self._plural(form) if self._takes("|") else ()
        if not self._takes("}}"):
            self._fail_at_end(start)
        if form in MOVING_FORMS and AGAINST not in params:
            remedy = "Say with which year or day, as in against=2020."
            self.fail(params["form"][1], f"form={form} compares with nothing", remedy)
        options = {name: params.pop(name) for name in OPTIONS if name in params}
        token = Token(
            key,
            Params({name: value for name, (value, _) in params.items()}),
            form=form,
            rounding=self._rounding(options),
            plural=plural,
            source=self.text[start : self.at],
            places=self._places(options),
            agree=self._agree(options),
            step=self._step(form, options),
        )
        return token, self.at

    def _space(self) -> None:
        while self.at < len(self.text) and self.text[self.at].isspace():
            self.at += 1

    def _match(self, pattern: re.Pattern[str], group: int = 0) -> str | None:
        found = pattern.match(self.text, self.at)
        if found is None:
            return None
        self.at = found.end()
        return found.group(group)

    def _takes(self, sign: str) -> bool:
        self._space()
        if not self.text.startswith(sign, self.at):
            return False
        self.at += len(sign)
        return True

    def _fail_at_end(self, start: int) -> NoReturn:
        rest = self.text[self.at : self.at + 12]
        if not rest:
            self.fail(start, "this live number is not closed", "End it with '}}'.")
        self.fail(
            self.at,
            f"{rest!r} was not expected here",
            "Parameters are name=value, plural forms follow a '|', and '}}' ends the number.",
        )

    def _parameters(self) -> dict[str, tuple[str, int]]:
        """Return every parameter, reserved ones too, with its value and its position."""
        params: dict[str, tuple[str, int]] = {}
        while True:
            before = self.at
            self._space()
            offset = self.at
            name = self._match(_NAME)
            if name is None:
                return params
            if offset == before:
                self.fail(offset, f"{name!r} follows without a space", "Put a space between them.")
            if not self.text.startswith("=", self.at):
                self.fail(
                    offset, f"{name!r} has no value", "Write it as name=value, without spaces."
                )
            self.at += 1
            if name in params:
                self.fail(offset, f"the parameter {name!r} stands twice", "Keep one of them.")
            params[name] = (self._value(name), offset)

    def _value(self, name: str) -> str:
        quoted = self._match(_QUOTED_VALUE, 1)
        if quoted is not None:
            return _ESCAPE.sub(r"\1", quoted)
        bare = self._match(_BARE_VALUE)
        if bare is None:
            self.fail(self.at, f"{name!r} has no value", f'Write {name}=value or {name}="a value".')
        return bare

    def _form(self, options: _Options) -> Form:
        return Form(self._one_of("form", options, [form.value for form in Form]) or Form.TEXT)

    def _rounding(self, options: _Options) -> Rounding | None:
        rule = self._one_of("round", options, [rule.value for rule in Rounding])
        return Rounding(rule) if rule else None

    def _agree(self, options: _Options) -> Gender | None:
        return cast(Gender | None, self._one_of("agree", options, get_args(Gender)))

    def _places(self, options: _Options) -> int | None:
        places = self._one_of("places", options, [str(n) for n in range(LARGEST_PLACES + 1)])
        return int(places) if places else None

    def _step(self, form: Form, options: _Options) -> int | None:
        value, offset = options.get("step", ("", 0))
        if form in STEPPED_FORMS:
            if _STEP.fullmatch(value):
                return int(value)
            problem = f"step={value} is no step" if value else f"form={form} has no step"
            where = offset or options["form"][1]
            self.fail(where, problem, "Write a whole number from 1, as in step=5000.")
        if value:
            self.fail(offset, "step belongs to form=more_than", "Remove it, or name that form.")
        return None

    def _one_of(self, name: str, options: _Options, known: Sequence[str]) -> str | None:
        if name not in options:
            return None
        value, offset = options[name]
        if value not in known:
            self.fail(offset, f"{name}={value} is unknown", f"Known are: {', '.join(known)}.")
        return value

    def _plural(self, form: Form) -> tuple[tuple[str, str], ...]:
        begin = self.at
        forms: dict[str, str] = {}
        while True:
            self._space()
            offset = self.at
            selector = self._selector(form)
            if selector is None:
                break
            if selector in forms:
                self.fail(offset, f"the plural form {selector!r} stands twice", "Keep one of them.")
            if not self._takes("{"):
                self.fail(self.at, f"{selector!r} has no words", f"Write {selector} {{words}}.")
            forms[selector] = self._words()
        if "other" not in forms and not forms.keys() >= set(DIRECTIONS):
            self.fail(
                begin, "the plural form 'other' is missing", "Add e.g. other {# projects are}."
            )
        return tuple(forms.items())

    def _selector(self, form: Form) -> str | None:
        offset = self.at
        selector = self._match(_SELECTOR)
        if selector is None or selector == ALL:
            return selector
        if selector.startswith("="):
            return f"={int(selector[1:])}"
        categories = (*DIRECTIONS, *PLURAL_CATEGORIES)[0 if form in MOVING_FORMS else 3 :]
        if selector not in categories:
            known = ", ".join(categories)
            self.fail(
                offset, f"{selector!r} is no plural form", f"Known are: {known}, and =0, =1 …."
            )
        return selector

    def _words(self) -> str:
        """Return what stands between the brace just read and its partner, escapes kept."""
        begin, depth = self.at, 1
        while self.at < len(self.text):
            sign = self.text[self.at]
            if self.text.startswith("{{", self.at):
                self.fail(
                    self.at,
                    "a live number cannot stand inside the plural forms of another",
                    "Put it into a sentence of its own; for the sign itself write '\\{'.",
                )
            depth += {"{": 1, "}": -1}.get(sign, 0)
            self.at += 2 if sign == "\\" else 1
            if depth == 0:
                return self.text[begin : self.at - 1]
        self.fail(
            begin - 1, "this brace is not closed", "Add '}', or write '\\{' for the sign itself."
        )
