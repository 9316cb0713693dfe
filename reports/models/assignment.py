"""Parts of a paper that wait for somebody: given to a person or a unit, until they say it is done."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.history.tracking import tracked
from core.models import Unit
from core.written_fields import DayField
from reports.models.paper import Paragraph, Section
from reports.models.report import Report

if TYPE_CHECKING:
    from core.models import User


def _exactly_one(*names: str) -> Q:
    """Of two columns one holds a row, the other none."""
    first, second = names
    return Q(**{f"{first}__isnull": True, f"{second}__isnull": False}) | Q(
        **{f"{first}__isnull": False, f"{second}__isnull": True}
    )


def column_of(part: Paragraph | Section) -> dict[str, Paragraph | Section]:
    """A part by the name of the column that holds it."""
    return {"paragraph" if isinstance(part, Paragraph) else "section": part}


class PartAssignmentQuerySet(models.QuerySet["PartAssignment"]):
    """Sentences about parts that are given to somebody."""

    def visible_to(self, user: "User") -> "PartAssignmentQuerySet":
        """Those of reports that `user` may read."""
        return self.filter(report__in=Report.objects.visible_to(user))

    def of(self, part: Paragraph | Section) -> "PartAssignmentQuerySet":
        """Those of one part, done ones too."""
        return self.filter(**column_of(part))

    def undone(self) -> "PartAssignmentQuerySet":
        """Not done, whatever has become of the part."""
        return self.filter(done_at__isnull=True)

    def open(self) -> "PartAssignmentQuerySet":
        """Not done, in a paper that is still written; not of a paragraph that was taken out."""
        still = self.undone().filter(report__known_at__isnull=True)
        return still.exclude(paragraph__removed=True)

    def to(self, user: "User") -> "PartAssignmentQuerySet":
        """Given to `user`, to somebody they stand in for, or to the unit of one of them."""
        selves = user.access.selves
        units = Unit.objects.filter(people__in=selves).values("pk")
        return self.filter(Q(person__in=selves) | Q(unit__in=units))


@tracked
class PartAssignment(models.Model):
    """A paragraph, or a whole section, that waits for a person or for the people of a unit.

    It gives no rights: who may write the paper is asked of roles alone. Done, the row stays; what is
    given out anew is another.
    """

    report = models.ForeignKey(
        Report, on_delete=models.CASCADE, related_name="part_assignments", verbose_name=_("report")
    )
    section = models.ForeignKey(
        Section,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="part_assignments",
        verbose_name=_("section"),
    )
    paragraph = models.ForeignKey(
        Paragraph,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="part_assignments",
        verbose_name=_("paragraph"),
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="part_assignments",
        verbose_name=_("person"),
    )
    unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="part_assignments",
        verbose_name=_("unit"),
    )
    due_on = DayField(_("due on"), null=True, blank=True)
    assigned_at = models.DateTimeField(_("assigned at"))
    assigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="parts_assigned",
        verbose_name=_("assigned by"),
    )
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="parts_done",
        verbose_name=_("done by"),
    )

    objects = PartAssignmentQuerySet.as_manager()

    class Meta:
        ordering = ("report", "id")
        verbose_name = _("assigned part")
        verbose_name_plural = _("assigned parts")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=_exactly_one("section", "paragraph"),
                name="assignment_of_one_part",
                violation_error_message=_("Either a section or a paragraph is assigned."),
            ),
            models.CheckConstraint(
                condition=_exactly_one("person", "unit"),
                name="assignment_to_one",
                violation_error_message=_("Choose a person or a unit, not both."),
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, done_by__isnull=True)
                | Q(done_at__isnull=False, done_by__isnull=False),
                name="assignment_done_by_somebody",
                violation_error_message=_("What is done names who said so, and when."),
            ),
            models.UniqueConstraint(
                fields=("section",),
                condition=Q(done_at__isnull=True),
                name="section_assigned_once",
                violation_error_message=_("Somebody has assigned this part meanwhile."),
            ),
            models.UniqueConstraint(
                fields=("paragraph",),
                condition=Q(done_at__isnull=True),
                name="paragraph_assigned_once",
                violation_error_message=_("Somebody has assigned this part meanwhile."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target}: {self.holder}"

    @property
    def target(self) -> str:
        """The part as pages name it: "para/KEY" or "section/KEY"."""
        return f"para/{self.paragraph.key}" if self.paragraph else f"section/{self._section.key}"

    @property
    def holder(self) -> Any:
        """The person or unit that it waits for."""
        return self.person or self.unit

    @property
    def _section(self) -> Section:
        assert self.section is not None
        return self.section
