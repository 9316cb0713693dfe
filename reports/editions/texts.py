"""Every text of a paper in reading order, in all its languages: first page, headings, paragraphs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.translation import gettext as _

from core.languages.translated import texts_of
from reports.composing.merge import Paper, PaperParagraph, PaperSection
from reports.composing.numbering import number
from reports.models import IMPLICATIONS, Profile, Report

NO_TEXTS: Mapping[str, str] = {}


class TextKind(StrEnum):
    """What a text is in the paper."""

    COVER = "cover"
    HEADING = "heading"
    SUBTITLE = "subtitle"
    PARAGRAPH = "paragraph"


@dataclass(frozen=True)
class PaperText:
    """A text of the paper: `key` is a paragraph's, a section's, or the field of the first page.

    `texts` has every language in which it says something, as markup; of a paragraph `number` is the
    printed one. `behind` is the original as it read when a translation was made that is older now, by
    language; `edited` the languages that a person has changed. `section` is the key of the section.
    """

    kind: TextKind
    key: str
    texts: Mapping[str, str]
    section: str = ""
    level: int = 0
    number: int = 0
    behind: Mapping[str, str] = field(default_factory=dict)
    edited: frozenset[str] = frozenset()

    @property
    def id(self) -> str:
        """What names it among all texts of the paper, and its block in the composed tree."""
        prefix = {TextKind.HEADING: "section", TextKind.PARAGRAPH: "para"}.get(self.kind, self.kind)
        return f"{prefix}/{self.key}"

    @property
    def label(self) -> str:
        """What people call it."""
        match self.kind:
            case TextKind.PARAGRAPH:
                return _("Paragraph %(number)s") % {"number": self.number}
            case TextKind.COVER:
                label = str(Report._meta.get_field(self.key).verbose_name)  # type: ignore[union-attr]
                return label[:1].upper() + label[1:]
            case TextKind.HEADING:
                return _("Heading")
            case TextKind.SUBTITLE:
                return _("Line under the heading")


# What the first page says in words of its own; lines of the box only in a decision paper.
COVER_WORDS = ("title", "summary")
# What stands on it as well, and is written with the report's other facts.
COVER_FACTS = ("session_place", "session_dates", "section", "segment", "author_unit")


def paper_texts(report: Report, paper: Paper) -> list[PaperText]:
    """Everything of the paper that somebody translates; what no language says is left out."""
    every = [*_cover(report, paper), *_body(paper)]
    return [one for one in every if any(one.texts.values())]


def _cover(report: Report, paper: Paper) -> Iterator[PaperText]:
    lines = IMPLICATIONS if report.profile == Profile.DECISION else ()
    for name in (*COVER_WORDS, *lines, *COVER_FACTS):
        behind = paper.behind.get(name, NO_TEXTS)
        yield PaperText(TextKind.COVER, name, texts_of(report, name), behind=behind)


def _body(paper: Paper) -> Iterator[PaperText]:
    numbers = number(paper).paragraphs
    for section in paper.sections:
        yield from _headings(section)
        for one in section.paragraphs:
            yield _paragraph(one, section, numbers[one.key])


def _headings(section: PaperSection) -> Iterator[PaperText]:
    for kind, texts, behind in (
        (TextKind.HEADING, section.headings, section.behind),
        (TextKind.SUBTITLE, section.subtitles, NO_TEXTS),
    ):
        yield PaperText(kind, section.key, texts, section.key, section.level, behind=behind)


def _paragraph(one: PaperParagraph, section: PaperSection, number_: int) -> PaperText:
    return PaperText(
        kind=TextKind.PARAGRAPH,
        key=one.key,
        texts={code: text for code, text in one.every.items() if text},
        section=section.key,
        number=number_,
        behind=one.behind,
        edited=one.edited,
    )
