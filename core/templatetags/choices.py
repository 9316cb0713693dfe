"""A choice of several as check boxes, in one go: a page of a list has a hundred of them."""

from django import template
from django.forms import BoundField
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

register = template.Library()
_BOX = '<label><input type="checkbox" name="{}" value="{}"{}> {}</label>\n'
_CHECKED = SafeString(" checked")


@register.filter
def check_boxes(field: BoundField) -> SafeString:
    """A labelled box for each option of a field."""
    return format_html_join(
        "",
        _BOX,
        (
            (
                option.data["name"],
                option.data["value"],
                _CHECKED if option.data["selected"] else "",
                option.data["label"],
            )
            for option in field
        ),
    )
