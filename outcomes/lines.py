"""What pages call the lines of a strategy's plan: projects, or initiatives, or measures.

A strategy that names one of them (`project` among its level names) calls them so on its pages, all of
them by its name for `projects`; without it they are projects, whatever papers call what they count. So
are they on pages of several strategies.
"""

from typing import NamedTuple

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from core.kept import kept_for_a_page
from outcomes.models import Driver, Strategy


class PlanWords(NamedTuple):
    """What a strategy calls a line of its plan, and all of them; empty where it names none.

    `place` is what a line stands under: an outcome, or a driver where it has any.
    """

    one: str = ""
    many: str = ""
    place: str = ""


def lines_of(slug: str) -> PlanWords:
    """The words of a strategy, by its slug; those of none for nothing."""
    return kept_for_a_page("words of plans", _read).get(slug, PlanWords())


def _read() -> dict[str, PlanWords]:
    with_drivers = set(Driver.objects.order_by().values_list("strategy_id", flat=True))
    return {each.slug: _words_of(each, each.pk in with_drivers) for each in Strategy.objects.all()}


def _words_of(strategy: Strategy, has_drivers: bool) -> PlanWords:
    place = strategy.level_name("outcome") if not has_drivers else _("Outcome or driver")
    if not strategy.level_names.get("project"):
        return PlanWords(place=place)
    return PlanWords(strategy.level_name("project"), strategy.level_name("projects"), place)


def lines_title(slug: str) -> str:
    """The heading of their list."""
    return lines_of(slug).many or _("Projects")


def new_line(slug: str) -> str:
    """What adds one."""
    one = lines_of(slug).one
    return _("New: %(level)s") % {"level": one} if one else _("New project")


def lines_counted(slug: str, count: int, shown: str) -> str:
    """ "12 projects", with the figure as it is `shown`."""
    words = lines_of(slug)
    if not words.one:
        return ngettext("%(count)s project", "%(count)s projects", count) % {"count": shown}
    return f"{shown} {_within(words.one if count == 1 else words.many)}"


def no_lines(slug: str) -> str:
    """The heading of a page without any."""
    many = lines_of(slug).many
    return _("No %(rows)s") % {"rows": _within(many)} if many else _("No projects")


def place_label(slug: str) -> str:
    """What a line stands under: "Outcome or driver", of a strategy without drivers its outcomes."""
    return lines_of(slug).place or _("Outcome or driver")


def _within(name: str) -> str:
    """A name within a line: German writes nouns large, and IT is large everywhere."""
    is_noun = (get_language() or "").startswith("de")
    return name if is_noun or not name[1:2].islower() else name[0].lower() + name[1:]
