"""What stands of a project in one round, as one person sees it. A draft is its author's."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.history.versions import versions_of
from core.models import User
from portfolio.models import Project, StatusRound, StatusUpdate, UpdateKind, UpdateState
from portfolio.rows.wording import day_words
from portfolio.rules.versions import newest_version


@dataclass(frozen=True)
class InRound:
    """The update that was given, the person's own draft, and the drafts of others: three things.

    `version` moves when either of the first two is saved; drafts of others are none of one's business.
    """

    given: StatusUpdate | None
    draft: StatusUpdate | None
    others: Sequence[StatusUpdate]
    versions: dict[int, int]

    @property
    def version(self) -> int:
        """What a form is opened on; 0 where nothing stands."""
        return max(self.versions.values(), default=0)

    @property
    def is_accepted(self) -> bool:
        """Whether nothing may change any more, except by a correction."""
        given = self.given
        return given is not None and (given.state == UpdateState.ACCEPTED or given.is_correction)

    @property
    def latest(self) -> StatusUpdate | None:
        """Of the update and the draft the one that was saved last."""
        rows = [each for each in (self.given, self.draft) if each is not None]
        return max(rows, key=lambda each: self.versions.get(each.pk, 0), default=None)

    @property
    def begun_with(self) -> StatusUpdate | None:
        """What the form shows: one's draft, else the values given; a confirmation has none."""
        if self.draft is not None:
            return self.draft
        is_confirmed = self.given is not None and self.given.kind == UpdateKind.CONFIRMATION
        return None if is_confirmed else self.given


def round_words(round_: StatusRound, at: date) -> str:
    """Which round a form is of, and the last day on which it takes updates, or took them."""
    days = {
        "month": date_format(round_.period, "YEAR_MONTH_FORMAT"),
        "day": day_words(round_.closes_on),
    }
    if at <= round_.closes_on:
        return _("Round %(month)s; it takes updates until %(day)s.") % days
    return _("Round %(month)s; it took updates until %(day)s.") % days


def in_round(project: Project, round_: StatusRound, user: User) -> InRound:
    """What stands in the round; two queries."""
    rows = project.updates.filter(round__period=round_.period).select_related("author", "round")
    given, draft, others = newest_version(rows), None, []
    for each in rows:
        if each.state != UpdateState.DRAFT:
            continue
        if each.author_id == user.pk:
            draft = each
        else:
            others.append(each)
    ids = [each.pk for each in (given, draft) if each is not None]
    versions = versions_of(StatusUpdate, ids) if ids else {}
    return InRound(given, draft, others, versions)


def why_not_confirmed(given: StatusUpdate | None, draft: StatusUpdate | None) -> str:
    """Why "no change" cannot be said over what stands in a round; empty where it can.

    It would take back what was given, or what the person has begun.
    """
    if draft is not None:
        return _("you have begun an update here: submit it, or take it back first.")
    if given is None or given.kind == UpdateKind.CONFIRMATION:
        return ""
    if given.state == UpdateState.RETURNED:
        return ""
    return _("an update has been submitted: there is nothing to confirm.")


def notices(here: InRound, user: User) -> list[str]:
    """What a form says before it is filled in: what it will replace, and who else is writing."""
    found = [
        others_draft(str(each.author or ""), day_words(each.reported_on)) for each in here.others
    ]
    given = here.given
    if given is None or (given.author_id == user.pk and given.kind == UpdateKind.SUBSTANTIVE):
        return found
    values = {"person": given.author or "–", "day": day_words(given.reported_on)}
    if given.kind == UpdateKind.CONFIRMATION:
        words = _("%(person)s confirmed “no change” on %(day)s: an update replaces that.")
    else:
        words = _("%(person)s submitted an update on %(day)s: another one replaces it.")
    return [words % values, *found]


def others_draft(person: str, day: str) -> str:
    """That there is one, by whom and since when; not what it says."""
    words = _(
        "%(person)s has been writing a draft since %(day)s, which only they can read and submit. "
        "Yours begins with the last update."
    )
    return words % {"person": person or "–", "day": day}


def own_draft(day: str) -> str:
    """That one's own waits to be submitted."""
    return _("You have had a draft of this round's update since %(day)s. It is not submitted.") % {
        "day": day
    }
