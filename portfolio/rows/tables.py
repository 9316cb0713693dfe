"""What tables of projects' rows share."""

from datetime import date
from functools import cached_property
from typing import Any

import django_tables2 as tables
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from core.pages.columns import RELATED, written_days
from core.pages.list_address import day_asked
from core.pages.tables import ListTable
from portfolio.models import Project
from portfolio.rows.wording import project_link, project_words

NUMBER = {"td": {"class": "num"}, "th": {"class": "num"}}
TEXT = {"td": {"class": "text"}}


class RowTable(ListTable):
    """What tables of projects' rows share: the project's column and the day asked for."""

    project = tables.Column(
        verbose_name=gettext_lazy("Project"),
        order_by=("project__code", "pk"),
        attrs=RELATED,
    )

    class Meta:
        fields = ()

    @cached_property
    def day(self) -> date:
        """The day asked for, read once for all rows."""
        return day_asked(self.request)

    def render_project(self, value: Project) -> SafeString:
        """Code and name."""
        return project_link(value)

    def value_project(self, value: Project) -> str:
        """Code and name in words."""
        return project_words(value)


NOWRAP = {"td": {"class": "nowrap"}}


def unit_column(**changes: Any) -> tables.Column:
    """The project's lead unit."""
    return tables.Column(
        verbose_name=gettext_lazy("Unit"),
        accessor="project__lead_unit",
        order_by=("project__lead_unit__code", "pk"),
        **changes,
    )


class LateByColumn(tables.Column):
    """How many days what is open stands after the day it was due; nothing for what is not late."""

    def __init__(self, due: str) -> None:
        super().__init__(
            verbose_name=gettext_lazy("Late by"),
            accessor="pk",
            order_by=(f"-{due}", "pk"),
            attrs=NUMBER,
            visible=False,
        )

    def render(self, record: Any, table: Any) -> str:
        """As the reader's language writes it."""
        return written_days(record.late_by(table.day))

    def value(self, **cell: Any) -> int | None:
        """The bare number."""
        days: int | None = cell["record"].late_by(cell["table"].day)
        return days


def person_column(label: Any, name: str, accessor: str = "") -> tables.Column:
    """Somebody by their name, shown when asked for."""
    path = accessor or name
    return tables.Column(
        verbose_name=label, accessor=path, order_by=(f"{path}__full_name", "pk"), visible=False
    )
