"""The facts of a page: pairs of a name and what is said."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_block_tag
def fact(content: SafeString, label: str, classes: str = "") -> SafeString:
    """A row of a `facts` or `facts-rows` list; a dash where nothing is said.

    {% fact _("Due until") %}{{ promise.due_until|date:"DATE_FORMAT" }}{% endfact %}
    """
    text = content.strip() or "–"
    if classes:
        return format_html(
            '<div><dt>{}</dt><dd class="{}">{}</dd></div>', label, classes, SafeString(text)
        )
    return format_html("<div><dt>{}</dt><dd>{}</dd></div>", label, SafeString(text))
