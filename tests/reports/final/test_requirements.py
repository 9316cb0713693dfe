"""What a strategy requires of a report is worked out: what opens a requirement, and what keeps it."""

from typing import Any

import pytest
from django.utils import timezone

from core.models import Question
from reports.final.requirements import requirement_lines
from reports.models import (
    Edition,
    NumberOverride,
    Paragraph,
    ParagraphText,
    Profile,
    Report,
    ReportTemplate,
    Requirement,
)
from tests.factories import (
    make_project,
    make_report,
    make_user,
    outline,
    regenerate,
)
from tests.reports.pictures.files import make_picture

pytestmark = pytest.mark.django_db
ONE = "introduction/one"


def require(report: Report, *keys: str, **more: Any) -> ReportTemplate:
    return ReportTemplate.objects.create(
        strategy=report.strategy, requires=list(keys), languages=["en"], **more
    )


def why(report: Report, key: str) -> str:
    """Why a requirement is open; empty where it is kept."""
    report = Report.objects.select_related("strategy").get(pk=report.pk)
    return next(line.why for line in requirement_lines(report) if line.key == key)


def test_nothing_is_required_unless_the_strategy_says_so() -> None:
    report = make_report()
    assert not requirement_lines(report)
    require(report)
    assert not requirement_lines(report)


def test_every_requirement_of_the_list_is_worked_out_and_leads_somewhere() -> None:
    report = make_report(profile=Profile.DECISION)
    require(report, *Requirement.values, required_figures=["stages"], required_tables=["projects"])
    lines = requirement_lines(report)
    assert [line.key for line in lines] == [*Requirement.values, "fig/stages", "table/projects"]
    assert all(line.url for line in lines if not line.is_kept)


def test_editions_are_those_of_the_template_and_drafted() -> None:
    report = make_report()
    template = require(report, "editions")
    assert why(report, "editions") == "Not in the latest draft: English."
    regenerate(report)
    assert not why(report, "editions")
    ReportTemplate.objects.filter(pk=template.pk).update(languages=["en", "de"])
    assert why(report, "editions") == "Not begun: Deutsch."
    Edition.objects.create(report=report, language="de")
    assert why(report, "editions") == "Not in the latest draft: Deutsch."


def test_a_decision_paper_says_its_decision_and_its_box_and_an_information_paper_need_not() -> None:
    report = make_report(editions=("en", "de"))
    require(report, "decision", "implications")
    assert not why(report, "decision") and not why(report, "implications")
    Report.objects.filter(pk=report.pk).update(profile=Profile.DECISION, decision="We decide.")
    assert why(report, "decision") == "Empty: draft decision (de)."
    assert "relevant strategic objective (en, de)" in why(report, "implications")
    report.refresh_from_db()
    report.decision_de = "Wir beschließen."  # type: ignore[attr-defined]
    report.save()
    assert not why(report, "decision")


def test_an_output_without_words_in_the_paper_is_told_and_with_it_its_outcome() -> None:
    each: Any = {"each": "output", "heading": {"en": "{number} {title}"}, "projects": True}
    chapter: Any = {"each": "outcome", "heading": {"en": "{number} {title}"}, "sections": [each]}
    report = make_report(outline=[chapter])
    output = report.strategy.outcomes.get().outputs.get()
    require(report, "outcomes", "outputs")
    assert why(report, "outcomes") == "Without words: 1 First outcome."
    assert why(report, "outputs") == "Without words: 1.1 First output."
    project = make_project(strategy=report.strategy, output=output)
    project.remarks.create(year=report.year, text="The project went live.")
    assert not why(report, "outputs") and not why(report, "outcomes")


def test_a_word_budget_is_there_and_kept() -> None:
    report = make_report(outline=outline("One two three four five."))
    require(report, "words")
    regenerate(report)
    assert why(report, "words") == "The report has no word budget."
    Report.objects.filter(pk=report.pk).update(word_budget=3)
    assert why(report, "words") == "Too long: Whole paper (en)."
    Report.objects.filter(pk=report.pk).update(word_budget=3000)
    assert not why(report, "words")


def test_an_error_of_the_checker_is_open_until_it_is_waived() -> None:
    from reports.checking.services import finding_waive, findings_of

    report = make_report(outline=outline("Of the 119 projects, 72 (63 per cent) were new."))
    require(report, "findings")
    errors = [one for one in findings_of(report) if one.severity == "error"]
    assert errors and why(report, "findings").startswith(f"{len(errors)} error")
    for one in errors:
        finding_waive(report=report, fingerprint=one.fingerprint, reason="So.", user=make_user())
    assert not why(report, "findings")


def test_a_number_that_waits_is_open_and_one_that_nobody_has_confirmed() -> None:
    report = make_report()
    require(report, "gate")
    regenerate(report)
    assert not why(report, "gate")
    make_project(strategy=report.strategy)
    assert why(report, "gate") == "1 number waits."
    regenerate(report)
    NumberOverride.objects.create(
        report=report,
        signature="projects.total",
        value="7",
        source="1",
        reason="So.",
        asked_at=timezone.now(),
        asked_by=make_user(),
    )
    assert why(report, "gate") == "1 number waits."


def test_a_text_without_translation_is_open() -> None:
    report = make_report(editions=("en", "de"))
    require(report, "translations")
    assert why(report, "translations").startswith("Missing or behind: Deutsch ")


def test_a_question_and_a_changed_text_are_open_until_settled_and_drafted() -> None:
    report = make_report()
    require(report, "questions", "draft")
    assert why(report, "draft") == "There is no draft yet."
    regenerate(report)
    assert not why(report, "draft") and not why(report, "questions")
    row = Paragraph.objects.get(section__report=report, key=ONE)
    question = Question.objects.create(
        kind="paragraph", row=row.pk, text="Why?", author=make_user()
    )
    assert why(report, "questions") == "1 question is open."
    question.settled_by, question.settled_at = make_user(), timezone.now()
    question.save()
    assert not why(report, "questions")
    ParagraphText.objects.filter(paragraph=row).update(text="Other words.")
    assert why(report, "draft") == "Texts have changed since."
    regenerate(report)
    assert not why(report, "draft")


def test_a_required_figure_stands_in_the_latest_draft() -> None:
    from core.figures.registry import figures

    key = next(iter(figures)).key
    report = make_report()
    require(report, required_figures=[key])
    regenerate(report)
    assert why(report, f"fig/{key}") == "The latest draft does not have it."
    plan = report.outline
    plan[0]["paragraphs"][0]["figure"] = key
    report.outline = plan
    report.save()
    make_project(strategy=report.strategy)
    regenerate(report)
    assert not why(report, f"fig/{key}")


@pytest.mark.parametrize("boxed", [False, True], ids=["plain", "in a box"])
def test_a_required_figure_may_be_a_picture(boxed: bool) -> None:
    report = make_report()
    require(report, required_figures=["house"])
    make_picture(report, "house")
    regenerate(report)
    assert why(report, "fig/house") == "The latest draft does not have it."
    picture = "Picture: The house {#house}\nAlt: A brick building between trees."
    if boxed:
        picture = f"::: Where we work\n{picture}\n:::"
    report.outline[0]["paragraphs"][0]["text"]["en"] = f"It is new:\n\n{picture}"
    report.save()
    regenerate(report)
    assert not why(report, "fig/house")
