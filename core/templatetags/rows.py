"""The headings and rows of a table in templates."""

import django_tables2 as tables
from django import template
from django.template import Context
from django.utils.safestring import SafeString

from core.pages import table_head
from core.pages.cells import body

register = template.Library()


@register.simple_tag(takes_context=True)
def headings(context: Context, table: tables.Table) -> SafeString:
    """The headings of a table, which sort it."""
    return table_head.headings(table, context["request"])


@register.filter
def rows(table: tables.Table) -> SafeString:
    """The rows of the page that a table shows."""
    return body(table)
