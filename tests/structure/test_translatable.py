"""Words for people reach the catalogues: the tool that collects them does not look into f-strings."""

import ast

from tests.structure.sources import product_sources

MARKS = {"_", "gettext", "gettext_lazy", "pgettext", "pgettext_lazy", "ngettext", "ngettext_lazy"}


def test_no_word_is_marked_inside_an_f_string() -> None:
    wrong = [
        f"{source.name}:{call.lineno}"
        for source in product_sources()
        for formatted in ast.walk(source.tree)
        if isinstance(formatted, ast.JoinedStr)
        for call in ast.walk(formatted)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in MARKS
    ]
    assert wrong == [], "give it a name first, and put that into the f-string"
