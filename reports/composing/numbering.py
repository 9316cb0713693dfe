"""Numbers of paragraphs, figures, tables and appendices: the same in every edition."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reports.composing.merge import Paper
from reports.outline.plan import PaperPart

MAIN = ""


@dataclass(frozen=True)
class Numbering:
    """What is numbered, by key.

    Paragraphs run 1..n across all headings, and from 1 again in each appendix; figures and tables
    are numbered through the document. `within` names the appendix of a paragraph ("" is the main
    text); an appendix that is the only one has the number 0.
    """

    paragraphs: Mapping[str, int]
    within: Mapping[str, str]
    figures: Mapping[str, int]
    tables: Mapping[str, int]
    appendices: Mapping[str, int]


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
            paragraph.figure
            for section in paper.sections
            for paragraph in section.paragraphs
            if paragraph.figure
        ),
        tables=_counted(table for section in paper.sections for table in section.tables),
        appendices=appendices if len(appendices) > 1 else dict.fromkeys(appendices, 0),
    )


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
