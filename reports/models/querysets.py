"""Sentences about reports."""

from typing import TYPE_CHECKING, Any

from django.db import models

from core.access import Action

if TYPE_CHECKING:
    from core.models import User


class ReportQuerySet(models.QuerySet[Any]):
    """Reports, behind the row gate."""

    def visible_to(self, user: "User") -> "ReportQuerySet":
        """Those that `user` may read."""
        return self if user.access.to(Action.VIEW_REPORT) else self.none()

    def regenerable_by(self, user: "User") -> "ReportQuerySet":
        """Those of which `user` may make a new draft."""
        return self if user.access.to(Action.REGENERATE_REPORT).everywhere else self.none()

    def creatable_by(self, user: "User") -> "ReportQuerySet":
        """Those of which `user` may change the facts; who may, may also begin one."""
        return self if user.access.to(Action.CREATE_REPORT).everywhere else self.none()

    def in_drafting(self) -> "ReportQuerySet":
        """Those that are not locked."""
        return self.filter(known_at__isnull=True)


class ReportTemplateQuerySet(models.QuerySet[Any]):
    """Templates of reports, behind the row gate."""

    def visible_to(self, user: "User") -> "ReportTemplateQuerySet":
        """Those that `user` may read."""
        return self if user.access.to(Action.VIEW_TEMPLATES).everywhere else self.none()

    def editable_by(self, user: "User") -> "ReportTemplateQuerySet":
        """Those that `user` may change."""
        return self if user.access.to(Action.EDIT_TEMPLATES).everywhere else self.none()
