"""The second line under a heading: from the framework into every format."""

from datetime import date
from typing import Any

import pytest
from lxml import html as lxml_html

from outcomes.models import Outcome, Output
from reports.composing.compose import compose
from reports.document import tree
from reports.models import Report
from reports.writers import html, json_, text
from tests.reports.documents import make_document, make_heading, make_paragraph
from tests.reports.writers.docx_parts import parts_of
from tests.reports.writers.pdf_parts import Pdf

LINE = "Better services, closer to people"


@pytest.fixture(scope="module")
def paper() -> tree.Document:
    line = (tree.Text(text=LINE, language="fr"),)
    return make_document(
        make_heading(1, "Outcome 1", subtitle=line), make_paragraph(), make_heading(2, "Output")
    )


def test_it_stands_under_its_heading_in_the_text(paper: tree.Document) -> None:
    assert f"# Outcome 1\n{LINE}\n\n" in text.write(paper).decode()
    assert json_.read(json_.write(paper)) == paper


def test_word_has_a_style_for_it(paper: tree.Document) -> None:
    parts = parts_of(paper)
    assert parts.styled("HeadingSubtitle") == [LINE]
    assert parts.styled("Heading1") == ["Outcome 1"]
    assert parts.find("//w:style[@w:styleId='HeadingSubtitle']//w:keepNext", "word/styles.xml")
    assert 'w:lang w:val="fr' in parts.files["word/document.xml"].decode()


def test_a_page_says_its_language_and_keeps_it_out_of_the_heading(paper: tree.Document) -> None:
    document: Any = lxml_html.document_fromstring(html.write(paper))
    (line,) = document.find_class("subtitle")
    assert (
        line.text_content() == LINE
        and line.tag == "p"
        and "fr" in str(line.getchildren()[0].attrib)
    )
    (heading,) = document.find_class("heading-1")
    assert heading.getnext() is line and LINE not in heading.text_content()


def test_a_pdf_has_it_as_a_paragraph(paper: tree.Document) -> None:
    root = Pdf(paper).tags
    assert any(LINE in " ".join(tag.text.split()) for tag in root.all("P"))
    assert not any(LINE in tag.text for kind in ("H1", "H2") for tag in root.all(kind))


@pytest.mark.django_db
def test_outcomes_and_outputs_bring_theirs_and_the_original_stands_in() -> None:
    report = Report.objects.get(slug="progress-2021")
    Outcome.objects.filter(strategy=report.strategy, number="1").update(
        subtitle=LINE, i18n={"subtitle_de": "Bessere Dienste"}
    )
    output = Output.objects.get(outcome__strategy=report.strategy, number="1.1")
    output.subtitle = "Only said in English"
    output.save()
    made = compose(report, ["en", "de"], draft=0, made_on=date(2022, 1, 17))
    lines = {
        code: {
            block.id: (tree.plain(block.subtitle), block.subtitle[0].language)
            for block in document.blocks
            if isinstance(block, tree.Heading) and block.subtitle
        }
        for code, document in made.documents.items()
    }
    assert lines["en"] == {
        "section/outcome/1": (LINE, ""),
        "section/output/1.1": ("Only said in English", ""),
    }
    assert lines["de"] == {
        "section/outcome/1": ("Bessere Dienste", ""),
        "section/output/1.1": ("Only said in English", "en"),
    }
