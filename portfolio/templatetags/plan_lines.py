"""What the strategy of a page calls the lines of its plan."""

from django import template
from django.template import Context

from core.pages.strategies import strategy_of
from outcomes.lines import lines_title

register = template.Library()


@register.simple_tag(takes_context=True)
def plan_lines(context: Context) -> str:
    """ "Projects", or "Initiatives"."""
    return lines_title(strategy_of(context["request"]))
