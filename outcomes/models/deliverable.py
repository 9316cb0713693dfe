"""What outputs promise to deliver, and what became of it."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modeltrans.fields import TranslationField

from core.addresses import address_of
from core.history.tracking import tracked
from core.languages.search_words import Words, translated
from core.languages.translated import text_of
from core.lengths import SENTENCES
from core.models import Unit
from core.written_fields import DayField, LongTextField
from outcomes.choices import HAVE_A_DAY, DeliverableState, Precision
from outcomes.models.framework import InForce, Output, ends_after_start
from outcomes.models.querysets import DeliverableQuerySet
from outcomes.rules.known_days import day_as_known

DELIVERABLE_WORDS = Words(titles=translated("title"), texts=translated("remark"))


@tracked
class Deliverable(InForce):
    """A thing an output promises; it may have parts, which have none themselves.

    `due_text` is what the strategy says ("end of 2019"), `due_on` the day it means, where one is meant.
    What became of it: `state` is empty while nobody has said, `reached_on` is known to the day, or to the
    first day of the month or year that `reached_precision` names.
    """

    output = models.ForeignKey(
        Output, on_delete=models.CASCADE, related_name="deliverables", verbose_name=_("output")
    )
    part_of = models.ForeignKey(
        "self",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("part of"),
    )
    position = models.PositiveSmallIntegerField(_("position"))
    title = models.CharField(_("title"), max_length=300)
    due_text = models.CharField(_("due, in words"), max_length=120, blank=True)
    due_on = DayField(_("due on"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=12, choices=DeliverableState.choices, blank=True
    )
    reached_on = DayField(
        _("reached on"),
        null=True,
        blank=True,
        help_text=_(
            "Of a month or a year, any day of it: the field beside says how much is known."
        ),
    )
    reached_precision = models.CharField(
        _("known to the"), max_length=5, choices=Precision.choices, default=Precision.DAY
    )
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="deliverables",
        verbose_name=_("responsible person"),
    )
    responsible_unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="deliverables",
        verbose_name=_("responsible unit"),
    )
    remark = LongTextField(_("remark"), blank=True, max_length=SENTENCES)
    illustrative = models.BooleanField(
        _("illustrative"),
        default=False,
        help_text=_("What became of it is invented for a demonstration."),
    )
    i18n = TranslationField(fields=("title", "due_text", "remark"))

    objects = DeliverableQuerySet.as_manager()

    class Meta:
        ordering = ("output", "position", "id")
        verbose_name = _("deliverable")
        verbose_name_plural = _("deliverables")
        indexes: ClassVar = DELIVERABLE_WORDS.indexes("deliverable")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("output", "part_of", "title"),
                name="deliverable_once",
                nulls_distinct=False,
                violation_error_message=_("This deliverable stands there already."),
            ),
            models.CheckConstraint(
                condition=Q(part_of__isnull=True) | ~Q(part_of=F("id")),
                name="deliverable_not_its_own_part",
                violation_error_message=_("A deliverable cannot be a part of itself."),
            ),
            models.CheckConstraint(
                condition=Q(reached_on__isnull=True) | Q(state__in=HAVE_A_DAY),
                name="deliverable_reached_has_a_state",
                violation_error_message=_(
                    "Only what is reached, or reached in part, has a day on which it was."
                ),
            ),
            ends_after_start("deliverable_ends_after_start", "in_force_from", "in_force_until"),
        ]

    def __str__(self) -> str:
        return text_of(self, "title")

    def get_absolute_url(self) -> str:
        """Its page within the strategy."""
        slug = self.output.outcome.strategy.slug
        return address_of("outcomes:part-detail", slug, "deliverable", self.pk)

    @property
    def reached_words(self) -> str:
        """When it was reached, as exactly as it is known; empty while no day is."""
        return day_as_known(self.reached_on, self.reached_precision)

    def state_at(self, at: date) -> str:
        """Its state on the day `at`: what was reached only later was in progress then."""
        if self.reached_on is not None and self.reached_on > at:
            return DeliverableState.IN_PROGRESS
        return self.state

    def state_label(self, at: date) -> str:
        """The word for its state on the day `at`; empty while nobody has said."""
        state = self.state_at(at)
        return str(DeliverableState(state).label) if state else ""

    def state_words(self, at: date) -> str:
        """The same with when it was reached: "Reached, March 2020"."""
        reached = self.reached_words if self.state_at(at) == self.state else ""
        return ", ".join(filter(None, (self.state_label(at), reached)))

    def overdue(self, at: date) -> bool:
        """Due before the day `at`, and by then neither reached, other than in part, nor dropped."""
        is_over = self.state_at(at) in (DeliverableState.REACHED, DeliverableState.DROPPED)
        return not is_over and self.due_on is not None and self.due_on < at

    def late_by(self, at: date) -> int | None:
        """How many days it is overdue by on the day `at`."""
        return (at - self.due_on).days if self.due_on and self.overdue(at) else None
