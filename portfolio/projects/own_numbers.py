"""Live numbers about the fields that a strategy has added to its projects."""

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from core.imports.problems import did_you_mean
from core.numbers.registry import (
    Breakdown,
    BreakdownPart,
    NumberContext,
    NumberError,
    NumberSpec,
    NumberValue,
    numbers,
)
from core.pages.looking_back import FACTS, OF_TODAY
from outcomes.models import OwnKind, OwnSubject
from outcomes.models.own_fields import OwnFieldWords
from outcomes.printed import own_fields_in
from portfolio.models.querysets import ProjectQuerySet
from portfolio.projects.numbers import OF_PLAN, PAGE, PROJECTS
from portfolio.projects.population import population, tallied

SUMMED = (OwnKind.NUMBER, OwnKind.MONEY)
NAMED = (OwnKind.CHOICE, OwnKind.YES_NO)
FIELD = {"field": _("the key of an own field of projects, as in field=sponsor-unit")}
VALUE = {"value": _("what it must hold: the key of a choice, yes or no; anything when left out")}


def _field(
    context: NumberContext, params: Mapping[str, str], kinds: tuple[OwnKind, ...] = ()
) -> OwnFieldWords:
    """The field that a token names. Raises `NumberError` where there is none, or none of these kinds."""
    fields = own_fields_in(context, OwnSubject.PROJECT)
    fitting = {each.key: each for each in fields if not kinds or each.kind in kinds}
    if (key := params["field"]) in fitting:
        return fitting[key]
    wanted = f" ({', '.join(kinds)})" if kinds else ""
    known = did_you_mean(key, list(fitting))
    raise NumberError(f"field={key} is no own field of projects{wanted} in this strategy. {known}")


def _holding(rows: ProjectQuerySet, field: OwnFieldWords) -> ProjectQuerySet:
    return rows.filter(own__has_key=field.key)


def _total(context: NumberContext, params: Mapping[str, str]) -> NumberValue:
    field = _field(context, params, SUMMED)
    rows = _holding(population(context, params), field)
    if context.rows_only:
        return NumberValue(None, rows=rows)
    values = [field.value(own) for own in rows.values_list("own", flat=True)]
    # Nothing given is no data, and never 0.
    total = sum(values, Decimal(0)) if values else None
    return NumberValue(total, unit=field.unit or field.name, rows=rows)


def _count(context: NumberContext, params: Mapping[str, str]) -> NumberValue:
    wanted = params.get("value")
    field = _field(context, params, NAMED if wanted is not None else ())
    rows = _holding(population(context, params), field)
    if wanted is not None:
        if wanted not in (known := _keys(field)):
            told = did_you_mean(wanted, known)
            raise NumberError(f"value={wanted} is nothing that {field.key} can hold. {told}")
        held = {"yes": True, "no": False}[wanted] if field.kind == OwnKind.YES_NO else wanted
        rows = rows.filter(**{f"own__{field.key}": held})
    whole = tallied(context, params)
    return NumberValue(context.count(rows), of=whole, unit=PROJECTS, rows=rows)


def _keys(field: OwnFieldWords) -> list[str]:
    if field.kind == OwnKind.YES_NO:
        return ["yes", "no"]
    return [key for key, _name in field.choices()]


def _broken_down(context: NumberContext, params: Mapping[str, str]) -> NumberValue:
    field, rows = _field(context, params, NAMED), population(context, params)
    found = rows.values_list("own", flat=True)
    counts = Counter(str(field.typed(own) or "") for own in found)
    parts = [
        BreakdownPart(key=key, label=field.words(_own(field, key)), value=counts[key])
        for key in dict.fromkeys([*_keys(field), *sorted(counts.keys() - {""})])
    ]
    if counts[""]:
        parts.append(BreakdownPart(key="none", label=str(_("No data")), value=counts[""]))
    return NumberValue(Decimal(sum(counts.values())), unit=PROJECTS, rows=rows, parts=tuple(parts))


def _own(field: OwnFieldWords, key: str) -> dict[str, object]:
    held: object = {"yes": True, "no": False}[key] if field.kind == OwnKind.YES_NO else key
    return {field.key: held}


NUMBERS = (
    NumberSpec(
        key="projects.own_total",
        label=_("Sum of an own field of projects"),
        definition=_(
            "What the projects in the work plan of the year hold in an own field of numbers or money, "
            "added up. Projects that hold nothing there are outside."
        ),
        compute=_total,
        params=FIELD,
        optional=OF_PLAN,
        page=PAGE,
    ),
    NumberSpec(
        key="projects.own_count",
        label=_("Projects by what an own field holds"),
        definition=_(
            "Projects in the work plan of the year that hold something, or what is named, in an own "
            "field."
        ),
        compute=_count,
        params=FIELD,
        optional={**OF_PLAN, **VALUE},
        page=PAGE,
    ),
    NumberSpec(
        key="projects.by_own",
        label=_("Projects by an own field"),
        definition=_(
            "Projects in the work plan of the year by what they hold in an own field of choices, or of "
            "yes or no."
        ),
        compute=_broken_down,
        params=FIELD,
        optional=OF_PLAN,
        page=PAGE,
        breakdown=Breakdown(_("Own field"), "own_{field}", {FACTS: OF_TODAY}),
    ),
)


def register() -> None:
    """Declare the numbers about own fields."""
    numbers.register(*NUMBERS)
