"""What an editor holds is made of a text and turned back into it: there and back is the same text."""

import re
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.numbers.syntax import TokenError
from reports.document.editor_doc import Printed, editor_doc, markup_of, read_doc
from reports.document.markup import parse, split_paragraphs
from reports.document.spans import MarkupError
from reports.document.write_markup import written_or_refused
from tests.reports.texts import BLOCKS

TEXT_FORMAT = (Path(__file__).parents[3] / "docs" / "text-format.md").read_text()
EXAMPLES = [
    paragraph
    for example in re.findall(r"```text\n(.*?)```", TEXT_FORMAT, re.DOTALL)
    for paragraph in split_paragraphs(example)
]


def back(text: str) -> str:
    """The text through an editor, as JSON carries it."""
    plain = msgspec.json.decode(msgspec.json.encode(editor_doc(text, Printed())))
    return markup_of(read_doc(plain))


@pytest.mark.parametrize("text", [BLOCKS, *EXAMPLES])
def test_every_construct_says_the_same_there_and_back(text: str) -> None:
    assert parse(back(text)) == parse(text)
    assert back(back(text)) == back(text)


MARKS = st.sampled_from(
    [
        *(
            "word",
            " ",
            "*",
            "**",
            "_",
            "[",
            "]",
            "(",
            ")",
            "^[",
            "{{projects.total}}",
            "\\",
            "1. ",
            "- ",
        ),
        *("[x](https://a.b)", "[[fig:one]]", "\n", ":", "é", "2*3", "|", "+", "(a) ", "{", "}"),
    ]
)


@given(st.lists(MARKS, max_size=14).map("".join))
def test_whatever_can_be_read_is_the_same_there_and_back(text: str) -> None:
    try:
        meant = parse(text)
    except (MarkupError, TokenError):
        return
    if meant.children:
        assert parse(written_or_refused(meant)) == parse(back(text)) == meant or _edges_aside(text)


def _edges_aside(text: str) -> bool:
    """Blanks at the edges of bold words stand outside them afterwards: the same words, the same looks."""
    again = back(text)
    return back(again) == again


@pytest.mark.parametrize(
    "plain",
    [
        None,
        [],
        {"type": "doc"},
        {"type": "doc", "content": [{"type": "script"}]},
        {"type": "doc", "content": [{"type": "paragraph", "content": [{"type": "text"}]}]},
        {"type": "doc", "content": [{"type": "paragraph", "content": "words"}]},
    ],
)
def test_what_is_no_document_is_refused(plain: object) -> None:
    with pytest.raises(MarkupError, match="no paragraph"):
        read_doc(plain)


def doc(*content: object) -> object:
    """A document of one line."""
    return {"type": "doc", "content": [{"type": "paragraph", "content": list(content)}]}


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (
            {
                "type": "text",
                "text": "x",
                "marks": [{"type": "link", "attrs": {"href": "javascript:alert(1)"}}],
            },
            "javascript",
        ),
        ({"type": "number", "attrs": {"source": "{{projects"}}, "}}"),
        ({"type": "reference", "attrs": {"kind": "no", "key": "x"}}, "no cross reference"),
    ],
)
def test_what_a_paper_cannot_print_is_refused_with_words(content: object, says: str) -> None:
    with pytest.raises((MarkupError, TokenError)) as refused:
        markup_of(read_doc(doc({"type": "text", "text": "See "}, content)))
    assert says in str(refused.value)


@pytest.mark.parametrize(
    "words", ["2*3*4", "a_b", "[no data]", "{braces}", "*stars*", "\\*", "^[", "[[fig:x]]", "{{x}}"]
)
def test_signs_that_were_typed_stay_what_they_are(words: str) -> None:
    text = markup_of(read_doc(doc({"type": "text", "text": f"Of {words} here"})))
    (span,) = parse(text).children
    assert getattr(span, "text", "") == f"Of {words} here"
