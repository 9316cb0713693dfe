"""Loading risks and issues with their dated rows, by natural keys; safe to repeat."""

from collections.abc import Iterable, Mapping
from typing import Any

from core.models import Unit, User
from core.translated import set_texts
from outcomes.models import Outcome, Strategy
from portfolio.loading import upsert
from portfolio.models import Project
from risks.models import Acceptance, Assessment, Issue, Mitigation, Risk, RiskPolicy

Row = Mapping[str, Any]


def risks_load(strategy: Strategy, data: Row) -> dict[str, int]:
    """Bring policy, risks, assessments, measures, acceptances and issues to what `data` says.

    Returns how many risks and issues there were. Names of outcomes, projects, units and people
    that do not exist are a KeyError of that name.
    """
    if data.get("policy"):
        RiskPolicy.objects.update_or_create(strategy=strategy, defaults=dict(data["policy"]))
    rows = data.get("risks") or []
    names = _Names(strategy)
    upsert(Risk, [_risk(strategy, row, names) for row in rows], ("strategy", "code"))
    risks = {risk.code: risk for risk in strategy.risks.all()}
    below = [(risks[row["code"]], row) for row in rows]
    upsert(
        Assessment,
        [
            _assessment(risk, each, names)
            for risk, row in below
            for each in _many(row, "assessments")
        ],
        ("risk", "on"),
    )
    upsert(
        Mitigation,
        [
            _mitigation(risk, each, names)
            for risk, row in below
            for each in _many(row, "mitigations")
        ],
        ("risk", "what"),
    )
    upsert(
        Acceptance,
        [
            _acceptance(risk, each, names)
            for risk, row in below
            for each in _many(row, "acceptances")
        ],
        ("risk", "on"),
    )
    issues = data.get("issues") or []
    upsert(Issue, [_issue(strategy, row, names, risks) for row in issues], ("strategy", "code"))
    return {"risks": len(rows), "issues": len(issues)}


def framework_risks_load(strategy: Strategy, rows: Iterable[Row]) -> None:
    """The risks that a strategy's own file lists. It says nothing of owners and scores: they stay."""
    outcomes = {outcome.number: outcome for outcome in Outcome.objects.filter(strategy=strategy)}
    stored = {risk.code: risk for risk in strategy.risks.all()}
    for row in rows:
        risk = stored.get(row["code"]) or Risk(strategy=strategy, code=row["code"])
        risk.register = row["register"]
        risk.outcome = outcomes[row["outcome"]] if row["outcome"] else None
        risk.identified_on = row["identified_on"]
        for field in ("cause", "event", "consequence"):
            set_texts(risk, field, row[field])
        risk.save()


class _Names:
    """What a file names by code, read once."""

    def __init__(self, strategy: Strategy) -> None:
        self.outcomes = {o.number: o for o in Outcome.objects.filter(strategy=strategy)}
        self.projects = {p.code: p for p in Project.objects.filter(strategy=strategy)}
        self.units = {unit.code: unit for unit in Unit.objects.all()}
        self.people = {user.username: user for user in User.objects.all()}

    def person(self, row: Row, key: str = "owner") -> User | None:
        """Whoever the row names, if it names somebody."""
        return self.people[row[key]] if row.get(key) else None


def _many(row: Row, key: str) -> list[Row]:
    return row.get(key) or []


def _risk(strategy: Strategy, row: Row, names: _Names) -> Risk:
    risk = Risk(
        strategy=strategy,
        code=row["code"],
        register=row["register"],
        outcome=names.outcomes[row["outcome"]] if row.get("outcome") else None,
        project=names.projects[row["project"]] if row.get("project") else None,
        owner=names.person(row),
        unit=names.units[row["unit"]] if row.get("unit") else None,
        identified_on=row["identified_on"],
        closed_on=row.get("closed_on"),
        closing_note=row.get("closing_note") or "",
        illustrative=bool(row.get("illustrative")),
    )
    for field in ("cause", "event", "consequence"):
        set_texts(risk, field, row.get(field) or {})
    return risk


def _assessment(risk: Risk, row: Row, names: _Names) -> Assessment:
    """A dated assessment; by the risk's owner unless the file names somebody."""
    values: dict[str, Any] = {}
    for level in ("inherent", "residual", "target"):
        likelihood, impact = row.get(level) or (None, None)
        values |= {f"{level}_likelihood": likelihood, f"{level}_impact": impact}
    return Assessment(
        risk=risk,
        on=row["on"],
        note=row.get("note") or "",
        assessed_by=names.person(row, "assessed_by") or risk.owner,
        **values,
    )


def _mitigation(risk: Risk, row: Row, names: _Names) -> Mitigation:
    mitigation = Mitigation(
        risk=risk,
        owner=names.person(row),
        due_on=row.get("due_on"),
        done_on=row.get("done_on"),
    )
    set_texts(mitigation, "what", row["what"])
    set_texts(mitigation, "effect", row.get("effect") or {})
    return mitigation


def _acceptance(risk: Risk, row: Row, names: _Names) -> Acceptance:
    return Acceptance(
        risk=risk,
        accepted_by=names.people[row["accepted_by"]],
        risk_owner=risk.owner,
        on=row["on"],
        until=row["until"],
        score=row["score"],
        reason=row["reason"],
    )


def _issue(strategy: Strategy, row: Row, names: _Names, risks: Mapping[str, Risk]) -> Issue:
    issue = Issue(
        strategy=strategy,
        code=row["code"],
        risk=risks[row["risk"]] if row.get("risk") else None,
        project=names.projects[row["project"]] if row.get("project") else None,
        severity=row["severity"],
        owner=names.person(row),
        raised_on=row["raised_on"],
        escalated_on=row.get("escalated_on"),
        closed_on=row.get("closed_on"),
        resolution=row.get("resolution") or "",
        illustrative=bool(row.get("illustrative")),
    )
    set_texts(issue, "title", row["title"])
    set_texts(issue, "description", row.get("description") or {})
    return issue
