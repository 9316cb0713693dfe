"""What a paragraph consists of is written so that it is read again as the same."""

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from reports.document.inline_markup import read_spans
from reports.document.markup import parse, split_paragraphs
from reports.document.spans import MarkupError
from reports.document.write_markup import written, written_run
from tests.reports.texts import BLOCKS
from tests.structure.sources import ROOT

FORMAT = (ROOT / "docs/text-format.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```text\n(.*?)```", FORMAT, re.DOTALL)
DEMOS = sorted((ROOT / "demo").rglob("*.yaml"))


@pytest.mark.parametrize("text", [*EXAMPLES, BLOCKS])
def test_every_example_of_the_format_is_written_as_it_is_read(text: str) -> None:
    for one in split_paragraphs(text):
        assert parse(written(parse(one))) == parse(one)


@pytest.mark.parametrize("path", DEMOS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_text_of_the_demonstrations_is_written_as_it_is_read(path: Path) -> None:
    for text in _texts(yaml.safe_load(path.read_text(encoding="utf-8"))):
        for one in split_paragraphs(text):
            assert parse(written(parse(one))) == parse(one)


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value] if len(value) > 40 else []
    if isinstance(value, dict):
        return [one for each in value.values() for one in _texts(each)]
    return [one for each in value for one in _texts(each)] if isinstance(value, list) else []


SIGNS = st.text(alphabet=r"a1 *_[]{}^\|.()-+", max_size=14)


@given(SIGNS)
def test_a_run_of_any_signs_is_written_as_it_is_read(text: str) -> None:
    try:
        spans = read_spans(text)
    except (MarkupError, ValueError):
        return
    assert read_spans(written_run(spans)) == spans


def test_signs_are_escaped_only_where_they_would_be_marks() -> None:
    assert written(parse("2*3 and a_b [x] {y}")) == "2*3 and a_b [x] {y}"
    assert written(parse(r"\*a\* is no *emphasis*")) == r"\*a\* is no *emphasis*"
    assert written(parse(r"\- 23 degrees")) == r"\- 23 degrees"
