"""An outline, and what a report declares, as YAML that a person edits."""

from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from core.languages import LANGUAGES

WIDTH = 96
_KEYS = (
    *("key", "each", "heading", "text", "figure", "opening", "projects", "decision", "appendix"),
    *("landscape", "paragraphs", "tables", "sections"),
    *("of", "number", "label", "kind", "strategy", "year", "at", "where", "order", "columns"),
    *("caption", "axis", "note"),
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


def outline_text(outline: Sequence[Mapping[str, object]]) -> str:
    """The YAML of an outline; empty for none."""
    return plain_text(outline)


def plain_text(items: Sequence[Mapping[str, object]]) -> str:
    """The YAML of a list of plain values with their keys in the order of the documentation."""
    if not items:
        return ""
    found: str = yaml.dump(
        [_ordered(one) for one in items],
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
