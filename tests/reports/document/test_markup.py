"""What begins a point and what a sentence, what stands in which block, and what is refused where."""

import pytest

from core.numbers.syntax import TokenError
from reports.document.markup import parse, read_heading, split_paragraphs, table_keys
from reports.document.markup_check import check_text, holds_blocks, holds_marks
from reports.document.spans import Hyperlink, MarkupError, TextSpan
from tests.reports.texts import composed, lines


@pytest.mark.parametrize(
    ("source", "printed"),
    [
        ("1. Januar 2022 war ein Samstag.", ["1. Januar 2022 war ein Samstag."]),
        ("Bis zum\n31. Dezember 2021.", ["Bis zum 31. Dezember 2021."]),
        ("Im Jahr\n2021. Das war so.", ["Im Jahr 2021. Das war so."]),
        ("Am\n1. Januar 2022.", ["Am 1. Januar 2022."]),
        ("1er janvier 2022.", ["1er janvier 2022."]),
        ("- 23 degrees.", ["- 23 degrees."]),
        ("It fell to\n\\- 23 degrees.", ["It fell to - 23 degrees."]),
        ("It rose by\n+ 5 per cent.", ["It rose by + 5\u00a0per cent."]),
        ("See (a) and\n(b) there.", ["See (a) and (b) there."]),
        ("A:\n1\\. Januar\n\\(a) x", ["A: 1. Januar (a) x"]),
        ("# Head\n> q\n```\ncode\n```\n---", ["# Head > q ``` code ``` ---"]),
        ("<b>R&amp;D</b> C:\\x \\\\s 2*3*4\\\ny", ["<b>R&amp;D</b> C:\\x \\\\s 2*3*4\\ y"]),
        ("\\*x\\* \\_y\\_ \\[z\\] \\{\\{n\\}\\} \\^[o]", ["*x* _y_ [z] {{n}} ^[o]"]),
        ("| a |", ["| a |"]),
        ("Table: none here", ["Table: none here"]),
    ],
)
def test_what_is_no_mark_is_printed_as_typed(source: str, printed: list[str]) -> None:
    assert lines(composed(source)) == printed


@pytest.mark.parametrize(
    ("source", "printed"),
    [
        ("Days:\n1. Januar\n2. Februar", ["Days:", "1. Januar", "2. Februar"]),
        ("We did\n1) this\n2) that", ["We did", "1) this", "2) that"]),
        ("A:\n- 23 x\n- 24 y", ["A:", "• 23 x", "• 24 y"]),
        ("A\n* b\n• c", ["A", "• b", "• c"]),
        ("A\n- b\n  goes\non\n- c", ["A", "• b goes on", "• c"]),
        ("A:^[n]\n(a) b", ["A:⟦n⟧", "(a) b"]),
        (
            "A:\n(a) b:\n(i) c\n(ii) d\n  - e\n(b) f\n\ng",
            ["A:", "(a) b:", "  (i) c", "  (ii) d", "    • e", "(b) f", "g"],
        ),
        (
            "A:\n(1) b\n  a) c\n    i) d\n    ii) e\n  b) f\n(2) g",
            ["A:", "(1) b", "  a) c", "    i) d", "    ii) e", "  b) f", "(2) g"],
        ),
        ("A:\n" + "".join(f"({sign}) x\n" for sign in "abcdefghij"),
         ["A:", *(f"({sign}) x" for sign in "abcdefghij")]),
        ("A\n- b\n\n- c\n\n+\nD\n\n- e", ["A", "• b", "• c", "D", "• e"]),
        ("A\n- b\n1. Januar war es", ["A", "• b 1. Januar war es"]),
    ],
)  # fmt: skip
def test_points_are_marked_as_they_were_typed(source: str, printed: list[str]) -> None:
    assert lines(composed(source)) == printed


@pytest.mark.parametrize(
    ("source", "near"),
    [
        ("A\n- 23 degrees", "- 23"),
        ("A\n\n- 23 degrees", "- 23"),
        ("A fell to\n- 23 here and\n- 25 there.", "- 23"),
        ("A\n(a) b\n(b) c\n  - 5 d", "- 5"),
        ("A:\n1. b\n3. c", "3. c"),
        ("A\n+ b", "+ b"),
        ("A\n- b\n+ c", "+ c"),
        ("A\n- b\n  - c\n    - d\n      - e", "- e"),
        ("- a\n- b", "- a"),
        ("1. a\n2. b", "1. a"),
        ("A\n- b\n\n  c", "c"),
        ("A.\n\nB.", "B."),
        ("A.\n+", "+"),
        ("See [the Office](ilo.org/x).", "[the Office"),
        ("See [above](#x).", "[above"),
        ("See [](https://x.org).", "["),
        ("See [a](https://x.org 'b').", "[a"),
        ("![a](https://x.org)", "[a"),
        ("See [a^[b]](https://x.org).", "[a"),
        ("A^[b ^[c] d].", "^[c"),
        ("A\n\n| b |\n| - |\n| c |", "| b |"),
        ("A\n\nTable: b\n| c |\n| d |", "| c |"),
        ("A\n\nTable: b\n| c | d |\n| - | - |\n| e |", "| e |"),
        ("A\n\nTable: b\n| c |\n| - |", "| c |"),
        ("A\n\nTable: b^[c]\n| c |\n| - |\n| d |", "b^[c]"),
        ("A\n\n::: b\nc", "::: b"),
        ("A\n\n:::\n:::", ":::"),
        ("A\n\n:::\n::: b\nc\n:::\n:::", ":::"),
    ],
)
def test_what_cannot_be_printed_is_refused_where_it_stands(source: str, near: str) -> None:
    with pytest.raises(MarkupError):
        parse(source)
    (problem,) = check_text(source).problems
    assert source[problem.offset :].lstrip().startswith(near)
    assert problem.message


def test_an_address_without_a_scheme_is_told_how_to_write_it() -> None:
    with pytest.raises(MarkupError, match=r"write https://ilo\.org/gb\."):
        parse("See [the Office](ilo.org/gb).")
    for address in ("https://ilo.org", "http://ilo.org", "mailto:x@ilo.org", "www.ilo.org"):
        (link,) = parse(f"[x]({address})").children
        assert isinstance(link, Hyperlink)


def test_bold_around_a_link_reaches_its_words() -> None:
    (link,) = parse("**[x](https://ilo.org)**").children
    assert isinstance(link, Hyperlink)
    assert link.children == (TextSpan("x", strong=True),)


def test_blocks_belong_to_the_paragraph_above_them() -> None:
    text = (
        "One.\n\nTwo:\n\n- a\n- b\n\n1. Januar war es.\n\nTable: c\n| d |\n| - |\n| e |\n\n+\n\n"
        "On.\n\n::: f\ng\n\nh\n:::\n\nThree."
    )
    assert split_paragraphs(text) == [
        "One.",
        "Two:\n\n- a\n- b",
        "1. Januar war es.\n\nTable: c\n| d |\n| - |\n| e |\n\n+\n\nOn.\n\n::: f\ng\n\nh\n:::",
        "Three.",
    ]
    assert check_text(text, many=True).problems == ()


def test_a_table_has_its_key_numeric_columns_and_marks_in_cells() -> None:
    source = (
        "See [[table:means]]:\n\nTable: Means {#means}\n| What | US$ |\n|---|---:|\n"
        "| **a \\| b** | {{projects.total form=figure | one {#} other {# | #}}} |\nNote: All\n"
        "of it.\n\nOn."
    )
    assert table_keys(source) == ["means"]
    document = composed(source)
    table = document.blocks[1]
    assert (table.id, table.label, table.numeric) == ("table/means", "Table\u00a01", (1,))  # type: ignore[union-attr]
    assert lines(document) == [
        "See Table\u00a01:", "Means", "What | US$", "a | b | 119 | 119", "All of it.", "On.",
    ]  # fmt: skip


def test_no_sentence_begins_in_a_cell() -> None:
    source = "A.\n\nTable: b\n| c |\n|---|\n| {{projects.total}} |"
    assert lines(composed(source))[-1] == "119"


def test_a_heading_takes_marks_but_no_live_number() -> None:
    assert read_heading("The *Strategy* 2018–21") == (
        TextSpan("The "),
        TextSpan("Strategy", emphasis=True),
        TextSpan(" 2018–21"),
    )
    with pytest.raises(MarkupError, match="holds no live number"):
        read_heading("All {{projects.total}} projects")


@pytest.mark.parametrize(
    ("text", "blocks", "marks"),
    [
        ("Plain, see [[para:a]].", False, False),
        ("A:\n- b", True, False),
        ("A\n\n::: b\nc\n:::", True, False),
        ("**A**", False, True),
        ("[a](https://ilo.org)", False, True),
        ("{{projects.total}}", False, True),
        ("A^[b]", False, True),
        ("A ^[b", False, False),
    ],
)
def test_what_the_first_page_cannot_hold(text: str, blocks: bool, marks: bool) -> None:
    assert (holds_blocks(text), holds_marks(text)) == (blocks, marks)


def test_a_number_that_cannot_be_read_is_refused_in_every_block() -> None:
    for source in (
        "A:\n- {{b",
        "A.\n\nTable: b\n| c |\n|-|\n| {{d e=}} |",
        "A\n\n:::\n{{b c=}}\n:::",
    ):
        with pytest.raises((MarkupError, TokenError)):
            parse(source)
        assert check_text(source).problems
