"""A composed edition as the checker reads it: units of running words, with what is computed in them."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from core.languages import profile
from core.numbers.words import starts_sentence
from reports.checking.numerals import Numeral, numerals
from reports.document import tree


class RunKind(StrEnum):
    """Where words stand."""

    SENTENCES = "sentences"
    POINT = "point"
    CELL = "cell"
    NOTE = "note"
    HEADING = "heading"


@dataclass(frozen=True)
class Computed:
    """What the program printed at a place of a run: a live number, or a reference (no number)."""

    start: int
    end: int
    number: tree.Number | None = None
    target: str = ""


@dataclass(frozen=True)
class Sentence:
    """A sentence of a run: `start` is its place there, `meant` has the live numbers as what they mean."""

    start: int
    end: int
    text: str
    meant: str


@dataclass(frozen=True)
class Run:
    """Words in one go, as they are printed; `kind` says where."""

    kind: RunKind
    language: str
    text: str
    computed: tuple[Computed, ...] = ()
    links: tuple[str, ...] = ()

    @cached_property
    def numerals(self) -> list[Numeral]:
        """The numbers of the run; what references print is none."""
        text = self.text
        for one in self.computed:
            if one.number is None:
                text = text[: one.start] + "\x00" * (one.end - one.start) + text[one.end :]
        live = tuple((one.start, one.end) for one in self.computed if one.number)
        return numerals(text, self.language, live)

    @cached_property
    def sentences(self) -> list[Sentence]:
        """The sentences, in order."""
        starts = [0]
        spoken = profile(self.language)
        for hit in _ENDS.finditer(self.text):
            if starts_sentence(self.text[starts[-1] :], hit.end() - starts[-1], spoken):
                starts.append(hit.end())
        ends = [*starts[1:], len(self.text)]
        return [
            Sentence(start, end, self.text[start:end].strip(), self._meant(start, end))
            for start, end in zip(starts, ends, strict=True)
            if self.text[start:end].strip()
        ]

    def sentence_at(self, place: int) -> Sentence:
        """The sentence that holds a place; of a run without words an empty one."""
        behind = bisect_right(self.sentences, place, key=lambda one: one.start)
        if behind and place < self.sentences[behind - 1].end:
            return self.sentences[behind - 1]
        return Sentence(0, len(self.text), self.text, self.meant)

    def numerals_in(self, start: int, end: int) -> list[Numeral]:
        """The numbers that begin from `start` on and before `end`."""
        first, behind = (
            bisect_left(self.numerals, place, key=lambda one: one.start) for place in (start, end)
        )
        return self.numerals[first:behind]

    @property
    def meant(self) -> str:
        """Its words, with the live numbers as what they mean."""
        return self._meant(0, len(self.text) + 1)

    def number_at(self, place: int) -> tree.Number | None:
        """The live number that printed what stands at a place."""
        return next((one.number for one in self.computed if one.start <= place < one.end), None)

    def is_typed(self, start: int, end: int) -> bool:
        """Whether a person has typed every sign there."""
        return not any(one.start < end and start < one.end for one in self.computed)

    def _meant(self, start: int, end: int) -> str:
        parts, at = [], start
        for one in self.computed:
            if start <= one.start < end:
                meaning = f"{{{one.number.signature}}}" if one.number else f"[{one.target}]"
                parts += [self.text[at : one.start], meaning]
                at = one.end
        return "".join([*parts, self.text[at:end]]).strip()


_ENDS = re.compile(r"[.!?…][”»“\"’)\]]*[\s\u00a0]+")


@dataclass(frozen=True)
class Unit:
    """A paragraph with what belongs to it, a heading, or the box of the first page, in one language.

    `source` is its markup; `runs` are in reading order, `blocks` as the tree has them.
    """

    target: str
    language: str
    runs: tuple[Run, ...]
    blocks: tuple[tree.Block, ...] = ()
    source: str = ""
    level: int = 0
    appendix: bool = False
    number: int = 0

    @property
    def key(self) -> str:
        """The paragraph's key; empty for anything else."""
        return self.target.removeprefix("para/") if self.target.startswith("para/") else ""

    @property
    def tables(self) -> list[tree.Table]:
        """The tables that somebody typed in it."""
        return [one for one in tree.with_inner(self.blocks) if isinstance(one, tree.Table)]

    def notes(self) -> int:
        """How many notes it has."""
        return sum(run.kind is RunKind.NOTE for run in self.runs)

    @cached_property
    def printed(self) -> str:
        """All its words, to bind a waiver to what is about it as a whole."""
        return "\n".join(run.meant for run in self.runs)


def units(document: tree.Document, sources: Mapping[str, str]) -> list[Unit]:
    """The units of an edition in reading order; what stands there in another language is left out."""
    reader = _Reader(document.language, sources)
    reader.cover(document.cover)
    for block in document.blocks:
        reader.block(block)
    return reader.done()


class _Reader:
    """Collects the blocks of a paragraph into one unit."""

    def __init__(self, language: str, sources: Mapping[str, str]) -> None:
        self.language, self.sources = language, sources
        self.units: list[Unit] = []
        self.open: list[tree.Block] = []
        self.foreign = self.appendix = False

    def cover(self, cover: tree.Cover) -> None:
        if any(isinstance(one, tree.Text) and one.language for one in cover.box):
            return
        runs = tuple(read(cover.box, RunKind.SENTENCES, self.language))
        source = self.sources.get("cover/summary", "")
        self.units.append(Unit("cover/summary", self.language, runs, source=source))

    def block(self, block: tree.Block) -> None:
        match block:
            case tree.Heading() | tree.Appendix():
                self._close()
                self.appendix = self.appendix or isinstance(block, tree.Appendix)
                level = block.level if isinstance(block, tree.Heading) else 1
                runs = tuple(read(block.children, RunKind.HEADING, self.language))
                self.units.append(
                    Unit(block.id, self.language, runs, (block,), "", level, self.appendix)
                )
            case tree.Paragraph():
                self._close()
                self.foreign, self.open = block.untranslated, [block]
            case tree.Figure():
                self._close()
            case tree.Table() if not block.is_typed:
                self._close()
            case _:
                if self.open:
                    self.open.append(block)

    def done(self) -> list[Unit]:
        self._close()
        return self.units

    def _close(self) -> None:
        blocks, self.open = self.open, []
        if not blocks or self.foreign or not isinstance(blocks[0], tree.Paragraph):
            return
        runs = tuple(run for block in blocks for run in _runs(block, self.language))
        source = self.sources.get(blocks[0].id, "")
        facts = (0, self.appendix, blocks[0].number)
        self.units.append(Unit(blocks[0].id, self.language, runs, tuple(blocks), source, *facts))


_KINDS = {tree.BulletList: RunKind.POINT, tree.Table: RunKind.CELL}


def _runs(block: tree.Block, language: str) -> Iterator[Run]:
    kind = RunKind.SENTENCES
    blocks = block.blocks if isinstance(block, tree.Box) else (block,)
    for one in blocks:
        inner = _KINDS.get(type(one), kind)
        for nodes in tree.runs(one):
            yield from read(nodes, inner, language)


def read(nodes: Sequence[tree.Inline], kind: RunKind, language: str) -> Iterator[Run]:
    """The run of some nodes, and behind it one for each of their notes."""
    text, computed, links = "", [], []
    notes: list[Run] = []
    for node in nodes:
        if isinstance(node, tree.Note):
            notes += read(node.children, RunKind.NOTE, language)
            continue
        inner = node.children if isinstance(node, tree.Link) else (node,)
        if isinstance(node, tree.Link):
            links.append(node.href)
        for one in inner:
            end = len(text) + len(one.text)
            if isinstance(one, tree.Number):
                computed.append(Computed(len(text), end, one))
            elif isinstance(one, tree.Reference):
                computed.append(Computed(len(text), end, target=one.target))
            text += one.text
    yield Run(kind, language, text, tuple(computed), tuple(links))
    yield from notes
