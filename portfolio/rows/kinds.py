"""A kind of rows of a project: its name in addresses, its form, and who may write it."""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.functional import Promise

from core.access import Action
from portfolio.models import Project
from portfolio.models.querysets import ProjectQuerySet
from portfolio.rows.forms import PortfolioForm


@dataclass(frozen=True)
class RowKind:
    """A kind of rows: its name in addresses and anchors, its form, and who may write it."""

    key: str
    model: type[models.Model]
    form: type[PortfolioForm]
    add: str | Promise
    change: str | Promise
    action: Action = Action.EDIT_PROJECT

    def reaches(self, project: Project, user: Any) -> bool:
        """The same for one project."""
        if self.action is Action.RECORD_DECISION:
            return bool(user.access.may(Action.RECORD_DECISION))
        if self.action is Action.WRITE_REMARK:
            return project.is_reached_by(user, Action.WRITE_REMARK)
        return project.is_reached_by(user, Action.EDIT_PROJECT)

    def projects(self, user: Any) -> ProjectQuerySet:
        """The projects whose rows of this kind `user` may write as far as their roles go."""
        if self.action is Action.WRITE_REMARK:
            return Project.objects.remarkable_by(user)
        if self.action is Action.RECORD_DECISION:
            return Project.objects.recordable_by(user)
        return Project.objects.editable_by(user)


def add_url(key: str, project: Project) -> str:
    """Where a row of the kind `key` is added to a project."""
    return reverse("portfolio:row-create", args=[project.strategy.slug, project.code, key])


def change_url(key: str, project: Project, pk: int) -> str:
    """Where the row `pk` of the kind `key` is changed."""
    return reverse("portfolio:row-edit", args=[project.strategy.slug, project.code, key, pk])
