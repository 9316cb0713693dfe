"""Live numbers about projects. Populations are named in every definition."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from core.languages.translated import text_of
from core.numbers.registry import (
    Breakdown,
    BreakdownPart,
    NumberContext,
    NumberSpec,
    NumberValue,
    Translatable,
    depended_on,
    numbers,
)
from core.pages.looking_back import FACTS, OF_TODAY
from outcomes.models import Driver, Outcome, Vocabulary
from outcomes.printed import printed_name, terms_in
from portfolio.choices import STATE_WORDS
from portfolio.models.querysets import ProjectQuerySet
from portfolio.projects.narrowing import NARROWED
from portfolio.projects.population import asked_of, population, tallied, tally
from portfolio.rules.thresholds import (
    silent_definition,
    slipping_definition,
    stuck_definition,
    thresholds,
)

PROJECTS = _("projects")
PAGE = "portfolio:project-list"


def _is_illustrative(context: NumberContext, params: Mapping[str, str], *what: str) -> bool:
    def some() -> Any:
        whole = population(context, params).order_by()
        return whole.filter(illustrative__overlap=["all", *what]).values_list("pk")[:1]

    key = ("illustrative projects", asked_of(context, params), what)
    return context.once(key, lambda: bool(context.rows("illustrative projects", some, *key)))


def _total(context: NumberContext, params: Mapping[str, str]) -> NumberValue:
    rows = population(context, params)
    return NumberValue(value=tallied(context, params), unit=PROJECTS, rows=rows)


def _those(
    narrowed: Callable[[ProjectQuerySet, date], ProjectQuerySet],
    *invented: str,
    tally_key: str = "",
) -> Callable[[NumberContext, Mapping[str, str]], NumberValue]:
    """A part of the population, of all of it; by `tally_key` where the tally has counted it already."""

    def compute(context: NumberContext, params: Mapping[str, str]) -> NumberValue:
        def build() -> ProjectQuerySet:
            return narrowed(population(context, params), context.at)

        needs = (narrowed, asked_of(context, params))
        return NumberValue(
            value=tallied(context, params, tally_key)
            if tally_key
            else context.counted("some projects", build, *needs),
            of=tallied(context, params),
            unit=PROJECTS,
            rows=context.queryset("some projects", build, *needs),
            illustrative=_is_illustrative(context, params, *invented),
        )

    return compute


def _rag(context: NumberContext, params: Mapping[str, str]) -> NumberValue:
    def states() -> Any:
        rows: Any = population(context, params).with_latest_update(context.at)
        return rows.order_by().values_list("rag", flat=True)

    counts = Counter(context.rows("states of projects", states, asked_of(context, params)))
    labels: list[tuple[str, object]] = [
        *((each.key, each.name) for each in terms_in(context, STATE_WORDS)),
        ("none", _("No data")),
    ]
    parts = [
        BreakdownPart(key=value, label=str(label), value=counts["" if value == "none" else value])
        for value, label in labels
    ]
    return _broken_down(context, params, parts, "status")


def _by_placement(context: NumberContext, params: Mapping[str, str]) -> NumberValue:
    counts: Counter[tuple[int | None, int | None]] = Counter()
    for each in tally(context, params):
        counts[each.outcome, each.driver] += each.projects
    parts: dict[str, BreakdownPart] = {}
    for outcome in context.rows("outcomes", lambda: Outcome.objects.of_strategy(context.strategy)):
        label = outcome.called(printed_name(context, "outcome"))
        key, count = f"outcome-{outcome.number}", counts[outcome.pk, None]
        _add_placement(
            parts, outcome.holds(context.at), BreakdownPart(key, label, count, "outcome")
        )
    for driver in context.rows("drivers", lambda: Driver.objects.of_strategy(context.strategy)):
        part = BreakdownPart(
            driver.slug, text_of(driver, "title"), counts[None, driver.pk], "driver"
        )
        _add_placement(parts, driver.holds(context.at), part)
    return _broken_down(context, params, list(parts.values()), "placement")


def _add_placement(parts: dict[str, BreakdownPart], in_force: bool, part: BreakdownPart) -> None:
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
    parts = _parts_by_term(context, Vocabulary.CATEGORY, counts)
    if counts[""]:
        parts.append(BreakdownPart(key="none", label=str(_("No category yet")), value=counts[""]))
    return _broken_down(context, params, parts, "category")


def _parts_by_term(
    context: NumberContext, vocabulary: Vocabulary, counts: Mapping[str, int]
) -> list[BreakdownPart]:
    """A part for each word of the strategy, in its order; one that is offered no more needs rows.

    What a project holds that is no word of the strategy any more is a part by its key, last.
    """
    terms = terms_in(context, vocabulary)
    parts = [
        BreakdownPart(key=each.key, label=each.name, value=counts.get(each.key, 0))
        for each in terms
        if each.offered or counts.get(each.key)
    ]
    known = {"", *(each.key for each in terms)}
    strange = sorted(counts.keys() - known)
    return parts + [BreakdownPart(key=key, label=key, value=counts[key]) for key in strange]


def _broken_down(
    context: NumberContext, params: Mapping[str, str], parts: list[BreakdownPart], invented: str
) -> NumberValue:
    total = sum(part.value for part in parts)
    return NumberValue(
        value=Decimal(total),
        unit=PROJECTS,
        rows=population(context, params),
        parts=tuple(parts),
        illustrative=_is_illustrative(context, params, invented),
    )


YEAR = {
    "year": _(
        "the year of the work plan, or several as in 2016-17, where a project counts once; the reported "
        "ones when left out"
    )
}
# What numbers over the projects of a work plan take.
OF_PLAN = {**YEAR, **NARROWED}
GROUP_LABELS = {"outcome": _("Outcomes"), "driver": _("Cross-cutting drivers")}


def _parts_by(
    label: Translatable, name: str, groups: Mapping[str, Translatable] | None = None
) -> Breakdown:
    """By a filter of the project list, where names and placements are those of today."""
    return Breakdown(label, name, {FACTS: OF_TODAY}, groups or {})


NUMBERS = (
    NumberSpec(
        key="projects.total",
        label=_("Projects in the work plan"),
        definition=_(
            "Projects in the work plan of the year: joined by its end and not left before "
            "it began. Services, training, partnerships and funding count too."
        ),
        compute=_total,
        optional=OF_PLAN,
        page=PAGE,
    ),
    NumberSpec(
        key="projects.new_or_major",
        label=_("New services and major improvements"),
        definition=_(
            "Projects in the work plan of the year whose category counts as new or major."
        ),
        compute=_those(
            lambda rows, _at: rows.new_or_major(), "category", tally_key="projects.new_or_major"
        ),
        optional=OF_PLAN,
        page=PAGE,
    ),
    NumberSpec(
        key="projects.by_place",
        label=_("Projects by outcome and cross-cutting driver"),
        definition=_(
            "Projects in the work plan of the year by the outcome or driver they stand under."
        ),
        compute=_by_placement,
        optional=OF_PLAN,
        page=PAGE,
        breakdown=_parts_by(_("Outcome or driver"), "place", GROUP_LABELS),
    ),
    NumberSpec(
        key="projects.by_category",
        label=_("Projects by category"),
        definition=_("Projects in the work plan of the year by what they bring."),
        compute=_by_category,
        optional=OF_PLAN,
        page=PAGE,
        breakdown=_parts_by(_("Category"), "category"),
    ),
    NumberSpec(
        key="projects.completed",
        label=_("Completed projects"),
        definition=_(
            "Projects in the work plan of the year, of a kind that can be completed, that were "
            "completed on the day of the data. Services, which have no end, are outside."
        ),
        compute=_those(ProjectQuerySet.completed, tally_key="projects.completed"),
        optional=OF_PLAN,
        page=PAGE,
    ),
    NumberSpec(
        key="projects.late",
        label=_("Late projects"),
        definition=_(
            "Projects in the work plan of the year that are not finished although their "
            "finish date (forecast, else planned) has passed."
        ),
        compute=_those(ProjectQuerySet.late, "dates"),
        optional=OF_PLAN,
        page=PAGE,
        columns=("name", "stage", "rag", "reason", "due", "late_by", "manager"),
    ),
    NumberSpec(
        key="projects.slipping",
        label=_("Slipping projects"),
        definition=lazy(slipping_definition, str)(""),
        defined_in=slipping_definition,
        compute=_those(ProjectQuerySet.slipping, "dates"),
        optional=OF_PLAN,
        page=PAGE,
        columns=("name", "stage", "rag", "reason", "baseline_finish", "forecast_finish", "manager"),
    ),
    NumberSpec(
        key="projects.silent",
        label=_("Silent projects"),
        definition=lazy(silent_definition, str)(""),
        defined_in=silent_definition,
        compute=_those(ProjectQuerySet.silent),
        optional=OF_PLAN,
        page=PAGE,
        columns=("name", "stage", "rag", "reported_on", "lead_unit", "manager"),
    ),
    NumberSpec(
        key="projects.stuck",
        label=_("Stuck projects"),
        definition=lazy(stuck_definition, str)(""),
        defined_in=stuck_definition,
        compute=_those(ProjectQuerySet.stuck),
        optional=OF_PLAN,
        page=PAGE,
        columns=("name", "rag", "reason", "per_cent", "planned", "reported_on", "manager"),
    ),
    NumberSpec(
        key="projects.rag",
        label=_("Projects by status"),
        definition=_(
            "Projects in the work plan of the year by the overall state of their latest "
            "update; confirmations leave it as it is."
        ),
        compute=_rag,
        optional=OF_PLAN,
        page=PAGE,
        breakdown=_parts_by(_("Status"), "rag"),
    ),
)


def register() -> None:
    """Declare the numbers about projects."""
    numbers.register(*NUMBERS)
    depended_on[:] = [thresholds]
