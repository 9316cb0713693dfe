"""What papers call the projects of a strategy and its outcomes: in the strategy's own words."""

from collections.abc import Sequence

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from core.figures.annexes import active_profile, reported_years
from core.numbers.registry import BreakdownPart, NumberContext
from outcomes.models import LEVELS
from outcomes.printed import printed_name


def are_named(context: NumberContext) -> bool:
    """Whether the strategy has a name of its own for projects, in the active language."""
    return printed_name(context, "projects") != str(LEVELS["projects"])


def plan_caption(context: NumberContext) -> str:
    """ "Initiatives of the 2023 work plan"."""
    return _("%(projects)s of the %(year)s work plan") % _words(context)


def placement_caption(context: NumberContext, parts: Sequence[BreakdownPart]) -> str:
    """ "Initiatives by outcome, 2023 work plan"; with drivers beside the outcomes, by both."""
    if any(part.group == "driver" for part in parts):
        caption = _("%(projects)s by outcome/cross-cutting driver, %(year)s work plan")
        return caption % _words(context)
    outcome = printed_name(context, "outcome")
    if get_language() != "de":
        outcome = outcome[:1].lower() + outcome[1:]
    caption = _("%(projects)s by %(outcome)s, %(year)s work plan")
    return caption % {**_words(context), "outcome": outcome}


def counted(context: NumberContext, total: int) -> str:
    """ "119 projects"; of those with a name of their own "Initiatives: 32"."""
    if are_named(context):
        said = {"count": active_profile().integer(total), **_words(context)}
        return _("%(projects)s: %(count)s") % said
    shown = active_profile().integer(total)
    return ngettext("%(count)s project", "%(count)s projects", total) % {"count": shown}


def unit(context: NumberContext) -> str:
    """What the values of a figure count."""
    return printed_name(context, "projects") if are_named(context) else _("projects")


def name_column(context: NumberContext) -> str:
    """What stands above the names in a table."""
    return _("Name") if are_named(context) else _("Project")


def _words(context: NumberContext) -> dict[str, str]:
    return {"projects": printed_name(context, "projects"), "year": reported_years(context)}
