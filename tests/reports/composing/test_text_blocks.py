"""What is typed under a paragraph, in a whole paper: numbered, referred to, computed, told, refused."""

from typing import Any

import pytest

from core.jobs.kinds import JobError
from core.languages.translated import set_texts
from reports.composing.compose import Composition
from reports.composing.merge import paper
from reports.composing.one_number import compose_number
from reports.document import tree
from reports.document.notes import (
    BrokenReference,
    NumberOutsideStrategy,
    NumberWithoutData,
    UnknownTable,
)
from reports.drafts.services import report_compose
from reports.models import Report
from reports.models.outline_yaml import outline_text
from reports.outline.text import read_outline
from tests.factories import CUT_OFF, make_project, make_report, make_strategy, outline, regenerate
from tests.reports.texts import composed as one_paragraph
from tests.reports.texts import lines

pytestmark = pytest.mark.django_db
TABLE = "Table: {caption}{key}\n| a | b |\n| --- | ---: |\n| x | {cell} |"


def table(caption: str, key: str = "", cell: str = "1") -> str:
    return TABLE.format(caption=caption, key=f" {{#{key}}}" if key else "", cell=cell)


def section(key: str, *texts: dict[str, str], **more: Any) -> dict[str, Any]:
    paragraphs = [{"key": f"{key}/{n}", "text": text} for n, text in enumerate(texts, 1)]
    return {"key": key, "heading": {"en": key, "de": key}, "paragraphs": paragraphs, **more}


def composed(report: Report, *languages: str) -> Composition:
    return report_compose(report, languages or ("en",), draft=1, made_on=CUT_OFF)


def tables(document: tree.Document) -> list[tuple[str, str]]:
    return [(one.id, one.label) for one in document.blocks if isinstance(one, tree.Table)]


# --- Tables ---------------------------------------------------------------------------------------


def test_typed_and_generated_tables_are_numbered_together_in_every_edition() -> None:
    both = f"{table('One')}\n\nThen:\n\n{table('Two', 'two')}"
    first = f"See [[table:two]] and [[table:projects]].\n\n{both}"
    german = first.replace("One", "Eins").replace("Two", "Zwei").replace("See", "Siehe")
    sections = [
        section("one", {"en": first, "de": german}, tables=["projects"]),
        section("two", {"en": f"Last:\n\n{table('Three')}"}),
    ]
    strategy = make_strategy()
    report = make_report(strategy=strategy, outline=sections, editions=("en", "de"))
    documents = composed(report, "en", "de").documents
    numbered = [("table/one/1#1", 1), ("table/two", 2), ("table/projects", 3), ("table/two/1#1", 4)]
    for code, word in (("en", "Table"), ("de", "Tabelle")):
        assert tables(documents[code]) == [(id_, f"{word}\u00a0{n}") for id_, n in numbered]
    opening = documents["en"].blocks[1]
    assert isinstance(opening, tree.Paragraph)
    assert tree.plain(opening.children) == "See Table\u00a02 and Table\u00a03."
    last = documents["de"].blocks[-1]
    assert isinstance(last, tree.Table)
    assert last.language == "en"


def test_a_reference_to_a_table_that_this_language_lacks_is_told() -> None:
    texts = {"en": f"See [[table:own]].\n\n{table('One', 'own')}", "de": "Siehe [[table:own]]."}
    report = make_report(outline=[section("one", texts)], editions=("en", "de"))
    notes = composed(report, "en", "de").notes
    assert [one for one in notes if isinstance(one, BrokenReference)] == [
        BrokenReference(block="table", key="own")
    ]


def test_a_typed_table_is_no_unknown_one() -> None:
    report = make_report(outline=outline(f"See:\n\n{table('One', 'own')}"))
    assert not [note for note in composed(report).notes if isinstance(note, UnknownTable)]


@pytest.mark.parametrize("key", ["own", "projects"])
def test_a_key_that_is_taken_is_refused_with_its_paragraph(key: str) -> None:
    text = f"See:\n\n{table('One', 'own')}\n\nThen:\n\n{table('Two', key)}"
    with pytest.raises(
        JobError, match=rf"Paragraph 1 \(introduction/one\), English: the table {key}"
    ):
        composed(make_report(outline=outline(text)))


def test_a_number_in_a_cell_is_computed_and_has_its_own_panel() -> None:
    report = make_report(
        outline=outline(f"We ran:\n(a) one;\n(b) two.\n\n{table('One', cell='{{projects.total}}')}")
    )
    make_project(strategy=report.strategy)
    draft = regenerate(report)
    document = tree.from_json(draft.editions.get(language="en").tree)
    (block,) = (one for one in document.blocks if isinstance(one, tree.Table))
    (number,) = next(tree.runs(tree.Passage(children=block.rows[0][1].children)))  # type: ignore[union-attr]
    assert isinstance(number, tree.Number)
    assert (number.uid, number.text) == ("introduction/one#1", number.exact)
    assert compose_number(report, paper(report), "en", number.uid) == number


# --- Headings -------------------------------------------------------------------------------------


def test_headings_take_marks_and_go_four_levels_deep() -> None:
    deepest = section("four", {"en": "Text."})
    deepest["heading"] = {"en": "The *fourth* level^[Note.]"}
    nested = section(
        "one", sections=[section("two", sections=[section("three", sections=[deepest])])]
    )
    assert read_outline(outline_text([nested]), "en")
    document = composed(make_report(outline=[nested])).documents["en"]
    headings = [one for one in document.blocks if isinstance(one, tree.Heading)]
    assert [one.level for one in headings] == [1, 2, 3, 4]
    assert headings[3].children == (
        tree.Text(text="The "), tree.Text(text="fourth", emphasis=True), tree.Text(text=" level"),
        tree.Note(number=1, children=(tree.Text(text="Note."),)),
    )  # fmt: skip


def test_a_heading_that_cannot_be_printed_is_named() -> None:
    wrong = section("one", {"en": "Text."})
    wrong["heading"] = {"en": "See [the Office](ilo.org)"}
    with pytest.raises(
        JobError, match=r"The heading “See \[the Office\]\(ilo\.org\)”, English: .*https"
    ):
        composed(make_report(outline=[wrong]))


def test_a_refused_text_is_told_with_its_paragraph_and_its_words() -> None:
    text = "We measured it.\n\nTable: Means\n| a | b |\n| --- | --- |\n| only one |"
    with pytest.raises(JobError, match=r"Paragraph 1 \(introduction/one\), English: .*only one"):
        composed(make_report(outline=outline(text)))
    with pytest.raises(JobError, match=r"begins here.* \(“Another one\.”\)$"):
        composed(make_report(outline=outline("We measured it.\n\nAnother one.")))


# --- Notes and refusals ---------------------------------------------------------------------------


def test_what_has_no_data_or_another_year_is_told() -> None:
    report = make_report(
        outline=outline(
            "We had {{projects.total form=figure}}, {{projects.new_or_major form=per_cent}} new, and "
            "{{projects.total year=1999 form=figure}} once."
        )
    )
    document = composed(report)
    assert NumberWithoutData(signature="projects.new_or_major") in document.notes
    (other,) = (one for one in document.notes if isinstance(one, NumberOutsideStrategy))
    assert (other.year, "1999" in other.signature) == (1999, True)


def test_points_in_the_summary_are_refused_and_not_dropped() -> None:
    report = make_report()
    set_texts(report, "summary", {"en": "In short:\n- this\n- that"})
    report.save()
    with pytest.raises(
        JobError, match="The summary, English: The box of the cover holds no points"
    ):
        composed(report)


def test_a_link_in_a_line_of_the_box_is_refused_and_not_dropped() -> None:
    report = make_report(profile="decision")
    set_texts(report, "follow_up", {"en": "See [this](https://ilo.org)."})
    report.save()
    with pytest.raises(JobError, match="The first page, English: A line of the box holds neither"):
        composed(report)


def test_a_reference_that_begins_a_sentence_begins_with_a_capital() -> None:
    text = "[[para:one]] shows it. [[para:one]] does (see [[para:one]]), as [[para:one]] did."
    (line,) = lines(one_paragraph(text))
    assert line.replace("\u00a0", " ") == (
        "Paragraph 1 shows it. Paragraph 1 does (see paragraph 1), as paragraph 1 did."
    )
