"""The framework, risks and people, filled twice; `FILLED` holds all."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse

from core.models import RoleAssignment, Unit, User
from outcomes.models import (
    Deliverable,
    Driver,
    Indicator,
    Measurement,
    Outcome,
    Output,
    OwnField,
    Strategy,
    Target,
    Term,
)
from risks.models import Acceptance, Assessment, Issue, Mitigation, Risk, RiskPolicy
from tests.fields.filled import (
    IN_FORCE_NEW,
    IN_FORCE_OLD,
    SLUG,
    Filled,
    indicator,
    listed,
    of_indicator,
    of_risk,
    own,
    own_workbook,
    part,
    person,
    project,
    risk,
    strategy,
    texts,
    tree,
    with_own_field,
)
from tests.fields.portfolio_rows import PORTFOLIO
from tests.fields.report_rows import REPORTS

OUTCOMES = (
    Filled(
        Outcome,
        lambda: {"number": "77", "position": 81, **IN_FORCE_OLD,
                 **texts(title="Old outcome", subtitle="Old second line", opening="Old opening")},
        lambda: {"number": "78", "position": 82, **IN_FORCE_NEW,
                 **texts(title="Newer outcome", subtitle="Newer second line",
                         opening="Newer opening")},
        part, tree, given=lambda: {"strategy": strategy()},
    ),
    Filled(
        Output,
        lambda: {"number": "77.1", "position": 83, **IN_FORCE_OLD,
                 **texts(title="Old output", subtitle="Old under output"),
                 "outcome": Outcome.objects.get(strategy__slug=SLUG, number="1")},
        lambda: {"number": "77.2", "position": 84, **IN_FORCE_NEW,
                 **texts(title="Newer output", subtitle="Newer under output"),
                 "outcome": Outcome.objects.get(strategy__slug=SLUG, number="2")},
        part, tree,
    ),
    Filled(
        Driver,
        lambda: {"slug": "old-driver", "position": 85, **IN_FORCE_OLD, **texts(title="Old driver")},
        lambda: {"slug": "newer-driver", "position": 86, **IN_FORCE_NEW,
                 **texts(title="Newer driver")},
        part, tree, given=lambda: {"strategy": strategy()},
    ),
    Filled(
        Deliverable,
        lambda: {"position": 87, "due_on": date(2021, 6, 8), **IN_FORCE_OLD,
                 "illustrative": False, "state": "partly", "reached_on": date(2021, 3, 1),
                 "reached_precision": "month",
                 "responsible": person("pmo"), "responsible_unit": Unit.objects.get(code="AMS"),
                 **texts(title="Old deliverable", due_text="in old spring", remark="Old remark"),
                 "part_of": Deliverable.objects.filter(output__number="1.1")[0]},
        lambda: {"position": 88, "due_on": date(2021, 7, 9), **IN_FORCE_NEW,
                 "illustrative": True, "state": "reached", "reached_on": date(2021, 5, 17),
                 "reached_precision": "day",
                 "responsible": person("pmo2"), "responsible_unit": Unit.objects.get(code="TMS"),
                 **texts(title="Newer deliverable", due_text="in newer spring",
                         remark="Newer remark"),
                 "part_of": Deliverable.objects.filter(output__number="1.1")[1]},
        part, tree,
        given=lambda: {"output": Output.objects.get(outcome__strategy__slug=SLUG, number="1.1")},
    ),
    Filled(
        Term,
        lambda: {"position": 91, "counts": True, "offered": True, **texts(name="Old word")},
        lambda: {"position": 92, "counts": False, "offered": False, **texts(name="Newer word")},
        own, own_workbook,
        given=lambda: {"strategy": strategy(), "vocabulary": "category", "key": "filled"},
    ),
    Filled(
        OwnField,
        lambda: {"position": 93, "unit": "old coins", "offered": True,
                 **texts(name="Old field", hint="Old hint")},
        lambda: {"position": 94, "unit": "newer coins", "offered": False,
                 **texts(name="Newer field", hint="Newer hint")},
        own, own_workbook,
        given=lambda: {"strategy": strategy(), "subject": "project", "key": "filled",
                       "kind": "number"},
    ),
    Filled(
        Strategy,
        lambda: {"slug": "old-strategy", "symbol": "GB.1/OLD", "starts_on": date(2016, 1, 2),
                 "ends_on": date(2027, 1, 3), "original_language": "en",
                 "rounds_every": 1, "level_names": {"output": {"en": "Old level"}},
                 **texts(title="Old strategy", short_title="Old short")},
        lambda: {"slug": "newer-strategy", "symbol": "GB.1/NEW", "starts_on": date(2017, 3, 4),
                 "ends_on": date(2028, 4, 5), "original_language": "de",
                 "rounds_every": 3, "level_names": {"output": {"en": "Newer level"}},
                 **texts(title="Newer strategy", short_title="Newer short")},
        lambda row: reverse("outcomes:part-detail", args=[row.slug, "strategy", row.pk]),
        lambda row: reverse("outcomes:part-detail", args=[row.slug, "strategy", row.pk])
        + "?export=xlsx",
    ),
    Filled(
        Indicator,
        lambda: {"illustrative": False,
                 "number": "77.3", "own": {"filled": "Old own"},
                 "position": 71, "measure": "number", "direction": "up",
                 "basis": "relative", "accumulation": "added", "period": "year",
                 "aggregation": "latest", "baseline_value": Decimal("1234.5"),
                 "baseline_on": date(2018, 5, 6), "baseline_note": "Old note",
                 "baseline_reason": "Old cause", "responsible": person("pmo"), **IN_FORCE_OLD,
                 "responsible_unit": Unit.objects.get(code="AMS"), "number_key": "projects.total",
                 **texts(title="Old indicator", scope="Old scope", baseline_text="Old words",
                         means_of_verification="Old means", criteria="Old criterion"),
                 "outcome": Outcome.objects.get(strategy__slug=SLUG, number="1")},
        lambda: {"illustrative": True,
                 "number": "77.4", "own": {"filled": "Newer own"},
                 "position": 72, "measure": "per_cent", "direction": "down",
                 "basis": "points", "accumulation": "none", "period": "quarter",
                 "aggregation": "sum", "baseline_value": Decimal("4321.5"),
                 "baseline_on": date(2018, 6, 7), "baseline_note": "Newer note",
                 "baseline_reason": "Newer cause", "responsible": person("pmo2"), **IN_FORCE_NEW,
                 "responsible_unit": Unit.objects.get(code="TMS"),
                 "number_key": "projects.completed",
                 **texts(title="Newer indicator", scope="Newer scope", baseline_text="Newer words",
                         means_of_verification="Newer means", criteria="Newer criterion"),
                 "outcome": Outcome.objects.get(strategy__slug=SLUG, number="2")},
        own, own_workbook, given=lambda: {"strategy": with_own_field("indicator")},
    ),
    Filled(
        Target,
        lambda: {"period_start": date(2016, 1, 1), "period_end": date(2016, 12, 31),
                 "value": Decimal("1357"), "note": "Old note", "reason": "Old cause"},
        lambda: {"period_start": date(2017, 1, 1), "period_end": date(2017, 12, 31),
                 "value": Decimal("2468"), "note": "Newer note", "reason": "Newer cause"},
        of_indicator, lambda row: of_indicator(row) + "?export=xlsx",
        given=lambda: {"indicator": indicator()},
    ),
    Filled(
        Measurement,
        lambda: {"illustrative": False,
                 "period_start": date(2016, 1, 1), "period_end": date(2016, 12, 31),
                 "measured_on": date(2017, 2, 3), "value": Decimal(50), "numerator": Decimal(618),
                 "denominator": Decimal(1236), "qualifier": "Oldish", "note": "Old note",
                 "base": "Old 67 respondents", "comparison_value": Decimal("61.25"),
                 "comparison_period": "Old year 2011",
                 "evidence_text": "Old evidence", "evidence": "old.pdf",
                 "evidence_label": "old-label.pdf"},
        lambda: {"illustrative": True,
                 "period_start": date(2017, 1, 1), "period_end": date(2017, 12, 31),
                 "measured_on": date(2018, 3, 4), "value": Decimal(25), "numerator": Decimal("309.75"),
                 "denominator": Decimal(1239), "qualifier": "Newish", "note": "Newer note",
                 "base": "Newer 68 respondents", "comparison_value": Decimal("71.75"),
                 "comparison_period": "Newer year 2012",
                 "evidence_text": "Newer evidence", "evidence": "newer.pdf",
                 "evidence_label": "newer-label.pdf", "entered_by": person("pmo2"),
                 "verified_by": person("pmo"), "verified_on": date(2018, 3, 9)},
        of_indicator, lambda row: of_indicator(row) + "?export=xlsx",
        given=lambda: {"indicator": indicator()},
    ),
)  # fmt: skip


def _another_strategy() -> Strategy:
    dates = {"starts_on": date(2018, 1, 1), "ends_on": date(2021, 12, 31)}
    names = {"title": "Other", "short_title": "Other"}
    return Strategy.objects.get_or_create(slug="other", defaults={**names, **dates})[0]


RISKS = (
    Filled(
        Risk,
        lambda: {"illustrative": False,
                 "code": "Z-1", "own": {"filled": "Old own"},
                 "register": "register", "owner": person("pmo"),
                 "unit": Unit.objects.get(code="AMS"), "identified_on": date(2020, 1, 2),
                 "closed_on": date(2020, 2, 3), "closing_note": "Old closing",
                 "outcome": Outcome.objects.get(strategy__slug=SLUG, number="1"),
                 "project": project(),
                 **texts(cause="Old cause", event="Old event", consequence="Old consequence")},
        lambda: {"illustrative": True,
                 "code": "Z-2", "own": {"filled": "Newer own"},
                 "register": "framework", "owner": person("pmo2"),
                 "unit": Unit.objects.get(code="TMS"), "identified_on": date(2020, 3, 4),
                 "closed_on": date(2020, 4, 5), "closing_note": "Newer closing",
                 "outcome": Outcome.objects.get(strategy__slug=SLUG, number="2"),
                 "project": project("P-18"),
                 **texts(cause="Newer cause", event="Newer event",
                         consequence="Newer consequence")},
        own, listed("risks:risk-list"), given=lambda: {"strategy": with_own_field("risk")},
    ),
    Filled(
        Assessment,
        lambda: {"on": date(2019, 1, 2), "inherent_likelihood": 5, "inherent_impact": 4,
                 "residual_likelihood": 4, "residual_impact": 3, "target_likelihood": 3,
                 "target_impact": 2, "note": "Old note", "assessed_by": person("pmo")},
        lambda: {"on": date(2022, 1, 12), "inherent_likelihood": 3, "inherent_impact": 5,
                 "residual_likelihood": 2, "residual_impact": 5, "target_likelihood": 1,
                 "target_impact": 4, "note": "Newer note", "assessed_by": person("pmo2")},
        of_risk, listed("risks:assessment-list"), given=lambda: {"risk": risk("R-03")},
    ),
    Filled(
        Mitigation,
        lambda: {"owner": person("pmo"), "due_on": date(2020, 1, 2), "done_on": date(2020, 2, 3),
                 **texts(what="Old measure", effect="Old effect")},
        lambda: {"owner": person("pmo2"), "due_on": date(2020, 3, 4), "done_on": date(2020, 4, 5),
                 **texts(what="Newer measure", effect="Newer effect")},
        of_risk, listed("risks:mitigation-list"), given=lambda: {"risk": risk()},
    ),
    Filled(
        Acceptance,
        lambda: {"accepted_by": person("cio"), "risk_owner": person("pmo"), "on": date(2020, 1, 2),
                 "until": date(2020, 2, 3), "score": 19, "reason": "Old grounds"},
        lambda: {"accepted_by": person("pmo2"), "risk_owner": person("cio"),
                 "on": date(2020, 3, 4), "until": date(2020, 4, 5), "score": 23,
                 "reason": "Newer grounds"},
        of_risk, listed("risks:acceptance-list"), given=lambda: {"risk": risk()},
    ),
    Filled(
        Issue,
        lambda: {"illustrative": False,
                 "code": "Z-1", "risk": risk(), "project": project(), "severity": "low",
                 "owner": person("pmo"), "raised_on": date(2020, 1, 2),
                 "escalated_on": date(2020, 2, 3), "closed_on": date(2020, 3, 4),
                 "resolution": "Old resolution",
                 **texts(title="Old issue", description="Old story")},
        lambda: {"illustrative": True,
                 "code": "Z-2", "risk": risk("R-03"), "project": project("P-18"),
                 "severity": "critical", "owner": person("pmo2"), "raised_on": date(2020, 4, 5),
                 "escalated_on": date(2020, 5, 6), "closed_on": date(2020, 6, 7),
                 "resolution": "Newer resolution",
                 **texts(title="Newer issue", description="Newer story")},
        own, listed("risks:issue-list"), given=lambda: {"strategy": strategy()},
    ),
    Filled(
        RiskPolicy,
        lambda: {"low_until": 3, "medium_until": 7, "high_until": 14, "tolerance": 8},
        lambda: {"low_until": 5, "medium_until": 11, "high_until": 17, "tolerance": 13},
        lambda row: reverse("risks:risk-matrix") + f"?strategy={row.strategy.slug}",
        listed("risks:risk-list"),
        given=lambda: {"strategy": _another_strategy()},
    ),
)  # fmt: skip


def _role() -> Mapping[str, Any]:
    return {"user": person("pmo2")}


PEOPLE = (
    Filled(
        Unit,
        lambda: {"code": "ZOLD", "parent": Unit.objects.get(code="AMS"), **texts(name="Old unit")},
        lambda: {"code": "ZNEW", "parent": Unit.objects.get(code="TMS"), **texts(name="Newer unit")},
        own, listed("people:unit-list"),
    ),
    Filled(
        User,
        lambda: {"username": "z.old", "full_name": "Zoe Old", "email": "old@example.org",
                 "unit": Unit.objects.get(code="AMS"), "language": "de",
                 "time_zone": "Europe/Zurich"},
        lambda: {"username": "z.new", "full_name": "Zoe Newer", "email": "newer@example.org",
                 "unit": Unit.objects.get(code="TMS"), "language": "fr",
                 "time_zone": "Pacific/Fiji"},
        own, listed("people:person-list", "&active=all"),
        history=lambda row: reverse("rights:change-list") + f"?person={row.pk}",
    ),
    Filled(
        RoleAssignment,
        lambda: {"role": "focal_point", "unit": Unit.objects.get(code="AMS"), "language": "",
                 "starts_on": date(2022, 1, 2), "ends_on": date(2022, 3, 4),
                 "lent_by": person("pmo")},
        lambda: {"role": "translator", "unit": None, "language": "fr",
                 "starts_on": date(2022, 1, 5), "ends_on": date(2022, 4, 6),
                 "lent_by": person("cio")},
        lambda row: str(row.user.get_absolute_url()),
        listed("people:stand-in-list"), given=_role,
        history=lambda row: reverse("rights:change-list") + f"?person={row.user_id}",
    ),
)  # fmt: skip

FILLED = (*OUTCOMES, *PORTFOLIO, *RISKS, *PEOPLE, *REPORTS)
