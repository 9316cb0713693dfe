"""The further demonstrations with their papers, as the tests of this folder see them."""

from dataclasses import dataclass
from datetime import date

from msgspec.structs import replace

from reports.composing.compose import Composition
from reports.document import tree
from reports.drafts.services import report_compose
from reports.imports.demonstrations import (
    LEARNING,
    PEOPLE,
    Demonstration,
    Loaded,
    demonstration_load,
)
from reports.models import Report
from tests.reports.texts import lines

LANGUAGES = {PEOPLE.strategy: ("en", "fr"), LEARNING.strategy: ("en", "de")}


@dataclass(frozen=True)
class Shown:
    """A demonstration, what loading it did, and its paper in its languages."""

    demonstration: Demonstration
    loaded: Loaded
    composed: Composition


def show(demonstration: Demonstration) -> Shown:
    """Load a demonstration and compose its paper."""
    loaded = demonstration_load(demonstration)
    report = Report.objects.get(slug=demonstration.report)
    languages = list(LANGUAGES[demonstration.strategy])
    composed = report_compose(report, languages, draft=1, made_on=date(2026, 1, 5))
    return Shown(demonstration, loaded, composed)


def all_lines(document: tree.Document) -> list[str]:
    """What a paper says in reading order, each note where its mark stands: "⟦…⟧"."""
    found = [tree.plain(document.cover.box)]
    for block in document.blocks:
        if isinstance(block, tree.Heading | tree.Appendix):
            found.append(tree.plain(block.children))
        else:
            found += lines(replace(document, blocks=(block,)))
    return found
