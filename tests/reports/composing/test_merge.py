"""Whatever people do to a paper, regenerating keeps their words (random histories)."""

from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reports.composing.keep import paper_save
from reports.composing.merge import paper
from reports.models import Origin, Paragraph, ParagraphText, Report
from tests.factories import make_report, outline

WORDS = st.text("abc", min_size=1, max_size=3)


@dataclass(frozen=True)
class Step:
    """What happens: the source changes or goes, a person edits or writes."""

    what: str
    words: str


STEPS = st.lists(
    st.builds(Step, st.sampled_from(["source", "gone", "edit", "write"]), WORDS), max_size=6
)


def run(report: Report) -> list[str]:
    """One regeneration; the words that stand."""
    report.refresh_from_db()
    current = paper(report)
    paper_save(report, current.plan)
    return [p.texts.get("en", "") for s in current.sections for p in s.paragraphs]


def act(report: Report, step: Step, number: int) -> str | None:
    """Do it; the words that must stand from now on, None when it is the source's doing."""
    if step.what == "source":
        Report.objects.filter(pk=report.pk).update(outline=outline(f"Source {step.words}"))
        return None
    if step.what == "gone":
        silent = [{"key": "introduction", "heading": {"en": "Introduction"}, "paragraphs": []}]
        Report.objects.filter(pk=report.pk).update(outline=silent)
        return None
    mine = f"Mine {number} {step.words}"
    section = report.sections.first()
    if section is None:
        return None
    if step.what == "write":
        row = Paragraph.objects.create(
            section=section, key=f"written/{number}", position=number, origin=Origin.WRITTEN
        )
        ParagraphText.objects.create(paragraph=row, language="en", text=mine)
        return mine
    return mine if _edited(report, mine) else None


def _edited(report: Report, words: str) -> int:
    texts = ParagraphText.objects.filter(paragraph__section__report=report, paragraph__key=KEY)
    return texts.update(text=words)


KEY = "introduction/one"


@pytest.mark.django_db
@settings(
    max_examples=12,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(STEPS)
def test_words_of_a_person_stand_after_any_history(db: None, steps: list[Step]) -> None:
    report = make_report(outline=outline("Source"))
    run(report)
    kept: dict[str, str] = {}
    for number, step in enumerate(steps):
        mine = act(report, step, number)
        if mine is not None:
            kept["edit" if step.what == "edit" else f"write {number}"] = mine
        stand = run(report)
        assert set(kept.values()) <= set(stand), (steps, stand)
        assert stand == run(report), "a second run changes nothing"
