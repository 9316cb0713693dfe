"""What is looked at before an update is submitted: pure functions of what is known.

Each check has a key, a title, an explanation, and a level: an error stops the update, a warning asks
for a word of reason, a note is only shown. A reason holds as long as the finding is the same: its
`fingerprint` says what it was about, so that the same words are not asked for every month.
"""

import enum
import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.registry import Registry
from outcomes.models.thresholds import Thresholds, usual_thresholds
from portfolio.choices import BEGUN, FINISHED, Rag, Stage


class Level(enum.StrEnum):
    """What a finding does to an update."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True)
class DueMilestone:
    """A milestone that has not been reached, and the day it is expected for."""

    title: str
    expected: date


@dataclass(frozen=True)
class UpdateFacts:
    """Everything that checks look at: what is said, what was said before, and what is known.

    `states` are those of the dimensions; `silent_days` since the last word of the owner (None:
    never), and `limits` those of its strategy; `earlier` the texts of older updates; `gaps` quantities
    whose parts do not add up.
    `is_confirmation`: the update says that nothing has changed, so that its values are the last ones.
    """

    at: date
    stage: str = ""
    is_signed_off: bool = False
    is_confirmation: bool = False
    is_on_behalf: bool = False
    states: Mapping[str, str] = field(default_factory=dict)
    per_cent: int | None = None
    last_per_cent: int | None = None
    forecast: date | None = None
    finish: date | None = None
    achieved: str = ""
    planned: str = ""
    reason: str = ""
    earlier: Sequence[str] = ()
    mitigations: int = 0
    milestones: Sequence[DueMilestone] = ()
    gaps: Sequence[str] = ()
    silent_days: int | None = None
    limits: Thresholds = field(default_factory=usual_thresholds)


@dataclass(frozen=True)
class Finding:
    """What a check found, in words; `fingerprint` tells whether it is the same as before."""

    words: str
    fingerprint: str = ""


@dataclass(frozen=True)
class UpdateCheck:
    """A check of an update before it is submitted; `field` is where what it finds can be mended."""

    key: str
    title: str | Promise
    explanation: str | Promise
    level: Level
    find: Callable[[UpdateFacts], Finding | None]
    field: str = ""


@dataclass(frozen=True)
class Found:
    """A check and what it found."""

    check: UpdateCheck
    finding: Finding

    @property
    def stops(self) -> bool:
        """Whether the update cannot be submitted."""
        return self.check.level is Level.ERROR

    @property
    def asks(self) -> bool:
        """Whether a word of reason is wanted."""
        return self.check.level is Level.WARNING


update_checks: Registry[UpdateCheck] = Registry("check of an update")


def findings(facts: UpdateFacts, checks: Iterable[UpdateCheck] | None = None) -> list[Found]:
    """What the checks find, errors first."""
    found = [
        Found(check, finding)
        for check in (update_checks if checks is None else checks)
        if (finding := check.find(facts)) is not None
    ]
    return sorted(found, key=lambda each: not each.stops)


def _no_overall(facts: UpdateFacts) -> Finding | None:
    if facts.is_confirmation or facts.states.get("overall"):
        return None
    return Finding(_("Say how the project stands overall."))


def _no_reason(facts: UpdateFacts) -> Finding | None:
    if facts.is_confirmation or facts.reason or not _troubled(facts):
        return None
    return Finding(_("Say why a dimension is amber or red."))


def _troubled(facts: UpdateFacts) -> bool:
    return bool({Rag.AMBER.value, Rag.RED.value} & set(facts.states.values()))


def _red_without_mitigation(facts: UpdateFacts) -> Finding | None:
    if Rag.RED.value not in facts.states.values() or facts.mitigations:
        return None
    words = _("It is red, and no open risk of it has a measure that is still to be done.")
    return Finding(words, "red")


def _completed_below_100(facts: UpdateFacts) -> Finding | None:
    if facts.stage != Stage.COMPLETED or facts.per_cent is None or facts.per_cent == 100:
        return None
    return Finding(
        _("It is completed, yet %(done)s per cent are said to be done.") % {"done": facts.per_cent}
    )


def _completed_without_sign_off(facts: UpdateFacts) -> Finding | None:
    if facts.stage != Stage.COMPLETED or facts.is_signed_off:
        return None
    return Finding(_("It is completed, and its owner has not signed it off."), "completed")


def _finish_in_the_past(facts: UpdateFacts) -> Finding | None:
    due = facts.forecast or facts.finish
    if facts.stage in FINISHED or facts.stage == Stage.RUNNING or due is None or due >= facts.at:
        return None
    return Finding(
        _("It is not finished, and its finish, %(day)s, has passed: give a new forecast.")
        % {"day": due.isoformat()},
        due.isoformat(),
    )


def _per_cent_falls(facts: UpdateFacts) -> Finding | None:
    now, before = facts.per_cent, facts.last_per_cent
    if facts.is_confirmation or now is None or before is None or now >= before:
        return None
    words = _("%(now)s per cent are done, where it was %(before)s before.")
    return Finding(words % {"now": now, "before": before}, f"{before}-{now}")


def _same_text(facts: UpdateFacts) -> Finding | None:
    said = facts.achieved.strip()
    if facts.is_confirmation or not said or said not in {each.strip() for each in facts.earlier}:
        return None
    mark = hashlib.sha256(said.encode()).hexdigest()[:16]
    return Finding(_("What was achieved stands word for word in an older update."), mark)


def _parts_do_not_add_up(facts: UpdateFacts) -> Finding | None:
    if not facts.gaps:
        return None
    names = ", ".join(facts.gaps)
    return Finding(_("Parts do not add up to their whole: %(names)s.") % {"names": names}, names)


def _milestone_after_finish(facts: UpdateFacts) -> Finding | None:
    due = facts.forecast or facts.finish
    if due is None:
        return None
    after = [each for each in facts.milestones if each.expected > due]
    if not after:
        return None
    names = ", ".join(each.title for each in after)
    words = _("Expected after the finish of the project: %(names)s.")
    return Finding(words % {"names": names}, f"{due}:{names}"[:200])


def _silence(days: Callable[[Thresholds], int]) -> Callable[[UpdateFacts], Finding | None]:
    """A confirmation on somebody's behalf, of a project that has been silent for so long.

    Source: DOMAIN, "Silent": such a confirmation does not end the silence.
    """

    def find(facts: UpdateFacts) -> Finding | None:
        if not (facts.is_confirmation and facts.is_on_behalf and facts.stage in BEGUN):
            return None
        limit = days(facts.limits)
        if facts.silent_days is not None and facts.silent_days < limit:
            return None
        words = _(
            "Its manager has said nothing for %(days)s days; a confirmation by somebody else does "
            "not end that."
        )
        return Finding(words % {"days": facts.silent_days or "–"}, str(limit))

    return find


CHECKS = (
    UpdateCheck(
        "overall",
        gettext_lazy("Overall state"),
        gettext_lazy("An update says at least how the project stands overall."),
        Level.ERROR,
        _no_overall,
        field="overall",
    ),
    UpdateCheck(
        "reason",
        gettext_lazy("Reason for amber and red"),
        gettext_lazy("Whoever reads of an amber or red dimension reads why."),
        Level.ERROR,
        _no_reason,
        field="reason",
    ),
    UpdateCheck(
        "completed_below_100",
        gettext_lazy("Completed below 100 per cent"),
        gettext_lazy("What is completed is done to 100 per cent."),
        Level.ERROR,
        _completed_below_100,
        field="per_cent_complete",
    ),
    UpdateCheck(
        "finish_passed",
        gettext_lazy("Finish in the past"),
        gettext_lazy("What is not finished has a forecast that lies ahead."),
        Level.ERROR,
        _finish_in_the_past,
        field="forecast_finish",
    ),
    UpdateCheck(
        "red_without_mitigation",
        gettext_lazy("Red without a mitigation"),
        gettext_lazy("Something is being done about what is red: an open risk with a measure."),
        Level.WARNING,
        _red_without_mitigation,
    ),
    UpdateCheck(
        "completed_without_sign_off",
        gettext_lazy("Completed without a sign-off"),
        gettext_lazy("The owner signs off what is completed."),
        Level.WARNING,
        _completed_without_sign_off,
    ),
    UpdateCheck(
        "per_cent_falls",
        gettext_lazy("Per cent falling"),
        gettext_lazy("What was done stays done, unless the scope has grown."),
        Level.WARNING,
        _per_cent_falls,
    ),
    UpdateCheck(
        "same_text",
        gettext_lazy("Text of an older update"),
        gettext_lazy("What was achieved in a month was not achieved in another one."),
        Level.WARNING,
        _same_text,
    ),
    UpdateCheck(
        "parts",
        gettext_lazy("Breakdown that does not add up"),
        gettext_lazy("The parts of a quantity add up to their whole."),
        Level.WARNING,
        _parts_do_not_add_up,
    ),
    UpdateCheck(
        "milestone_after_finish",
        gettext_lazy("Milestone later than the finish"),
        gettext_lazy("No milestone is expected after the project has finished."),
        Level.WARNING,
        _milestone_after_finish,
    ),
    UpdateCheck(
        "silent",
        gettext_lazy("Silent project confirmed by somebody else"),
        gettext_lazy(
            "A confirmation for somebody keeps the round complete, not the project heard."
        ),
        Level.NOTE,
        _silence(lambda limits: limits.silent_days),
    ),
    UpdateCheck(
        "silent_long",
        gettext_lazy("Project silent for very long"),
        gettext_lazy("After so long somebody must ask its manager: nobody confirms it for them."),
        Level.ERROR,
        _silence(lambda limits: limits.silent_long_days),
    ),
)
