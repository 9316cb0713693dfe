"""Small templates (a status, a score) that a page shows hundreds of times: each rendered once."""

from collections.abc import Hashable
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language


def rendered_once(template: str, **values: Hashable) -> SafeString:
    """The template with `values`, in the active language; remembered, so values must be plain."""
    return _drawn(template, get_language() or "", tuple(sorted(values.items())))


@lru_cache(maxsize=2048)
def _drawn(template: str, language: str, values: tuple[tuple[str, Hashable], ...]) -> SafeString:
    return SafeString(render_to_string(template, dict(values)))
