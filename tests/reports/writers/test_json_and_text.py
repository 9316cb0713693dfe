"""The paper as JSON, which reads back equal, and as a text outline."""

import json
import re

import msgspec
import pytest

from reports.writers import json_, text
from tests.reports.documents import (
    full_report,
    make_cover,
    make_document,
    make_list,
    paper_with_appendices,
)


@pytest.mark.parametrize("document", [make_document(), full_report(), paper_with_appendices()])
def test_json_reads_back_equal(document: object) -> None:
    written = json_.write(document)  # type: ignore[arg-type]
    assert json_.read(written) == document
    assert json_.write(json_.read(written)) == written


def test_json_is_sorted_indented_utf_8() -> None:
    written = json_.write(make_document()).decode()
    assert "2018–21" in written
    assert written.endswith("}\n")
    assert list(json.loads(written)) == sorted(json.loads(written))


def test_what_is_no_document_is_refused_with_its_place() -> None:
    plain = json.loads(json_.write(make_document()))
    plain["blocks"][0]["level"] = "one"
    with pytest.raises(msgspec.ValidationError, match=r"blocks\[.*level"):
        json_.read(json.dumps(plain).encode())


def test_the_outline_has_every_paragraph_under_its_heading() -> None:
    outline = text.write(full_report()).decode()
    numbers = re.findall(r"^(\d+)\. {2,3}", outline, re.MULTILINE)
    assert numbers == [str(number) for number in range(1, 55)]
    assert outline.index("# Introduction\n\n1.   The Strategy") > 0


def test_the_outline_has_figures_notes_and_tables() -> None:
    outline = text.write(full_report()).decode()
    assert "Figure 1. IT projects by outcome/cross-cutting driver" in outline
    assert "     Risk management            2\n" in outline
    assert "[3]  See GB.338/PFA/INF/2." in outline
    assert re.search(r"Unfunded projects  Information Technology Systems Fund +2\.0\n", outline)


def test_author_unit_and_related_documents_end_alike() -> None:
    cover = make_cover(author="Budget Office", related=("GB.1/A", "GB.2/B"))
    foot = text.write(make_document(cover=cover)).decode().split("Author unit: ")[1]
    assert foot.startswith("Budget Office.\nRelated documents: GB.1/A; GB.2/B.\n")
    assert make_cover(author="Secretariat of the U.N.").author_line[1].endswith("U.N.")
    assert make_cover(author="", related=()).author_line[1] == ""


def test_lines_are_short_and_no_break_spaces_hold() -> None:
    outline = text.write(make_document(make_list("a " * 60 + "10\u00a0per\u00a0cent"))).decode()
    assert max(map(len, outline.splitlines())) <= text.WIDTH
    assert "10\u00a0per\u00a0cent" in outline


def test_the_outline_has_letters_appendices_and_their_notes() -> None:
    outline = text.write(paper_with_appendices()).decode()
    assert (
        "2.   The Governing Body:\n\n     (a) took note of the report; and\n     (b) asked"
        in outline
    )
    first, second = (
        outline.index("\nAppendix I\nMethod"),
        outline.index("\nAppendix II\nIndicators"),
    )
    assert first < outline.index("[2]  Second note of appendix one.") < second
    assert outline.index("1.   Values were read") < outline.index("1.   The table shows")
    assert re.search(
        r"Table 1\. Indicators\n.*\n +Outcome 1\. A more efficient ILO\n +1\.1", outline
    )
