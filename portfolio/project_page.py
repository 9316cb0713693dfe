"""What the page of one project shows."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Exists, Max, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Least
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.access import Action
from core.languages import profile
from core.models import User
from core.pages import query
from core.panels import panels_for
from core.translated import text_in, text_of
from portfolio.models import Project, Stage, StatusRound, StatusUpdate, UpdateState
from portfolio.project_cards import cards
from portfolio.project_history import project_history
from portfolio.querysets.projects import BEGUN
from portfolio.round_days import next_opening
from portfolio.services import is_own

MONTHS_SHOWN = 12
UPDATES_SHOWN = 24


def project_context(project: Project, user: User, at: date) -> dict[str, Any]:
    """The context of `portfolio/project_detail.html`, as of the day `at`."""
    updates = list(
        project.updates.given()
        .select_related("round", "author", "on_behalf_of", "accepted_by")
        .order_by("-round__period")[:UPDATES_SHOWN]
    )
    for update in updates:
        update.slip_days = slip_days(project, update)
    _offer_acceptance(project, user, updates)
    facts = _facts(project)
    return {
        "project": _head(project),
        "facts": facts,
        "has_illustrative": any(fact["illustrative"] for fact in facts),
        "latest": next((u for u in updates if u.kind == "substantive"), None),
        "updates": updates,
        "updates_url": f"{reverse('portfolio:update-list')}?"
        + query(project=project.code, strategy=project.strategy.slug),
        "periods": _periods(project, updates, at),
        "remarks": _remarks(project),
        "history": project_history(project) if project.shows_history_to(user) else [],
        **cards(project, user, at),
        "can_decide": user.access.to(Action.RECORD_DECISION).everywhere,
        "panels": panels_for("project", project, user, at),
    }


def _offer_acceptance(project: Project, user: User, updates: Sequence[StatusUpdate]) -> None:
    """Add `accept_url` and `version` to each update that this person may accept."""
    waiting = [
        each for each in updates if each.state == UpdateState.SUBMITTED and not is_own(each, user)
    ]
    reached = Project.objects.acceptable_by(user).filter(pk=project.pk)
    if not waiting or not user.access.to(Action.ACCEPT_STATUS) or not reached.exists():
        return
    events: Any = StatusUpdate._meta.get_field("events").related_model
    rows = events.objects.filter(pgh_obj_id__in=[each.pk for each in waiting])
    versions = dict(rows.values_list("pgh_obj_id").annotate(latest=Max("pgh_id")))
    for each in waiting:
        address = [project.strategy.slug, project.code, each.pk]
        each.accept_url = reverse("portfolio:status-accept", args=address)  # type: ignore[attr-defined]
        each.version = versions.get(each.pk, 0)  # type: ignore[attr-defined]


def slip_days(project: Project, update: StatusUpdate) -> int | None:
    """Days between the planned finish and the forecast of an update; None where one is unknown."""
    if project.baseline_finish is None or update.forecast_finish is None:
        return None
    return (update.forecast_finish - project.baseline_finish).days


def no_round(project: Project, at: date) -> str:
    """Why no status can be given on the day `at`, and from when on it can be."""
    strategy = project.strategy
    opens = next_opening(strategy.starts_on, strategy.ends_on, at)
    if opens is None:
        return _("This strategy has ended: it opens no more rounds of status.")
    return _("No round of status is open. The next one opens on %(day)s.") % {"day": _day(opens)}


def stage_of(project: Project) -> str:
    """The stage that `ProjectQuerySet.with_stage` has annotated."""
    stage: str = project.stage  # type: ignore[attr-defined]
    return stage


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
        "place": place_label(project),
        "edit_url": reverse("portfolio:project-edit", args=address),
        "sign_off_url": reverse("portfolio:project-sign-off", args=address),
        "withdraw_url": reverse("portfolio:sign-off-withdraw", args=address),
        "status_url": reverse("portfolio:status-create", args=address),
    }


def place_label(project: Project) -> str:
    """ "1.3 More fit-for-purpose applications", or the driver's title."""
    title = text_of(project.place, "title")
    return f"{project.output.number} {title}" if project.output else title


def _facts(project: Project) -> list[dict[str, Any]]:
    """Label, value, and whether the value is made up for the demonstration."""
    rows: Sequence[tuple[str, str, str]] = (
        (_("Placed under"), place_label(project), "placement"),
        (_("Category"), project.get_category_display() if project.category else "", "category"),
        (_("Lead unit"), str(project.lead_unit), "unit"),
        (_("Project manager"), str(project.manager or ""), "people"),
        (_("Business owner"), str(project.business_owner or ""), "people"),
        (_("Size"), project.get_size_display() if project.size else "", "size"),
        (_("Planned start"), _day(project.baseline_start), "dates"),
        (_("Planned finish"), _day(project.baseline_finish), "dates"),
        (_("Forecast finish"), _day(project.forecast_finish), "dates"),
        (_("Finished on"), _day(project.actual_finish), "dates"),
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
        "day": _day(project.signed_off_on),
        "person": project.signed_off_by,
    }


def _withdrawn(project: Project) -> list[str]:
    """Each sign-off that was taken back, latest first."""
    rows = project.sign_off_withdrawals.select_related("signed_off_by", "withdrawn_by")
    return [
        _("%(day)s by %(person)s: %(reason)s (given on %(given)s by %(signer)s)")
        % {
            "day": _day(row.withdrawn_on),
            "person": row.withdrawn_by,
            "reason": row.reason,
            "given": _day(row.signed_off_on),
            "signer": row.signed_off_by,
        }
        for row in rows
    ]


def _day(value: date | None) -> str:
    return date_format(value, "DATE_FORMAT") if value else ""


def _periods(project: Project, updates: Sequence[StatusUpdate], at: date) -> list[dict[str, Any]]:
    """A cell for each of the last months with a round, oldest first; without an update it says so."""
    said = {update.round_id: update for update in updates}
    cells: list[dict[str, Any]] = []
    for round_ in _rounds(project, at):
        update = said.get(round_.pk)
        cells.append(
            {
                "date": round_.period,
                "rag": update.overall if update else "",
                "confirmed": update is not None and update.kind == "confirmation",
                "missing": update is None,
                "current": not cells,
            }
        )
    return cells[::-1]


def _rounds(project: Project, at: date) -> "QuerySet[Any]":
    """The latest rounds that asked the project: it ran from their first day to their last, or gave an
    update anyway."""

    def stage_on(day: Any) -> Subquery:
        return Subquery(project.stages.filter(on__lte=day).order_by("-on").values("stage")[:1])

    given = project.updates.given().filter(round=OuterRef("pk"))
    rounds = StatusRound.objects.annotate(
        stage_first=stage_on(OuterRef("opens_on")),
        stage_last=stage_on(Least(OuterRef("closes_on"), Value(at))),
    )
    ran = Q(stage_first__in=BEGUN, stage_last__in=BEGUN)
    asked = Q(strategy=project.strategy_id, opens_on__lte=at) & ran
    return rounds.filter(asked | Exists(given)).order_by("-period")[:MONTHS_SHOWN]


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
