"""Fields of a schema: each checks one node, says what is wrong with it, and gives a plain value.

A field that cannot read its node notes the mistake in the `Reading` and gives None; nothing is
written then, so whoever comes after need not ask again.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from django.conf import settings
from django.db.models import TextChoices
from django.utils.translation import gettext as _

from core.codes import same_key
from core.formulas import sharpened
from core.imports.layouts import in_every_language
from core.imports.nodes import Doubt, Listing, Node, Scalar, Table
from core.imports.problems import FileCheck, did_you_mean, quoted
from core.imports.written_days import days_written
from core.written_fields import one_line, with_plain_line_ends
from core.years import FIRST_YEAR, LAST_YEAR, is_year

Value = TypeVar("Value")
# What no text of a paper holds; tabs and line ends are dealt with by the fields.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]")


class Field(Generic[Value]):
    """One value. `required` fields must be given; others are `default` when they are not."""

    # Whether a day of which the cell shows month and year alone says enough.
    reads_months = False

    def __init__(self, *, required: bool = False, default: Value | None = None) -> None:
        self.required = required
        self.default = default

    def read(self, node: Node, path: str, reading: FileCheck) -> Value | None:
        """The value in `node`, or None after noting what is wrong with it."""
        if not isinstance(node, Scalar):
            reading.problem(
                node.location, path, _("one value belongs here, not a list or a group.")
            )
            return None
        try:
            self._refuse_doubt(node)
            return self.value(node)
        except Mistake as mistake:
            location = node.location if mistake.offset is None else node.location_of(mistake.offset)
            reading.problem(location, path, str(mistake))
            return None

    def _refuse_doubt(self, scalar: Scalar) -> None:
        """No value is taken that is another one than the cell shows."""
        if scalar.doubt is None or (scalar.doubt is Doubt.MONTH and self.reads_months):
            return
        if scalar.doubt is Doubt.MONTH:
            message = _("the cell holds the day %(held)s and shows its month only; format it so that "
                        "it shows the day.")  # fmt: skip
            raise Mistake(message % {"held": scalar.text})
        message = _("the cell holds %(held)s and, by its format, shows %(shown)s; write what is meant "
                    "into a cell without a format.")  # fmt: skip
        shown = (
            quoted(scalar.shown) if scalar.shown not in {"", scalar.text} else _("something else")
        )
        raise Mistake(message % {"held": quoted(scalar.text), "shown": shown})

    def value(self, scalar: Scalar) -> Value:
        """The value of a scalar that is not empty; raises `Mistake`."""
        raise NotImplementedError


class Mistake(ValueError):
    """What is wrong with one value; `offset` is the character of the text, if one is meant."""

    def __init__(self, message: str, offset: int | None = None) -> None:
        super().__init__(message)
        self.offset = offset


def control_sign(text: str) -> Mistake | None:
    """The mistake of a text that holds a sign which no page and no file can show."""
    control = _CONTROL.search(text)
    if control is None:
        return None
    message = _("a sign that cannot be printed stands here (U+%(code)s); remove it.")
    return Mistake(message % {"code": f"{ord(control.group()):04X}"}, control.start())


def words_in(scalar: Scalar) -> str:
    """The words of a cell; Excel makes days and numbers of what was typed, and shows them otherwise."""
    if not scalar.shown or scalar.is_per_cent:
        return scalar.text
    message = _("Excel has made something else of the words that were typed: the cell holds %(held)s. "
                "Format it as text and write them again.")  # fmt: skip
    raise Mistake(message % {"held": quoted(scalar.text)})


class Text(Field[str]):
    """Words, trimmed, in composed form. `pattern` with the words for what it asks narrows them.

    An apostrophe before =, +, - or @ where a cell might begin goes: our exports put it there so that
    no spreadsheet runs the text as a formula (`core.formulas`). What looks like one stays a text.
    """

    def __init__(
        self, longest: int, *, pattern: str = "", asks: str = "", lines: bool = False,
        required: bool = False, default: str | None = "",
    ) -> None:  # fmt: skip
        super().__init__(required=required, default=default)
        self.longest, self.pattern, self.asks, self.lines = longest, pattern, asks, lines

    def value(self, scalar: Scalar) -> str:
        """The words as they will be stored."""
        given = with_plain_line_ends(words_in(scalar))
        text = sharpened(unicodedata.normalize("NFC", given).strip(" \t\n"))
        control = control_sign(given)
        if control is not None:
            raise control
        if not self.lines:
            text = one_line(text)
        if len(text) > self.longest:
            message = _("%(text)s has %(length)d characters; at most %(most)d are possible.")
            raise Mistake(
                message % {"text": quoted(text), "length": len(text), "most": self.longest}
            )
        if self.pattern and not re.fullmatch(self.pattern, text):
            raise Mistake(_("%(text)s: %(asks)s") % {"text": quoted(text), "asks": self.asks})
        return text


def slug(longest: int = 50, *, required: bool = True) -> Text:
    """A short name in addresses."""
    asks = _("only letters without accents, figures, hyphens and underscores are possible here.")
    return Text(longest, pattern=r"[-a-zA-Z0-9_]+", asks=asks, required=required)


class Texts(Field[dict[str, str]]):
    """A text in several languages: `{en: …, de: …}`, or one text in the original language.

    `inner` checks each text. The original must be there, and English, on which every page falls
    back, unless `fallback` is False.
    """

    def __init__(
        self, longest: int = 0, *, lines: bool = False, inner: Field[str] | None = None,
        fallback: bool = True, required: bool = False,
    ) -> None:  # fmt: skip
        super().__init__(required=required, default={})
        self.inner = inner or Text(longest, lines=lines)
        self.fallback = fallback

    def read(self, node: Node, path: str, reading: FileCheck) -> dict[str, str] | None:
        """The text of each language that is given."""
        if isinstance(node, Scalar):
            text = self.inner.read(node, path, reading)
            alone = {reading.original: text} if text else {}
            self._check_original(node, path, alone, reading)
            return alone
        if not isinstance(node, Table):
            message = _("a text or a group of texts by language belongs here, as in {en: …}.")
            reading.problem(node.location, path, message)
            return None
        found = {}
        for code, entry in node.entries.items():
            if code not in reading.languages:
                known = did_you_mean(code, reading.languages)
                message = _("there is no language %(code)s. %(known)s")
                reading.problem(
                    entry.location,
                    f"{path}.{code}",
                    message % {"code": quoted(code), "known": known},
                )
            elif not (isinstance(entry.node, Scalar) and entry.node.is_empty):
                text = self.inner.read(entry.node, f"{path}.{code}", reading)
                if text:
                    found[code] = text
        self._check_original(node, path, found, reading)
        return found

    def _check_original(
        self, node: Node, path: str, found: Mapping[str, str], reading: FileCheck
    ) -> None:
        """The original language must be there; another that is missing is only told."""
        given = node.entries.keys() if isinstance(node, Table) else found.keys()
        if given and reading.original not in given:
            message = _("the text in the original language (%(code)s) is missing.")
            reading.problem(node.location, path, message % {"code": reading.original})
        elif given and self.fallback and settings.LANGUAGE_CODE not in given:
            message = _(
                "the English text (en) is missing; pages and other editions fall back on it."
            )
            reading.problem(node.location, path, message)


class Choice(Field[str]):
    """One of several words. `words` maps what may be written to what it means.

    Case, spaces, hyphens and underscores do not matter; `noun` names the thing in messages.
    """

    def __init__(
        self, words: Mapping[str, str] | Iterable[str], noun: str = "", *,
        required: bool = False, default: str | None = None,
    ) -> None:  # fmt: skip
        super().__init__(required=required, default=default)
        pairs = words if isinstance(words, Mapping) else {word: word for word in words}
        self.shown = list(pairs)
        self.noun = noun
        elsewhere = words.elsewhere if isinstance(words, Words) else {}
        spoken = {**elsewhere, **pairs}
        self.meanings = {folded(word): meaning for word, meaning in spoken.items()}

    def value(self, scalar: Scalar) -> str:
        """What the word means."""
        meaning = self.meanings.get(folded(scalar.text))
        if meaning is None:
            known = did_you_mean(scalar.text, self.shown)
            message = _("there is no %(noun)s %(word)s. %(known)s")
            word = quoted(scalar.text)
            raise Mistake(
                message % {"noun": self.noun or _("choice"), "word": word, "known": known}
            )
        return meaning


def folded(word: str) -> str:
    """A word without what people write differently: "In progress", "in_progress", "IN-PROGRESS"."""
    return re.sub(r"[\s_\-]+", " ", same_key(word)).strip()


class Flag(Field[bool]):
    """Yes or no, in the words and signs people use."""

    _YES = {"true", "yes", "ja", "oui", "sí", "1", "x", "wahr"}
    _NO = {"false", "no", "nein", "non", "0", "falsch"}

    def __init__(self, *, default: bool = False) -> None:
        super().__init__(default=default)

    def value(self, scalar: Scalar) -> bool:
        """True or False; a cell of Excel has it already."""
        if isinstance(scalar.native, bool):
            return scalar.native
        word = scalar.text.strip().casefold()
        if word not in self._YES | self._NO:
            raise Mistake(_("%(text)s is neither yes nor no.") % {"text": quoted(scalar.text)})
        return word in self._YES


class Day(Field[date]):
    """A day as 2021-05-31, or a date cell of Excel; of a year that can be meant."""

    def value(self, scalar: Scalar) -> date:
        """The day; another order of its parts is refused, with what was probably meant."""
        day = self._read(scalar)
        if not is_year(day.year):
            message = _("%(day)s cannot be meant; a year from %(first)s to %(last)s belongs here.")
            told = {"day": day, "first": FIRST_YEAR, "last": LAST_YEAR}
            raise Mistake(message % told)
        return day

    def _read(self, scalar: Scalar) -> date:
        if isinstance(scalar.native, datetime):
            raise Mistake(_("a day belongs here, without a time."))
        if isinstance(scalar.native, date):
            return scalar.native
        text = scalar.text.strip()
        try:
            if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
                return date.fromisoformat(text)
        except ValueError:
            raise Mistake(_("there is no day %(text)s.") % {"text": quoted(text)}) from None
        meant = [day.isoformat() for day in days_written(text)]
        if len(meant) > 1:
            message = _("%(text)s may be %(days)s; write the one that is meant.")
            either = _(" or ").join(meant)
            raise Mistake(message % {"text": quoted(text), "days": either})
        message = _("%(text)s is not a day; write year, month and day as in %(example)s.")
        example = meant[0] if meant else "2021-05-31"
        raise Mistake(message % {"text": quoted(text), "example": example})


class ListOf(Field[list[Any]]):
    """Several values of one kind; `unique` names the field (or fields) that no two may share.

    In a cell of a sheet, and where one text is written in place of a list, `;` separates them. The
    rows of a sheet are not `numbered`: their cells say enough.
    """

    def __init__(
        self, inner: Field[Any], *, unique: str | Sequence[str] = "", required: bool = False,
        numbered: bool = True,
    ) -> None:  # fmt: skip
        super().__init__(required=required, default=[])
        self.inner, self.numbered = inner, numbered
        self.unique = [unique] if isinstance(unique, str) and unique else list(unique)

    def read(self, node: Node, path: str, reading: FileCheck) -> list[Any] | None:
        """Every value that could be read, in order."""
        if isinstance(node, Scalar):
            node = Listing(node.location, _split(node))
        if isinstance(node, Table):
            message = _("a list belongs here: put “- ” before each part of it.")
            reading.problem(node.location, path, message)
            return None
        found = [
            self.inner.read(item, f"{path}[{index}]" if self.numbered else path, reading)
            for index, item in enumerate(node.items, 1)
        ]
        values = [one for one in found if one is not None]
        if self.unique:
            self._check_unique(values, reading)
        return values

    def _check_unique(self, rows: Sequence[Any], reading: FileCheck) -> None:
        seen: dict[Any, Any] = {}
        told = self.unique[0]
        for row in rows:
            value = tuple(row.get(name) for name in self.unique)
            # What could not be read has been told already, and may be no twin.
            unread = any(row.get(name) is None and row.gives(name) for name in self.unique)
            if unread or value[0] in (None, ""):
                continue
            if value in seen:
                first = seen[value].location_of(told)
                message = _("%(value)s stands here twice, first at %(place)s.")
                shown = ", ".join(str(one) for one in value if one not in (None, ""))
                text = message % {"value": quoted(shown), "place": first}
                reading.problem(row.location_of(told), row.path_of(told), text)
            seen.setdefault(value, row)


def _split(scalar: Scalar) -> tuple[Node, ...]:
    parts = (part.strip() for part in scalar.text.split(";"))
    return tuple(Scalar(scalar.location, part) for part in parts if part)


class Checked(Field[Value]):
    """A field with one more question: `check` raises `Mistake` for a value that cannot be."""

    def __init__(self, inner: Field[Value], check: Callable[[Value], None]) -> None:
        super().__init__(required=inner.required, default=inner.default)
        self.inner, self.check = inner, check

    def value(self, scalar: Scalar) -> Value:
        """The inner field's value, if the question is answered."""
        value = self.inner.value(scalar)
        self.check(value)
        return value


class Words(dict[str, str]):
    """What may be written for some values, as the active language has it, and what it means.

    `elsewhere` are the words of the other languages of the interface: whoever took a list along in
    one of them may bring it back while another is active. They are understood, not offered.
    """

    def __init__(self) -> None:
        super().__init__()
        self.elsewhere: dict[str, str] = {}


def words_of(choices: type[TextChoices]) -> Words:
    """What may be written for the values of a model's choices: the value, or its label."""
    found = Words()
    found.update({value: value for value in choices.values})
    for value, label in choices.choices:
        found.setdefault(str(label), value)
        for word in in_every_language(label):
            found.elsewhere.setdefault(word, value)
    return found
