"""What the pages of one risk and of one issue show."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.access import Action, Grant
from core.history.events import Change, changes_among, changes_of
from core.languages.translated import text_of
from core.models import User
from core.pages.changes import worded
from risks.choices import Impact, Likelihood
from risks.models import Acceptance, Assessment, Issue, Mitigation, Register, Risk
from risks.rules.scores import Limits
from risks.rules.thresholds import assessed_long_ago, assessment_holds
from risks.trend import trend_of
from risks.wording import ScoreMark, limits_on, marks_on, severity_html

HISTORY_SHOWN = 60


def risk_context(risk: Any, user: User, at: date) -> dict[str, Any]:
    """The context of `risks/risk_detail.html`; `risk` carries its assessment as of `at`."""
    limits = limits_on(risk)
    assessments = list(risk.assessments.select_related("assessed_by").order_by("-on"))
    mitigations = list(risk.mitigations.select_related("owner"))
    acceptances = list(risk.acceptances.select_related("accepted_by", "risk_owner"))
    issues = list(Issue.objects.visible_to(user).filter(risk=risk).for_list(at))
    in_force = next((a for a in acceptances if a.covers(risk.residual_score, at)), None)
    return {
        "risk": _head(risk, at),
        "marks": [_level_row(mark) for mark in marks_on(risk, limits)],
        "tolerance": limits.tolerance,
        "is_above": risk.residual_score is not None and risk.residual_score > limits.tolerance,
        "accepted": in_force,
        "warnings": warnings(risk, at),
        "facts": _facts(risk),
        "assessments": [_assessment(row, limits) for row in assessments],
        "trend": trend_of(assessments, limits),
        "mitigations": [_mitigation(row, at) for row in mitigations],
        "issues": issue_rows(issues, at),
        "acceptances": acceptances,
        "history": _history(risk) if _history_of(user).reaches(risk.unit_id, risk.owner_id) else [],
    }


def _head(risk: Any, at: date) -> dict[str, Any]:
    return {
        "code": risk.code,
        "cause": text_of(risk, "cause"),
        "event": text_of(risk, "event"),
        "consequence": text_of(risk, "consequence"),
        "register": Register(risk.register).label,
        "is_open": risk.is_open(at),
        "closed_on": risk.closed_on,
        "closing_note": risk.closing_note,
        "illustrative": risk.illustrative,
        "url": risk.get_absolute_url(),
        "address": {"strategy": risk.strategy.slug, "code": risk.code},
    }


def _level_row(mark: ScoreMark) -> dict[str, Any]:
    """A level with its words: what it means, and likelihood and impact as said."""
    words = {
        "inherent": (pgettext("level of a risk", "Inherent"), _("without controls")),
        "residual": (pgettext("level of a risk", "Residual"), _("with the controls there are")),
        "target": (pgettext("level of a risk", "Target"), _("where it is to go")),
    }
    label, meaning = words[mark.level]
    return {
        **asdict(mark),
        "label": label,
        "meaning": meaning,
        "likelihood_word": Likelihood(mark.likelihood).label if mark.likelihood else "",
        "impact_word": Impact(mark.impact).label if mark.impact else "",
    }


def warnings(risk: Any, at: date) -> list[str]:
    """What somebody should look at, in sentences; `risk` carries its assessment."""
    found = []
    if risk.residual_score is not None and risk.residual_score > risk.inherent_score:
        found.append(
            _("The residual score is higher than the inherent one: controls should not add risk.")
        )
    if risk.register == Register.REGISTER and risk.is_open(at):
        if risk.assessed_on is None:
            found.append(_("This risk has not been assessed yet."))
        elif risk.assessed_on < at - assessment_holds():
            found.append(assessed_long_ago(date_format(risk.assessed_on, "DATE_FORMAT")))
    return found


def _facts(risk: Any) -> list[dict[str, str]]:
    def day(value: date | None) -> str:
        return date_format(value, "DATE_FORMAT") if value else ""

    project = risk.project
    return [
        {"label": label, "value": value, "url": url}
        for label, value, url in (
            (_("Outcome"), str(risk.outcome or ""), ""),
            (
                _("Project"),
                f"{project.code} {text_of(project, 'name')}" if project else "",
                project.get_absolute_url() if project else "",
            ),
            (_("Risk owner"), str(risk.owner or ""), ""),
            (_("Unit"), str(risk.unit or ""), ""),
            (_("Identified on"), day(risk.identified_on), ""),
            (_("Assessed on"), day(risk.assessed_on), ""),
            (_("Closed on"), day(risk.closed_on), ""),
            (_("Why it was closed"), risk.closing_note, ""),
        )
    ]


def _assessment(row: Assessment, limits: Limits) -> dict[str, Any]:
    return {
        "pk": row.pk,
        "on": row.on,
        "marks": marks_on(row, limits),
        "note": row.note,
        "assessed_by": row.assessed_by,
        "made_worse": row.is_residual_above_inherent,
    }


def _mitigation(row: Mitigation, at: date) -> dict[str, Any]:
    return {
        "pk": row.pk,
        "what": text_of(row, "what"),
        "owner": row.owner,
        "due_on": row.due_on,
        "done_on": row.done_on,
        "effect": text_of(row, "effect"),
        "is_overdue": row.is_overdue(at),
    }


def issue_rows(issues: Sequence[Issue], at: date) -> list[dict[str, Any]]:
    """Issues as the panels and pages list them."""
    return [
        {
            "code": issue.code,
            "title": issue.row_title,
            "url": issue.get_absolute_url(),
            "severity": severity_html(issue.severity),
            "owner": issue.owner,
            "raised_on": issue.raised_on,
            "escalated_on": issue.escalated_on,
            "days": issue.days_escalated(at),
            "closed_on": issue.closed_on,
            "is_open": issue.is_open(at),
        }
        for issue in issues
    ]


def _history_of(user: User) -> Grant:
    return user.access.to(Action.VIEW_HISTORY)


def _history(risk: Any) -> list[dict[str, Any]]:
    """Who changed what about the risk and the rows that belong to it, newest first."""
    found: list[tuple[str, Change]] = [("", change) for change in changes_of(risk)]
    for model in (Assessment, Mitigation, Acceptance):
        found += [(_row_name(change.row), change) for _, change in changes_among(model, risk=risk)]
    found.sort(key=lambda each: each[1].at, reverse=True)
    return _joined(worded(found[:HISTORY_SHOWN]))


def _joined(events: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows added (or removed) by one person at one moment, such as by a loader, are one line."""
    lines: list[dict[str, Any]] = []
    for event in events:
        last = lines[-1] if lines else None
        names = ("at", "who", "label")
        if (
            last is not None
            and not (event["what"] or last["what"])
            and all(event[name] == last[name] for name in names)
        ):
            last["of"] = "; ".join(filter(None, (last["of"], event["of"])))
        else:
            lines.append(dict(event))
    return lines


def _row_name(row: Any) -> str:
    named = text_of(row, "what") if isinstance(row, Mitigation) else date_format(row.on)
    return f"{capfirst(row._meta.verbose_name)}: {named}"


def issue_context(issue: Issue, user: User, at: date) -> dict[str, Any]:
    """The context of `risks/issue_detail.html`."""
    return {
        "issue": {
            "code": issue.code,
            "title": issue.row_title,
            "description": text_of(issue, "description"),
            "severity": severity_html(issue.severity),
            "is_open": issue.is_open(at),
            "days": issue.days_escalated(at),
            "escalated_on": issue.escalated_on,
            "closed_on": issue.closed_on,
            "resolution": issue.resolution,
            "raised_on": issue.raised_on,
            "owner": issue.owner,
            "illustrative": issue.illustrative,
        },
        "risk": _linked(issue.risk, Risk.objects.visible_to(user)),
        "project": _linked(issue.project, None),
        "history": worded([("", change) for change in changes_of(issue)])
        if _history_of(user).reaches(None, issue.owner_id)
        else [],
        "edit_url": reverse("risks:issue-edit", args=[issue.strategy.slug, issue.code]),
        "close_url": reverse("risks:issue-close", args=[issue.strategy.slug, issue.code]),
        "escalate_url": reverse("risks:issue-escalate", args=[issue.strategy.slug, issue.code]),
    }


def _linked(row: Any, within: Any) -> dict[str, str] | None:
    """Code, name and address of what an issue is about; without an address if it is not theirs."""
    if row is None:
        return None
    is_seen = within is None or within.filter(pk=row.pk).exists()
    name = row.row_title if isinstance(row, Risk) else text_of(row, "name")
    return {"code": row.code, "name": name, "url": row.get_absolute_url() if is_seen else ""}
