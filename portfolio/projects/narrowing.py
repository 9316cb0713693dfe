"""How the projects that a number counts can be narrowed: `unit=TMS,PGMS kind=project outcome=1`."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from core.models import Unit
from core.numbers.registry import NumberContext, Translatable
from outcomes.asked import values_asked
from outcomes.models import Driver, Outcome, Output, Vocabulary
from outcomes.models.querysets import InForceQuerySet
from outcomes.printed import terms_in
from portfolio.models import Stage
from portfolio.models.querysets import ProjectQuerySet


class Narrowing(NamedTuple):
    """One way to narrow: in words, the values that can be named, and the rows that are left."""

    words: Translatable
    known: Callable[[NumberContext], Iterable[str]]
    left: Callable[[ProjectQuerySet, list[str], NumberContext], ProjectQuerySet]


def _outputs(context: NumberContext) -> InForceQuerySet[Output]:
    return Output.objects.of_strategy(context.strategy)


def _drivers(context: NumberContext) -> InForceQuerySet[Driver]:
    return Driver.objects.of_strategy(context.strategy)


# Other tables are asked by subqueries, so that a list of rows can join its own conditions.
NARROWINGS: Mapping[str, Narrowing] = {
    "outcome": Narrowing(
        _("numbers of outcomes, as in outcome=1"),
        lambda context: _numbers(Outcome.objects.of_strategy(context.strategy)),
        lambda rows, values, context: rows.filter(
            output__in=_outputs(context).filter(outcome__number__in=values)
        ),
    ),
    "output": Narrowing(
        _("numbers of outputs, as in output=1.1"),
        lambda context: _numbers(_outputs(context)),
        lambda rows, values, context: rows.filter(
            output__in=_outputs(context).filter(number__in=values)
        ),
    ),
    "driver": Narrowing(
        _("short names of cross-cutting drivers"),
        lambda context: _drivers(context).values_list("slug", flat=True),
        lambda rows, values, context: rows.filter(
            driver__in=_drivers(context).filter(slug__in=values)
        ),
    ),
    "unit": Narrowing(
        _("codes of lead units, as in unit=TMS,AMS"),
        lambda _context: Unit.objects.values_list("code", flat=True),
        lambda rows, values, _context: rows.filter(
            lead_unit__in=Unit.objects.filter(code__in=values)
        ),
    ),
    "kind": Narrowing(
        _("kinds, as in kind=project,pilot"),
        lambda context: _keys(context, Vocabulary.KIND),
        lambda rows, values, _context: rows.filter(kind__in=values),
    ),
    "category": Narrowing(
        _("categories, as in category=new_service"),
        lambda context: _keys(context, Vocabulary.CATEGORY),
        lambda rows, values, _context: rows.filter(category__in=values),
    ),
    "size": Narrowing(
        _("sizes, as in size=large"),
        lambda context: _keys(context, Vocabulary.SIZE),
        lambda rows, values, _context: rows.filter(size__in=values),
    ),
    "stage": Narrowing(
        _("stages on the day of the data, as in stage=completed"),
        lambda _context: Stage.values,
        lambda rows, values, context: rows.in_stage(context.at, values),
    ),
}
NARROWED: Mapping[str, Translatable] = {name: one.words for name, one in NARROWINGS.items()}


def _keys(context: NumberContext, vocabulary: Vocabulary) -> list[str]:
    return [each.key for each in terms_in(context, vocabulary)]


def _numbers(rows: Any) -> Iterable[str]:
    return dict.fromkeys(rows.values_list("number", flat=True))


def narrowed(
    rows: ProjectQuerySet, context: NumberContext, params: Mapping[str, str]
) -> ProjectQuerySet:
    """Those of `rows` that the parameters leave; several values of one are joined by commas."""
    for name, _text in narrowings_in(params):
        narrowing = NARROWINGS[name]
        values = values_asked(params, name, list(narrowing.known(context)))
        rows = narrowing.left(rows, values, context)
    return rows


def narrowings_in(params: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """What the parameters narrow by, in one order."""
    return tuple((name, params[name]) for name in NARROWINGS if name in params)
