"""Money in templates."""

from decimal import Decimal

from django import template

from portfolio.money.tables import amount_words

register = template.Library()


@register.filter
def amount(value: Decimal | None) -> str:
    """The amount as the person's language groups it; a dash where nothing was entered, never 0."""
    return "–" if value is None else amount_words(value)
