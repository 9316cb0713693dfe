"""A new draft follows its sources and never eats what a person has written."""

from datetime import date
from typing import Any

import pytest

from core.jobs.kinds import JobError
from core.languages.translated import set_texts
from core.models import Job
from core.models.job import JobState
from portfolio.models import Project, Remark
from reports.document.notes import MissingTexts, SourceChanged, SourceGone, notes_from_json
from reports.drafts import services
from reports.models import Origin, Paragraph, ParagraphText, Report
from tests.factories import (
    make_project,
    make_remark,
    make_report,
    make_strategy,
    outline,
    regenerate,
    words_of,
)

pytestmark = pytest.mark.django_db
ONE = "introduction/one"
PROJECTS = [
    {
        "each": "outcome",
        "heading": {"en": "Outcome {number}: {title}"},
        "sections": [
            {"each": "output", "heading": {"en": "Output {number}. {title}"}, "projects": True}
        ],
    }
]


def text_of(report: Report, key: str = ONE, language: str = "en") -> ParagraphText:
    return ParagraphText.objects.get(
        paragraph__section__report=report, paragraph__key=key, language=language
    )


def edit(report: Report, words: str, key: str = ONE) -> None:
    """A person rewrites a paragraph."""
    ParagraphText.objects.filter(pk=text_of(report, key).pk).update(text=words)


def kinds(report: Report) -> list[str]:
    """The kinds of notes of the latest draft."""
    return [note["kind"] for note in report.drafts.order_by("-number")[0].notes]


# --- Never eats work ----------------------------------------------------------------------------


def test_an_unedited_paragraph_follows_its_source() -> None:
    report = make_report(outline=outline("Before."))
    assert words_of(regenerate(report))[ONE] == "Before."
    Report.objects.filter(pk=report.pk).update(outline=outline("After."))
    report.refresh_from_db()
    assert words_of(regenerate(report))[ONE] == "After."


def test_an_edited_paragraph_keeps_the_person_s_words_and_its_numbers_live() -> None:
    report = make_report()
    regenerate(report)
    edit(report, "We ran {{projects.total}} projects.")
    make_project(strategy=report.strategy)
    make_project(strategy=report.strategy)
    assert words_of(regenerate(report))[ONE] == "We ran two projects."
    assert kinds(report) == []


def test_a_source_that_moved_under_an_edit_is_told_and_the_words_stand() -> None:
    report = make_report(outline=outline("Before."))
    regenerate(report)
    edit(report, "Mine.")
    Report.objects.filter(pk=report.pk).update(outline=outline("After."))
    report.refresh_from_db()
    for _ in range(2):  # told as long as it stands
        made = regenerate(report)
        assert words_of(made)[ONE] == "Mine."
        note = SourceChanged(paragraph=ONE, language="en")
        assert note.target == f"para/{ONE}"
        assert note in notes_from_json(made.notes)
    assert text_of(report).generated == "Before."


def test_an_edited_paragraph_whose_source_is_gone_stays_and_is_told() -> None:
    strategy = make_strategy()
    project = make_project(strategy=strategy)
    make_remark(project, "The project went live.")
    key = f"project/{project.code}/1"
    other = make_project(strategy=strategy)
    make_remark(other, "Another went live.")
    report = make_report(strategy=strategy, outline=PROJECTS)
    regenerate(report)
    edit(report, "It went live, and how.", key)
    Remark.objects.filter(project=project).delete()
    made = regenerate(report)
    assert words_of(made)[key] == "It went live, and how."
    note = SourceGone(paragraph=key)
    assert note.target == f"para/{key}"
    assert note in notes_from_json(made.notes)


def test_an_unedited_paragraph_whose_source_is_gone_goes() -> None:
    strategy = make_strategy()
    stays, goes = make_project(strategy=strategy), make_project(strategy=strategy)
    make_remark(stays, "Stays.")
    make_remark(goes, "Goes.")
    report = make_report(strategy=strategy, outline=PROJECTS)
    regenerate(report)
    Remark.objects.filter(project=goes).delete()
    assert list(words_of(regenerate(report)).values()) == ["Stays."]


def test_an_edited_paragraph_stays_even_when_its_section_falls_silent() -> None:
    strategy = make_strategy()
    project = make_project(strategy=strategy)
    make_remark(project, "The project went live.")
    key = f"project/{project.code}/1"
    report = make_report(strategy=strategy, outline=[*outline("Opening."), *PROJECTS])
    regenerate(report)
    edit(report, "Hours of work.", key)
    Remark.objects.filter(project=project).delete()
    made = regenerate(report)
    assert words_of(made).get(key) == "Hours of work."
    assert ParagraphText.objects.filter(text="Hours of work.").exists()


def test_a_written_paragraph_is_left_alone_even_when_its_section_falls_silent() -> None:
    strategy = make_strategy()
    project = make_project(strategy=strategy)
    make_remark(project, "The project went live.")
    report = make_report(strategy=strategy, outline=[*outline("Opening."), *PROJECTS])
    regenerate(report)
    section = report.sections.get(key="output/1.1")
    written = Paragraph.objects.create(
        section=section, key="written/1", position=1, origin=Origin.WRITTEN
    )
    ParagraphText.objects.create(paragraph=written, language="en", text="By hand.")
    assert words_of(regenerate(report))["written/1"] == "By hand."
    Remark.objects.filter(project=project).delete()
    assert words_of(regenerate(report)).get("written/1") == "By hand."


def test_a_written_paragraph_stands_where_it_was_put() -> None:
    report = make_report(outline=outline("First."))
    regenerate(report)
    section = report.sections.get()
    written = Paragraph.objects.create(
        section=section, key="written/1", position=0, origin=Origin.WRITTEN
    )
    ParagraphText.objects.create(paragraph=written, language="en", text="Before it.")
    assert list(words_of(regenerate(report))) == ["written/1", ONE]
    assert list(words_of(regenerate(report))) == ["written/1", ONE]


def test_a_paragraph_emptied_by_a_person_stays_empty_or_out() -> None:
    """Somebody who strikes a paragraph out must not find it back after the next run."""
    report = make_report(outline=outline("Unwanted."))
    regenerate(report)
    edit(report, "")
    assert "Unwanted." not in words_of(regenerate(report)).values()


def test_work_done_while_the_files_are_written_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    """Between composing and saving: edited, struck out of the sources, and written by hand."""
    strategy = make_strategy()
    project = make_project(strategy=strategy)
    make_remark(project, "The project went live.")
    key = f"project/{project.code}/1"
    report = make_report(strategy=strategy, outline=[*outline("Before."), *PROJECTS])
    regenerate(report)
    Remark.objects.filter(project=project).delete()
    Report.objects.filter(pk=report.pk).update(outline=[*outline("After."), *PROJECTS])
    section = report.sections.get(key="output/1.1")

    def work() -> None:
        edit(report, "Mine.")
        edit(report, "Hours of work.", key)
        for position, one in enumerate((section, report.sections.get(key="introduction"))):
            row = Paragraph.objects.create(
                section=one, key=f"written/{one.key}", position=position, origin=Origin.WRITTEN
            )
            ParagraphText.objects.create(
                paragraph=row, language="en", text=f"By hand in {one.key}."
            )

    render, todo = services.render, [work]

    def render_meanwhile(*given: Any) -> services.RenderedFile:
        if todo:
            todo.pop()()
        return render(*given)

    monkeypatch.setattr(services, "render", render_meanwhile)
    assert words_of(regenerate(report)) == {ONE: "After."}, "of the moment when it was composed"
    assert words_of(regenerate(report)) == {
        ONE: "Mine.",
        "written/introduction": "By hand in introduction.",
        "written/output/1.1": "By hand in output/1.1.",
        key: "Hours of work.",
    }


# --- Equal and different ------------------------------------------------------------------------


def test_equal_data_have_an_equal_fingerprint_and_different_ones_another() -> None:
    report = make_report()
    first, second = regenerate(report), regenerate(report)
    assert first.number + 1 == second.number
    assert first.fingerprint == second.fingerprint
    make_project(strategy=report.strategy)
    assert regenerate(report).fingerprint != first.fingerprint


def test_other_rows_behind_an_equal_number_are_another_fingerprint() -> None:
    strategy = make_strategy()
    leaving = make_project(strategy=strategy)
    report = make_report(strategy=strategy)
    first = regenerate(report)
    leaving.delete()
    make_project(strategy=strategy)
    second = regenerate(report)
    assert words_of(first) == words_of(second)
    assert first.fingerprint != second.fingerprint


def rewrite(report: Report) -> None:
    """The outline says something else."""
    Report.objects.filter(pk=report.pk).update(outline=outline("{{projects.total}} there were."))


def test_the_night_asks_for_a_draft_only_where_texts_have_changed() -> None:
    demonstration = Report.objects.get(slug="progress-2021")
    changed, never_made = make_report(), make_report()
    regenerate(changed)
    assert services.reports_refresh() == 0
    # Numbers wait for somebody who lets them in (tests/reports/gate).
    make_project(strategy=changed.strategy)
    assert services.reports_refresh() == 0
    rewrite(changed)
    assert services.reports_refresh() == 1
    waiting = Job.objects.filter(state=JobState.QUEUED)
    assert [job.key for job in waiting] == [changed.slug]
    assert not never_made.drafts.exists()
    assert demonstration.drafts.count() == 1


def test_the_night_passes_over_a_report_that_cannot_be_read() -> None:
    broken, changed = make_report(), make_report()
    for report in (broken, changed):
        regenerate(report)
    Report.objects.filter(pk=broken.pk).update(outline=outline("{{projects.total"))
    rewrite(changed)
    assert services.reports_refresh() == 1


def test_the_night_goes_on_after_a_report_that_fails(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    failing, changed = make_report(), make_report()
    for report in (failing, changed):
        regenerate(report)
    rewrite(changed)
    compose = services.report_compose

    def broken(report: Report, *given: Any, **more: Any) -> Any:
        if report == failing:
            raise ZeroDivisionError
        return compose(report, *given, **more)

    monkeypatch.setattr(services, "report_compose", broken)
    assert services.reports_refresh() == 1
    assert f"Report {failing.slug} could not be looked at" in caplog.text


def test_the_numbers_of_an_original_without_an_edition_are_recorded() -> None:
    report = make_report(original_language="de", outline=outline("No number."))
    set_texts(report, "summary", {"en": "", "de": "Es gab {{projects.total}} Projekte."})
    report.save()
    draft = regenerate(report)
    assert list(draft.numbers) == ["projects.total"]


def test_an_update_after_the_cut_off_changes_nothing() -> None:
    report = make_report(outline=outline("{{projects.completed}} of {{projects.total}}."))
    first = regenerate(report)
    make_project(strategy=report.strategy, joined_on=date(2022, 1, 3))
    assert regenerate(report).fingerprint == first.fingerprint


# --- One, none, missing, broken -----------------------------------------------------------------


def test_one_project_is_singular() -> None:
    text = (
        "{{projects.total | one {# project was} other {# projects were}}} planned, "
        "{{projects.new_or_major form=count_share}} new."
    )
    report = make_report(outline=outline(text))
    make_project(strategy=report.strategy, category="new_service")
    assert words_of(regenerate(report))[ONE] == "One project was planned, one (100 per cent) new."


def test_an_empty_portfolio_never_says_0_of_0() -> None:
    text = "{{projects.new_or_major form=count_share}}; {{projects.new_or_major form=per_cent}}."
    report = make_report(
        outline=outline(text, figure="projects-by-category"), editions=("en", "de")
    )
    made = regenerate(report)
    from tests.reports.files import files_of, read

    for language, format_, content in files_of(made):
        words = read(format_, content).words
        for wrong in ("0 per cent", "0 Prozent", "0 of 0", "0 von 0", "NaN", "None"):
            assert wrong not in words, (language, format_)


def test_a_missing_translation_shows_the_original_marked_and_counted() -> None:
    from reports.document import tree
    from tests.reports.files import document_of, files_of, read

    report = make_report(editions=("en", "de"), outline=outline("Only in English."))
    made = regenerate(report)
    german = made.editions.get(language="de")
    assert made.editions.get(language="en").missing == 0
    assert german.missing == 1
    (paragraph,) = [b for b in document_of(german).blocks if isinstance(b, tree.Paragraph)]
    assert (paragraph.untranslated, paragraph.language) == (True, "en")
    assert MissingTexts(language="de", count=1) in notes_from_json(made.notes)
    for language, format_, content in files_of(made):
        assert "Only in English." in read(format_, content).words, (language, format_)


def test_an_unknown_number_is_no_datum_and_told_with_its_name() -> None:
    report = make_report(outline=outline("There were {{projects.totl}} and {{projects.total}}."))
    made = regenerate(report)
    assert words_of(made)[ONE] == "There were [no data] and 0."
    (note,) = [note for note in made.notes if note["kind"] == "number"]
    assert note["signature"] == "projects.totl"
    assert "projects.total" in note["message"]


def test_an_unknown_quantity_names_project_and_quantity() -> None:
    token = "{{projects.quantity project=P-1 quantity=people}}"
    made = regenerate(make_report(outline=outline(token)))
    (note,) = [note for note in made.notes if note["kind"] == "number"]
    assert "P-1" in note["message"]
    assert "people" in note["message"]


def test_an_unknown_figure_and_a_reference_into_nothing_are_told() -> None:
    report = make_report(outline=outline("See [[fig:none]] and [[para:none]].", figure="no-such"))
    made = regenerate(report)
    assert {"figure", "reference"} <= set(kinds(report))
    assert any("no-such" in note.get("key", "") for note in made.notes)


@pytest.mark.parametrize(
    "text", ["{{projects.total", "{{projects.total form=loud}}", "{{}}", "A note ^[never closed"]
)
def test_a_broken_token_fails_the_job_and_names_the_paragraph(text: str) -> None:
    report = make_report(outline=outline(f"Words before {text}"))
    job = services.report_regenerate_request(report=report, user=None)
    from core.jobs.services import job_run

    job_run(job.pk)
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert ONE in job.error, job.error
    assert "went wrong in the program itself" not in job.error
    assert not report.drafts.exists()


def test_a_broken_text_in_one_language_names_the_language() -> None:
    texts = {"en": "Whole.", "de": "{{projects.total"}
    report = make_report(editions=("en", "de"), outline=outline(""))
    report.outline[0]["paragraphs"][0]["text"] = texts
    report.save()
    with pytest.raises(JobError, match=r"introduction/one.*(German|Deutsch)"):
        services.report_compose(report, ["en", "de"], draft=1, made_on=date(2022, 1, 17))


def test_a_report_without_an_edition_says_what_to_do() -> None:
    report = make_report(editions=())
    job = services.report_regenerate_request(report=report, user=None)
    from core.jobs.services import job_run

    job_run(job.pk)
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert "Add a language" in job.error


def test_a_report_of_no_projects_is_still_a_paper() -> None:
    assert not Project.objects.filter(strategy=make_strategy()).exists()
    made = regenerate(make_report(outline=[*outline("Opening."), *PROJECTS]))
    assert list(words_of(made).values()) == ["Opening."]
    assert [note["kind"] for note in made.notes] == ["silent", "silent"]
