"""Fields of figures and tables that a report declares: each checks what stands in it alone."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from core.imports.fields import Field, ListOf, Mistake, Text, Texts
from core.imports.nodes import Listing, Node, Scalar, Table
from core.imports.problems import FileCheck, quoted
from core.imports.records import Record, Row
from core.numbers.syntax import Form, Token, TokenError, parse_token, token_signature
from core.years import years_meant
from reports.document.markup_check import holds_blocks, holds_marks, number_problem

KEY = r"[A-Za-z0-9]+(?:[._\-][A-Za-z0-9]+)*"
LONGEST_KEY, LONGEST_TEXT, LONGEST_NOTE = 60, 300, 1000


class PlainText(Text):
    """Words without a mark: captions, notes and heads are the same in every format."""

    def value(self, scalar: Scalar) -> str:
        """The words, if they are plain."""
        text = super().value(scalar)
        if "{{" in text or "[[" in text or holds_marks(text) or holds_blocks(text):
            raise Mistake(
                _(
                    "only plain words can stand here: neither live numbers, references, footnotes and "
                    "links nor words in bold or italics."
                )
            )
        return text


def plain_texts(longest: int, *, required: bool = False) -> Texts:
    """Plain words by language; an edition without them takes those of the original."""
    return Texts(inner=PlainText(longest), fallback=False, required=required)


class DeclaredKey(Text):
    """The key of a declaration, which nothing that the program brings has."""

    def __init__(self, taken: Iterable[Any]) -> None:
        asks = _("a key is letters, figures, points and hyphens, as in plan-2016-17.")
        super().__init__(LONGEST_KEY, pattern=KEY, asks=asks, required=True)
        self.taken = taken

    def value(self, scalar: Scalar) -> str:
        """The key, if it is free."""
        key = super().value(scalar)
        if key in self.taken:
            message = _("the program brings %(key)s itself; choose another key.")
            raise Mistake(message % {"key": quoted(key)})
        return key


class YearsText(Text):
    """A year, or several as in 2016-17."""

    def value(self, scalar: Scalar) -> str:
        """As addresses and numbers write it."""
        years = years_meant(super().value(scalar))
        if years is None:
            raise Mistake(_("Write a year as in 2021, or several as in 2016-17."))
        return str(years)


class NumberKey(Text):
    """A live number by its key and parameters, as in “projects.late year=2020”."""

    def __init__(self) -> None:
        super().__init__(LONGEST_TEXT, required=True)

    def value(self, scalar: Scalar) -> str:
        """The number in canonical spelling."""
        text = super().value(scalar)
        try:
            token = parse_token(text)
        except TokenError as error:
            raise Mistake(f"{error.problem}. {error.remedy}") from error
        if problem := number_problem(token):
            raise Mistake(problem)
        if token != Token(token.key, token.params, Form.TEXT):
            raise Mistake(_("a figure draws a number; how a text prints one is left out here."))
        return token_signature(token)


class BarField(Field[Row]):
    """A number of a figure: its key, or a group of number and label."""

    def __init__(self) -> None:
        super().__init__()
        label = plain_texts(LONGEST_TEXT)
        self.record = Record({"number": NumberKey(), "label": label})

    def read(self, node: Node, path: str, reading: FileCheck) -> Row | None:
        """The group, whichever way it was written."""
        if isinstance(node, Table):
            return self.record.read(node, path, reading)
        row = Row(Table(node.location), path, reading)
        number = self.record.fields["number"].read(node, path, reading)
        row |= {"number": number, "label": {}}
        return row if number else None


class BarsField(ListOf):
    """One number, or several, one bar each."""

    def __init__(self) -> None:
        super().__init__(BarField(), required=True)

    def read(self, node: Node, path: str, reading: FileCheck) -> list[Any] | None:
        """The numbers; a single one needs no list."""
        if not isinstance(node, Listing):
            node = Listing(node.location, (node,))
        return super().read(node, path, reading)


class WhereField(Field[dict[str, list[str]]]):
    """What leaves some rows: a value or several by the name of a parameter."""

    def __init__(self) -> None:
        super().__init__(default={})
        self.values = ListOf(Text(LONGEST_KEY))

    def read(self, node: Node, path: str, reading: FileCheck) -> dict[str, list[str]] | None:
        """The values by name; whether the number knows the name is asked when both are read."""
        if not isinstance(node, Table):
            message = _("a group belongs here, as in %(example)s.")
            reading.problem(node.location, path, message % {"example": "{unit: [TMS, AMS]}"})
            return None
        found = {}
        for name, entry in node.entries.items():
            values = self.values.read(entry.node, f"{path}.{name}", reading)
            if values:
                found[name] = values
        return found


def own_keys(tree: Node, name: str) -> Iterator[str]:
    """The keys of what a file declares under `name`, before any of it is checked."""
    entry = tree.entries.get(name) if isinstance(tree, Table) else None
    for item in entry.node.items if entry and isinstance(entry.node, Listing) else ():
        key = item.entries.get("key") if isinstance(item, Table) else None
        if key and isinstance(key.node, Scalar):
            yield key.node.text.strip()
