"""Whatever somebody types stands in every format, word for word, or is refused with its place."""

import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

from core.numbers.syntax import TokenError
from reports.document.markup import split_paragraphs
from reports.document.markup_check import check_text
from reports.document.spans import MarkupError
from reports.document.tree import Document, from_json, to_json
from reports.writers import html, text
from tests.reports.texts import composed, lines, one_line
from tests.reports.writers.docx_parts import parts_of, text_of
from tests.reports.writers.pdf_parts import Pdf

# A word or a figure that occurs once in a text.
TOKEN = re.compile(r"q\d+z|7\d\d7")
BEGINNINGS = (
    *(
        "",
        "",
        "",
        "- ",
        "* ",
        "• ",
        "+ ",
        "1. ",
        "2. ",
        "3. ",
        "1) ",
        "(a) ",
        "(b) ",
        "(c) ",
        "a) ",
    ),
    *("b) ", "(i) ", "(ii) ", "i) ", "> ", "# ", "| ", "``` ", "    ", "  - ", "  1. ", "\\- "),
    *("1\\. ", "\\(a) ", "2021. ", "::: ", "Table: ", "Note: ", "1. Januar ", "z. B. ", "- 23 "),
)
WHOLE_LINES = ("+", ":::", "---", "|---|", "|---|---:|", "***", "")
SIGNS = (
    *(
        "",
        "",
        "",
        "",
        "*",
        "**",
        "_",
        "__",
        "[",
        "]",
        "(",
        ")",
        "{",
        "}",
        "^",
        "\\",
        "&amp;",
        "<b>",
    ),
    *(
        "`",
        "~",
        ":",
        ";",
        ".",
        "!",
        "|",
        " | ",
        "[[",
        "]]",
        "^[",
        "](https://x.org/)",
        "](x)",
        "\\*",
    ),
    *("\\[", "\\|", "2*", "*3", "''", "$", "%", "#", "://"),
)
ENDS = ("\n", "\n", "\n", ":\n", "\\\n", "  \n", "\n\n")

Drawn = tuple[str, list[tuple[str, bool, str]], str]
pieces = st.tuples(st.sampled_from(SIGNS), st.booleans(), st.sampled_from(SIGNS))
full_lines = st.tuples(
    st.sampled_from(BEGINNINGS), st.lists(pieces, min_size=1, max_size=4), st.sampled_from(ENDS)
)
bare_lines: st.SearchStrategy[Drawn] = st.tuples(
    st.sampled_from(WHOLE_LINES), st.just([]), st.sampled_from(ENDS[:3])
)


def written(drawn: list[Drawn]) -> str:
    """The source text, with a running number in each word and figure."""
    count, source = 10, "q10z begins "
    for beginning, words, end in drawn:
        parts = []
        for before, is_figure, behind in words:
            count += 1
            parts.append(before + (f"7{count}7" if is_figure else f"q{count}z") + behind)
        source += beginning + " ".join(parts) + end
    return source


def sources() -> st.SearchStrategy[str]:
    return st.lists(st.one_of(full_lines, bare_lines), max_size=9).map(written)


def said_in(document: Document) -> dict[str, str]:
    """The words of the paper in each format, its notes behind them."""
    page: Any = lxml_html.fromstring(str(html.fragment(document)))
    parts = parts_of(document)
    notes = " ".join(map(text_of, parts.find("//w:footnote", "word/footnotes.xml")))
    return {
        "text": text.write(document).decode(),
        "html": page.text_content(),
        "docx": " ".join(map(text_of, parts.find("//w:body//w:p"))) + notes,
    }


def body_then_notes(document: Document) -> list[str]:
    """The tokens of the text in order, then those of its notes."""
    whole = "\n".join(lines(document))
    in_notes = [one for note in re.findall(r"⟦(.*?)⟧", whole) for one in TOKEN.findall(note)]
    return [one for one in TOKEN.findall(whole) if one not in in_notes] + in_notes


@given(source=sources())
@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_word_and_figure_stands_in_every_format_or_the_text_is_refused(source: str) -> None:
    try:
        document = composed(source)
    except (MarkupError, TokenError) as error:
        assert str(error)
        problems = check_text(source).problems
        assert problems
        assert all(0 <= one.offset < len(source) for one in problems)
        return
    assert TOKEN.findall("\n".join(lines(document))) == TOKEN.findall(source)
    assert from_json(to_json(document)) == document
    expected = body_then_notes(document)
    for format_, said in said_in(document).items():
        found = [one for one in TOKEN.findall(said) if one in expected]
        assert list(dict.fromkeys(found)) == expected, format_


@given(source=sources())
@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
def test_parting_a_text_into_paragraphs_loses_nothing(source: str) -> None:
    paragraphs = split_paragraphs(source)
    assert all(paragraph.strip() for paragraph in paragraphs)
    assert "".join("".join(paragraphs).split()) == "".join(source.split())


WORD = re.compile(r"[^\W_]+")
# What only marks are made of, in the texts above.
OF_MARKS = {"Table", "Note", "https", "x", "org"}


@given(source=sources())
@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
def test_what_stands_before_points_and_days_is_what_was_typed(source: str) -> None:
    """All words, not only those that occur once: "1", "a", "Januar"."""
    try:
        document = composed(source)
    except (MarkupError, TokenError):
        return
    printed = WORD.findall("\n".join(lines(document)))
    typed = WORD.findall(source)
    # In one string: a mark between two letters parts words only in the source.
    assert "".join(one for one in printed if one not in OF_MARKS) == "".join(
        one for one in typed if one not in OF_MARKS
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    "source",
    [
        "q1z, see:\n(a) q2z 7037:\n(i) q4z^[q5z]\n(b) q6z\n\nq7z\n1. Januar 7087",
        "q1z\n\nTable: q2z\n| q3z | q4z |\n| --- | ---: |\n| q5z^[q6z] | 7077 |\nNote: q8z",
        "q1z\n\n::: q2z\nq3z\n\n- q4z:\n  - 7057\n- q6z\n:::\nq7z <b> & \\ q8z",
    ],
)
def test_the_pdf_says_the_same(source: str) -> None:
    document = composed(source)
    words = Pdf(document).words
    assert sorted({*TOKEN.findall(words)}) == sorted(TOKEN.findall(source))
    for line in lines(document):
        for run in re.split(r"⟦.*?⟧|[•|]", line):
            assert one_line(run) in one_line(words)
