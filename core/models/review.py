"""Yearly reviews of rights: every role that somebody holds is confirmed or ended, and that is kept."""

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.access import Action, Role
from core.addresses import address_of
from core.history.tracking import tracked
from core.models.people import LANGUAGE_CHOICES, RoleAssignment, Unit
from core.written_fields import DayField

if TYPE_CHECKING:
    from core.models.people import User


class ReviewResult(models.TextChoices):
    """What became of a role in a review."""

    CONFIRMED = "confirmed", _("Confirmed")
    ENDED = "ended", _("Ended")
    OVER = "over", _("Ended meanwhile")


DECIDED = (ReviewResult.CONFIRMED, ReviewResult.ENDED)


class AccessReviewQuerySet(models.QuerySet["AccessReview"]):
    """Sentences about reviews."""

    def visible_to(self, user: "User") -> "AccessReviewQuerySet":
        """All of them, for whoever sees who can do what in the whole organization."""
        seen = user.access.may(Action.VIEW_PEOPLE_HISTORY)
        return self if seen else self.none()

    def open(self) -> "AccessReviewQuerySet":
        """The one that is not closed."""
        return self.filter(closed_on__isnull=True)

    def for_list(self) -> "AccessReviewQuerySet":
        """With what a line of the list shows: people, and how many lines stand how."""
        return self.select_related("opened_by", "closed_by").annotate(
            line_count=models.Count("lines"),
            open_count=models.Count("lines", filter=Q(lines__result="")),
            confirmed_count=models.Count("lines", filter=Q(lines__result=ReviewResult.CONFIRMED)),
            ended_count=models.Count("lines", filter=Q(lines__result=ReviewResult.ENDED)),
        )


@tracked
class AccessReview(models.Model):
    """A review of all roles held on the day it was opened. There is one open review at a time."""

    opened_on = DayField(_("opened on"))
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="reviews_opened",
        verbose_name=_("opened by"),
    )
    due_on = DayField(_("to be finished by"))
    closed_on = DayField(_("closed on"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="reviews_closed",
        verbose_name=_("closed by"),
    )

    objects = AccessReviewQuerySet.as_manager()

    class Meta:
        ordering = ("-opened_on", "-id")
        verbose_name = _("review of rights")
        verbose_name_plural = _("reviews of rights")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("closed_on",),
                condition=Q(closed_on__isnull=True),
                nulls_distinct=False,
                name="one_open_review_of_rights",
                violation_error_message=_("A review is open already."),
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True, closed_by__isnull=True)
                | Q(closed_on__isnull=False, closed_by__isnull=False),
                name="review_is_closed_by_somebody",
                violation_error_message=_("Who closed a review, and when, stand together."),
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("opened_on")),
                name="review_due_after_opening",
                violation_error_message=_("A review cannot be due before it is opened."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.opened_on:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        """Its lines."""
        return address_of("rights:review-detail", self.pk)


class AccessReviewLineQuerySet(models.QuerySet["AccessReviewLine"]):
    """Sentences about the lines of reviews."""

    def visible_to(self, user: "User") -> "AccessReviewLineQuerySet":
        """All of them, for whoever sees reviews."""
        seen = user.access.may(Action.VIEW_PEOPLE_HISTORY)
        return self if seen else self.none()

    def open(self) -> "AccessReviewLineQuerySet":
        """Those that nobody has decided on."""
        return self.filter(result="")

    def decidable_by(self, user: "User") -> "AccessReviewLineQuerySet":
        """Those open lines that are neither theirs nor of anybody they stand in for."""
        if not user.access.may(Action.MANAGE_PEOPLE):
            return self.none()
        own = user.access.selves
        return self.open().exclude(user__in=own).exclude(lent_by__in=own)

    def for_list(self) -> "AccessReviewLineQuerySet":
        """With what a line of the list shows."""
        return self.select_related(*("user", "user__unit", "unit", "lent_by", "decided_by"))


@tracked
class AccessReviewLine(models.Model):
    """A role as it stood when the review was opened, and what was decided on it.

    `assignment` is gone once a role that had not begun was ended; what it was stands here.
    """

    review = models.ForeignKey(
        AccessReview, on_delete=models.CASCADE, related_name="lines", verbose_name=_("review")
    )
    assignment = models.ForeignKey(
        RoleAssignment,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="review_lines",
        verbose_name=_("role assignment"),
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="review_lines",
        verbose_name=_("user"),
    )
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("only in unit"),
    )
    language = models.CharField(
        _("only for edition"), max_length=5, choices=LANGUAGE_CHOICES, blank=True
    )
    starts_on = DayField(_("from"), null=True, blank=True)
    ends_on = DayField(_("until"), null=True, blank=True)
    lent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("stands in for"),
    )
    result = models.CharField(_("result"), max_length=10, choices=ReviewResult.choices, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    objects = AccessReviewLineQuerySet.as_manager()

    class Meta:
        ordering = ("review", "user", "id")
        verbose_name = _("line of a review")
        verbose_name_plural = _("lines of reviews")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("review", "assignment"),
                name="role_reviewed_once_in_a_review",
                violation_error_message=_("This role is in the review already."),
            ),
            models.CheckConstraint(
                condition=Q(result__in=DECIDED, decided_by__isnull=False, decided_at__isnull=False)
                & ~Q(reason="")
                | Q(
                    result__in=("", ReviewResult.OVER),
                    decided_by__isnull=True,
                    decided_at__isnull=True,
                    reason="",
                ),
                name="review_decision_has_who_when_why",
                violation_error_message=_(
                    "A decision has somebody who made it, a day and a reason."
                ),
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("user")),
                name="nobody_reviews_their_own_roles",
                violation_error_message=_("Nobody reviews their own roles."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.label}"

    def get_absolute_url(self) -> str:
        """The review it belongs to."""
        return address_of("rights:review-detail", self.review_id)

    @property
    def label(self) -> str:
        """The role with its scope, such as "Manager (TMS)"."""
        scope = ", ".join(filter(None, (self.unit.code if self.unit else "", self.language)))
        return f"{self.get_role_display()} ({scope})" if scope else self.get_role_display()
