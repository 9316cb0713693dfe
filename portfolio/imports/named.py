"""Fields that name a project or a funding line of a strategy."""

from django.utils.translation import gettext as _

from core.imports.known import Known
from outcomes.models import Strategy


def known_project(strategy: Strategy, *, required: bool = True) -> Known:
    """A project of the strategy, by its code."""
    words = {project.code: project for project in strategy.projects.all()}
    return Known(words, _("there is no project %(word)s. %(known)s"), required=required)


def known_line(strategy: Strategy) -> Known:
    """A funding line of the strategy, by its code."""
    words = {line.code: line for line in strategy.funding_lines.all()}
    return Known(words, _("there is no funding line %(word)s. %(known)s"))
