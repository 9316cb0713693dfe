"""Mistakes in a file, each with its place; all of them are collected before anything is written."""

import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from django.utils.translation import gettext as _

from core.languages import LANGUAGES

LONGEST_VALUE = 60
LONGEST_FIELD = 200  # a way through a file may be long; the name of a column is what somebody wrote
_LOOKED_AT = 1000  # more than is shown, since blanks in a row are shown as one


@dataclass(frozen=True, order=True)
class Location:
    """Where in a file something stands; lines and columns count from 1, 0 is "the whole file"."""

    file: str
    line: int = 0
    column: int = 0
    sheet: str = ""
    cell: str = ""

    def __str__(self) -> str:
        parts = [self.file]
        if self.sheet:
            parts.append(_("sheet “%(name)s”") % {"name": self.sheet})
        elif self.line:
            parts.append(_("line %(number)d") % {"number": self.line})
        if self.cell:
            parts.append(_("cell %(name)s") % {"name": self.cell})
        return ", ".join(parts)


@dataclass(frozen=True)
class Problem:
    """One mistake: where, in which field, what is wrong and what would be right."""

    location: Location
    field: str
    message: str

    def __str__(self) -> str:
        field = self.field
        if len(field) > LONGEST_FIELD:
            field = f"{field[:LONGEST_FIELD]}…"
        return printable(": ".join(filter(None, [str(self.location), field, self.message])))


class FileRefused(ValueError):
    """A file has mistakes; nothing was written."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = tuple(problems)


@dataclass
class FileCheck:
    """One file being read: its languages, its mistakes, and what its author should know.

    `languages` are those that texts may be in; `original` the one that must be there, and that a
    text without a language is in.
    """

    file: str
    languages: Sequence[str] = LANGUAGES
    original: str = "en"
    problems: list[Problem] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    _noted: set[Problem] = field(default_factory=set, init=False, repr=False, compare=False)

    def problem(self, location: Location, where: str, message: str) -> None:
        """Note a mistake, once."""
        found = Problem(location, where, message)
        if found not in self._noted:
            self._noted.add(found)
            self.problems.append(found)

    def notice(self, message: str) -> None:
        """Note something the author should know and need not mend."""
        if message not in self.notices:
            self.notices.append(message)

    @property
    def whole(self) -> Location:
        """The file itself, for what has no line."""
        return Location(self.file)

    def refuse_if_wrong(self) -> None:
        """Raise `FileRefused` with every mistake found so far, in the order of the file."""
        if self.problems:
            raise FileRefused(sorted(self.problems, key=lambda one: one.location))


def did_you_mean(word: str, known: Collection[str]) -> str:
    """A sentence naming what was probably meant, else all that is known, or nothing."""
    folded = {one.casefold(): one for one in known}
    close = get_close_matches(word.casefold(), folded, n=1, cutoff=0.6)
    if close:
        return _("Did you mean “%(word)s”?") % {"word": folded[close[0]]}
    if not known:
        return ""
    return _("Known: %(words)s.") % {"words": ", ".join(_few(sorted(known)))}


def _few(words: Sequence[str], most: int = 12) -> Iterator[str]:
    yield from words[:most]
    if len(words) > most:
        yield "…"


def quoted(value: object) -> str:
    """A value as messages show it: in quotation marks, on one line, not endless."""
    text = printable(" ".join(str(value)[:_LOOKED_AT].split()))
    return f"“{text[:LONGEST_VALUE]}…”" if len(text) > LONGEST_VALUE else f"“{text}”"


def printable(text: str) -> str:
    """The text as one line that no terminal obeys: what is no sign to see stands as in “\\x1b”."""
    return "".join(
        sign
        if sign.isprintable() or unicodedata.category(sign) == "Zs"
        else sign.encode("unicode_escape").decode()
        for sign in text
    )
