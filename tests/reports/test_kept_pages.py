"""What reports and dashboards keep: nothing is composed twice, and nothing old is ever shown."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.test import Client
from lxml import html

from core.access import Role
from core.kept import forget_kept
from core.models import RoleAssignment, User
from outcomes.models import Indicator, Target
from portfolio.models import StageChange
from reports.composing.compose import compose_edition_words
from reports.document import compare
from reports.drafts import services
from reports.models import ParagraphText, Report
from tests.factories import (
    make_project,
    make_report,
    make_strategy,
    make_unit,
    make_user,
    outline,
    regenerate,
)
from tests.risks.rows import make_assessment, make_risk

pytestmark = pytest.mark.django_db
DASHBOARD = "/dashboard/"


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    """What another test kept is not looked at."""
    forget_kept()
    yield
    forget_kept()


@pytest.fixture
def composed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The languages that an edition was composed in."""
    languages: list[str] = []
    really = compose_edition_words

    def noted(report: Report, language: str, *, made_on: date, gate: Any = None) -> Any:
        languages.append(language)
        return really(report, language, made_on=made_on, gate=gate)

    monkeypatch.setattr(services, "compose_edition_words", noted)
    return languages


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text(client: Client, address: str, **asked: Any) -> str:
    return " ".join(client.get(address, asked).content.decode().split())


# --- One number ---------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "de", "es"])
def test_a_number_alone_is_what_the_whole_edition_prints(language: str) -> None:
    report = Report.objects.select_related("strategy").get(slug="progress-2021")
    whole = list(compare.numbers_in(services.report_words(report, language).document))
    paper = services.report_paper(report)
    assert len(whole) > 40
    assert [services.report_number(report, paper, language, one.uid) for one in whole] == whole


def test_a_number_alone_knows_of_sentences_notes_points_and_money_above() -> None:
    words = (
        "{{projects.total}} began.^[In all {{projects.total}}.] Then {{projects.total}} and "
        "{{projects.total form=figure}}\n- {{projects.total}} one\n- so {{projects.total}}"
    )
    report = make_report(outline=outline(words), summary="In short {{projects.total}}.")
    for _ in range(3):
        make_project(strategy=report.strategy)
    whole = list(compare.numbers_in(services.report_words(report, "en").document))
    paper = services.report_paper(report)
    assert [services.report_number(report, paper, "en", one.uid) for one in whole] == whole
    assert len({one.text for one in whole}) > 1
    for gone in ("introduction/one#9", "no-such#1"):
        assert services.report_number(report, paper, "en", gone) is None


# --- The report ---------------------------------------------------------------------------------


def test_a_page_seen_again_composes_nothing_and_a_panel_never_does(composed: list[str]) -> None:
    report = make_report(editions=("en", "de"))
    regenerate(report)
    client = client_of(make_user(Role.REPORT_EDITOR))
    url = report.get_absolute_url()
    first = plain(client, f"{url}?language=en")
    assert plain(client, f"{url}?language=en") == first
    assert composed == ["en"]
    plain(client, f"{url}?language=de")
    assert composed == ["en", "de"]
    forget_kept()
    assert client.get(f"{url}en/numbers/introduction/one%231/").status_code == 200
    assert composed == ["en", "de"]


def test_what_moves_is_shown_at_once_and_goes_with_what_moved_it(composed: list[str]) -> None:
    report = make_report()
    regenerate(report)
    client = client_of(make_user(Role.REPORT_EDITOR))
    url = report.get_absolute_url()
    number = f"{url}en/numbers/introduction/one%231/"
    assert "What moved" not in text(client, url)
    assert "Moved since" not in text(client, number)
    project = make_project(strategy=report.strategy)
    assert "<del>0</del> <ins>one</ins>" in text(client, url)
    assert "<del>0</del> <ins>one</ins>" in text(client, number)
    project.work_plans.all().delete()
    assert "What moved" not in text(client, url)
    assert "Moved since" not in text(client, number)
    assert composed == ["en"] * 3


def test_an_edited_word_a_new_draft_and_a_reader_s_language_are_seen() -> None:
    report = make_report()
    regenerate(report)
    editor = make_user(Role.REPORT_EDITOR)
    client, url = client_of(editor), report.get_absolute_url()
    assert "There were 0 projects." in plain(client, url)
    ParagraphText.objects.filter(paragraph__section__report=report).update(text="Mine.")
    regenerate(report)
    assert "Mine." in plain(client, url)
    assert "Since draft 1" in text(client, url)
    User.objects.filter(pk=editor.pk).update(language="de")
    assert "Since draft 1" not in text(client, url)


def plain(client: Client, url: str) -> str:
    """The paper on the page without its marks."""
    page: Any = html.fromstring(client.get(url).content.decode())
    sheet = page.get_element_by_id("paper")
    return " ".join(sheet.text_content().split())


# --- The dashboard ------------------------------------------------------------------------------


def test_a_dashboard_counts_every_write_and_is_one_for_all_who_reach_everything() -> None:
    strategy = make_strategy()
    project = make_project(strategy=strategy, stages={date(2021, 1, 5): "in_progress"})
    asked = {"strategy": strategy.slug, "year": 2021, "at": "2021-12-31"}
    manager, auditor = client_of(make_user(Role.MANAGER)), client_of(make_user(Role.AUDITOR))
    assert completed(manager, asked) == completed(auditor, asked) == "0"
    StageChange.objects.create(project=project, stage="completed", on=date(2021, 6, 1))
    assert completed(manager, asked) == completed(auditor, asked) == "1"


def test_people_of_different_reach_share_no_dashboard() -> None:
    strategy, unit = make_strategy(), make_unit()
    make_project(strategy=strategy, lead_unit=unit)
    make_project(strategy=strategy)
    mine, theirs = make_user(), make_user()
    RoleAssignment.objects.create(user=mine, role=Role.FOCAL_POINT, unit=unit)
    RoleAssignment.objects.create(user=theirs, role=Role.FOCAL_POINT, unit=make_unit())
    asked = {"strategy": strategy.slug, "year": 2021, "at": "2021-12-31"}
    assert "2 projects in" in shown(client_of(make_user(Role.MANAGER)), asked)
    assert "1 project of yours in" in shown(client_of(mine), asked)
    assert "No projects in" in shown(client_of(theirs), asked)
    RoleAssignment.objects.filter(user=mine).update(unit=make_unit())
    assert "No projects in" in shown(client_of(mine), asked)


def completed(client: Client, asked: dict[str, Any]) -> str:
    since = client.get(DASHBOARD, asked).context["since"]
    return str(next(one.count for one in since.counts if one.key == "projects.completed"))


def shown(client: Client, asked: dict[str, Any]) -> str:
    page: Any = html.fromstring(client.get(DASHBOARD, asked).content.decode())
    return " ".join(page.text_content().split())


def test_figures_of_other_floors_follow_their_rows_and_the_numbers_they_count_by() -> None:
    strategy = make_strategy()
    make_project(strategy=strategy)
    indicator = Indicator.objects.create(
        strategy=strategy, number="1", title="Projects", number_key="projects.total"
    )
    year = (date(2021, 1, 1), date(2021, 12, 31))
    Target.objects.create(indicator=indicator, period_start=year[0], period_end=year[1], value=2)
    make_assessment(make_risk(strategy=strategy))
    manager = client_of(make_user(Role.MANAGER))
    asked = {"strategy": strategy.slug, "year": 2021, "at": "2021-12-31"}
    risks, states = figures_of(manager, asked)
    assert figures_of(manager, asked) == (risks, states)
    make_assessment(make_risk(strategy=strategy))
    assert sum(figures_of(manager, asked)[0]) == sum(risks) + 1
    assert figures_of(manager, asked)[1] == states
    make_project(strategy=strategy)
    assert figures_of(manager, asked)[1] != states


def figures_of(client: Client, asked: dict[str, Any]) -> tuple[list[int], list[int]]:
    """The values of the figures of risks and of indicators."""
    risks, states = client.get(DASHBOARD, asked).context["more_figures"]
    return [one.value for one in risks.data.points], [one.value for one in states.data.points]


def test_a_text_that_somebody_changed_since_is_told_whole_with_its_words_marked() -> None:
    report = make_report()
    regenerate(report)
    client = client_of(make_user(Role.REPORT_EDITOR))
    url = report.get_absolute_url()
    assert "text has changed" not in text(client, url)
    ParagraphText.objects.filter(paragraph__section__report=report, language="en").update(
        text="There were {{projects.total form=words}} running projects."
    )
    shown = text(client, url)
    assert "1 text has changed" in shown
    assert "running" in shown[shown.index("1 text has changed") :]
    assert "What moved" not in shown, "its number means the same"
    regenerate(report)
    assert "text has changed" not in text(client, url)
