"""What the checker reads of rows: framework, promises, translations; and that it is worked out once."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from core.access import Role
from core.history.tracking import event_model_of
from outcomes.models import Output
from portfolio.models import Commitment
from reports.checking.findings import Finding
from reports.checking.services import (
    FindingGone,
    checked,
    finding_mend,
    finding_waive,
    findings_by_paragraph,
    findings_of,
    waiver_take_back,
)
from reports.drafts.services import report_paper
from reports.models import FindingWaiver, Report
from tests.factories import (
    make_output,
    make_project,
    make_quantity,
    make_remark,
    make_report,
    make_strategy,
    make_user,
    outline,
    regenerate,
)

pytestmark = pytest.mark.django_db
ONE = "introduction/one"


def found(report: Report, rule: str) -> list[Finding]:
    """The open findings of a rule."""
    return [one for one in findings_of(report) if one.rule == rule]


def report_of(text: str, **changes: Any) -> Report:
    return make_report(outline=outline(text), **changes)


def say(report: Report, **texts: str) -> None:
    """Let its one paragraph say this."""
    section: dict[str, Any] = {
        "key": "introduction",
        "heading": {"en": "Introduction", "de": "Einleitung"},
        "paragraphs": [{"key": ONE, "text": texts}],
    }
    Report.objects.filter(pk=report.pk).update(outline=[section])
    report.refresh_from_db()


# --- Rules that hang on rows ----------------------------------------------------------------------


def test_an_output_without_a_word_is_told_and_one_with_a_word_is_not() -> None:
    strategy = make_strategy()
    told = Output.objects.get(outcome__strategy=strategy)
    silent = make_output(outcome=told.outcome, number="1.2")
    make_remark(make_project(strategy=strategy, output=told), "All went well.")
    each = [
        {"each": "outcome", "heading": {"en": "{title}"}, "sections": [
            {"each": "output", "heading": {"en": "Output {number}"}, "projects": True}]},
    ]  # fmt: skip
    report = make_report(strategy=strategy, outline=each)
    assert [one.words for one in found(report, "silent-part")] == [f"Output {silent.number}"]
    assert found(report, "lone-heading") == []


def test_a_heading_alone_below_another_is_told() -> None:
    def section(key: str, *below: dict[str, Any]) -> dict[str, Any]:
        paragraph = {"key": f"{key}/1", "text": {"en": "A sentence."}}
        return {"key": key, "heading": {"en": key.capitalize()}, "paragraphs": [paragraph],
                "sections": [*below]}  # fmt: skip

    report = make_report(outline=[section("one", section("alone")),
                                  section("two", section("left"), section("right"))])  # fmt: skip
    assert [one.target for one in found(report, "lone-heading")] == ["section/alone"]


def test_a_paragraph_without_a_translation_is_told_for_each_edition_that_lacks_it() -> None:
    report = report_of("It began.", editions=("en", "de", "fr"))
    say(report, en="It began.", de="Es begann.")
    assert {(one.target, one.language) for one in found(report, "missing-translation")} == {
        (f"para/{ONE}", "fr"),
        ("section/introduction", "fr"),
    }


def test_a_translation_with_typed_digits_for_a_live_number_is_mended_with_the_number() -> None:
    report = report_of("x", editions=("en", "de"))
    for _each in range(12):
        make_project(strategy=report.strategy)
    say(report, en="There were {{projects.total}} projects.", de="Es gab 12 Projekte.")
    assert [one.language for one in found(report, "other-live-numbers")] == ["de"]
    (typed,) = found(report, "typed-number")
    finding_mend(report=report, fingerprint=typed.fingerprint)
    texts = report_paper(report).sections[0].paragraphs[0].texts
    assert texts["de"] == "Es gab {{projects.total}} Projekte."
    assert found(report, "other-live-numbers") == found(report, "typed-number") == []


@pytest.mark.parametrize(
    ("due", "state", "answered", "spoken", "told"),
    [
        ("2021-Q1", "open", None, True, True),
        ("2021-Q1", "kept", date(2021, 3, 1), True, False),
        ("2023-Q1", "open", None, True, False),
        ("2023-Q1", "open", None, False, True),
        ("2021-Q1", "kept", date(2022, 3, 1), True, True),  # answered after the day of the data
        ("", "open", None, True, False),
    ],
)
def test_a_promise_of_an_earlier_report_is_told_while_it_is_open(
    due: str, state: str, answered: date | None, spoken: bool, told: bool
) -> None:
    strategy = make_strategy()
    project = make_project(strategy=strategy)
    if spoken:
        make_remark(project, "The work went on.")
    promise = Commitment(
        project=project, key="open", what="Platform opened", due_text=due, year=2020,
        state=state, answered_on=answered,
    )  # fmt: skip
    promise.read_due()
    promise.save()
    each = [{"each": "outcome", "heading": {"en": "{title}"}, "sections": [
        {"each": "output", "heading": {"en": "{title}"}, "projects": True}]},
        *outline("It began.")]  # fmt: skip
    report = make_report(strategy=strategy, outline=each)
    assert [one.words for one in found(report, "open-promise")] == ["Platform opened"] * told


def test_promises_of_the_report_itself_are_for_the_next_one() -> None:
    project = make_project()
    Commitment.objects.create(project=project, key="next", what="Later", year=2021)
    assert found(make_report(strategy=project.strategy), "open-promise") == []


def test_completed_is_read_as_of_the_day_of_the_data() -> None:
    strategy = make_strategy()
    project = make_project(
        strategy=strategy,
        name="Intranet migration",
        stages={date(2021, 2, 1): "in_progress", date(2022, 1, 9): "completed"},
    )
    make_remark(project, "The migration of the intranet was completed.")
    each = [{"each": "outcome", "heading": {"en": "{title}"}, "sections": [
        {"each": "output", "heading": {"en": "{title}"}, "projects": True}]}]  # fmt: skip
    report = make_report(strategy=strategy, outline=each)
    assert [one.words for one in found(report, "not-completed")] == ["was completed"]
    Report.objects.filter(pk=report.pk).update(cut_off=date(2022, 1, 31))
    report.refresh_from_db()
    assert found(report, "not-completed") == []


def test_a_quantity_typed_in_a_remark_is_mended_with_its_live_number() -> None:
    strategy = make_strategy()
    project = make_project(strategy=strategy)
    make_quantity(project, key="offices", value=14, unit="field offices")
    make_remark(project, "It was opened to 13 field offices.")
    each = [{"each": "outcome", "heading": {"en": "{title}"}, "sections": [
        {"each": "output", "heading": {"en": "{title}"}, "projects": True}]}]  # fmt: skip
    report = make_report(strategy=strategy, outline=each)
    (wrong,) = found(report, "contradicting-number")
    assert wrong.severity == "error" and wrong.location.number == 1
    finding_mend(report=report, fingerprint=wrong.fingerprint)
    key = f"project/{project.code}/1"
    texts = {p.key: p.texts for s in report_paper(report).sections for p in s.paragraphs}
    token = f"{{{{projects.quantity project={project.code} quantity=offices}}}}"
    assert texts[key]["en"] == f"It was opened to {token} field offices."
    assert [one.rule for one in findings_of(report)] == ["lone-heading"]


def test_a_paper_that_cannot_be_composed_has_that_finding_alone() -> None:
    report = report_of("It began.")
    say(report, en="There were {{projects.total projects.")
    assert [(one.rule, one.severity) for one in findings_of(report)] == [("unreadable", "error")]


def test_a_report_without_an_edition_or_without_its_original_is_checked_too() -> None:
    assert findings_of(report_of("It began in 5 offices.", editions=())) == []
    assert {one.language for one in findings_of(report_of("It began.", editions=("de",)))} == {"de"}


# --- Waivers --------------------------------------------------------------------------------------


def test_a_waiver_holds_over_drafts_until_the_sentence_changes_and_is_taken_back() -> None:
    report = report_of("It was tried in 5 departments. All went well.")
    editor = make_user(Role.REPORT_EDITOR)
    (small,) = found(report, "small-number")
    row = finding_waive(
        report=report, fingerprint=small.fingerprint, reason=" The minister asked so. ", user=editor
    )
    pk = row.pk
    assert (row.reason, row.waived_by, row.words) == (
        "The minister asked so.", editor, "5 departments",
    )  # fmt: skip
    assert findings_of(report) == [] and list(checked(report).waivers) == [small.fingerprint]
    regenerate(report)
    say(report, en="It was tried in 5 departments. All went badly.")
    assert findings_of(report) == []
    say(report, en="It was tried in 5 departments at once. All went badly.")
    assert len(found(report, "small-number")) == 1
    say(report, en="It was tried in 5 departments. All went badly.")
    waiver_take_back(report=report, fingerprint=small.fingerprint)
    assert len(found(report, "small-number")) == 1
    assert FindingWaiver.objects.count() == 0
    rows = event_model_of(FindingWaiver)._default_manager.all()
    labels = rows.values_list("pgh_label", flat=True)
    assert list(labels.filter(pgh_obj_id=pk)) == ["insert", "delete"]


def test_a_number_that_moves_does_not_end_a_waiver() -> None:
    report = report_of("Of {{projects.total}} projects, those of 5 departments were late.")
    make_project(strategy=report.strategy)
    (small,) = found(report, "small-number")
    finding_waive(report=report, fingerprint=small.fingerprint, reason="So.", user=make_user())
    make_project(strategy=report.strategy)
    assert findings_of(report) == []


def test_a_waiver_needs_a_reason_and_a_finding_and_is_given_once() -> None:
    report = report_of("It was tried in 5 departments.")
    person = make_user()
    (small,) = found(report, "small-number")
    with pytest.raises(ValidationError):
        finding_waive(report=report, fingerprint=small.fingerprint, reason=" ", user=person)
    with pytest.raises(FindingGone):
        finding_waive(report=report, fingerprint="nothing", reason="So.", user=person)
    for reason in ("First.", "Second."):
        finding_waive(report=report, fingerprint=small.fingerprint, reason=reason, user=person)
    assert [one.reason for one in FindingWaiver.objects.all()] == ["First."]


def test_a_waiver_holds_whatever_language_the_interface_speaks() -> None:
    report = report_of("It was tried in 5 departments. The the rest is 43%.")
    prints = [one.fingerprint for one in findings_of(report)]
    with translation.override("de"):
        assert [one.fingerprint for one in findings_of(report)] == prints


def test_the_same_words_twice_in_a_sentence_are_two_findings() -> None:
    report = report_of("It rose to 43% here and to 43% there.")
    prints = [one.fingerprint for one in found(report, "per-cent-sign")]
    assert len(set(prints)) == 2


def test_marks_for_a_margin_come_by_paragraph_and_language() -> None:
    report = report_of("x", editions=("en", "de"))
    say(report, en="It was tried in 5 departments.", de="Es wurde in fünf Abteilungen erprobt.")
    marks = findings_by_paragraph(report, "en")
    assert {key: [one.rule for one in each] for key, each in marks.items()} == {
        ONE: ["small-number"]
    }
    assert findings_by_paragraph(report, "de") == {}


def test_a_repair_on_top_of_another_edit_is_refused_as_gone() -> None:
    report = report_of("It was tried in 5 departments.")
    (small,) = found(report, "small-number")
    say(report, en="It was tried elsewhere.")
    with pytest.raises(FindingGone):
        finding_mend(report=report, fingerprint=small.fingerprint)
