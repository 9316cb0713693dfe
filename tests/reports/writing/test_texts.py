"""What people write in a paper: checked like a file, saved once, never on top of somebody else's."""

import pytest

from core.languages.translated import texts_of
from reports.composing.keep import paper_save
from reports.composing.merge import Paper, PaperParagraph, paper
from reports.models import Paragraph, ParagraphText, Report
from reports.outline.plan import plan
from reports.writing.services import (
    ParagraphGone,
    TextMoved,
    TextRefused,
    cover_text_save,
    heading_save,
    paragraph_text_save,
)
from tests.factories import make_report, outline

pytestmark = pytest.mark.django_db
KEY = "introduction/one"


def report_with(text: str = "Source.", **changes: object) -> Report:
    """A report with one paragraph from its outline, in English and German."""
    return make_report(outline=outline(text), editions=("en", "de"), **changes)


def one(report: Report, key: str = KEY) -> PaperParagraph:
    """The paragraph as it stands now."""
    found: Paper = paper(Report.objects.get(pk=report.pk))
    return next(p for s in found.sections for p in s.paragraphs if p.key == key)


def save(report: Report, text: str, base: str = "Source.", language: str = "en") -> None:
    """Save the paragraph's words."""
    paragraph_text_save(report=report, key=KEY, language=language, text=text, base=base)


def test_a_sentence_is_saved_before_any_draft_and_stays_when_the_source_moves() -> None:
    report = report_with()
    save(report, "Mine, e\u0301te\u0301, soft\u00ad hyphen.  \r\n")
    assert one(report).texts["en"] == "Mine, été, soft hyphen."
    assert one(report).edited == {"en"}
    Report.objects.filter(pk=report.pk).update(outline=outline("Source says more."))
    report.refresh_from_db()
    assert one(report).texts["en"] == "Mine, été, soft hyphen."
    assert paper(report).edited == ((KEY, "en"),)


def test_what_was_typed_after_the_source_moved_is_told_from_the_new_source() -> None:
    report = report_with()
    paper_save(report, plan(report))
    Report.objects.filter(pk=report.pk).update(outline=outline("Source says more."))
    save(report, "Source says less.", base="Source says more.")
    assert paper(Report.objects.get(pk=report.pk)).edited == ()


def test_a_stale_save_gives_what_stands_and_writes_nothing() -> None:
    report = report_with()
    save(report, "First.")
    with pytest.raises(TextMoved) as moved:
        save(report, "Second.")
    assert moved.value.current == "First."
    save(report, "First.")  # the same again is no conflict
    assert one(report).texts["en"] == "First."


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "A paragraph says something"),
        ("It had {{projects.totl}} projects.", "projects.total"),
        ("It had {{projects.total year=1066}} projects.", "1066"),
        ("See [[fig:nowhere]].", "nowhere"),
        ("See [[para:introduction/two]].", "introduction/one"),
        ("Open [link](ilo.org).", "https://ilo.org"),
        ("One.\n\nTwo.", "second paragraph"),
        ("A note.^[One ^[two].]", "footnote"),
        ("x" * 200_000, "Split it"),
        ("A \x07 bell.", "U+0007"),
    ],
)
def test_what_a_paper_cannot_print_is_refused_with_its_place(text: str, says: str) -> None:
    report = report_with()
    with pytest.raises(TextRefused) as refused:
        save(report, text)
    assert says in str(refused.value)
    assert one(report).texts["en"] == "Source."


def test_a_reference_that_led_nowhere_before_does_not_keep_from_mending_a_word() -> None:
    report = report_with("See [[para:gone]].")
    save(report, "See also [[para:gone]].", base="See [[para:gone]].")
    assert one(report).texts["en"] == "See also [[para:gone]]."


def test_a_translation_is_made_of_the_original_and_told_when_that_changes() -> None:
    report = report_with()
    save(report, "Quelle.", base="", language="de")
    assert one(report).behind == {}
    save(report, "Source, mended.")
    assert one(report).behind == {"de": "Source."}
    save(report, "Quelle, verbessert.", base="Quelle.", language="de")
    assert one(report).behind == {}
    save(report, "", base="Quelle, verbessert.", language="de")
    assert "de" not in {code for code, text in one(report).texts.items() if text}


def test_a_language_without_an_edition_is_refused() -> None:
    with pytest.raises(TextRefused, match="no edition in Français"):
        save(report_with(), "Source.", base="", language="fr")


def test_a_locked_report_keeps_its_words() -> None:
    from django.utils import timezone

    report = report_with(known_at=timezone.now())
    with pytest.raises(TextRefused, match="locked"):
        save(report, "Mine.")


def test_a_paragraph_that_is_gone_is_told() -> None:
    with pytest.raises(ParagraphGone):
        paragraph_text_save(report=report_with(), key="no/such", language="en", text="a", base="")


def test_a_heading_of_ones_own_stands_until_the_outlines_is_typed_again() -> None:
    report = report_with()
    heading_save(
        report=report, section="introduction", language="en", text="Begin", base="Introduction"
    )
    assert paper(report).sections[0].headings["en"] == "Begin"
    paper_save(report, plan(report))
    assert paper(report).sections[0].headings["en"] == "Begin"
    with pytest.raises(TextMoved):
        heading_save(
            report=report, section="introduction", language="en", text="X", base="Introduction"
        )
    heading_save(
        report=report, section="introduction", language="en", text="Introduction", base="Begin"
    )
    assert report.sections.get().own_heading == {}


@pytest.mark.parametrize("words", ["", "x" * 301, "Of {{projects.total}}"])
def test_a_heading_that_cannot_stand_is_refused(words: str) -> None:
    with pytest.raises(TextRefused):
        heading_save(
            report=report_with(),
            section="introduction",
            language="en",
            text=words,
            base="Introduction",
        )


def test_the_first_page_is_written_in_each_language() -> None:
    report = report_with(summary="Short.")
    cover_text_save(report=report, field="summary", language="de", text="Kurz.", base="")
    cover_text_save(report=report, field="summary", language="en", text="Shorter.", base="Short.")
    report.refresh_from_db()
    assert texts_of(report, "summary") == {"en": "Shorter.", "de": "Kurz."}
    with pytest.raises(TextRefused, match="no points"):
        cover_text_save(
            report=report, field="summary", language="en", text="Of\n- one", base="Shorter."
        )
    with pytest.raises(ParagraphGone):
        cover_text_save(report=report, field="slug", language="en", text="x", base="")


def moved(report: Report) -> None:
    """The file now has the paragraph under another heading."""
    first, *_rest = outline("Source.")
    second = {**first, "key": "second", "heading": {"en": "Second"}}
    kept = {"key": "introduction/two", "text": {"en": "Stays."}}
    Report.objects.filter(pk=report.pk).update(outline=[{**first, "paragraphs": [kept]}, second])
    report.refresh_from_db()


@pytest.mark.parametrize("text", ["Source.", "Mine."])
def test_a_paragraph_whose_source_moves_goes_along_with_its_words(text: str) -> None:
    report = report_with()
    save(report, text)
    paper_save(report, plan(report))
    moved(report)
    for _time in range(2):
        now = paper(report)
        assert [
            (section.key, one.key, one.texts["en"])
            for section in now.sections
            for one in section.paragraphs
        ] == [("introduction", "introduction/two", "Stays."), ("second", KEY, text)]
        paper_save(report, plan(report))
    assert Paragraph.objects.filter(key=KEY).count() == 1
    assert ParagraphText.objects.get(paragraph__key=KEY, language="en").text == text
