"""How many projects hold each word of their strategy."""

from collections import Counter
from collections.abc import Iterable

from django.db.models import Count
from django.urls import reverse
from django.utils.http import urlencode

from core.models import User
from core.pages.tree_counts import TreeCount
from outcomes.lines import lines_counted
from outcomes.models import OwnSubject, Strategy
from outcomes.terms.uses import OwnedBy, TermUse, own_subjects, term_uses
from portfolio.models import Project
from portfolio.models.querysets import ProjectQuerySet
from portfolio.projects.imports.sheet import taken_headings

FIELDS = ("category", "kind", "size")


def _counted(rows: ProjectQuerySet) -> Counter[tuple[str, str]]:
    found: Counter[tuple[str, str]] = Counter()
    groups: Iterable[tuple[object, ...]] = (
        rows.order_by().values_list(*FIELDS).annotate(projects=Count("pk"))
    )
    for *keys, projects in groups:
        for vocabulary, key in zip(FIELDS, keys, strict=True):
            if key:
                found[vocabulary, str(key)] += int(str(projects))
    return found


def _count(strategy: Strategy) -> Counter[tuple[str, str]]:
    return _counted(_rows(strategy))


def _shown(strategy: Strategy, user: User) -> dict[tuple[str, str], TreeCount]:
    rows = Project.objects.visible_to(user).filter(strategy=strategy)
    page = reverse("portfolio:project-list")
    return {
        (vocabulary, key): TreeCount(
            value=count,
            text=lines_counted(strategy.slug, count, str(count)),
            url=f"{page}?{urlencode({'strategy': strategy.slug, vocabulary: key})}",
        )
        for (vocabulary, key), count in _counted(rows).items()
    }


def _rows(strategy: Strategy) -> ProjectQuerySet:
    return Project.objects.filter(strategy=strategy)


def register() -> None:
    """Declare these uses."""
    term_uses.register(TermUse("projects", _count, _shown))
    own_subjects.register(OwnedBy(OwnSubject.PROJECT.value, _rows, taken_headings))
