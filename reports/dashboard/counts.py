"""The key counts, how they moved in a month, and what happened, by name."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.languages import LanguageProfile
from core.languages.rounding import Rounding, round_to, share
from core.languages.translated import text_of
from core.numbers.registry import numbers
from portfolio.models import Project
from portfolio.rules.thresholds import silent_label
from reports.dashboard.changes import Changes
from reports.dashboard.scope import Scope
from reports.dashboard.snapshot import PortfolioSnapshot

# In reading order; True where more is better, None where more is neither.
COUNTED: tuple[tuple[str, bool | None], ...] = (
    ("projects.completed", True),
    ("projects.late", False),
    ("projects.slipping", False),
    ("projects.silent", False),
    ("projects.stuck", False),
    ("projects.new_or_major", None),
)
NAMED = 4


@dataclass(frozen=True)
class Move:
    """By how much a count moved; `tone` is "good", "bad" or "soft", `before_url` the rows then."""

    moved: str
    tone: str
    before: str
    before_url: str


@dataclass(frozen=True)
class CountLine:
    """A key count with its share of all, and its move where there is something to compare with."""

    key: str
    label: str
    definition: str
    count: str
    url: str
    share: str
    move: Move | None


@dataclass(frozen=True)
class ProjectLink:
    """A project by name."""

    name: str
    url: str


@dataclass(frozen=True)
class ChangeLine:
    """What happened to some projects: the first by name, and whether there are `more`."""

    words: str
    bad: bool
    url: str
    projects: list[ProjectLink]
    more: bool


def count_lines(
    scope: Scope, snapshot: PortfolioSnapshot, changes: Changes | None, speech: LanguageProfile
) -> list[CountLine]:
    """The counts with the words of the registry; with `changes`, by how much each moved."""
    compared = changes if changes is not None and changes.then.total else None
    lines = []
    for key, more_is_better in COUNTED:
        count = snapshot.counts[key]
        exact = share(count, snapshot.total)
        lines.append(
            CountLine(
                key=key,
                label=_label(key, scope.strategy.pk),
                definition=numbers[key].defined(scope.strategy.slug),
                count=speech.integer(count),
                url=scope.number_url(key),
                share=speech.per_cent(round_to(exact, Rounding.NEAREST))
                if exact is not None
                else "",
                move=_move(scope, compared, key, more_is_better, speech) if compared else None,
            )
        )
    return lines


def _label(key: str, strategy: int) -> str:
    """The counts by short names; their definitions are those of the live numbers."""
    return {
        "projects.completed": _("completed"),
        "projects.late": _("late"),
        "projects.slipping": _("slipping"),
        "projects.silent": silent_label(strategy),
        "projects.stuck": _("stuck"),
        "projects.new_or_major": _("new or major"),
    }[key]


def _move(
    scope: Scope, changes: Changes, key: str, more_is_better: bool | None, speech: LanguageProfile
) -> Move:
    """How far it moved, whether that is good, and the rows as they were."""
    moved = changes.moved(key)
    before = changes.then.counts[key]
    tone = "soft" if more_is_better is None or not moved else _tone((moved > 0) == more_is_better)
    return Move(
        moved=f"{'+' if moved > 0 else '−'}{speech.integer(abs(moved))}" if moved else "±0",
        tone=tone,
        before=_("from %(count)s") % {"count": speech.integer(before)},
        before_url=scope.number_url(key, scope.since),
    )


def _tone(is_good: bool) -> str:
    return "good" if is_good else "bad"


def change_lines(scope: Scope, changes: Changes, speech: LanguageProfile) -> list[ChangeLine]:
    """What happened since, each with its first projects by name; nothing for what did not happen."""
    ids = {key: found for key, found in changes.by_number.items() if found}
    shown = {pk for found in ids.values() for pk in sorted(found)[:NAMED]}
    names = Project.objects.select_related("strategy").in_bulk(sorted(shown))
    return [
        ChangeLine(
            words=_happened(key, len(found), speech.integer(len(found))),
            bad=key == "changes.went_red",
            url=scope.number_url(f"{key} since={scope.since.isoformat()}"),
            projects=[
                ProjectLink(text_of(names[pk], "name"), names[pk].get_absolute_url())
                for pk in sorted(found)[:NAMED]
            ],
            more=len(found) > NAMED,
        )
        for key, found in ids.items()
    ]


def _happened(key: str, count: int, shown: str) -> str:
    words = {
        "changes.went_red": ngettext("%(count)s went red", "%(count)s went red", count),
        "changes.recovered": ngettext(
            "%(count)s is no longer red", "%(count)s are no longer red", count
        ),
        "changes.completed": ngettext("%(count)s was completed", "%(count)s were completed", count),
        "changes.joined": ngettext("%(count)s is new", "%(count)s are new", count),
    }
    return words[key] % {"count": shown}
