"""The log of a project: who changed which field of which of its rows, when, and from where."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.urls import Resolver404, resolve
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.history.events import Change
from core.history.tracking import DELETE, INSERT
from core.jobs.kinds import job_kinds
from core.models import User
from core.pages.changes import ChangeInWords, worded
from portfolio.models import Project
from portfolio.project_page.history import changes_of_project


@dataclass(frozen=True)
class LogLine:
    """A field that changed; of a row that came or went, a line without a field.

    `kind` is the name of the row's model, `of` the row in words; `where` is where it came from, and
    `address` the page.
    """

    at: datetime
    who: str
    user_id: int | None
    kind: str
    kind_label: str
    of: str
    label: str
    field: str
    field_label: str
    old: str
    new: str
    where: str
    address: str

    @property
    def what(self) -> str:
        """What happened: added, changed or removed."""
        if self.label == INSERT:
            return pgettext("history", "added")
        return (
            pgettext("history", "removed")
            if self.label == DELETE
            else pgettext("history", "changed")
        )


def log_lines(project: Project, user: User) -> list[LogLine]:
    """Every recorded change, newest first; a number of queries that does not depend on how many."""
    found = changes_of_project(project)
    words = worded(found)
    hidden = _hidden([change for _of, change in found], user)
    return [
        line
        for (_of, change), told in zip(found, words, strict=True)
        for line in _lines(change, told, hidden)
    ]


def _lines(
    change: Change, told: ChangeInWords, hidden: Mapping[Any, set[Any]]
) -> Iterator[LogLine]:
    row = change.row
    assert row is not None
    model = type(row)
    label = str(capfirst(model._meta.verbose_name))
    of = told.of.removeprefix(f"{label}: ") or str(row)
    common = (change.at, told.who, change.user_id, model.__name__, label, of, change.label)
    place = (where_from(change), change.url)
    if not change.fields:
        yield LogLine(*common, "", "", "", "", *place)
    for field, said in zip(change.fields, told.what, strict=True):
        # Texts by language are compared as they are: nothing to look up in a set.
        unseen = hidden.get(field.field.related_model, ()) if field.field.is_relation else ()
        yield LogLine(
            *common,
            field.field.name,
            str(capfirst(said.field)),
            _unless(field.old in unseen, said.old),
            _unless(field.new in unseen, said.new),
            *place,
        )


def _unless(is_hidden: bool, words: str) -> str:
    return _("not shown to you") if is_hidden else words


def _hidden(changes: Sequence[Change], user: User) -> dict[Any, set[Any]]:
    """What relations led to that lies outside of a person's gate, by model."""
    wanted: dict[Any, set[Any]] = {}
    for change in changes:
        for each in change.fields:
            model: Any = each.field.related_model
            if each.field.is_relation and hasattr(model._default_manager.all(), "visible_to"):
                wanted.setdefault(model, set()).update({each.old, each.new} - {None})
    return {model: ids - _seen(model, ids, user) for model, ids in wanted.items() if ids}


def _seen(model: type[models.Model], ids: set[Any], user: User) -> set[Any]:
    rows: Any = model._default_manager.all()
    return set(rows.visible_to(user).filter(pk__in=ids).values_list("pk", flat=True))


def _place_of(url: str) -> str:
    """What kind of page an address is; one of an older version of the program is a page."""
    try:
        name = resolve(url.partition("?")[0]).view_name
    except Resolver404:
        return _("Page")
    if "sheet" in name:
        return _("Sheet that was loaded")
    if name.startswith("portfolio:round-"):
        return _("Table of a round")
    return _("Administration") if name.startswith("admin:") else _("Page")


def where_from(change: Change) -> str:
    """The page, sheet, file or job that made a change, in a few words."""
    if change.url:
        return _place_of(change.url)
    if change.file:
        return _("File: %(name)s") % {"name": change.file}
    if change.job:
        known = change.job in job_kinds
        return _("Job: %(name)s") % {"name": job_kinds[change.job].label if known else change.job}
    return _("The program")
