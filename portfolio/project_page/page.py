"""What the page of one project shows."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from core.access import Action
from core.languages import profile
from core.languages.translated import text_in, text_of
from core.models import User
from core.pages.lists import query
from core.pages.panels import panels_for
from portfolio.models import Project, Stage
from portfolio.project_page.cards import cards
from portfolio.project_page.history import project_history
from portfolio.projects.by_code import stage_of
from portfolio.rows.wording import day_words
from portfolio.status.grid import periods
from portfolio.status.updates import offer_acceptance, slip_days

UPDATES_SHOWN = 24


def project_context(project: Project, user: User, at: date) -> dict[str, Any]:
    """The context of `portfolio/project_page/detail.html`, as of the day `at`."""
    updates = list(
        project.updates.given()
        .select_related("round", "author", "on_behalf_of", "accepted_by")
        .order_by("-round__period")[:UPDATES_SHOWN]
    )
    for update in updates:
        update.slip_days = slip_days(project, update)
    offer_acceptance(project, user, updates)
    facts = _facts(project)
    return {
        "project": _head(project),
        "facts": facts,
        "has_illustrative": any(fact["illustrative"] for fact in facts),
        "latest": next((u for u in updates if u.kind == "substantive"), None),
        "updates": updates,
        "updates_url": f"{reverse('portfolio:update-list')}?"
        + query(project=project.code, strategy=project.strategy.slug),
        "periods": periods(project, updates, at),
        "remarks": _remarks(project),
        "history": project_history(project) if project.shows_history_to(user) else [],
        **cards(project, user, at),
        "can_decide": user.access.to(Action.RECORD_DECISION).everywhere,
        "panels": panels_for("project", project, user, at),
    }


def _head(project: Project) -> dict[str, Any]:
    address = [project.strategy.slug, project.code]
    stage = stage_of(project)
    return {
        "code": project.code,
        "name": text_of(project, "name"),
        "description": text_of(project, "description"),
        "kind": project.get_kind_display(),
        "stage": str(Stage(stage).label) if stage else "",
        "category": project.get_category_display() if project.category else "",
        "place": placement_label(project),
        "edit_url": reverse("portfolio:project-edit", args=address),
        "sign_off_url": reverse("portfolio:project-sign-off", args=address),
        "withdraw_url": reverse("portfolio:sign-off-withdraw", args=address),
        "status_url": reverse("portfolio:status-create", args=address),
    }


def placement_label(project: Project) -> str:
    """ "1.3 More fit-for-purpose applications", or the driver's title."""
    title = text_of(project.place, "title")
    return f"{project.output.number} {title}" if project.output else title


def _facts(project: Project) -> list[dict[str, Any]]:
    """Label, value, and whether the value is made up for the demonstration."""
    rows: Sequence[tuple[str, str, str]] = (
        (_("Placed under"), placement_label(project), "placement"),
        (_("Category"), project.get_category_display() if project.category else "", "category"),
        (_("Lead unit"), str(project.lead_unit), "unit"),
        (_("Project manager"), str(project.manager or ""), "people"),
        (_("Business owner"), str(project.business_owner or ""), "people"),
        (_("Size"), project.get_size_display() if project.size else "", "size"),
        (_("Planned start"), day_words(project.baseline_start), "dates"),
        (_("Planned finish"), day_words(project.baseline_finish), "dates"),
        (_("Forecast finish"), day_words(project.forecast_finish), "dates"),
        (_("Finished on"), day_words(project.actual_finish), "dates"),
        (_("Signed off"), _signed_off(project), ""),
        *((_("Sign-off withdrawn"), words, "") for words in _withdrawn(project)),
    )
    return [
        {
            "label": label,
            "value": value,
            "illustrative": bool(value)
            and bool({"all", what} & set(project.illustrative))
            and bool(what),
        }
        for label, value, what in rows
    ]


def _signed_off(project: Project) -> str:
    if project.signed_off_on is None:
        return ""
    return _("%(day)s by %(person)s") % {
        "day": day_words(project.signed_off_on),
        "person": project.signed_off_by,
    }


def _withdrawn(project: Project) -> list[str]:
    """Each sign-off that was taken back, latest first."""
    rows = project.sign_off_withdrawals.select_related("signed_off_by", "withdrawn_by")
    return [
        _("%(day)s by %(person)s: %(reason)s (given on %(given)s by %(signer)s)")
        % {
            "day": day_words(row.withdrawn_on),
            "person": row.withdrawn_by,
            "reason": row.reason,
            "given": day_words(row.signed_off_on),
            "signer": row.signed_off_by,
        }
        for row in rows
    ]


def _remarks(project: Project) -> list[dict[str, str]]:
    """The text for the latest report, in the original and each language there is or should be."""
    remark = project.remarks.order_by("-year").first()
    if remark is None:
        return []
    return [
        {
            "language": code,
            "label": profile(code).name,
            "text": text_in(remark, "text", code),
            "year": str(remark.year),
        }
        for code in settings.INTERFACE_LANGUAGES
    ]
