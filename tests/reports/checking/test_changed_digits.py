"""A digit changed in one edition of the demonstration's paper is found, nearly always."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from reports.checking.gather import gather
from reports.checking.material import Material
from reports.checking.numerals import Numeral
from reports.checking.reading import Run, Unit
from reports.checking.rules import editions
from reports.models import Report

pytestmark = pytest.mark.django_db


def changed_digits(paper: Material) -> Iterator[tuple[Material, str]]:
    """The paper with one last digit of one typed number of a translation changed, and what it was."""
    for code, units in paper.editions.items():
        for unit in units:
            if code == paper.original or unit.level:
                continue
            for place, run in enumerate(unit.runs):
                for numeral in run.numerals:
                    written = run.text[numeral.start : numeral.end]
                    if run.number_at(numeral.start) or not re.search(r"\d", written):
                        continue
                    yield _with(paper, unit, place, _changed(run, numeral)), run.text


def _changed(run: Run, numeral: Numeral) -> Run:
    text = run.text
    place = max(n for n in range(numeral.start, numeral.end) if text[n].isdigit())
    digit = str((int(text[place]) + 3) % 10)
    return replace(run, text=text[:place] + digit + text[place + 1 :])


def _with(paper: Material, unit: Unit, place: int, run: Run) -> Material:
    changed = replace(unit, runs=(*unit.runs[:place], run, *unit.runs[place + 1 :]))
    original = paper.by_target[unit.target, paper.original]
    return replace(paper, editions={paper.original: [original], unit.language: [changed]})


def test_a_changed_digit_of_a_translation_is_found() -> None:
    """Measures of time are put otherwise by languages and not compared: none stands here."""
    paper = gather(Report.objects.select_related("strategy").get(slug="progress-2021"))
    every = list(changed_digits(paper))
    missed = [
        text for one, text in every if not [*editions.NUMBERS.find(one), *editions.DAYS.find(one)]
    ]
    assert len(every) > 100
    assert missed == []
