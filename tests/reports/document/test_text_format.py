"""The page about the format: each of its examples is read, or refused, as it says."""

import re
from pathlib import Path

import pytest

from reports.document.markup_check import check_text
from reports.document.picture_markup import picture_keys
from reports.document.spans import MarkupError
from reports.writers import html, text
from tests.reports.pictures.files import png, stored
from tests.reports.texts import composed, lines, one_line
from tests.reports.writers.docx_parts import parts_of

PAGE = Path("docs/text-format.md").read_text("utf-8")
EXAMPLES = re.findall(r"^```(\w+)\n(.*?)\n```$", PAGE, re.MULTILINE | re.DOTALL)


def of_kind(kind: str) -> list[str]:
    return [example for one, example in EXAMPLES if one == kind]


def test_every_example_is_of_a_kind_that_is_tried() -> None:
    # What is declared beside the texts is loaded by tests/loaders/test_declared_figures.py.
    assert {kind for kind, _example in EXAMPLES} == {"text", "refused", "yaml"}
    assert min(len(of_kind("text")), len(of_kind("refused"))) > 10


@pytest.mark.parametrize("example", of_kind("text"))
def test_an_example_can_be_printed(example: str) -> None:
    pictures = {key: stored(png(32, 20), 32, 20) for key in picture_keys(example)}
    assert check_text(example, pictures=pictures).problems == ()
    document = composed(example, pictures=pictures)
    words = one_line(text.write(document).decode())
    for line in lines(document):
        for run in re.split(r"⟦.*?⟧| \| |• ", line):
            assert one_line(run)[:40] in words
    assert html.fragment(document)
    assert parts_of(document).find("//w:body/w:p")


@pytest.mark.parametrize("example", of_kind("refused"))
def test_what_it_says_is_refused_is_refused(example: str) -> None:
    with pytest.raises(MarkupError) as refused:
        composed(example)
    (problem,) = check_text(example, pictures=picture_keys(example)).problems
    assert problem.message == str(refused.value)
