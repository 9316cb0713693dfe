"""A status as every page shows it."""

from django import template
from django.utils.safestring import SafeString

from portfolio.rows.wording import rag_mark

register = template.Library()


@register.filter
def rag(value: str, strategy: int = 0) -> SafeString:
    """Shape, letter and colour, by the id of the strategy whose words they have."""
    return rag_mark(value, strategy)


@register.filter
def rag_word(value: str, strategy: int = 0) -> SafeString:
    """The same with the word in place of the letter."""
    return rag_mark(value, strategy, words=True)
