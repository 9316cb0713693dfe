"""Numbers of paragraphs, figures, tables and appendices: the same in every edition."""

from dataclasses import dataclass, field

from reports.composing.merge import Paper
from reports.outline.plan import PaperPart

MAIN = ""


@dataclass
class Numbering:
    """What is numbered, by key.

    Paragraphs run 1..n across all headings, and from 1 again in each appendix; figures and tables
    are numbered through the document. `within` names the appendix of a paragraph ("" is the main
    text); an appendix that is the only one has the number 0.
    """

    paragraphs: dict[str, int] = field(default_factory=dict)
    within: dict[str, str] = field(default_factory=dict)
    figures: dict[str, int] = field(default_factory=dict)
    tables: dict[str, int] = field(default_factory=dict)
    appendices: dict[str, int] = field(default_factory=dict)


def number(current: Paper) -> Numbering:
    """Number the paper in reading order; a figure where it is announced, a table where it stands."""
    numbering = Numbering()
    count, appendix = 0, MAIN
    for section in current.sections:
        if section.begins_appendix:
            count, appendix = 0, section.key
            numbering.appendices[section.key] = len(numbering.appendices) + 1
        for paragraph in section.paragraphs:
            count += 1
            numbering.paragraphs[paragraph.key] = count
            numbering.within[paragraph.key] = appendix
            if paragraph.figure:
                numbering.figures.setdefault(paragraph.figure, len(numbering.figures) + 1)
        for table in section.tables:
            numbering.tables.setdefault(table, len(numbering.tables) + 1)
    if len(numbering.appendices) == 1:
        numbering.appendices = dict.fromkeys(numbering.appendices, 0)
    return numbering


def decision_key(current: Paper) -> str:
    """The key of the draft decision: the last paragraph under its heading; empty without one."""
    found = [
        paragraph.key
        for section in current.sections
        if section.part is PaperPart.DECISION
        for paragraph in section.paragraphs
    ]
    return found[-1] if found else ""
