"""What a person may do on the page of a project."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from core.access import Action
from core.models import User
from core.models.people import people_by_id
from core.pages.withheld import kept_withheld
from portfolio.models import Project, Stage, UpdateState
from portfolio.project_page.queries import in_round
from portfolio.project_page.row_kinds import ROW_KINDS
from portfolio.projects.by_code import stage_of
from portfolio.rows.kinds import add_url
from portfolio.rows.wording import day_words
from portfolio.rules.separation import PROJECT_DECISION, SIGN_OFF
from portfolio.status import rounds
from portfolio.status.in_round import others_draft, own_draft
from portfolio.status.updates import no_round


@dataclass(frozen=True)
class StatusActions:
    """Which buttons there are for the status of the open round.

    `no_round` says to whoever gives the status why they cannot now, `drafts` that somebody is writing.
    """

    update: bool = False
    confirm: bool = False
    no_round: str = ""
    drafts: Sequence[str] = ()


@dataclass(frozen=True)
class Actions:
    """Which buttons there are. `add_urls` are by kind of row, such as "work_plan".

    `decide` is whether they record what the committee decides. `not_deciding` and `not_signing` say
    why somebody else must.
    """

    add_urls: dict[str, str]
    edit: bool
    decide: bool
    export: bool
    sign_off: bool
    withdraw: bool
    status: StatusActions
    not_deciding: str = ""
    not_signing: str = ""


def actions_on(project: Project, user: User, at: date, *, has_spoken: bool) -> Actions:
    """What `user` may do on the day `at`; `has_spoken` is whether it has a substantive update."""
    is_signed = project.signed_off_on is not None
    is_done = is_signed or stage_of(project) == Stage.COMPLETED
    records = user.access.may(Action.RECORD_DECISION)
    not_deciding = kept_withheld(PROJECT_DECISION, project, user) if records else ""
    owns = is_done and project.is_owned_by(user)
    not_signing = kept_withheld(SIGN_OFF, project, user) if owns else ""
    signs, decides = owns and not not_signing, records and not not_deciding
    status = _status_actions(project, user, at, has_spoken=has_spoken)
    return Actions(
        add_urls=_add_urls(project, user, decides=decides),
        edit=project.is_reached_by(user, Action.EDIT_PROJECT),
        decide=decides,
        export=project.is_within(user.access.files().to(Action.VIEW_PORTFOLIO)),
        sign_off=signs and not is_signed,
        withdraw=signs and is_signed,
        status=status,
        not_deciding=not_deciding,
        not_signing=not_signing,
    )


def _status_actions(project: Project, user: User, at: date, *, has_spoken: bool) -> StatusActions:
    """Whether they may update the status or confirm it in the open round, or why nobody can."""
    if not project.is_reached_by(user, Action.ENTER_STATUS):
        return StatusActions()
    round_ = rounds.open_round(project.strategy, at)
    if round_ is None:
        return StatusActions(no_round=no_round(project, at))
    found = in_round(project=project.pk, period=round_.period)
    given = {state for state, _author, _day in found} - {UpdateState.DRAFT}
    drafts = [(author, day) for state, author, day in found if state == UpdateState.DRAFT]
    has_own = any(author == user.pk for author, _day in drafts)
    return StatusActions(
        update=UpdateState.ACCEPTED not in given,
        confirm=not given and not has_own and has_spoken,
        drafts=_drafts(drafts, user),
    )


def _drafts(found: list[tuple[int | None, date]], user: User) -> list[str]:
    """Who is writing: oneself, and others, whose words stay theirs."""
    people = people_by_id(author for author, _day in found if author != user.pk)
    return [
        own_draft(day_words(day))
        if author == user.pk
        else others_draft(str(people[author]) if author else "", day_words(day))
        for author, day in found
    ]


def _add_urls(project: Project, user: User, *, decides: bool) -> dict[str, str]:
    """Where this person may add what to the project, by kind of row."""
    writable = {
        Action.EDIT_PROJECT: project.is_reached_by(user, Action.EDIT_PROJECT),
        Action.WRITE_REMARK: project.is_reached_by(user, Action.WRITE_REMARK),
        Action.RECORD_DECISION: decides,
    }
    urls = {
        kind.key.replace("-", "_"): add_url(kind.key, project)
        for kind in ROW_KINDS.values()
        if writable[kind.action]
    }
    if decides:
        asked = urlencode({"strategy": project.strategy.slug, "project": project.code})
        urls["decisions"] = f"{reverse('portfolio:decision-create')}?{asked}"
    return urls
