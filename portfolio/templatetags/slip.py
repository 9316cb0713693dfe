"""Days after the plan in templates."""

from django import template

from portfolio.rows.wording import slip_tone

register = template.Library()
register.filter(slip_tone)
