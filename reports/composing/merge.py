"""The paper as it stands: what the sources call for, joined with what people have written.

Regenerating never eats work. A template or adopted paragraph that nobody has edited follows its
source; an edited one keeps the person's words (and the author is told when the source has moved on);
a written one is left alone. A section stays as long as words of a person stand in it, even when no
source has anything to say there. A paragraph is found by its key: when its source moves to another
section, its words go along; where a person has placed it, it stays.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from core.languages.translated import texts_of
from reports.composing.stored import StoredPaper, Texts, kept_stored_paper
from reports.document.translations import NumbersApart, compared, followed
from reports.models import Origin, Paragraph, Report, Section
from reports.outline.plan import (
    PaperPart,
    Plan,
    PlannedParagraph,
    PlannedSection,
    plan,
    without_silent,
)

COVER = "cover/"


@dataclass(frozen=True)
class PaperParagraph:
    """A paragraph with the words that count, per language.

    `every` has the texts of all languages, those too that are left out for their numbers (`apart`);
    `apart` and `behind` tell of its translations (`reports.document.translations`); `edited` are the
    languages in which a person has changed what its source says.
    """

    key: str
    origin: Origin
    texts: Mapping[str, str]
    figure: str = ""
    apart: Mapping[str, NumbersApart] = field(default_factory=dict)
    behind: Mapping[str, str] = field(default_factory=dict)
    edited: frozenset[str] = frozenset()
    every: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class PaperSection:
    """A section of the paper in reading order; `behind` is of its heading's words."""

    key: str
    level: int
    headings: Mapping[str, str]
    paragraphs: tuple[PaperParagraph, ...]
    part: PaperPart = PaperPart.MAIN
    tables: tuple[str, ...] = ()
    landscape: bool = False
    subtitles: Mapping[str, str] = field(default_factory=dict)
    behind: Mapping[str, str] = field(default_factory=dict)

    @property
    def begins_appendix(self) -> bool:
        """Whether an appendix begins here; what stands below it belongs to it."""
        return self.part is PaperPart.APPENDIX and self.level == 1


@dataclass(frozen=True)
class Paper:
    """Everything a document is composed of, before numbers are computed.

    `behind` is of the first page, by field: what the original said when it was translated.
    `edited` lists (paragraph key, language) whose source has changed under a person's edit,
    `orphaned` paragraph keys whose source is gone but whose edited words were kept; `removed` are those
    that a person has taken out, by the key of the section that they would stand in.
    """

    sections: tuple[PaperSection, ...]
    silent: tuple[PaperSection, ...]
    plan: Plan
    edited: tuple[tuple[str, str], ...] = ()
    orphaned: tuple[str, ...] = ()
    removed: tuple[tuple[str, PaperParagraph], ...] = ()
    behind: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def paper(report: Report) -> Paper:
    """The paper as sources and edits stand now. Reads, writes nothing."""
    return merge(plan(report), kept_stored_paper(report))


def merge(planned: Plan, stored: StoredPaper) -> Paper:
    """What the sources call for, joined with what is stored."""
    return _Merge(planned, stored).paper()


class _Merge:
    """One joining of a plan with what is stored."""

    def __init__(self, planned: Plan, stored: StoredPaper) -> None:
        self.plan, self.stored = planned, stored
        self.planned = planned.by_key
        self.called_for = self.planned.keys() - {one.key for one in planned.loose}

    def paper(self) -> Paper:
        every = self._with_unplanned([self._section(one) for one in self.plan.sections])
        # Main text, decision, appendices: whatever the outline says, and with what was kept.
        every.sort(key=lambda section: section.part)
        sections, silent = without_silent(every)
        return Paper(
            sections=sections,
            silent=silent,
            plan=self.plan,
            edited=tuple(
                (key, language)
                for key, one in self.planned.items()
                if not self._is_removed(key)
                for language in _changed(one, self.stored.texts_of(key))
            ),
            orphaned=tuple(
                row.key
                for row in self.stored.by_key.values()
                if row.origin != Origin.WRITTEN and not row.removed and self._is_kept(row)
            ),
            removed=tuple(self._removed()),
            behind={
                target.removeprefix(COVER): languages
                for target, languages in self.stored.behind.items()
                if target.startswith(COVER)
            },
        )

    # --- Which paragraphs stand where ---------------------------------------------------------

    def _is_removed(self, key: str) -> bool:
        row = self.stored.by_key.get(key)
        return row is not None and row.removed

    def _follows_plan(self, key: str) -> bool:
        """Whether a planned paragraph stands where its source says."""
        row = self.stored.by_key.get(key)
        return row is None or not (row.placed or row.removed)

    def _is_kept(self, row: Paragraph) -> bool:
        """Whether a paragraph that no source calls for stays for its words."""
        return row.key not in self.called_for and self.stored.holds_words(row)

    def _standing(self, section: str) -> list[Paragraph]:
        """The stored paragraphs that stand in a section by themselves, not by the plan, in order."""
        return [
            row
            for row in self.stored.paragraphs.get(section, ())
            if self.stored.by_key[row.key] is row
            and not row.removed
            and (self._is_kept(row) or (row.placed and row.key in self.planned))
        ]

    def _section(self, section: PlannedSection) -> PaperSection:
        """A planned section, with the paragraphs of people in their places."""
        paragraphs = [
            self._paragraph(one.key) for one in section.paragraphs if self._follows_plan(one.key)
        ]
        stored = self.stored.paragraphs.get(section.key, ())
        for row in self._standing(section.key):
            there = [one.key for one in paragraphs]
            paragraphs.insert(_behind_neighbour(row, stored, there), self._paragraph(row.key))
        stands = self.stored.sections.get(section.key)
        headings = {**section.headings, **own_headings(stands)}
        return PaperSection(
            section.key,
            section.level,
            headings,
            tuple(paragraphs),
            section.part,
            section.tables,
            section.landscape,
            section.subtitles,
            self._behind(section.key, stands, headings),
        )

    def _behind(
        self, key: str, row: Section | None, headings: Mapping[str, str]
    ) -> Mapping[str, str]:
        """The translations of a heading whose original has changed, here or in the outline."""
        known = self.stored.behind.get(f"section/{key}", {})
        before = stored_headings(row) if row else headings
        return followed(before, headings, known, self.stored.original)

    def _with_unplanned(self, planned: Sequence[PaperSection]) -> list[PaperSection]:
        """Sections that no outline calls for any more stay, behind their old neighbour, with what
        people have written in them."""
        sections = list(planned)
        wanted = {section.key for section in planned}
        before = ""  # the section that stood above
        for row in sorted(self.stored.sections.values(), key=lambda one: one.position):
            if row.key not in wanted:
                kept = tuple(self._paragraph(one.key) for one in self._standing(row.key))
                if not kept:
                    continue
                headings = stored_headings(row)
                behind = self._behind(row.key, row, headings)
                part = PaperPart(row.part)
                section = PaperSection(row.key, row.level, headings, kept, part, behind=behind)
                places = [i for i, each in enumerate(sections, 1) if each.key == before]
                sections.insert(places[0] if places else 0, section)
            before = row.key
        return sections

    def _removed(self) -> Iterator[tuple[str, PaperParagraph]]:
        """What a person has taken out, and could put back."""
        for row in self.stored.by_key.values():
            if row.removed and (row.key in self.planned or self.stored.holds_words(row)):
                yield row.section.key, self._paragraph(row.key)

    # --- What they say ------------------------------------------------------------------------

    def _paragraph(self, key: str) -> PaperParagraph:
        """The person's words where there are any, else the source's."""
        planned, rows = self.planned.get(key), self.stored.texts_of(key)
        row = self.stored.by_key.get(key)
        texts = {code: one.text for code, one in rows.items() if one.is_edited or not planned}
        origin, figure = Origin.WRITTEN, ""
        if row is not None:
            origin, figure = Origin(row.origin), row.figure
        if planned is not None:
            texts, origin = {**planned.texts, **texts}, planned.origin
            figure = row.figure if row is not None and row.figure_placed else planned.figure
        found = compared(texts, rows, self.stored.original)
        return PaperParagraph(
            key,
            origin,
            found.texts,
            figure,
            found.apart,
            found.behind,
            frozenset(code for code, one in rows.items() if one.is_edited),
            texts,
        )


def _behind_neighbour(row: Paragraph, stored: Sequence[Paragraph], there: Sequence[str]) -> int:
    """Where in the keys `there` a paragraph belongs: behind the nearest of its section, as `stored` in
    order, that it stood behind."""
    for other in reversed(stored):
        if other.position < row.position and other.key in there:
            return there.index(other.key) + 1
    return min(row.position, len(there))


def stored_headings(row: Section) -> dict[str, str]:
    """What a heading said in the paper as it was last kept."""
    return {**texts_of(row, "heading"), **own_headings(row)}


def own_headings(row: Section | None) -> dict[str, str]:
    """The words of a person for the heading of a section, by language."""
    return {code: one["text"] for code, one in row.own_heading.items()} if row else {}


def _changed(planned: PlannedParagraph, stored: Texts) -> Iterator[str]:
    """The languages in which a person has edited what the source says otherwise now."""
    for language, row in stored.items():
        if row.is_edited and planned.texts.get(language, "") != row.generated:
            yield language
