"""Live numbers that the dashboard needs: who needs attention, and what changed since a day."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.numbers.registry import (
    NumberContext,
    NumberError,
    NumberSpec,
    NumberValue,
    numbers,
)
from portfolio.models.querysets import ProjectQuerySet
from portfolio.projects.population import population
from reports.dashboard.scope import month_before

PAGE = "portfolio:project-list"
UNIT = _("projects")
SINCE = {"since": _("the day compared with, as 2021-11-30; a month before when left out")}
# The same work plan as it stood on two days, and both days.
Sentence = Callable[[ProjectQuerySet, ProjectQuerySet, date, date], ProjectQuerySet]


def _attention(context: NumberContext, params: Mapping[str, str]) -> NumberValue:
    whole = population(context, params)
    return _value(context, whole.needing_attention(context.at), whole)


def _went_red(
    now: ProjectQuerySet, then: ProjectQuerySet, at: date, since: date
) -> ProjectQuerySet:
    red = then.with_latest_update(since).filter(Q(rag="r"))
    both = _in_both(now, then).with_latest_update(at)
    return both.filter(Q(rag="r")).exclude(pk__in=red.order_by().values("pk"))


def _recovered(
    now: ProjectQuerySet, then: ProjectQuerySet, at: date, since: date
) -> ProjectQuerySet:
    red = then.with_latest_update(since).filter(Q(rag="r"))
    return now.with_latest_update(at).filter(
        Q(rag__in=("g", "a")), pk__in=red.order_by().values("pk")
    )


def _completed(
    now: ProjectQuerySet, then: ProjectQuerySet, at: date, since: date
) -> ProjectQuerySet:
    done = then.completed(since).order_by().values("pk")
    return _in_both(now, then).completed(at).exclude(pk__in=done)


def _joined(now: ProjectQuerySet, then: ProjectQuerySet, at: date, since: date) -> ProjectQuerySet:
    return now.exclude(pk__in=then.order_by().values("pk"))


def _in_both(now: ProjectQuerySet, then: ProjectQuerySet) -> ProjectQuerySet:
    return now.filter(pk__in=then.order_by().values("pk"))


def _change(sentence: Sentence) -> Callable[[NumberContext, Mapping[str, str]], NumberValue]:
    def compute(context: NumberContext, params: Mapping[str, str]) -> NumberValue:
        since = _since(context, params)
        now, then = population(context, {}), population(replace(context, at=since), {})
        return _value(context, sentence(now, then, context.at, since), now)

    return compute


def _since(context: NumberContext, params: Mapping[str, str]) -> date:
    given = params.get("since", "")
    try:
        return date.fromisoformat(given) if given else month_before(context.at)
    except ValueError:
        raise NumberError(f"since={given} is not a day; write it as in since=2021-11-30.") from None


def _value(context: NumberContext, rows: ProjectQuerySet, whole: ProjectQuerySet) -> NumberValue:
    return NumberValue(
        value=context.count(rows),
        of=context.count(whole),
        unit=UNIT,
        rows=rows,
    )


NUMBERS = (
    NumberSpec(
        key="projects.attention",
        label=_("Projects that need attention"),
        definition=_(
            "Projects in the work plan of the year that are late, slipping, silent or stuck."
        ),
        compute=_attention,
        page=PAGE,
    ),
    NumberSpec(
        key="changes.went_red",
        label=_("Projects that went red"),
        definition=_(
            "Projects in the work plan of the year on both days whose latest update is red, and was "
            "not on the earlier day."
        ),
        compute=_change(_went_red),
        optional=SINCE,
        page=PAGE,
    ),
    NumberSpec(
        key="changes.recovered",
        label=_("Projects that recovered"),
        definition=_(
            "Projects in the work plan of the year on both days whose latest update was red on the "
            "earlier day, and is green or amber now."
        ),
        compute=_change(_recovered),
        optional=SINCE,
        page=PAGE,
    ),
    NumberSpec(
        key="changes.completed",
        label=_("Projects completed since"),
        definition=_(
            "Projects and pilots in the work plan of the year on both days that are completed, and "
            "were not on the earlier day."
        ),
        compute=_change(_completed),
        optional=SINCE,
        page=PAGE,
    ),
    NumberSpec(
        key="changes.joined",
        label=_("Projects that joined the work plan"),
        definition=_(
            "Projects in the work plan of the year that were not in it on the earlier day."
        ),
        compute=_change(_joined),
        optional=SINCE,
        page=PAGE,
    ),
)


def register() -> None:
    """Declare the numbers of this app."""
    numbers.register(*NUMBERS)
