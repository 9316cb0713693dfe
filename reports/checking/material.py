"""What the rules read: the paper's editions, numbers, projects and framework, as plain values."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

from core.languages.base import MOST_IN_WORDS
from reports.checking.phrases import phrase_after
from reports.checking.reading import Run, RunKind, Unit
from reports.document import tree
from reports.document.recorded import RecordedAmount


def project_of(key: str) -> str:
    """The code of the project that a paragraph was adopted from; empty for any other."""
    return key.split("/")[1] if key.startswith("project/") and key.count("/") >= 2 else ""


@dataclass(frozen=True)
class ProjectFacts:
    """A project on the day of the data: its stage as a key and in words, its titles by language."""

    code: str
    stage: str
    stage_name: str
    titles: Mapping[str, str]


@dataclass(frozen=True)
class QuantityFacts:
    """A quantity of a project in the reported year; `units` by language."""

    project: str
    key: str
    value: Decimal
    units: Mapping[str, str]

    @property
    def token(self) -> str:
        """The live number that prints it."""
        return f"projects.quantity project={self.project} quantity={self.key}"


@dataclass(frozen=True)
class PromiseFacts:
    """A promise of an earlier report that nobody has answered by the day of the data."""

    project: str
    key: str
    what: Mapping[str, str]
    year: int
    due: str
    overdue: bool


@dataclass(frozen=True)
class LevelFacts:
    """A level of the framework: how many parts it has, their titles by number and language.

    `signature` is the live number that counts them.
    """

    level: str
    count: int
    signature: str
    titles: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class HeadingFacts:
    """A section of the paper, by its key."""

    key: str
    level: int
    headings: Mapping[str, str]
    appendix: bool = False


@dataclass(frozen=True)
class LeftOut:
    """A translation that is not printed, since its live numbers are not the original's."""

    key: str
    language: str
    source: str
    lacking: tuple[str, ...]


@dataclass(frozen=True)
class Material:
    """A paper and what it is about, on the day of its data.

    `editions` are the units by language; a text that an edition lacks is in `untranslated` (target,
    language). `printed` has the text of each live number by language and signature. Up to `most_in_words`
    numbers stand in words.
    """

    original: str
    cut_off: date
    editions: Mapping[str, Sequence[Unit]]
    numbers: Mapping[str, RecordedAmount] = field(default_factory=dict)
    projects: Mapping[str, ProjectFacts] = field(default_factory=dict)
    quantities: Sequence[QuantityFacts] = ()
    promises: Sequence[PromiseFacts] = ()
    levels: Sequence[LevelFacts] = ()
    sections: Sequence[HeadingFacts] = ()
    silent: Sequence[HeadingFacts] = ()
    untranslated: Sequence[tuple[str, str]] = ()
    left_out: Sequence[LeftOut] = ()
    most_in_words: int = MOST_IN_WORDS

    def units(self) -> Iterator[Unit]:
        """Every unit of every edition."""
        for edition in self.editions.values():
            yield from edition

    def prose(self, *kinds: RunKind) -> Iterator[tuple[Unit, Run]]:
        """Every run of paragraphs and of the first page's box; of these kinds alone if some are given."""
        for unit in self.units():
            if unit.level == 0:
                for run in unit.runs:
                    if not kinds or run.kind in kinds:
                        yield unit, run

    @cached_property
    def by_target(self) -> Mapping[tuple[str, str], Unit]:
        """Each unit by its target and language."""
        return {(unit.target, unit.language): unit for unit in self.units()}

    @cached_property
    def live(self) -> "Mapping[str, Sequence[LiveUse]]":
        """Where live numbers stand, by language."""
        found: dict[str, list[LiveUse]] = {code: [] for code in self.editions}
        for unit, run in self.prose():
            for one in run.computed:
                if one.number is not None:
                    found[unit.language].append(LiveUse(unit, run, one.start, one.end, one.number))
        return found


@dataclass(frozen=True)
class LiveUse:
    """A live number at its place."""

    unit: Unit
    run: Run
    start: int
    end: int
    number: tree.Number

    @cached_property
    def value(self) -> Decimal:
        """Its exact value."""
        return Decimal(self.number.exact)

    @cached_property
    def noun(self) -> tuple[str, ...]:
        """What it counts: the words behind it, perhaps printed with it."""
        inner = self.run.text[self.start : self.end].split()
        if len(inner) > 1 and "(" not in inner[1]:
            return tuple(word.casefold() for word in inner[1:])
        return phrase_after(self.run, self.end)
