"""Live numbers about projects. Populations are named in every definition."""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from core.numbers import NumberContext, NumberError, NumberSpec, NumberValue, Part, numbers
from core.translated import text_of
from outcomes.models import Driver, Outcome
from portfolio.models import Category, Project, Quantity, Rag
from portfolio.querysets import ProjectQuerySet
from portfolio.querysets.projects import NEW_OR_MAJOR

PROJECTS = _("projects")
PAGE = "portfolio:project-list"
# Ids of outcome and driver (one of them None), category, and how many projects are so.
Tally = tuple[int | None, int | None, str, int]


def population(context: NumberContext, params: Mapping[str, str]) -> ProjectQuerySet:
    """The projects in the work plan of the reported year, or of the year the token names."""
    projects = context.seen(Project.objects.of_strategy(context.strategy))
    return projects.in_work_plan(year_asked(context, params), context.at)


def year_asked(context: NumberContext, params: Mapping[str, str]) -> int:
    """The year that the token names, or the reported one."""
    given = params.get("year", str(context.year))
    if not re.fullmatch("(19|[2-8][0-9])[0-9]{2}", given, re.ASCII):
        raise NumberError(f"year={given} is not a year; write it as in year=2021.")
    return int(given)


def _is_illustrative(rows: ProjectQuerySet, *what: str) -> bool:
    return rows.filter(illustrative__overlap=["all", *what]).exists()


def _total(context: NumberContext, params: Mapping[str, str]) -> NumberValue:
    rows = population(context, params)
    return NumberValue(value=_size(context, params), unit=PROJECTS, rows=rows)


def _size(context: NumberContext, params: Mapping[str, str]) -> Decimal | None:
    """How many the population has."""
    return _tallied(context, params, lambda _category: True)


def _those(
    narrowed: Callable[[ProjectQuerySet, date], ProjectQuerySet],
    *invented: str,
    categories: tuple[str, ...] = (),
) -> Callable[[NumberContext, Mapping[str, str]], NumberValue]:
    """A part of the population, of all of it; one of some `categories` has been counted already."""

    def compute(context: NumberContext, params: Mapping[str, str]) -> NumberValue:
        whole = population(context, params)
        rows = narrowed(whole, context.at)
        return NumberValue(
            value=_tallied(context, params, categories.__contains__)
            if categories
            else context.count(rows),
            of=_size(context, params),
            unit=PROJECTS,
            rows=rows,
            illustrative=_is_illustrative(whole, *invented),
        )

    return compute


def _rag(context: NumberContext, params: Mapping[str, str]) -> NumberValue:
    rows = population(context, params)
    counts = Counter(rows.with_latest_update(context.at).values_list("rag", flat=True))
    labels = [*Rag.choices, ("none", _("No data"))]
    parts = [
        Part(key=value, label=str(label), value=counts["" if value == "none" else value])
        for value, label in labels
    ]
    return _broken_down(rows, parts, "status")


def _tally(context: NumberContext, params: Mapping[str, str]) -> list[Tally]:
    """How the population is made up, counted by the database once a run."""
    key = _tally_key(context, params)
    if key not in context.memo:
        rows = population(context, params).order_by()
        named = rows.values_list("output__outcome_id", "driver_id", "category")
        context.memo[key] = list(named.annotate(projects=Count("pk")))
    tally: list[Tally] = context.memo[key]
    return tally


def _tally_key(context: NumberContext, params: Mapping[str, str]) -> tuple[object, ...]:
    return ("population-tally", context.strategy, year_asked(context, params), context.at)


def _tallied(
    context: NumberContext, params: Mapping[str, str], holds: Callable[[str], bool]
) -> Decimal | None:
    """How many of the population have a category of which `holds`; no query where rows are asked."""
    if context.rows_only:
        return None
    tally = _tally(context, params)
    return Decimal(sum(count for _outcome, _driver, each, count in tally if holds(each)))


def keep_tally(context: NumberContext, tally: list[Tally]) -> None:
    """Spare this context the counting: whoever asks has counted the very population already."""
    context.memo[_tally_key(context, {})] = tally


def _by_place(context: NumberContext, params: Mapping[str, str]) -> NumberValue:
    counts: Counter[tuple[int | None, int | None]] = Counter()
    for outcome_id, driver_id, _category, count in _tally(context, params):
        counts[outcome_id, driver_id] += count
    parts: dict[str, Part] = {}
    for outcome in Outcome.objects.of_strategy(context.strategy):
        label = f"{outcome.number} {text_of(outcome, 'title')}".strip()
        key, count = f"outcome-{outcome.number}", counts[outcome.pk, None]
        _add_place(parts, outcome.holds(context.at), Part(key, label, count, "outcome"))
    for driver in Driver.objects.of_strategy(context.strategy):
        part = Part(driver.slug, text_of(driver, "title"), counts[None, driver.pk], "driver")
        _add_place(parts, driver.holds(context.at), part)
    return _broken_down(population(context, params), list(parts.values()), "placement")


def _add_place(parts: dict[str, Part], in_force: bool, part: Part) -> None:
    """Those in force, and those that still have projects. One that came after another of the same
    number takes its name and its projects."""
    known = parts.get(part.key)
    if known is None and (in_force or part.value):
        parts[part.key] = part
    elif known is not None:
        named = part if in_force else known
        parts[part.key] = replace(named, value=known.value + part.value)


def _by_category(context: NumberContext, params: Mapping[str, str]) -> NumberValue:
    counts: Counter[str] = Counter()
    for _outcome_id, _driver_id, category, count in _tally(context, params):
        counts[category] += count
    parts = [
        Part(key=value, label=str(label), value=counts[value]) for value, label in Category.choices
    ]
    if counts[""]:
        parts.append(Part(key="none", label=str(_("No category yet")), value=counts[""]))
    return _broken_down(population(context, params), parts, "category")


def _broken_down(rows: ProjectQuerySet, parts: list[Part], invented: str) -> NumberValue:
    total = sum(part.value for part in parts)
    return NumberValue(
        value=Decimal(total),
        unit=PROJECTS,
        rows=rows,
        parts=tuple(parts),
        illustrative=_is_illustrative(rows, invented),
    )


def _quantity(context: NumberContext, params: Mapping[str, str]) -> NumberValue:
    year = year_asked(context, params)
    found = _quantities(context, year).get((params["project"], params["quantity"]))
    if found is None:
        raise NumberError(
            f"The project {params['project']} has no quantity “{params['quantity']}” for {year}."
        )
    pk, value, unit, qualifier, source = found
    return NumberValue(
        rows=Quantity.objects.filter(pk=pk),
        row_ids=(pk,),
        value=value,
        unit=unit,
        qualifier=qualifier,
        source=source,
    )


def _quantities(context: NumberContext, year: int) -> dict[tuple[str, str], tuple[Any, ...]]:
    """Every quantity of the strategy and year by project code and key, read once a run."""
    key = ("quantities", context.strategy, year)
    memo: dict[tuple[str, str], tuple[Any, ...]] | None = context.memo.get(key)
    if memo is None:
        rows = Quantity.objects.filter(project__strategy__slug=context.strategy, year=year)
        said = ("pk", "value", "unit", "qualifier", "source")
        found = rows.order_by().values_list("project__code", "key", *said)
        memo = {(project, name): tuple(values) for project, name, *values in found}
        context.memo[key] = memo
    return memo


YEAR = {"year": _("the year of the work plan; the reported year when left out")}


SPECS = (
    (
        "projects.total",
        _("Projects in the work plan"),
        _(
            "Projects in the work plan of the year: joined by its end and not left before "
            "it began. Services, training, partnerships and funding count too."
        ),
        _total,
    ),
    (
        "projects.new_or_major",
        _("New services and major improvements"),
        _(
            "Projects in the work plan of the year whose category is a new service offering "
            "or a major improvement."
        ),
        _those(lambda rows, _at: rows.new_or_major(), "category", categories=NEW_OR_MAJOR),
    ),
    (
        "projects.by_place",
        _("Projects by outcome and cross-cutting driver"),
        _("Projects in the work plan of the year by the outcome or driver they stand under."),
        _by_place,
    ),
    (
        "projects.by_category",
        _("Projects by category"),
        _("Projects in the work plan of the year by what they bring."),
        _by_category,
    ),
    (
        "projects.completed",
        _("Completed projects"),
        _(
            "Projects and pilots in the work plan of the year that were completed on the day "
            "of the data. Services, which have no end, are outside."
        ),
        _those(ProjectQuerySet.completed),
    ),
    (
        "projects.late",
        _("Late projects"),
        _(
            "Projects in the work plan of the year that are not finished although their "
            "finish date (forecast, else planned) has passed."
        ),
        _those(ProjectQuerySet.late, "dates"),
    ),
    (
        "projects.slipping",
        _("Slipping projects"),
        _(
            "Projects in the work plan of the year that are not finished and whose forecast "
            "lies more than 30 days after the planned finish."
        ),
        _those(ProjectQuerySet.slipping, "dates"),
    ),
    (
        "projects.silent",
        _("Silent projects"),
        _(
            "Projects in the work plan of the year that have begun, are not finished, and "
            "have had no update for 60 days; a confirmation by the manager is an update."
        ),
        _those(ProjectQuerySet.silent),
    ),
    (
        "projects.stuck",
        _("Stuck projects"),
        _(
            "Projects in the work plan of the year, begun and not on hold, whose last three "
            "updates were all amber or red, or gave the same per cent done in the same words."
        ),
        _those(ProjectQuerySet.stuck),
    ),
    (
        "projects.rag",
        _("Projects by status"),
        _(
            "Projects in the work plan of the year by the overall state of their latest "
            "update; confirmations leave it as it is."
        ),
        _rag,
    ),
)


def register() -> None:
    """Declare the numbers about projects."""
    for key, label, definition, compute in SPECS:
        numbers.register(NumberSpec(key, label, definition, compute, optional=YEAR, page=PAGE))
    numbers.register(
        NumberSpec(
            key="projects.quantity",
            label=_("Quantity of a project"),
            definition=_("A quantity entered for one project and year, with its source."),
            compute=_quantity,
            params={"project": _("the project's code"), "quantity": _("the quantity's key")},
            optional=YEAR,
        )
    )
