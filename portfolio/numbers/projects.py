"""Live numbers about projects. Populations are named in every definition."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from core.numbers import NumberContext, NumberError, NumberSpec, NumberValue, Part, numbers
from core.translated import text_of
from outcomes.models import Driver, Outcome
from portfolio.models import Category, Quantity, Rag
from portfolio.numbers.population import Tally, population, tallied, tally, year_asked
from portfolio.querysets import ProjectQuerySet
from portfolio.querysets.projects import NEW_OR_MAJOR
from portfolio.thresholds import silent_definition, slipping_definition, stuck_definition

PROJECTS = _("projects")
PAGE = "portfolio:project-list"


def _is_illustrative(rows: ProjectQuerySet, *what: str) -> bool:
    return rows.filter(illustrative__overlap=["all", *what]).exists()


def _total(context: NumberContext, params: Mapping[str, str]) -> NumberValue:
    rows = population(context, params)
    return NumberValue(value=tallied(context, params), unit=PROJECTS, rows=rows)


def _those(
    narrowed: Callable[[ProjectQuerySet, date], ProjectQuerySet],
    *invented: str,
    told: Callable[[Tally], bool] | None = None,
) -> Callable[[NumberContext, Mapping[str, str]], NumberValue]:
    """A part of the population, of all of it. What the tally has `told` is not counted again."""

    def compute(context: NumberContext, params: Mapping[str, str]) -> NumberValue:
        whole = population(context, params)
        rows = narrowed(whole, context.at)
        return NumberValue(
            value=tallied(context, params, told) if told else context.count(rows),
            of=tallied(context, params),
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


def _by_place(context: NumberContext, params: Mapping[str, str]) -> NumberValue:
    counts: Counter[tuple[int | None, int | None]] = Counter()
    for each in tally(context, params):
        counts[each.outcome, each.driver] += each.projects
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
    for each in tally(context, params):
        counts[each.category] += each.projects
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
    project, name = params["project"], params["quantity"]
    _read_quantities(context, [params])
    year = year_asked(context, params)
    found = _quantities(context, year)[project].get(name)
    if found is None:
        raise NumberError(f"The project {project} has no quantity “{name}” for {year}.")
    pk, value, unit, qualifier, source = found
    return NumberValue(
        rows=Quantity.objects.filter(pk=pk),
        row_ids=(pk,),
        value=value,
        unit=unit,
        qualifier=qualifier,
        source=source,
    )


def _read_quantities(context: NumberContext, asked: Sequence[Mapping[str, str]]) -> None:
    """Read the quantities of all projects asked for that this run has not read yet."""
    wanted: dict[int, set[str]] = {}
    for params in asked:
        with suppress(NumberError):  # Whoever computes it says what is wrong.
            wanted.setdefault(year_asked(context, params), set()).add(params.get("project", ""))
    for year, projects in wanted.items():
        known = _quantities(context, year)
        if missing := projects - known.keys():
            known |= {code: {} for code in missing}
            rows = Quantity.objects.filter(project__strategy__slug=context.strategy, year=year)
            found = rows.filter(project__code__in=sorted(missing)).order_by()
            for code, name, *values in found.values_list("project__code", "key", *_SAID):
                known[code][name] = tuple(values)


_SAID = ("pk", "value", "unit", "qualifier", "source")


def _quantities(context: NumberContext, year: int) -> dict[str, dict[str, tuple[Any, ...]]]:
    """What was read of a year, by project code and key of the quantity."""
    found: dict[str, dict[str, tuple[Any, ...]]] = context.memo.setdefault(
        ("quantities", context.strategy, year), {}
    )
    return found


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
        _those(
            lambda rows, _at: rows.new_or_major(),
            "category",
            told=lambda each: each.category in NEW_OR_MAJOR,
        ),
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
        _those(ProjectQuerySet.completed, told=lambda each: each.completed),
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
        lazy(slipping_definition, str)(),
        _those(ProjectQuerySet.slipping, "dates"),
    ),
    (
        "projects.silent",
        _("Silent projects"),
        lazy(silent_definition, str)(),
        _those(ProjectQuerySet.silent),
    ),
    (
        "projects.stuck",
        _("Stuck projects"),
        lazy(stuck_definition, str)(),
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
            prepare=_read_quantities,
            params={"project": _("the project's code"), "quantity": _("the quantity's key")},
            optional=YEAR,
        )
    )
