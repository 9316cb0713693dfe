"""Numbers of paragraphs, figures, tables and appendices: the same in every edition."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from reports.composing.merge import Paper, PaperParagraph, PaperSection
from reports.document.markup import table_keys
from reports.document.picture_markup import picture_keys
from reports.outline.plan import PaperPart

MAIN = ""


@dataclass(frozen=True)
class Numbering:
    """What is numbered, by key.

    Paragraphs run 1..n across all headings, and from 1 again in each appendix; figures and tables
    are numbered through the document, `pictures` with the figures. `within` names the appendix of a
    paragraph ("" is the main text); an appendix that is the only one has the number 0.
    """

    paragraphs: Mapping[str, int]
    within: Mapping[str, str]
    figures: Mapping[str, int]
    tables: Mapping[str, int]
    appendices: Mapping[str, int]
    pictures: frozenset[str] = frozenset()


def number(paper: Paper) -> Numbering:
    """Number the paper in reading order; a figure where it is announced, a table where it stands."""
    paragraphs: dict[str, int] = {}
    within: dict[str, str] = {}
    count, appendix = 0, MAIN
    for section in paper.sections:
        if section.begins_appendix:
            count, appendix = 0, section.key
        for paragraph in section.paragraphs:
            count += 1
            paragraphs[paragraph.key], within[paragraph.key] = count, appendix
    appendices = _counted(one.key for one in paper.sections if one.begins_appendix)
    return Numbering(
        paragraphs=paragraphs,
        within=within,
        figures=_counted(
            figure
            for section in paper.sections
            for paragraph in section.paragraphs
            for figure in (*_pictures(paragraph), paragraph.figure)
            if figure
        ),
        tables=_counted(table for section in paper.sections for table in _tables(section)),
        appendices=appendices if len(appendices) > 1 else dict.fromkeys(appendices, 0),
        pictures=frozenset(
            key
            for section in paper.sections
            for paragraph in section.paragraphs
            for key in _pictures(paragraph)
        ),
    )


def _tables(section: PaperSection) -> Iterator[str]:
    """The tables of a section: those in its texts, then the generated ones."""
    for paragraph in section.paragraphs:
        yield from _typed_tables(paragraph)
    yield from section.tables


def _typed_tables(paragraph: PaperParagraph) -> list[str]:
    """The tables in the texts of a paragraph; the edition with most of them gives the order."""
    found = [
        [table_name(paragraph.key, key, place) for place, key in enumerate(table_keys(text))]
        for text in paragraph.texts.values()
    ]
    return [name for names in sorted(found, key=len, reverse=True) for name in names]


def _pictures(paragraph: PaperParagraph) -> list[str]:
    """The pictures in the texts of a paragraph; the edition with most of them gives the order."""
    found = map(picture_keys, paragraph.texts.values())
    return [key for keys in sorted(found, key=len, reverse=True) for key in keys]


def table_name(paragraph: str, key: str, place: int) -> str:
    """What a typed table is numbered under: its key, else its place in the paragraph, from 0."""
    return key or f"{paragraph}#{place + 1}"


def _counted(keys: Iterable[str]) -> dict[str, int]:
    """From 1 in the order of their first use."""
    return {key: place for place, key in enumerate(dict.fromkeys(keys), 1)}


def decision_key(paper: Paper) -> str:
    """The key of the draft decision: the last paragraph under its heading; empty without one."""
    found = [
        paragraph.key
        for section in paper.sections
        if section.part is PaperPart.DECISION
        for paragraph in section.paragraphs
    ]
    return found[-1] if found else ""
