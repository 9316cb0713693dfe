"""The same sentences read right whatever is counted, in every language, without anybody's edit."""

import pytest

from outcomes.models import Strategy
from reports.document import tree
from reports.drafts.services import report_words
from reports.models import Report
from tests.factories import make_project, make_report, make_strategy

pytestmark = pytest.mark.django_db
NB = "\u00a0"
TEXTS = {
    "en": "In the plan {{projects.total | =0 {no project was} one {# project was} "
    "other {# projects were}}} counted.",
    "de": "Im Plan {{projects.total agree=n | =0 {war kein Projekt} one {war # Projekt} "
    "other {waren # Projekte}}} enthalten.",
    "fr": "Le plan {{projects.total agree=m | =0 {ne compte aucun projet} one {compte # projet} "
    "other {compte # projets}}}.",
    "es": "El plan {{projects.total agree=m | =0 {no tiene ningún proyecto} one {tiene # proyecto} "
    "other {tiene # proyectos}}}.",
}
EXPECTED = {
    0: ("In the plan no project was counted.", "Im Plan war kein Projekt enthalten.",
        "Le plan ne compte aucun projet.", "El plan no tiene ningún proyecto."),
    1: ("In the plan one project was counted.", "Im Plan war ein Projekt enthalten.",
        "Le plan compte un projet.", "El plan tiene un proyecto."),
    2: ("In the plan two projects were counted.", "Im Plan waren zwei Projekte enthalten.",
        "Le plan compte deux projets.", "El plan tiene dos proyectos."),
    11: ("In the plan 11 projects were counted.", "Im Plan waren 11 Projekte enthalten.",
         "Le plan compte 11 projets.", "El plan tiene 11 proyectos."),
    21: ("In the plan 21 projects were counted.", "Im Plan waren 21 Projekte enthalten.",
         "Le plan compte 21 projets.", "El plan tiene 21 proyectos."),
    101: ("In the plan 101 projects were counted.", "Im Plan waren 101 Projekte enthalten.",
          "Le plan compte 101 projets.", "El plan tiene 101 proyectos."),
}  # fmt: skip


def paper(strategy: Strategy) -> Report:
    section = {
        "key": "introduction",
        "heading": {"en": "Introduction"},
        "paragraphs": [{"key": "introduction/one", "text": TEXTS}],
    }
    return make_report(strategy=strategy, editions=tuple(TEXTS), outline=[section])


def said(report: Report) -> tuple[str, ...]:
    """The sentence in each language."""
    return tuple(
        tree.plain(block.children).replace(NB, " ")
        for language in TEXTS
        for block in report_words(report, language).document.blocks
        if isinstance(block, tree.Paragraph)
    )


def test_none_one_few_and_many_in_four_languages() -> None:
    strategy = make_strategy()
    report = paper(strategy)
    there = 0
    for count, expected in EXPECTED.items():
        for _ in range(count - there):
            make_project(strategy=strategy)
        there = count
        assert said(report) == expected


def test_ten_is_a_figure_in_a_report_that_writes_as_the_united_nations() -> None:
    strategy = make_strategy()
    report = paper(strategy)
    for _ in range(10):
        make_project(strategy=strategy)
    assert said(report)[:2] == (
        "In the plan ten projects were counted.",
        "Im Plan waren zehn Projekte enthalten.",
    )
    report.in_words = "nine"
    report.save()
    assert said(report) == (
        "In the plan 10 projects were counted.",
        "Im Plan waren 10 Projekte enthalten.",
        "Le plan compte 10 projets.",
        "El plan tiene 10 proyectos.",
    )
