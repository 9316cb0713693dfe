"""What fields of the portfolio choose from; imports nothing of ours."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DecisionKind(models.TextChoices):
    """What a body did with what it was asked."""

    APPROVED = "approved", _("Approved")
    REJECTED = "rejected", _("Rejected")
    DEFERRED = "deferred", _("Deferred")
    NOTED = "noted", _("Noted")
    ENDORSED = "endorsed", _("Endorsed")


class MilestoneKind(models.TextChoices):
    """What reaching it means; "live in part" is what a report may already tell of."""

    ORDINARY = "ordinary", _("Milestone")
    LIVE_IN_PART = "live_in_part", _("Live in part")
    LIVE = "live", _("Live")
    SIGN_OFF = "sign_off", _("Sign-off")


class CommitmentState(models.TextChoices):
    """How a promise was answered. "Carried" has been promised again in a later report."""

    OPEN = "open", _("Open")
    KEPT = "kept", _("Kept")
    PARTLY_KEPT = "partly_kept", _("Partly kept")
    DROPPED = "dropped", _("Dropped")
    CARRIED = "carried", _("Carried over")


class CostKind(models.TextChoices):
    """Planned, committed (ordered, not yet paid) or spent."""

    PLANNED = "planned", _("Planned")
    COMMITTED = "committed", _("Committed")
    SPENT = "spent", _("Spent")


# What a line of the work plan is where nothing else is said, and the strategy has that kind.
USUAL_KIND = "project"


class Stage(models.TextChoices):
    """How far it is. "Running" is for services, which have no end."""

    PROPOSED = "proposed", _("Proposed")
    APPROVED = "approved", _("Approved")
    IN_PROGRESS = "in_progress", _("In progress")
    ON_HOLD = "on_hold", _("On hold")
    COMPLETED = "completed", _("Completed")
    CANCELLED = "cancelled", _("Cancelled")
    RUNNING = "running", _("Running")


BEGUN = (Stage.IN_PROGRESS, Stage.ON_HOLD, Stage.RUNNING)
MOVING = (Stage.IN_PROGRESS, Stage.RUNNING)
FINISHED = (Stage.COMPLETED, Stage.CANCELLED)


class Rag(models.TextChoices):
    """Delivery confidence; always shown as letter and shape, never by colour alone."""

    GREEN = "g", _("Green")
    AMBER = "a", _("Amber")
    RED = "r", _("Red")


# The fields of an update that hold one: the project as a whole, and what it is made of.
DIMENSIONS = ("overall", "schedule", "budget", "scope")
DIMENSION_NAMES = {
    "overall": _("Overall"),
    "schedule": _("Schedule"),
    "budget": _("Budget"),
    "scope": _("Scope"),
}
# The lists of these words, under which a strategy may name them (`outcomes.models.fixed_words`).
STAGE_WORDS, STATE_WORDS, DIMENSION_WORDS = "stage", "state", "dimension"


class UpdateKind(models.TextChoices):
    """A confirmation of "no change" carries no copied text."""

    SUBSTANTIVE = "substantive", _("Update")
    CONFIRMATION = "confirmation", _("No change, confirmed")


class UpdateState(models.TextChoices):
    """A draft is its author's; a submitted update is the PMO's to accept or send back.

    What was returned does not stand until it is submitted again.
    """

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    RETURNED = "returned", _("Returned")
    ACCEPTED = "accepted", _("Accepted")
