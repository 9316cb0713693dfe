"""An outline as YAML that a person edits, and back, with every mistake and its line."""

from collections.abc import Mapping, Sequence
from typing import Any

import yaml
from django.utils.translation import gettext as _

from core.imports.fields import ListOf
from core.imports.nodes import Listing
from core.imports.problems import FileCheck
from core.imports.yaml_tree import read_yaml_tree
from core.languages import LANGUAGES
from reports.imports.outline import SectionField, all_sections, plain_outline, settle_outline
from reports.imports.texts import Uses
from reports.models import Origin

WIDTH = 96
_KEYS = (
    *("key", "each", "heading", "text", "figure", "opening", "projects", "decision", "appendix"),
    *("landscape", "paragraphs", "tables", "sections"),
)
_RANK = {key: rank for rank, key in enumerate((*_KEYS, *LANGUAGES))}


class _Dumper(yaml.SafeDumper):
    """Block style, texts of several lines as they are, items of lists under their key."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Indent lists below their key, as the documentation shows them."""
        return super().increase_indent(flow, False)


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    # Blanks at the end of a line would make the library give up the style.
    style = "|" if "\n" in text else ">" if len(text) > WIDTH - 20 else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)


def outline_text(outline: Sequence[Mapping[str, Any]]) -> str:
    """The YAML of an outline; empty for none."""
    if not outline:
        return ""
    found: str = yaml.dump(
        [_ordered(one) for one in outline],
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        width=WIDTH,
    )
    return found


def _ordered(value: Any) -> Any:
    """As people write it: the database keeps no order of keys."""
    if isinstance(value, Mapping):
        keys = sorted(value, key=lambda key: (_RANK.get(key, len(_RANK)), key))
        return {key: _ordered(value[key]) for key in keys}
    return [_ordered(one) for one in value] if isinstance(value, list) else value


def read_outline(text: str, original: str) -> list[dict[str, Any]]:
    """The outline in `text`, checked as `load_strategy` checks it.

    `original` is the language that every text must be in. Raises `FileRefused` with every mistake.
    """
    reading = FileCheck(_("outline"), original=original)
    tree = read_yaml_tree(text.encode(), reading)
    rows: list[Any] = []
    if tree is not None and not isinstance(tree, Listing):
        reading.problem(tree.place, "", _("an outline is a list: begin each section with “- ”."))
    elif tree is not None:
        rows = ListOf(SectionField(Uses())).read(tree, "outline", reading) or []
        settle_outline(rows, Origin.TEMPLATE.value)
        _refuse_written(rows)
    reading.refuse_if_wrong()
    return plain_outline(rows)


def _refuse_written(rows: Sequence[Any]) -> None:
    """A template's words belong to every report; what one author writes stands in that report."""
    for section in all_sections(rows):
        for paragraph in section["paragraphs"] or []:
            if paragraph["origin"] == Origin.WRITTEN:
                paragraph.problem(
                    "origin", _("a template holds no written paragraphs; leave “origin” out.")
                )
