"""What nests too deeply is one mistake with its place, in every form that people's input has."""

import pytest

from core.imports.problems import FileCheck, FileRefused
from core.imports.yaml_tree import MOST_DEPTH, read_yaml_tree
from core.operations.backup.manifest import BackupError, Manifest
from reports.document.inline_markup import MOST_OPEN_BRACKETS
from reports.document.markup import parse
from reports.document.markup_check import check_text
from reports.document.spans import MarkupError
from reports.outline.text import read_outline

LEVELS = 50_000
DEEP_YAML = {
    "lists": "- " * LEVELS,
    "flow lists": "[" * LEVELS,
    "flow mappings": "{a: " * LEVELS,
    "mappings": "".join(f"{' ' * level}a:\n" for level in range(1_000)),
    "keys": "? " * LEVELS,
    "closed": "[" * LEVELS + "]" * LEVELS,
}


@pytest.mark.parametrize("text", DEEP_YAML.values(), ids=DEEP_YAML.keys())
def test_deep_yaml_is_one_mistake_with_its_place(text: str) -> None:
    reading = FileCheck("deep.yaml")
    assert read_yaml_tree(text.encode(), reading) is None
    [problem] = reading.problems
    assert problem.location.line
    assert f"more than {MOST_DEPTH} levels" in problem.message
    with pytest.raises(FileRefused) as refused:
        read_outline(text, "en")
    assert len(refused.value.problems) == 1


def test_what_nests_as_deeply_as_is_allowed_is_read() -> None:
    reading = FileCheck("deep.yaml")
    text = "[" * MOST_DEPTH + "]" * MOST_DEPTH
    assert read_yaml_tree(text.encode(), reading) is not None
    assert reading.problems == []


@pytest.mark.parametrize("opening", ["[", "^[", "[[", "a [b ^[c "])
def test_deep_markup_is_one_mistake_with_its_place(opening: str) -> None:
    text = "A sentence. " + opening * LEVELS
    with pytest.raises(MarkupError, match=f"More than {MOST_OPEN_BRACKETS} square brackets"):
        parse(text)
    [problem] = check_text(text).problems
    assert problem.offset >= len("A sentence. ")


def test_a_deep_manifest_is_no_backup() -> None:
    with pytest.raises(BackupError, match="manifest is unreadable"):
        Manifest.from_json("[" * LEVELS * 10)
