"""Names and places of projects are today's; what was changed after the day of the data is told."""

from datetime import date

import pytest

from portfolio.models import Project
from portfolio.projects.changed_since import ChangedProject, projects_changed_since
from reports.document import notes
from reports.document.notes import ProjectsChanged, notes_from_json
from reports.drafts.notes_page import note_words
from reports.models import Report
from tests.factories import regenerate
from tests.portfolio.projects.test_past import NEW, rename

pytestmark = pytest.mark.django_db
LAST = date(2021, 12, 31)


def plan() -> "list[ChangedProject]":
    return [*projects_changed_since(Project.objects.of_strategy("it-2018-21"), LAST)]


def test_case_08_b_names_what_was_renamed_and_moved_since() -> None:
    assert plan() == []
    rename()
    Project.objects.filter(code="P-14").update(forecast_finish=LAST)
    assert plan() == [ChangedProject("P-22", ("name", "output", "lead_unit"))]
    # A translation is the name, too; what is put back is no change.
    project = Project.objects.get(code="P-14")
    project.name_de = "Neu benannt"  # type: ignore[attr-defined]
    project.save()
    Project.objects.filter(name=NEW).update(name=Project.objects.get(code="P-14").name)
    assert [each.code for each in plan()] == ["P-14", "P-22"]


def test_the_author_reads_it_and_a_locked_report_is_left_alone() -> None:
    report = Report.objects.get(slug="progress-2021")
    Report.objects.filter(pk=report.pk).update(cut_off=LAST)
    report.refresh_from_db()
    rename()
    (note,) = [
        each
        for each in notes_from_json(regenerate(report).notes)
        if isinstance(each, ProjectsChanged)
    ]
    assert note == ProjectsChanged(
        day=LAST,
        projects=(notes.ChangedProject(code="P-22", fields=("name", "output", "lead_unit")),),
    )
    assert note_words(note, {}) == (
        "1 project was renamed or moved after 31 December 2021. "
        "The paper shows it as it is now: P-22 (name, output, lead unit)."
    )
