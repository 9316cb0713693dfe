"""The words of an edition beside its budget: on the page of the edition, and on that of the report."""

import pytest
from django.test import Client

from core.access import Role
from reports.editions.word_budget import budget_of, section_budgets, word_budget
from reports.models import Report
from tests.factories import make_report, make_user, regenerate
from tests.reports.editions.test_side_by_side import paper

pytestmark = pytest.mark.django_db


@pytest.fixture
def report() -> Report:
    texts = {"en": "One two three.^[Four.]", "de": "Eins zwei drei vier.^[Fünf.]"}
    found = paper(make_report(editions=("en", "de"), word_budget=10), texts)
    found.outline[0]["words"] = 5
    found.save()
    regenerate(found)
    return found


def test_a_section_is_held_against_its_budget_and_the_paper_against_its_own(report: Report) -> None:
    found = word_budget(report, "de")
    assert found is not None
    _first_page, section, whole = found.lines
    assert (section.label, section.original, section.translation) == ("Einleitung", 5, 6)
    assert (section.budget, section.is_over) == (5, True)
    assert whole.budget == 10 and whole.is_over and found.whole is whole


def test_budgets_of_repeated_sections_count_for_each() -> None:
    below = {"each": "output", "heading": {}, "words": 300}
    budgets = section_budgets(
        [
            {"key": "intro", "heading": {}, "words": 200},
            {"each": "outcome", "heading": {}, "words": 900, "sections": [below]},  # type: ignore[list-item]
        ]
    )
    assert budget_of(budgets, "section/intro") == 200
    assert budget_of(budgets, "section/outcome/1") == 900
    assert budget_of(budgets, "section/output/1.1") == 300
    assert budget_of(budgets, "section/driver/x") is None and budget_of(budgets, "") is None


def test_both_pages_say_how_long_it_is(report: Report) -> None:
    client = Client()
    client.force_login(make_user(Role.REPORT_EDITOR, language="en"))
    count = word_budget(report, "de").whole.translation  # type: ignore[union-attr]
    shown = client.get(f"{report.get_absolute_url()}?language=de").content.decode()
    assert f"{count} of 10 words" in shown
    beside = client.get(f"{report.get_absolute_url()}editions/de/").content.decode()
    assert f"{count} of 10 words" in beside and "Too long" in beside
    Report.objects.update(word_budget=None)
    shown = client.get(f"{report.get_absolute_url()}?language=de").content.decode()
    assert f"{count} words" in shown
