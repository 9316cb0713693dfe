"""What the checks of an update look at, gathered for many rows at once: a constant number of queries."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from django.db.models import Max, Q

from core.languages.translated import text_of
from core.models import User
from outcomes.models.thresholds import thresholds_of
from portfolio.choices import DIMENSIONS
from portfolio.models import Milestone, Project, Quantity, StatusUpdate, UpdateKind
from portfolio.rounds.evidence import counted
from portfolio.rounds.rows import RoundRow
from portfolio.rules.gaps import parts_gaps
from portfolio.rules.update_checks import DueMilestone, UpdateFacts

# An older text is looked for among so many.
OLDER_TEXTS = 12


def facts_of(
    rows: Sequence[RoundRow], user: User, at: date, *, confirming: bool = False
) -> dict[int, UpdateFacts]:
    """The facts by project: of what the rows say now, or of a confirmation of what they said last."""
    ids = [row.project.pk for row in rows]
    stages = dict(Project.objects.filter(pk__in=ids).with_stage(at).values_list("pk", "stage"))
    earlier, milestones, gaps = _earlier(rows), _milestones(ids, at), _gaps(rows)
    mitigations = counted("mitigations", ids, user, at)
    spoken = _last_word(ids, at)
    found = {}
    for row in rows:
        project, pk = row.project, row.project.pk
        last = spoken.get(pk)
        now = row.last if confirming and row.last is not None else row.as_update()
        found[pk] = UpdateFacts(
            at=at,
            stage=stages.get(pk, ""),
            is_signed_off=project.signed_off_on is not None,
            is_confirmation=confirming,
            is_on_behalf=project.manager_id not in {None, user.pk},
            states={
                name: str(getattr(now, name)) for name in DIMENSIONS if name not in row.left_out
            },
            per_cent=now.per_cent_complete,
            last_per_cent=row.last.per_cent_complete if row.last is not None else None,
            forecast=now.forecast_finish,
            finish=project.baseline_finish,
            achieved=now.achieved,
            planned=now.planned,
            reason=now.reason,
            earlier=earlier.get(pk, ()),
            mitigations=mitigations.get(pk, 0),
            milestones=milestones.get(pk, ()),
            gaps=gaps.get(pk, ()),
            silent_days=(at - last).days if last else None,
            limits=thresholds_of(project.strategy_id),
        )
    return found


def _earlier(rows: Sequence[RoundRow]) -> Mapping[int, list[str]]:
    """What was achieved, by older updates; only of rows that say something now."""
    ids = [row.project.pk for row in rows if row.value("achieved")]
    if not ids:
        return {}
    this = [each.pk for row in rows for each in (row.given, row.draft) if each is not None]
    texts = StatusUpdate.objects.substantive().filter(project__in=ids).exclude(achieved="")
    texts = texts.exclude(pk__in=this)
    found: dict[int, list[str]] = defaultdict(list)
    for pk, text in texts.order_by("-round__period").values_list("project_id", "achieved"):
        if len(found[pk]) < OLDER_TEXTS:
            found[pk].append(text)
    return found


def _milestones(ids: list[int], at: date) -> Mapping[int, list[DueMilestone]]:
    rows = Milestone.objects.filter(project__in=ids).unreached(at).with_dates()
    found: dict[int, list[DueMilestone]] = defaultdict(list)
    for each in rows.order_by("expected", "pk"):
        if each.expected is not None:
            found[each.project_id].append(DueMilestone(text_of(each, "title"), each.expected))
    return found


def _gaps(rows: Sequence[RoundRow]) -> Mapping[int, list[str]]:
    """Quantities of the projects whose parts do not add up, by their keys."""
    quantities = Quantity.objects.filter(project__in=[row.project.pk for row in rows])
    by_project: dict[int, list[Quantity]] = defaultdict(list)
    for each in quantities.order_by("pk"):
        by_project[each.project_id].append(each)
    found = {}
    for pk, all_of_it in by_project.items():
        keys = {one.pk: one.key for one in all_of_it}
        found[pk] = [keys[gap] for gap in parts_gaps(all_of_it)]
    return found


def _last_word(ids: list[int], at: date) -> Mapping[int, date]:
    """The day of the last word of each project: an update, or a confirmation by its manager.

    Source: DOMAIN, "Silent".
    """
    given = StatusUpdate.objects.given().filter(project__in=ids, reported_on__lte=at)
    own = Q(on_behalf_of__isnull=True, in_bulk=False)
    word = given.filter(~Q(kind=UpdateKind.CONFIRMATION) | own)
    return dict(word.order_by().values_list("project_id").annotate(last=Max("reported_on")))
