"""Loading risks and issues with their dated rows, by natural keys; safe to repeat."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from core.imports.rows_by_key import RowsByKey
from core.languages.translated import set_texts
from core.models import Unit, User
from outcomes.models import Outcome, Strategy
from portfolio.models import Project
from risks.models import Acceptance, Assessment, Issue, Mitigation, Risk, RiskPolicy

Row = Mapping[str, Any]


def risks_load(strategy: Strategy, data: Row) -> None:
    """Bring policy, risks, assessments, measures, acceptances and issues to what `data` says."""
    if data.get("policy"):
        RiskPolicy.objects.update_or_create(strategy=strategy, defaults=dict(data["policy"]))
    rows = data.get("risks") or []
    names = _Names(strategy)
    stored = RowsByKey(strategy.risks.all(), "strategy", "code")
    risks = [_set_risk(stored.row(strategy=strategy, code=r["code"]), r, names) for r in rows]
    stored.write()
    _load_dated_rows(strategy, list(zip(risks, rows, strict=True)), names)
    known = {risk.code: risk for risk in strategy.risks.all()}
    issues = RowsByKey(strategy.issues.all(), "strategy", "code")
    for row in data.get("issues") or []:
        _set_issue(issues.row(strategy=strategy, code=row["code"]), row, names, known)
    issues.write()


def _load_dated_rows(
    strategy: Strategy, pairs: Sequence[tuple[Risk, Row]], names: "_Names"
) -> None:
    """What stands below risks: how they were judged, what is done, what was accepted."""
    of = {"risk__strategy": strategy}
    assessments = RowsByKey(Assessment.objects.filter(**of), "risk", "on")
    mitigations = RowsByKey(Mitigation.objects.filter(**of), "risk", "what")
    acceptances = RowsByKey(Acceptance.objects.filter(**of), "risk", "on")
    for risk, row in pairs:
        for each in _many(row, "assessments"):
            _set_assessment(assessments.row(risk=risk, on=each["on"]), each, names)
        for each in _many(row, "mitigations"):
            _set_mitigation(mitigations.row(risk=risk, what=each["what"]["en"]), each, names)
        for each in _many(row, "acceptances"):
            _set_acceptance(acceptances.row(risk=risk, on=each["on"]), each, names)
    for stored in (assessments, mitigations, acceptances):
        stored.write()


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


def _set_risk(risk: Risk, row: Row, names: _Names) -> Risk:
    risk.register = row["register"]
    risk.outcome = names.outcomes[row["outcome"]] if row.get("outcome") else None
    risk.project = names.projects[row["project"]] if row.get("project") else None
    risk.owner = names.person(row)
    risk.unit = names.units[row["unit"]] if row.get("unit") else None
    risk.identified_on, risk.closed_on = row["identified_on"], row.get("closed_on")
    risk.closing_note = row.get("closing_note") or ""
    risk.illustrative = bool(row.get("illustrative"))
    for field in ("cause", "event", "consequence"):
        set_texts(risk, field, row.get(field) or {})
    return risk


def _set_assessment(assessment: Assessment, row: Row, names: _Names) -> None:
    """A dated assessment; by the risk's owner unless the file names somebody."""
    for level in ("inherent", "residual", "target"):
        likelihood, impact = row.get(level) or (None, None)
        setattr(assessment, f"{level}_likelihood", likelihood)
        setattr(assessment, f"{level}_impact", impact)
    assessment.note = row.get("note") or ""
    assessment.assessed_by = names.person(row, "assessed_by") or assessment.risk.owner


def _set_mitigation(mitigation: Mitigation, row: Row, names: _Names) -> None:
    mitigation.owner = names.person(row)
    mitigation.due_on, mitigation.done_on = row.get("due_on"), row.get("done_on")
    set_texts(mitigation, "what", row["what"])
    set_texts(mitigation, "effect", row.get("effect") or {})


def _set_acceptance(acceptance: Acceptance, row: Row, names: _Names) -> None:
    acceptance.accepted_by = names.people[row["accepted_by"]]
    acceptance.risk_owner = acceptance.risk.owner
    for name in ("until", "score", "reason"):
        setattr(acceptance, name, row[name])


def _set_issue(issue: Issue, row: Row, names: _Names, risks: Mapping[str, Risk]) -> None:
    issue.risk = risks[row["risk"]] if row.get("risk") else None
    issue.project = names.projects[row["project"]] if row.get("project") else None
    issue.severity, issue.owner = row["severity"], names.person(row)
    for name in ("raised_on", "escalated_on", "closed_on"):
        setattr(issue, name, row.get(name))
    issue.resolution = row.get("resolution") or ""
    issue.illustrative = bool(row.get("illustrative"))
    set_texts(issue, "title", row["title"])
    set_texts(issue, "description", row.get("description") or {})
