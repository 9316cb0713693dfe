"""Submitting what was begun: each update is checked first; one that is stopped stops no other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from core.history.versions import StaleRow
from core.models import User
from portfolio.models import CheckReason, Project, StatusRound
from portfolio.rounds.columns import COLUMNS
from portfolio.rounds.facts import facts_of
from portfolio.rounds.rows import RoundRow, Standing, bare_rows
from portfolio.rules.update_checks import Found, findings
from portfolio.status import services
from portfolio.status.in_round import in_round

# Reasons as they were typed, by project and check.
Reasons = Mapping[tuple[int, str], str]


@dataclass(frozen=True)
class Checked:
    """A row and what stands in its way: findings without a reason, and errors."""

    row: RoundRow
    found: Sequence[Found]

    @property
    def is_stopped(self) -> bool:
        """Whether no reason helps."""
        return any(each.stops for each in self.found)


def checked(rows: Sequence[RoundRow], user: User, at: date) -> list[Checked]:
    """What the checks find of what was begun; warnings that had their reason are left out."""
    facts = facts_of(rows, user, at)
    reasons = CheckReason.objects.filter(project__in=facts).values_list(
        "project_id", "check_key", "fingerprint"
    )
    known = set(reasons)
    return [
        Checked(
            row,
            [
                each
                for each in findings(facts[row.project.pk])
                if each.stops
                or (
                    each.asks
                    and (row.project.pk, each.check.key, each.finding.fingerprint) not in known
                )
            ],
        )
        for row in rows
    ]


@dataclass(frozen=True)
class Submitted:
    """What came of submitting: how many went out, and what is still in the way of others.

    `overtaken` are rows of which somebody else has submitted an update after they were begun.
    """

    count: int
    held: Sequence[Checked]
    overtaken: Sequence[RoundRow]


def drafts_submit(
    *, projects: Sequence[int], round_: StatusRound, user: User, at: date, reasons: Reasons
) -> Submitted:
    """Submit the person's own drafts of these projects in a round.

    `reasons` answer warnings; each is kept, so that it is not asked for again. Every project is
    submitted by itself.
    """
    found = Project.objects.filter(pk__in=projects).updatable_by(user).select_related("strategy")
    rows = [
        row for row in bare_rows(list(found.order_by("code__sort_key")), round_, user) if row.draft
    ]
    held: list[Checked] = []
    overtaken: list[RoundRow] = []
    count = 0
    for each in checked(rows, user, at):
        left = [
            one
            for one in each.found
            if one.stops or not reasons.get((each.row.project.pk, one.check.key))
        ]
        if left:
            held.append(Checked(each.row, left))
            continue
        try:
            _submit(each, round_, user, at, reasons)
        except (StaleRow, services.AlreadyAccepted):
            overtaken.append(each.row)
        else:
            count += 1
    return Submitted(count, held, overtaken)


def reasons_keep(each: Checked, user: User, at: date, reasons: Reasons) -> None:
    """Keep the reason for each finding, so that it is not asked for again."""
    project = each.row.project
    for one in each.found:
        CheckReason.objects.get_or_create(
            project=project,
            check_key=one.check.key,
            fingerprint=one.finding.fingerprint,
            defaults={
                "reason": reasons[project.pk, one.check.key][:300],
                "author": user,
                "said_on": at,
            },
        )


def confirmation_stops(rows: Sequence[RoundRow], user: User, at: date) -> dict[int, str]:
    """Why projects cannot be confirmed as they stand, in words; those that can are left out."""
    facts = facts_of(rows, user, at, confirming=True)
    words = {
        pk: [each.finding.words for each in findings(one) if each.stops]
        for pk, one in facts.items()
    }
    return {pk: " ".join(each) for pk, each in words.items() if each}


@transaction.atomic
def _submit(each: Checked, round_: StatusRound, user: User, at: date, reasons: Reasons) -> None:
    """Keep the reasons, then give the update; both or nothing."""
    row, project = each.row, each.row.project
    reasons_keep(each, user, at, reasons)
    here = in_round(project, round_, user)
    if row.standing is Standing.ACCEPTED:
        raise services.AlreadyAccepted(str(project))
    draft = here.draft
    if draft is None:
        raise StaleRow(project)
    services.status_save(
        project=project,
        round_=round_,
        author=user,
        on=at,
        values={column.field: getattr(draft, column.field) for column in COLUMNS},
        version=here.version,
    )
