"""What a person may do on the page of a project."""

from dataclasses import dataclass
from datetime import date

from core.access import Action
from core.models import User
from portfolio.models import Project, Stage, UpdateState
from portfolio.project_page.queries import states_in_round
from portfolio.project_page.row_kinds import ROW_KINDS
from portfolio.projects.by_code import stage_of
from portfolio.rows.kinds import add_url
from portfolio.status import rounds
from portfolio.status.updates import no_round


@dataclass(frozen=True)
class Actions:
    """Which buttons there are. `add_urls` are by kind of row, such as "work_plan".

    `no_round` says to whoever gives the status why they cannot now.
    """

    add_urls: dict[str, str]
    edit: bool
    decide: bool
    export: bool
    sign_off: bool
    withdraw: bool
    update: bool = False
    confirm: bool = False
    no_round: str = ""


def actions_on(project: Project, user: User, at: date, *, has_spoken: bool) -> Actions:
    """What `user` may do on the day `at`; `has_spoken` is whether it has a substantive update."""
    is_signed = project.signed_off_on is not None
    is_done = is_signed or stage_of(project) == Stage.COMPLETED
    signs = is_done and project.is_signed_by(user)
    may_update, may_confirm, no_round_words = _in_round(project, user, at, has_spoken=has_spoken)
    return Actions(
        add_urls=_add_urls(project, user),
        edit=project.is_reached_by(user, Action.EDIT_PROJECT),
        decide=user.access.may(Action.RECORD_DECISION),
        export=project.is_within(user.access.files().to(Action.VIEW_PORTFOLIO)),
        sign_off=signs and not is_signed,
        withdraw=signs and is_signed,
        update=may_update,
        confirm=may_confirm,
        no_round=no_round_words,
    )


def _in_round(
    project: Project, user: User, at: date, *, has_spoken: bool
) -> tuple[bool, bool, str]:
    """Whether they may update the status or confirm it in the open round, or why nobody can."""
    if not project.is_reached_by(user, Action.ENTER_STATUS):
        return False, False, ""
    round_ = rounds.open_round(project.strategy, at)
    if round_ is None:
        return False, False, no_round(project, at)
    given = states_in_round(project=project.pk, period=round_.period)
    return UpdateState.ACCEPTED not in given, not given and has_spoken, ""


def _add_urls(project: Project, user: User) -> dict[str, str]:
    """Where this person may add what to the project, by kind of row."""
    writable = {
        Action.EDIT_PROJECT: project.is_reached_by(user, Action.EDIT_PROJECT),
        Action.WRITE_REMARK: project.is_reached_by(user, Action.WRITE_REMARK),
        Action.RECORD_DECISION: project.is_decided_by(user),
    }
    return {
        kind.key.replace("-", "_"): add_url(kind.key, project)
        for kind in ROW_KINDS.values()
        if writable[kind.action]
    }
