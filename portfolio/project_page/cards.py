"""The cards of a project's page: what belongs to it, ready to show."""

from datetime import date
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from core.languages.translated import text_of
from core.models import User
from portfolio.milestones.tables import milestone_state
from portfolio.models import Decision, Milestone, Project
from portfolio.money.sums import project_sums
from portfolio.money.tables import amount_words
from portfolio.promises.tables import due_words
from portfolio.rows.kinds import change_url
from portfolio.rows.wording import illustrative_words, slip_words
from portfolio.rules.committee import COMMITTEE_STAGES
from portfolio.rules.gaps import parts_gaps


def cards(project: Project, user: User, at: date) -> dict[str, Any]:
    """Milestones, promises, money, quantities, stages, work plans and decisions."""
    return {
        "milestones": _milestones(project, at),
        "promises": _promises(project, at),
        "money": _money(project),
        "sums": project_sums(project.costs.all()),
        "quantities": _quantities(project),
        "stages": _stages(project, user, at),
        "work_plans": _work_plans(project),
        "decisions": _decisions(project, user),
        "remark_urls": [
            {"year": row.year, "edit_url": change_url("remarks", project, row.pk)}
            for row in project.remarks.order_by("-year")
        ],
    }


def _milestones(project: Project, at: date) -> list[dict[str, Any]]:
    return [
        {
            "row": row,
            "title": illustrative_words(text_of(row, "title"), row.illustrative),
            "kind": row.get_kind_display() if row.kind != "ordinary" else "",
            "slip": slip_words(row.slip),
            "state": milestone_state(row, at),
            "edit_url": change_url("milestones", project, row.pk),
        }
        for row in Milestone.objects.filter(project=project).with_dates().order_by("planned", "pk")
    ]


def _promises(project: Project, at: date) -> list[dict[str, Any]]:
    return [
        {
            "row": row,
            "what": text_of(row, "what"),
            "answer": text_of(row, "answer"),
            "due": due_words(row, at),
            "edit_url": change_url("promises", project, row.pk),
        }
        for row in project.commitments.all()
    ]


def _money(project: Project) -> list[dict[str, Any]]:
    return [
        {
            "row": row,
            "amount": illustrative_words(amount_words(row.amount), row.illustrative),
            "line": str(row.funding_line or _("Other money")),
            "edit_url": change_url("money", project, row.pk),
        }
        for row in project.costs.select_related("funding_line").order_by(
            "-year", "funding_line__code", "kind", "pk"
        )
    ]


def _quantities(project: Project) -> list[dict[str, Any]]:
    """Each whole with its parts below it, and where they do not add up."""
    rows = list(project.quantities.all())
    gaps = parts_gaps(rows)
    wholes = [row for row in rows if row.part_of_id is None]
    return [
        {
            **_quantity(project, whole),
            "parts": [
                {**_quantity(project, part), "source_of_whole": part.source == whole.source}
                for part in parts
            ],
        }
        | {"gap": _gap(gaps.get(whole.pk))}
        for whole in wholes
        for parts in [[row for row in rows if row.part_of_id == whole.pk]]
    ]


def _quantity(project: Project, row: Any) -> dict[str, Any]:
    return {
        "key": row.key,
        "qualifier": text_of(row, "qualifier"),
        "value": "" if row.value is None else _plain(row.value),
        "unit": text_of(row, "unit"),
        "year": row.year,
        "source": row.source,
        "edit_url": change_url("quantities", project, row.pk),
    }


def _plain(value: Any) -> str:
    return number_format(value.normalize(), force_grouping=True)


def _gap(gap: Any) -> str:
    if gap is None:
        return ""
    return _("The parts add up to %(parts)s, not to %(whole)s.") % {
        "parts": _plain(gap.parts),
        "whole": _plain(gap.whole),
    }


def _stages(project: Project, user: User, at: date) -> list[dict[str, Any]]:
    is_decided_by = project.is_decided_by(user)
    rows = list(project.stages.order_by("on"))
    current = max((row for row in rows if row.on <= at), key=lambda row: row.on, default=None)
    return [
        {
            "label": row.get_stage_display(),
            "on": row.on,
            "note": row.note,
            "current": row == current,
            "edit_url": change_url("stages", project, row.pk)
            if is_decided_by or row.stage not in COMMITTEE_STAGES
            else "",
        }
        for row in rows
    ]


def _work_plans(project: Project) -> list[dict[str, Any]]:
    rows = project.work_plans.select_related(
        "carried_over_from__project", "merged_into__strategy"
    ).order_by("-year")
    return [{"row": row, "edit_url": change_url("work-plan", project, row.pk)} for row in rows]


def _decisions(project: Project, user: User) -> list[dict[str, Any]]:
    rows = Decision.objects.visible_to(user).filter(project=project)
    return [
        {"row": row, "title": illustrative_words(text_of(row, "title"), row.illustrative)}
        for row in rows
    ]
