"""Projects that work on what the strategy is to deliver."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.history.tracking import tracked
from outcomes.models import Deliverable
from portfolio.models.delivery import Commitment
from portfolio.models.project import Project
from portfolio.models.querysets.rows import ProjectRowQuerySet


@tracked
class DeliverableLink(models.Model):
    """A project works on a deliverable; and which promise of that project the deliverable answers."""

    project = models.ForeignKey(
        Project,
        on_delete=models.CASCADE,
        related_name="deliverable_links",
        verbose_name=_("project"),
    )
    deliverable = models.ForeignKey(
        Deliverable,
        on_delete=models.CASCADE,
        related_name="links",
        verbose_name=_("deliverable"),
    )
    promise = models.ForeignKey(
        Commitment,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="deliverable_links",
        verbose_name=_("answers the promise"),
    )

    objects = ProjectRowQuerySet["DeliverableLink"].as_manager()

    class Meta:
        ordering = ("deliverable", "project", "id")
        verbose_name = _("linked deliverable")
        verbose_name_plural = _("linked deliverables")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("project", "deliverable"),
                name="deliverable_linked_once",
                violation_error_message=_("The project is linked with this deliverable already."),
            )
        ]

    def __str__(self) -> str:
        return str(self.deliverable)
