"""A text in the report's markup as a field of a file, and what the texts of a file use."""

from dataclasses import dataclass, field

from core.imports.fields import Text
from core.imports.nodes import Node, Scalar
from core.imports.problems import FileCheck, Location
from core.lengths import TEXT
from core.numbers.syntax import Token
from reports.document.markup_check import check_text


@dataclass(frozen=True)
class NumberUse:
    """A live number in a text of the file."""

    location: Location
    path: str
    token: Token


@dataclass(frozen=True)
class ReferenceUse:
    """A cross reference in a text of the file."""

    location: Location
    path: str
    kind: str
    key: str


@dataclass
class Uses:
    """Everything in a file's texts that must mean something once the file is written.

    `own_figures` and `own_tables` are the keys of those that the file declares, `pictures` of those that
    it brings or its report has already.
    """

    own_figures: frozenset[str] = frozenset()
    own_tables: frozenset[str] = frozenset()
    pictures: frozenset[str] = frozenset()
    numbers: list[NumberUse] = field(default_factory=list)
    references: list[ReferenceUse] = field(default_factory=list)


class MarkupText(Text):
    """One paragraph (or several, with `many`) in the markup of `reports.document.markup`.

    What it uses is kept in `uses`, to be checked against the data once they are there.
    """

    def __init__(self, uses: Uses, *, many: bool = False, longest: int = TEXT) -> None:
        super().__init__(longest, lines=True)
        self.uses, self.many = uses, many

    def read(self, node: Node, path: str, reading: FileCheck) -> str | None:
        """The text, if nothing is wrong with it; each mistake with its place in the file."""
        text = super().read(node, path, reading)
        if text is None or not isinstance(node, Scalar):
            return None
        shift = len(node.text) - len(node.text.lstrip())
        checked = check_text(
            text,
            many=self.many,
            own_figures=self.uses.own_figures,
            pictures=self.uses.pictures,
        )
        for problem in checked.problems:
            reading.problem(node.location_of(shift + problem.offset), path, problem.message)
        for number in checked.numbers:
            location = node.location_of(shift + number.offset)
            self.uses.numbers.append(NumberUse(location, path, number.token))
        for one in checked.references:
            location = node.location_of(shift + one.offset)
            self.uses.references.append(ReferenceUse(location, path, one.kind, one.key))
        return None if checked.problems else text
