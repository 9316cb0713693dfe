"""Live numbers of the risks. Only the risk register counts, not what the strategy lists."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.contrib.postgres.aggregates import BoolOr
from django.db.models import Count
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from core.numbers.registry import (
    Breakdown,
    BreakdownPart,
    NumberContext,
    NumberSpec,
    NumberValue,
    numbers,
)
from outcomes.asked import BY_OUTCOME, outcomes_asked, units_asked
from outcomes.printed import terms_in
from risks.choices import BAND_WORDS
from risks.models import Issue, Risk
from risks.models.querysets import IssueQuerySet, RiskQuerySet
from risks.rules.scores import Band

RISKS, ISSUES = _("risks"), _("issues")
RISK_PAGE, ISSUE_PAGE = "risks:risk-list", "risks:issue-list"
NOTHING: Mapping[str, str] = {}
NARROWED = {
    **BY_OUTCOME,
    "unit": _("codes of the units that have the risk, as in unit=TMS,AMS"),
}


def population(context: NumberContext, params: Mapping[str, str] = NOTHING) -> RiskQuerySet:
    """The open risks of the register on the day of the data; those of some outcomes or units alone."""
    rows = context.seen(Risk.objects.of_strategy(context.strategy)).in_register().open(context.at)
    if "outcome" in params:
        outcomes = outcomes_asked(context, params)
        rows = rows.filter(outcome__in=outcomes)
    if "unit" in params:
        rows = rows.filter(unit__in=units_asked(params))
    return rows


def open_issues(context: NumberContext) -> IssueQuerySet:
    """The open issues on the day of the data."""
    return context.seen(Issue.objects.of_strategy(context.strategy)).open(context.at)


def _value(
    context: NumberContext, rows: Any, whole: Any = None, unit: Any = RISKS, parts: Any = ()
) -> NumberValue:
    if context.rows_only:
        return NumberValue(value=None, unit=unit, rows=rows)
    found = rows.aggregate(rows=Count("pk"), invented=BoolOr("illustrative", default=False))
    return NumberValue(
        value=Decimal(found["rows"]),
        of=None if whole is None else Decimal(whole.count()),
        unit=unit,
        rows=rows,
        parts=tuple(parts),
        illustrative=found["invented"],
    )


def _register(context: NumberContext, params: Mapping[str, str]) -> NumberValue:
    return _value(context, population(context, params))


def _above(context: NumberContext, params: Mapping[str, str]) -> NumberValue:
    whole = population(context, params)
    return _value(context, whole.above_tolerance(context.at), whole)


def _within(context: NumberContext, params: Mapping[str, str]) -> NumberValue:
    whole = population(context, params)
    return _value(context, whole.within_tolerance(context.at), whole)


def _outside(context: NumberContext, params: Mapping[str, str]) -> NumberValue:
    whole = population(context, params)
    return _value(context, whole.outside_tolerance(context.at), whole)


def _by_band(context: NumberContext, params: Mapping[str, str]) -> NumberValue:
    whole = population(context, params)
    counts = whole.count_by_band(context.at)
    parts = [
        BreakdownPart(key=each.key, label=each.name, value=counts[Band(each.key)])
        for each in terms_in(context, BAND_WORDS)
    ]
    if counts[None]:
        label = pgettext("risk band", "Not assessed")
        parts.append(BreakdownPart(key="none", label=label, value=counts[None]))
    return _value(context, whole, parts=parts)


def _open_issues(context: NumberContext, params: Mapping[str, str]) -> NumberValue:
    return _value(context, open_issues(context), unit=ISSUES)


def _escalated(context: NumberContext, params: Mapping[str, str]) -> NumberValue:
    whole = open_issues(context)
    return _value(context, whole.escalated(context.at), whole, unit=ISSUES)


# Why a risk counts as too high: its level, what is accepted, and who acts.
_EXPLAINING = (
    *("event", "place", "owner", "residual", "tolerance", "assessed_on", "open_mitigations"),
)
NUMBERS = (
    NumberSpec(
        key="risks.register",
        label=_("Risks in the register"),
        definition=_(
            "Risks of the risk register that were known and not closed on the day of the data."
        ),
        compute=_register,
        optional=NARROWED,
        page=RISK_PAGE,
    ),
    NumberSpec(
        key="risks.above_tolerance",
        label=_("Risks above the tolerance"),
        definition=_(
            "Open risks of the register whose residual score, as last assessed by the day of the "
            "data, is higher than the strategy's risk policy accepts."
        ),
        compute=_above,
        optional=NARROWED,
        page=RISK_PAGE,
        columns=_EXPLAINING,
    ),
    NumberSpec(
        key="risks.within_tolerance",
        label=_("Risks within the tolerance"),
        definition=_(
            "Open risks of the register whose residual score, as last assessed by the day of the "
            "data, is one that the strategy's risk policy accepts."
        ),
        compute=_within,
        optional=NARROWED,
        page=RISK_PAGE,
    ),
    NumberSpec(
        key="risks.outside_tolerance",
        label=_("Risks not shown to be within the tolerance"),
        definition=_(
            "Open risks of the register whose residual score is higher than acceptable, or which "
            "nobody had assessed by the day of the data."
        ),
        compute=_outside,
        optional=NARROWED,
        page=RISK_PAGE,
        columns=_EXPLAINING,
    ),
    NumberSpec(
        key="risks.by_band",
        label=_("Risks by band"),
        definition=_(
            "Open risks of the register by the band of their residual score, as last assessed by "
            "the day of the data."
        ),
        compute=_by_band,
        optional=NARROWED,
        page=RISK_PAGE,
        breakdown=Breakdown(pgettext_lazy("of a risk", "Band"), "band"),
    ),
    NumberSpec(
        key="risks.open_issues",
        label=_("Open issues"),
        definition=_(
            "Issues of the strategy's risks and projects that were open on the day of the data."
        ),
        compute=_open_issues,
        page=ISSUE_PAGE,
        columns=("title", "severity", "project", "owner", "raised_on", "days"),
    ),
    NumberSpec(
        key="risks.escalated",
        label=_("Escalated issues"),
        definition=_("Open issues that were on the management list on the day of the data."),
        compute=_escalated,
        page=ISSUE_PAGE,
        columns=("title", "severity", "project", "owner", "escalated_on", "days"),
    ),
)


def register() -> None:
    """Declare the numbers of this app."""
    numbers.register(*NUMBERS)
