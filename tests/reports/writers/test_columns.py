"""The widths of columns: no head and no word is cut while there is room, in any language."""

import pytest
from django.utils import translation

from core.figures.annexes import annexes
from core.figures.layout import text_width
from core.languages import LANGUAGES
from core.numbers.registry import NumberContext
from reports.writers.columns import (
    MOST_SHARE,
    SIDES,
    TYPE,
    column_kind,
    column_widths,
    stays_whole,
)
from reports.writers.docx.inline import InlineWriter
from reports.writers.docx.look import COLUMN
from reports.writers.docx.package import Relationships
from reports.writers.docx.tables import paper_table
from reports.writers.pdf.look import LANDSCAPE_COLUMN
from tests.factories import CUT_OFF
from tests.reports.documents import make_table
from tests.reports.writers.docx_parts import find, value


def room_of(words: str) -> float:
    return text_width(words, TYPE) + SIDES


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", ["projects", "indicators", "risks"])
def test_no_head_of_an_annex_is_broken_within_a_word(key: str, language: str) -> None:
    with translation.override(language):
        data = annexes[key].compute(NumberContext(strategy="it-2018-21", year=2021, at=CUT_OFF))
        rows = tuple(tuple(getattr(one, "text", one) for one in row) for row in data.rows)
        table = make_table(columns=data.columns, rows=rows, widths=data.widths)
    widths = column_widths(table, LANDSCAPE_COLUMN)
    for head, width in zip(table.columns, widths, strict=True):
        assert max(map(room_of, head.split(" "))) <= width, head
    assert sum(widths) == pytest.approx(LANDSCAPE_COLUMN)


def test_a_column_grows_to_its_longest_word_at_the_cost_of_those_with_room() -> None:
    table = make_table(columns=("Bruttorisiko", "Risiko"), rows=(("1", "x y z"),), widths=(1, 20))
    first, second = column_widths(table, 300)
    assert first >= room_of("Bruttorisiko")
    assert first + second == pytest.approx(300)


def test_what_a_no_break_space_joins_is_one_word() -> None:
    table = make_table(columns=("a", "b"), rows=(("95,31\u00a0Prozent", "x"),), widths=(1, 30))
    assert column_widths(table, 300)[0] >= room_of("95,31\u00a0Prozent")


def test_a_code_is_one_word() -> None:
    table = make_table(columns=("a", "b"), rows=(("PS-16", "x"),), widths=(1, 30))
    assert column_widths(table, 300)[0] >= room_of("PS-16")


def test_a_table_is_kept_whole_by_its_lines_not_by_its_rows() -> None:
    small = make_table(rows=(("a", "b", "1"),) * 8)
    assert stays_whole(small, column_widths(small, 400))
    for rows in ((("a", "b", "1"),) * 30, (("a", "word " * 500, "1"),)):
        long = make_table(rows=rows)
        assert not stays_whole(long, column_widths(long, 400))


def test_shares_stand_where_every_word_has_room() -> None:
    table = make_table(columns=("a", "b"), rows=(("x", "y"),), widths=(1, 3))
    assert column_widths(table, 400) == [100, 300]


def test_one_word_takes_no_table_for_itself() -> None:
    table = make_table(columns=("a", "b"), rows=(("x" * 300, "y"),), widths=(1, 3))
    assert column_widths(table, 400)[0] == pytest.approx(400 * MOST_SHARE)


def test_word_has_the_same_widths_to_the_last_twip() -> None:
    block = make_table(
        columns=("Bruttorisiko", "b", "c"), rows=(("1", "2", "3"),), widths=(1, 9, 9)
    )
    table = paper_table(block, InlineWriter(Relationships(), {}))
    grid = [int(value(one, "w:w")) for one in find(table, "w:tblGrid/w:gridCol")]
    assert sum(grid) == COLUMN
    assert grid[0] >= room_of("Bruttorisiko") * 20 - 1


def test_a_column_of_codes_is_one_that_holds_nothing_else() -> None:
    table = make_table(
        columns=("Code", "Name", "US$"), rows=(("P-6", "P-7 b", "1"), ("PS-16", "x", "2"))
    )
    assert [column_kind(table, place) for place in range(3)] == ["code", "", "num"]
    assert column_kind(make_table(columns=("Code",), rows=()), 0) == ""


def test_where_not_every_word_has_room_the_short_ones_have_theirs() -> None:
    long = "Donaudampfschifffahrtsgesellschaft"
    table = make_table(columns=("Nr.", "a", "b", "c"), rows=(("1.1", long, long, long),),
                       widths=(1, 30, 30, 30))  # fmt: skip
    first, *others = column_widths(table, 360)
    assert first >= room_of("Nr.")
    assert sum((first, *others)) == pytest.approx(360)
    assert len(set(others)) == 1
