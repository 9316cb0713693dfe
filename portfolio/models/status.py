"""Status: what its manager said of a project in a round. Accepted updates never change."""

from datetime import date
from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.history.tracking import tracked
from core.languages.search_words import Words, in_any_language
from core.lengths import TEXT
from core.written_fields import DayField, LongTextField
from outcomes.models import FixedWord, Strategy, ends_after_start
from portfolio.choices import STATE_WORDS, Rag, UpdateKind, UpdateState
from portfolio.models.project import Project
from portfolio.models.querysets.rows import ProjectRowQuerySet
from portfolio.models.querysets.updates import StatusUpdateQuerySet

_TEXTS = ("achieved", "planned", "reason")
# What search finds of an update; people write in either language of the interface.
STATUS_WORDS = Words(texts=in_any_language(*_TEXTS), condition=~Q(state=UpdateState.DRAFT))


@tracked
class StatusRound(models.Model):
    """A period for which every project reports its status, as a rule a month."""

    strategy = models.ForeignKey(
        Strategy, on_delete=models.CASCADE, related_name="rounds", verbose_name=_("strategy")
    )
    period = DayField(_("period"), help_text=_("First day of the month reported."))
    opens_on = DayField(_("opens on"))
    closes_on = DayField(_("closes on"))
    due_on = DayField(
        _("late after"),
        null=True,
        blank=True,
        help_text=_("Only of a round that was reopened: what comes after this day is late."),
    )
    reason = models.CharField(_("why its days were changed"), max_length=300, blank=True)

    class Meta:
        ordering = ("strategy", "-period")
        verbose_name = _("status round")
        verbose_name_plural = _("status rounds")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("strategy", "period"),
                name="one_round_a_period",
                violation_error_message=_("This strategy has a round for that month already."),
            ),
            models.CheckConstraint(
                condition=Q(period__day=1),
                name="round_begins_a_month",
                violation_error_message=_("A period is named by the first day of its month."),
            ),
            ends_after_start("round_closes_after_opening", "opens_on", "closes_on"),
            ends_after_start("round_due_after_opening", "opens_on", "due_on"),
            ends_after_start("round_due_before_closing", "due_on", "closes_on"),
        ]

    def __str__(self) -> str:
        return f"{self.period:%Y-%m}"

    @property
    def due(self) -> date:
        """The last day on which an update is in time."""
        return self.due_on or self.closes_on

    def is_open(self, at: date) -> bool:
        """Whether it takes updates on the day `at`."""
        return self.opens_on <= at <= self.closes_on

    def why_shut(self, at: date) -> str:
        """Why it takes no updates on the day `at`, in words; empty while it does."""
        if self.is_open(at):
            return ""
        if at < self.opens_on:
            words = gettext("this round opens on %(day)s; until then nothing can be written.")
            return words % {"day": date_format(self.opens_on, "DATE_FORMAT")}
        words = gettext("this round closed on %(day)s; the PMO can open it again.")
        return words % {"day": date_format(self.closes_on, "DATE_FORMAT")}


# No check constraint sees another row.
CORRECTS_ACCEPTED = """
IF NOT EXISTS (
    SELECT FROM portfolio_statusupdate AS replaced
    WHERE replaced.id = NEW.replaces_id AND replaced.state = 'accepted'
        AND replaced.project_id = NEW.project_id AND replaced.round_id = NEW.round_id
) THEN
    RAISE check_violation USING CONSTRAINT = 'correction_of_accepted_update', TABLE = TG_TABLE_NAME,
        MESSAGE = 'a correction replaces an accepted update of its project and round';
END IF;
RETURN NEW;
"""


def _state(label: Promise) -> FixedWord:
    """A state of the project, or of a part of it."""
    return FixedWord(
        label,
        max_length=1,
        choices=Rag.choices,
        blank=True,
        vocabulary=STATE_WORDS,
        strategy="project.strategy_id",
    )


@tracked
class StatusUpdate(models.Model):
    """What was said of a project for one round.

    `reported_on` is the day it was said (valid time), of a draft the day it was begun. A draft is its
    author's: there may be several in a round, beside the one update that was given. One that was
    accepted never changes: its correction is a new version, of the same day, that `replaces` it. A
    confirmation has no values of its own: the last substantive update stands, confirmed by `author`,
    perhaps `on_behalf_of` somebody.
    """

    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, related_name="updates", verbose_name=_("project")
    )
    round = models.ForeignKey(
        StatusRound, on_delete=models.PROTECT, related_name="updates", verbose_name=_("round")
    )
    kind = models.CharField(
        _("kind"), max_length=12, choices=UpdateKind.choices, default=UpdateKind.SUBSTANTIVE
    )
    state = models.CharField(
        _("state"), max_length=10, choices=UpdateState.choices, default=UpdateState.DRAFT
    )
    reported_on = DayField(_("reported on"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="status_updates",
        verbose_name=_("author"),
    )
    on_behalf_of = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="status_updates_for",
        verbose_name=_("on behalf of"),
    )
    in_bulk = models.BooleanField(
        _("confirmed in bulk"),
        default=False,
        help_text=_("One of many confirmed at once: it does not end a silence."),
    )
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="accepted_updates",
        verbose_name=_("accepted by"),
    )
    returned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="returned_updates",
        verbose_name=_("returned by"),
    )
    return_remark = models.CharField(_("why it was returned"), max_length=500, blank=True)
    replaces = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_by",
        verbose_name=_("corrects"),
    )
    correction_reason = models.CharField(_("why it is corrected"), max_length=300, blank=True)
    corrected_on = DayField(
        _("corrected on"),
        null=True,
        blank=True,
        help_text=_("A correction is of the day on which the update was said; this is its own."),
    )
    overall = _state(_("overall"))
    schedule = _state(_("schedule"))
    budget = _state(_("budget"))
    scope = _state(_("scope"))
    reason = models.CharField(
        _("why not green"),
        max_length=300,
        blank=True,
        help_text=_("Needed when any dimension is amber or red."),
    )
    per_cent_complete = models.PositiveSmallIntegerField(_("per cent done"), null=True, blank=True)
    forecast_finish = DayField(_("forecast finish"), null=True, blank=True)
    achieved = LongTextField(_("achieved in this period"), blank=True, max_length=TEXT)
    planned = LongTextField(_("next steps"), blank=True, max_length=TEXT)

    objects = StatusUpdateQuerySet.as_manager()

    class Meta:
        ordering = ("project", "-reported_on", "-id")
        verbose_name = _("status update")
        verbose_name_plural = _("status updates")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("project", "round"),
                name="one_update_a_round",
                condition=~Q(state="draft") & Q(replaces__isnull=True),
                violation_error_message=_("The project has an update in this round already."),
            ),
            models.UniqueConstraint(
                fields=("project", "round", "author"),
                name="one_draft_a_round_and_author",
                condition=Q(state="draft"),
                nulls_distinct=False,
                violation_error_message=_("This person has a draft in this round already."),
            ),
            models.CheckConstraint(
                condition=Q(per_cent_complete__isnull=True) | Q(per_cent_complete__lte=100),
                name="per_cent_up_to_100",
                violation_error_message=_("Per cent done lies between 0 and 100."),
            ),
            models.CheckConstraint(
                condition=Q(kind="substantive")
                | Q(overall="", schedule="", budget="", scope="", achieved="", planned=""),
                name="confirmation_copies_nothing",
                violation_error_message=_("A confirmation carries no text of its own."),
            ),
            models.CheckConstraint(
                condition=Q(in_bulk=False) | Q(kind="confirmation"),
                name="only_confirmations_in_bulk",
                violation_error_message=_("Only a confirmation is given together with others."),
            ),
            models.CheckConstraint(
                condition=Q(kind="confirmation") | Q(state="draft") | ~Q(overall=""),
                name="submitted_update_has_overall",
                violation_error_message=_("Say how the project stands overall."),
            ),
            models.CheckConstraint(
                condition=(
                    Q(state="draft")
                    | ~Q(reason="")
                    | ~(
                        Q(overall__in=["a", "r"])
                        | Q(schedule__in=["a", "r"])
                        | Q(budget__in=["a", "r"])
                        | Q(scope__in=["a", "r"])
                    )
                ),
                name="amber_and_red_have_a_reason",
                violation_error_message=_("Say why a dimension is amber or red."),
            ),
            models.CheckConstraint(
                condition=Q(state="accepted", accepted_by__isnull=False)
                | Q(~Q(state="accepted"), accepted_by__isnull=True),
                name="accepted_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state="returned", returned_by__isnull=False) & ~Q(return_remark="")
                | ~Q(state="returned"),
                name="returned_by_somebody_with_a_remark",
                violation_error_message=_("Say why the update is returned."),
            ),
            models.CheckConstraint(
                condition=Q(replaces__isnull=True, correction_reason="")
                | Q(replaces__isnull=False) & ~Q(correction_reason=""),
                name="correction_has_a_reason",
                violation_error_message=_("Say why the accepted update is corrected."),
            ),
            models.CheckConstraint(
                condition=Q(replaces__isnull=True, corrected_on__isnull=True)
                | Q(replaces__isnull=False, corrected_on__isnull=False)
                & ~Q(state="draft")
                & Q(kind="substantive"),
                name="correction_is_given_on_a_day",
                violation_error_message=_("A correction is an update with words, given on a day."),
            ),
            models.CheckConstraint(
                condition=Q(accepted_by__isnull=True)
                | Q(author__isnull=True)
                | ~Q(accepted_by=F("author")),
                name="nobody_accepts_their_own",
                violation_error_message=_("Nobody accepts their own status update."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                F("project"),
                F("reported_on").desc(),
                F("id").desc(),
                name="update_latest",
                condition=~Q(state="draft") & Q(kind="substantive"),
                include=("overall", "per_cent_complete"),
            ),
            models.Index(
                fields=("project", "reported_on"),
                name="update_confirmed",
                condition=~Q(state="draft") & Q(kind="confirmation", on_behalf_of__isnull=True),
            ),
            models.Index(
                F("reported_on").desc(), F("id"), name="update_newest", include=("state", "author")
            ),
            *STATUS_WORDS.indexes("status"),
        ]
        triggers: ClassVar = [
            pgtrigger.Protect(
                name="accepted_update_stays",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__state="accepted"),
            ),
            pgtrigger.Trigger(
                name="correction_of_accepted_update",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.Before,
                condition=pgtrigger.Q(new__replaces__isnull=False),
                func=CORRECTS_ACCEPTED,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project.code} {self.round}"

    def get_absolute_url(self) -> str:
        """Where it stands on its project's page."""
        return f"{self.project.get_absolute_url()}#update-{self.pk}"

    @property
    def is_correction(self) -> bool:
        """Whether it is a new version of an accepted one."""
        return self.replaces_id is not None

    @property
    def is_late(self) -> bool:
        """Whether it was said after the round was due; what is loaded keeps the day it was said."""
        return self.state != UpdateState.DRAFT and self.reported_on > self.round.due


@tracked
class CheckReason(models.Model):
    """Why an update stands although a check warned of it; asked once, while the finding is the same.

    `fingerprint` is the finding's own (`portfolio.rules.update_checks`).
    """

    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, related_name="check_reasons", verbose_name=_("project")
    )
    check_key = models.CharField(_("check"), max_length=40)
    fingerprint = models.CharField(_("finding"), max_length=200, blank=True)
    reason = models.CharField(_("reason"), max_length=300)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="check_reasons",
        verbose_name=_("author"),
    )
    said_on = DayField(_("said on"))

    objects = ProjectRowQuerySet.as_manager()

    class Meta:
        ordering = ("project", "-said_on", "id")
        verbose_name = _("reason for a warning")
        verbose_name_plural = _("reasons for warnings")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("project", "check_key", "fingerprint"),
                name="one_reason_a_finding",
                violation_error_message=_("A reason has been given for this already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.project.code} {self.check_key}"
