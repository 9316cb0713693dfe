"""Live numbers about the bridge between the work plans of two years."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from core.numbers.registry import NumberContext, NumberSpec, NumberValue, numbers
from core.years import Years
from portfolio.models import Project, WorkPlanEntry
from portfolio.projects.numbers import PAGE, PROJECTS, YEAR
from portfolio.projects.population import years_asked
from portfolio.rules.bridge import Crossing, Entry, bridge


def crossings(strategy: str, years: Years, at: date) -> dict[Crossing, frozenset[int]]:
    """The bridge from the work plan of the year before to that of `years`, as of the day `at`."""
    projects = Project.objects.of_strategy(strategy)
    before = projects.in_work_plan(years.first - 1, at)
    merged = set(
        WorkPlanEntry.objects.filter(
            project__strategy__slug=strategy, year=years.first - 1, merged_into__isnull=False
        ).values_list("project", flat=True)
    )
    begun = min(date(years.first, 1, 1), at)
    stages = dict(before.with_stage(begun).values_list("pk", "stage"))
    return bridge(
        [Entry(pk, pk in merged) for pk in stages],
        set(projects.in_work_plans(years, at).values_list("pk", flat=True)),
        stages,
    )


def _number(crossing: Crossing) -> Callable[[NumberContext, Mapping[str, str]], NumberValue]:
    def compute(context: NumberContext, params: Mapping[str, str]) -> NumberValue:
        years = years_asked(context, params)
        key = ("bridge", context.strategy, years, context.at)
        ids = context.once(key, lambda: crossings(context.strategy, years, context.at))[crossing]
        rows = Project.objects.filter(pk__in=ids)
        return NumberValue(
            value=Decimal(len(ids)),
            unit=PROJECTS,
            rows=rows,
            row_ids=tuple(sorted(ids)),
            illustrative=rows.filter(illustrative__contains=["all"]).exists(),
        )

    return compute


NUMBERS = (
    NumberSpec(
        key="work_plan.carried_over",
        label=_("Projects carried over"),
        definition=_("Projects in the work plan of the year that were in that of the year before."),
        compute=_number(Crossing.CARRIED_OVER),
        optional=YEAR,
        page=PAGE,
    ),
    NumberSpec(
        key="work_plan.new",
        label=_("Projects new in the work plan"),
        definition=_(
            "Projects in the work plan of the year that were not in that of the year before."
        ),
        compute=_number(Crossing.NEW),
        optional=YEAR,
        page=PAGE,
    ),
    NumberSpec(
        key="work_plan.completed",
        label=_("Projects completed and gone"),
        definition=_(
            "Projects in the work plan of the year before that are no longer in this one because "
            "they had been completed when the year began."
        ),
        compute=_number(Crossing.COMPLETED),
        optional=YEAR,
        page=PAGE,
    ),
    NumberSpec(
        key="work_plan.cancelled",
        label=_("Projects cancelled and gone"),
        definition=_(
            "Projects in the work plan of the year before that are no longer in this one because "
            "they had been cancelled when the year began."
        ),
        compute=_number(Crossing.CANCELLED),
        optional=YEAR,
        page=PAGE,
    ),
    NumberSpec(
        key="work_plan.merged",
        label=_("Projects merged into others"),
        definition=_(
            "Projects in the work plan of the year before that are no longer in this one because "
            "they became part of another."
        ),
        compute=_number(Crossing.MERGED),
        optional=YEAR,
        page=PAGE,
    ),
    NumberSpec(
        key="work_plan.left",
        label=_("Projects that left"),
        definition=_(
            "Projects in the work plan of the year before that are not in this one although they "
            "were neither completed nor cancelled nor merged."
        ),
        compute=_number(Crossing.LEFT),
        optional=YEAR,
        page=PAGE,
    ),
)


def register() -> None:
    """Declare the numbers about the bridge."""
    numbers.register(*NUMBERS)
