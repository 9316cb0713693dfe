"""Every format says what the tree says, is the same bytes each time, and JSON has a schema."""

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from django.conf import settings

from core.languages import LANGUAGES
from reports.document import tree
from reports.document.compare import numbers_in
from reports.drafts.services import render
from reports.models import Draft, Report
from reports.writers import WRITERS, json_
from tests.reports.documents import hard_paper, paper_with_appendices
from tests.reports.files import READERS, document_of, files_of, read
from tests.reports.texts import BLOCKS, composed

SCHEMA = Path(settings.BASE_DIR) / "docs/formats/document.schema.json"


def squeezed(text: str) -> str:
    """Without white space, which every format sets otherwise."""
    return re.sub(r"\s", "", text)


def test_every_format_has_a_reader() -> None:
    assert READERS.keys() == WRITERS.keys()


@pytest.fixture
def draft(db: None) -> Draft:
    return Report.objects.get(slug="progress-2021").drafts.get(number=1)


def test_every_figure_of_the_tree_stands_in_every_file(draft: Draft) -> None:
    """Live numbers as printed, and the cells of the generated tables that hold a figure."""
    documents = {one.language: document_of(one) for one in draft.editions.all()}
    seen = 0
    for language, format_, content in files_of(draft):
        words = squeezed(read(format_, content).words)
        document = documents[language]
        printed = [number.text for number in numbers_in(document)]
        for table in (block for block in document.blocks if isinstance(block, tree.Table)):
            cells = (tree.cell_text(cell) for row in table.rows for cell in row)
            # A longer cell may be broken over lines, or hyphenated; codes and scores are not.
            printed += [cell for cell in cells if re.search(r"\d", cell) and len(cell) <= 10]
        missing = [text for text in printed if squeezed(text) not in words]
        assert not missing, (language, format_, missing[:5])
        seen += 1
    assert seen == len(LANGUAGES) * len(WRITERS)


@pytest.mark.parametrize("format_", list(WRITERS))
@pytest.mark.parametrize(
    "document",
    [hard_paper(), paper_with_appendices(), composed(BLOCKS)],
    ids=["hard", "long", "blocks"],
)
def test_the_same_tree_gives_the_same_bytes(format_: str, document: tree.Document) -> None:
    if format_ == "pdf" and document == hard_paper():
        pytest.skip("the PDF writer has its own list of hard papers")
    again = tree.from_json(json.loads(json.dumps(tree.to_json(document))))
    assert render(document, format_).content == render(again, format_).content


def test_the_schema_in_the_documents_is_that_of_the_program() -> None:
    """Written anew with: manage.py shell -c "…" as docs/formats/document.md says."""
    assert SCHEMA.read_bytes() == json_.schema()


def test_drafts_are_valid_by_the_schema(draft: Draft) -> None:
    validator = jsonschema.Draft202012Validator(json.loads(SCHEMA.read_bytes()))
    validator.check_schema(validator.schema)
    for language, format_, content in files_of(draft):
        if format_ == "json":
            assert not list(validator.iter_errors(json.loads(content))), language


def test_the_schema_refuses_what_is_no_paper() -> None:
    validator = jsonschema.Draft202012Validator(json.loads(SCHEMA.read_bytes()))
    plain: Any = tree.to_json(paper_with_appendices())
    plain["blocks"][0]["level"] = "one"
    assert list(validator.iter_errors(plain))
