"""A status as every page shows it."""

from django import template
from django.utils.safestring import SafeString

from core.pages.rendered_once import rendered_once

register = template.Library()


@register.filter
def rag(value: str) -> SafeString:
    """Shape, letter and colour."""
    return rendered_once("core/pages/_rag.html", rag=value)


@register.filter
def rag_word(value: str) -> SafeString:
    """The same with the word in place of the letter."""
    return rendered_once("core/pages/_rag.html", rag=value, words=True)
