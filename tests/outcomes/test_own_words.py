"""Captions take the strategy's own words for projects and risks; "IT" is one strategy's word."""

from datetime import date
from importlib import import_module

import pytest
from django.db import connection
from django.utils import translation

from core.figures.annexes import annexes
from core.figures.registry import figures
from core.numbers.registry import NumberContext
from outcomes.models import Strategy
from reports.composing.compose import compose
from reports.models import Report
from tests.factories import make_strategy

pytestmark = pytest.mark.django_db
FIGURES = ("projects-by-place", "projects-by-category", "projects-by-rag", "risks-by-band")


def captions(slug: str, language: str = "en") -> list[str]:
    context = NumberContext(slug, 2021, date(2021, 12, 31))
    with translation.override(language):
        return [figures[key].compute(context, {}).caption for key in FIGURES]


def test_the_demonstrations_captions_are_as_published_in_four_languages() -> None:
    assert captions("it-2018-21")[0] == (
        "IT projects by outcome/cross-cutting driver, 2021 work plan"
    )
    assert captions("it-2018-21", "de")[1] == "IT-Projekte nach Kategorie, Arbeitsplan 2021"
    assert captions("it-2018-21", "fr")[2].startswith("Projets informatiques par statut")
    assert captions("it-2018-21", "es")[3].startswith("Riesgos de TI por nivel residual")


def test_a_strategy_without_words_has_plain_ones_and_takes_none_of_another_language() -> None:
    strategy = make_strategy(title="People Strategy", short_title="People")
    assert captions(strategy.slug)[1] == "Projects by category, 2021 work plan"
    strategy.level_names = {"projects": {"en": "Initiatives"}}
    strategy.save()
    assert captions(strategy.slug)[1] == "Initiatives by category, 2021 work plan"
    assert captions(strategy.slug, "de")[1] == "Projekte nach Kategorie, Arbeitsplan 2021"


def test_without_drivers_the_caption_names_the_outcomes_alone_in_the_strategys_word() -> None:
    strategy = make_strategy(title="People Strategy", short_title="People")
    assert captions(strategy.slug)[0] == "Projects by outcome, 2021 work plan"
    strategy.level_names = {"outcome": {"en": "Goal"}, "projects": {"en": "Initiatives"}}
    strategy.save()
    assert captions(strategy.slug)[0] == "Initiatives by goal, 2021 work plan"


def test_a_list_of_projects_is_called_what_the_strategy_calls_them() -> None:
    strategy = make_strategy(title="People Strategy", short_title="People")
    context = NumberContext(strategy.slug, 2021, date(2021, 12, 31))
    plain = annexes["projects"].compute(context)
    assert plain.caption == "Projects of the 2021 work plan"
    assert (plain.columns[1], plain.note.partition(".")[0]) == ("Project", "0 projects")
    strategy.level_names = {"projects": {"en": "Initiatives"}}
    strategy.save()
    named = annexes["projects"].compute(NumberContext(strategy.slug, 2021, date(2021, 12, 31)))
    assert named.caption == "Initiatives of the 2021 work plan"
    assert (named.columns[1], named.note.partition(".")[0]) == ("Name", "Initiatives: 0")


def test_the_upgrade_keeps_the_words_of_strategies_of_it_alone() -> None:
    words = import_module("outcomes.migrations.0007_own_words").WORDS
    names = {"output": {"en": "Focus area"}}
    rows = {
        title: make_strategy(title=title, short_title=title, level_names=names)
        for title in (
            "IT Strategy 2022–25",
            "Information Technology",
            "Italy and its ITU",
            "People",
        )
    }
    named = make_strategy(title="IT", level_names={"projects": {"en": "Works"}})
    with connection.cursor() as cursor:
        cursor.execute(words)
    said = {title: Strategy.objects.get(pk=row.pk).level_names for title, row in rows.items()}
    assert [title for title, each in said.items() if "projects" in each] == [
        "IT Strategy 2022–25", "Information Technology",
    ]  # fmt: skip
    assert all(each["output"] == {"en": "Focus area"} for each in said.values())
    assert Strategy.objects.get(pk=named.pk).level_names["projects"] == {"en": "Works"}


def test_the_cover_names_the_governing_body_as_the_strategy_does() -> None:
    report = Report.objects.get(slug="progress-2021")
    names = {"governing_body": {"en": "Executive Board", "de": "Exekutivrat"}}
    Strategy.objects.filter(pk=report.strategy_id).update(level_names=names)
    report.refresh_from_db()
    documents = compose(report, ("en", "de", "fr"), draft=1, made_on=report.cut_off).documents
    assert documents["en"].cover.body == "Executive Board"
    assert documents["de"].cover.body == "Exekutivrat"
    assert documents["fr"].cover.body == "Conseil d’administration"
