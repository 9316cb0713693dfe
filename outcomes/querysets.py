"""Sentences about the framework."""

from datetime import date
from typing import TypeVar

from django.db import models
from django.db.models import Q

Row = TypeVar("Row", bound=models.Model)


class InForceQuerySet(models.QuerySet[Row]):
    """Rows that hold from a day until a day; either end may be open, both count."""

    def in_force(self, at: date) -> "InForceQuerySet[Row]":
        """Those that hold on the day `at`."""
        return self.filter(
            Q(in_force_from__isnull=True) | Q(in_force_from__lte=at),
            Q(in_force_until__isnull=True) | Q(in_force_until__gte=at),
        )

    def of_strategy(self, slug: str) -> "InForceQuerySet[Row]":
        """Those of one strategy."""
        lookup = "outcome__strategy__slug" if self._below_outcome else "strategy__slug"
        return self.filter(**{lookup: slug})

    @property
    def _below_outcome(self) -> bool:
        return any(field.name == "outcome" for field in self.model._meta.fields)
