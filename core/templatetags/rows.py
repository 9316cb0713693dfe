"""The rows of a table in templates."""

import django_tables2 as tables
from django import template
from django.utils.safestring import SafeString

from core.pages.cells import body

register = template.Library()


@register.filter
def rows(table: tables.Table) -> SafeString:
    """The rows of the page that a table shows."""
    return body(table)
