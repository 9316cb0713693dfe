"""An edition beside its original: what is missing, behind or different, and who sees it."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core.access import Role
from core.kept import forget_kept
from core.models import RoleAssignment
from reports.editions.side_by_side import Show, SideBySide, side_by_side
from reports.models import ParagraphText, Report
from tests.factories import make_project, make_report, make_user, regenerate

pytestmark = pytest.mark.django_db
TOTAL = "{{projects.total}}"


def paper(report: Report, *texts: dict[str, str]) -> Report:
    """Let the report's one section have these paragraphs."""
    section = {
        "key": "intro",
        "heading": {"en": "Introduction", "de": "Einleitung"},
        "paragraphs": [
            {"key": f"intro/{place}", "text": each} for place, each in enumerate(texts, 1)
        ],
    }
    Report.objects.filter(pk=report.pk).update(outline=[section])
    report.refresh_from_db()
    return report


@pytest.fixture
def report() -> Report:
    found = paper(
        make_report(editions=("en", "de"), title="T", summary=""),
        {
            "en": f"All {TOTAL} began on 14 February 2022.",
            "de": f"Am 14. Februar 2022 begannen {TOTAL}.",
        },
        {"en": "Nobody has translated this."},
        {"en": f"Then {TOTAL} ended.", "de": "Dann endeten alle."},
        {"en": "In 2021, 72 were done.", "de": "2021 waren es 71."},
        {"en": f"It was {TOTAL}, or {TOTAL}.", "de": f"Es waren {TOTAL}."},
    )
    for _each in range(3):
        make_project(strategy=found.strategy)
    regenerate(found)
    return found


def shown(report: Report, show: Show = Show.ALL) -> SideBySide:
    return side_by_side(report, make_user(Role.REPORT_EDITOR), "de", show)


def test_each_text_stands_as_it_prints_with_what_is_to_be_done(report: Report) -> None:
    pairs = {pair.id: pair for pair in shown(report).pairs}
    first = pairs["para/intro/1"]
    assert "three" in first.original and "drei" in first.translation
    assert first.standing.is_level and not first.standing.differs and first.number == 1
    assert pairs["para/intro/2"].standing.missing and not pairs["para/intro/2"].translation
    apart = pairs["para/intro/3"]
    assert apart.typed == "Dann endeten alle." and not apart.translation
    assert "“{{projects.total}}” of the original is missing here." in apart.standing.problems
    soft = pairs["para/intro/4"]
    assert (soft.only_original, soft.only_translation) == ("72", "71")
    assert soft.standing.is_level and soft.standing.differs
    rarer = pairs["para/intro/5"]
    assert rarer.translation and "2× in the original, 1× here" in rarer.standing.problems[0]
    assert "Einleitung" in pairs["section/intro"].translation


def test_progress_and_filters_count_the_same_texts(report: Report) -> None:
    page = shown(report)
    assert (page.level, page.of, page.progress) == (2, 5, "2 of 5 paragraphs level")
    assert {tab.label: tab.count for tab in page.tabs}["Different"] == 3
    assert [one.id for one in shown(report, Show.MISSING).pairs if one.number] == ["para/intro/2"]
    assert [one.number for one in shown(report, Show.DIFFERS).pairs] == [3, 4, 5]
    assert shown(report, Show.BEHIND).pairs == []


def test_a_changed_original_shows_how_and_a_translator_says_still_right(report: Report) -> None:
    text = ParagraphText.objects.get(paragraph__key="intro/1", language="en")
    text.text = text.text.replace("began", "started")
    text.save()
    pair = next(one for one in shown(report, Show.BEHIND).pairs)
    assert "<ins>" in pair.changed and "started" in pair.changed and pair.is_open
    person = make_user(language="en")
    RoleAssignment.objects.create(user=person, role=Role.TRANSLATOR, language="de")
    client = Client()
    client.force_login(person)
    sent = {
        "from": "editions",
        "section": pair.section,
        "paragraph": pair.key,
        "original": pair.seen,
    }
    answer = client.post(shown(report).level_url, sent, follow=True)
    assert answer.redirect_chain[-1][0] == shown(report).page_url
    assert "still right" in answer.content.decode() and not shown(report, Show.BEHIND).pairs


def test_a_translator_sees_the_own_edition_alone(report: Report) -> None:
    person = make_user(language="en")
    RoleAssignment.objects.create(user=person, role=Role.TRANSLATOR, language="de")
    client, reader = Client(), Client()
    client.force_login(person)
    reader.force_login(make_user(Role.AUDITOR, language="en"))
    report.editions.create(language="fr")
    base = f"{report.get_absolute_url()}editions/"
    assert client.get(f"{base}de/").status_code == 200
    assert [client.get(f"{base}{code}/").status_code for code in ("fr", "en", "es")] == [404] * 3
    assert reader.get(f"{base}de/").status_code == 404
    assert f"{base}de/" in client.get(f"{report.get_absolute_url()}?language=de").content.decode()
    assert (
        "/editions/" not in reader.get(f"{report.get_absolute_url()}?language=de").content.decode()
    )


def test_300_paragraphs_ask_no_more_than_three() -> None:
    few = paper(make_report(editions=("en", "de")), *[{"en": "One.", "de": "Eins."}] * 3)
    many = paper(make_report(editions=("en", "de")), *[{"en": "One.", "de": "Eins."}] * 300)
    counts = []
    for report in (few, many):
        forget_kept()
        user = make_user(Role.REPORT_EDITOR)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert side_by_side(report, user, "de", Show.ALL).of in (3, 300)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_paper_that_cannot_be_read_says_why() -> None:
    report = paper(make_report(editions=("en", "de")), {"en": "Broken {{projects.total"})
    page = shown(report)
    assert "not closed" in page.problem and page.pairs == []


def test_every_text_leads_to_where_it_is_written(report: Report) -> None:
    client = Client()
    client.force_login(make_user(Role.REPORT_EDITOR))
    pairs = [one for one in shown(report).pairs if one.edit_url]
    assert {one.kind for one in pairs} == {"cover", "heading", "paragraph"}
    answers = {one.id: client.get(one.edit_url).status_code for one in pairs}
    assert set(answers.values()) == {200}, answers
