"""Loading milestones, promises, money and decisions, by natural keys; safe to repeat."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from core.models import User
from core.translated import set_texts
from outcomes.models import Strategy
from portfolio.models import Commitment, Cost, Decision, FundingLine, Milestone, Project

Row = Mapping[str, Any]


def _projects(strategy: Strategy) -> dict[str, Project]:
    return {project.code: project for project in strategy.projects.all()}


def milestones_load(strategy: Strategy, data: Mapping[str, Any], *, illustrative: bool) -> int:
    """Milestones by project and title, and completions signed off (`sign_offs`)."""
    projects = _projects(strategy)
    count = 0
    for code, rows in data["milestones"].items():
        for row in rows:
            project, title = projects[code], row["title"]["en"]
            found = Milestone.objects.filter(project=project, title=title).first()
            milestone = found or Milestone(project=project)
            set_texts(milestone, "title", row["title"])
            milestone.kind = row.get("kind", "ordinary")
            milestone.baseline_on = row.get("plan")
            milestone.forecast_on = row.get("forecast")
            milestone.reached_on = row.get("reached")
            milestone.illustrative = illustrative
            milestone.save()
            count += 1
    for code, row in data.get("sign_offs", {}).items():
        project = projects[code]
        project.signed_off_by = User.objects.get(username=row["by"])
        project.signed_off_on = row["day"]
        project.save(update_fields=["signed_off_by", "signed_off_on"])
    return count


def commitments_load(
    strategy: Strategy, year: int, remarks: Mapping[str, Any], *, made_in: str
) -> int:
    """The promises that stand beside the texts of the report on `year`.

    `made_in` is the report's symbol. What has been answered meanwhile keeps its answer.
    """
    projects = _projects(strategy)
    count = 0
    for code, remark in remarks.items():
        for row in remark.get("commitments") or []:
            key = {"project": projects[code], "year": year, "key": row["key"]}
            promise = Commitment.objects.filter(**key).first() or Commitment(**key)
            set_texts(promise, "what", row["what"])
            promise.due_text = row["due"] or ""
            promise.made_in = f"{made_in}, para. {row['paragraph']}"
            promise.read_due()
            promise.save()
            count += 1
    return count


def funding_lines_load(strategy: Strategy, rows: Sequence[Row]) -> int:
    """Funding lines by their code."""
    for row in rows:
        key = {"strategy": strategy, "code": row["code"]}
        line = FundingLine.objects.filter(**key).first() or FundingLine(**key)
        set_texts(line, "title", row["title"])
        line.amount = Decimal(str(row["amount"]))
        line.currency = row["currency"]
        line.biennium_start = row["biennium_start"]
        line.in_force_from = row["in_force"]["from"]
        line.in_force_until = row["in_force"]["to"]
        line.source = row.get("source", "")
        line.save()
    return len(rows)


def costs_load(strategy: Strategy, rows: Sequence[Mapping[str, str]], *, illustrative: bool) -> int:
    """Costs that are not there yet, by project, line, year, kind, currency and note."""
    projects = _projects(strategy)
    lines = {line.code: line for line in FundingLine.objects.filter(strategy=strategy)}
    names = ("project_id", "funding_line_id", "year", "kind", "currency", "note")
    stored = {
        tuple(getattr(cost, name) for name in names): cost
        for cost in Cost.objects.filter(project__strategy=strategy)
    }
    new, changed = [], []
    for row in rows:
        cost = Cost(
            project=projects[row["project"]],
            funding_line=lines[row["line"]] if row["line"] else None,
            year=int(row["year"]),
            kind=row["kind"],
            currency=row["currency"],
            note=row["note"],
            amount=Decimal(row["amount"]),
            illustrative=illustrative,
        )
        found = stored.get(tuple(getattr(cost, name) for name in names))
        if found is None:
            new.append(cost)
        elif found.amount != cost.amount:
            found.amount = cost.amount
            changed.append(found)
    Cost.objects.bulk_create(new, batch_size=500)
    Cost.objects.bulk_update(changed, ["amount"], batch_size=500)
    return len(rows)


def decisions_load(strategy: Strategy, data: Mapping[str, Any], *, illustrative: bool) -> int:
    """Decisions of one body, by day, project and matter."""
    projects = _projects(strategy)
    for row in data["decisions"]:
        key = {
            "strategy": strategy,
            "project": projects[row["project"]] if row.get("project") else None,
            "body": data["body"],
            "on": row["day"],
            "title": row["title"]["en"],
        }
        # None asks for IS NULL only by name.
        found = Decision.objects.filter(
            **{name: value for name, value in key.items() if value is not None},
            project__isnull=key["project"] is None,
        ).first()
        decision = found or Decision(**key)
        set_texts(decision, "title", row["title"])
        set_texts(decision, "text", row.get("text", {}))
        decision.kind, decision.reference = row["kind"], row.get("reference", "")
        decision.illustrative = illustrative
        decision.save()
    return len(data["decisions"])


def delivery_load(
    strategy: Strategy,
    year: int,
    *,
    remarks: Mapping[str, Any],
    milestones: Mapping[str, Any],
    money: Mapping[str, Any],
    costs: Sequence[Mapping[str, str]],
    decisions: Mapping[str, Any],
    made_in: str,
    illustrative: bool,
) -> int:
    """All of this module for one strategy; returns how many promises the report on `year` made.

    `illustrative` marks milestones, costs and decisions as made up for a demonstration.
    """
    milestones_load(strategy, milestones, illustrative=illustrative)
    funding_lines_load(strategy, money["lines"])
    costs_load(strategy, costs, illustrative=illustrative)
    decisions_load(strategy, decisions, illustrative=illustrative)
    return commitments_load(strategy, year, remarks, made_in=made_in)
