r"""The words around a live number, in each plural form that a language has: "# projects were".

"#" stands for the number and is a code of its own; "\#" is the sign.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from core.numbers.syntax import Token
from reports.document.spans import CrossReference, Spans, TextSpan

# In a run of plural words the number itself, told from every other code.
COUNT = CrossReference("count", "#")
_PART = re.compile(r"\\(.)|(#)", re.DOTALL)


def shared_selectors(original: Token, own: Token) -> Sequence[str]:
    """The forms that are translated: the original's, where the edition has the same, else none."""
    forms = [selector for selector, _words in original.plural]
    return forms if forms == [selector for selector, _words in own.plural] else ()


def selector_id(selector: str) -> str:
    """A selector as part of an id: "=0" is "is0"."""
    return selector.replace("=", "is")


def plural_spans(form: str) -> Spans:
    """The words of a form, with the number as a code."""
    spans: list[TextSpan | CrossReference] = []
    text, end = "", 0
    for found in _PART.finditer(form):
        text += form[end : found.start()] + (found[1] or "")
        if found[2]:
            spans += [TextSpan(text), COUNT] if text else [COUNT]
            text = ""
        end = found.end()
    text += form[end:]
    return (*spans, TextSpan(text)) if text else tuple(spans)


def plural_form(spans: Spans) -> str:
    """The way back; signs of the syntax are escaped."""
    return "".join(
        re.sub(r"([#{}\\])", r"\\\1", one.text) if isinstance(one, TextSpan) else "#"
        for one in spans
    )


def with_plural(token: Token, forms: Sequence[tuple[str, str]]) -> Token:
    """The token with other words around it; its source is written anew."""
    return replace(token, plural=tuple(forms), source="")
