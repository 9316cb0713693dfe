"""What a strategy file says of the projects that work on a deliverable, and of promises it answers."""

from collections.abc import Iterator, Mapping
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

from django.db.models import Q
from django.utils.translation import gettext as _

from core.imports.difference import AffectedRows
from core.imports.fields import Field, ListOf, Text
from core.imports.keys import Keys
from core.imports.nodes import Entry, Node, Scalar, Table
from core.imports.numeric_fields import Whole
from core.imports.problems import FileCheck, did_you_mean, quoted
from core.imports.records import Record, Row
from core.years import FIRST_YEAR, LAST_YEAR
from outcomes.models import Deliverable, Strategy
from outcomes.strategy.imports import deliverables_of
from portfolio.models import Commitment, DeliverableLink, Project


class LinkField(Field[Row]):
    """A project: its code alone, or a group with the promise that the deliverable answers."""

    def __init__(self) -> None:
        super().__init__()
        self.group = Record(
            {
                "project": Text(30, required=True),
                "promise": Text(50),
                "year": Whole(FIRST_YEAR, LAST_YEAR),
            },
            _check_promise,
        )

    def read(self, node: Node, path: str, reading: FileCheck) -> Row | None:
        """The group; a code alone makes one of its own."""
        if isinstance(node, Scalar):
            node = Table(node.location, {"project": Entry(node.location, node)})
        return self.group.read(node, path, reading)


def _check_promise(row: Row) -> None:
    if bool(row["promise"]) != (row["year"] is not None):
        message = _(
            "a promise has its key (promise) and the year of the report that made it (year)."
        )
        row.problem("promise" if row["promise"] else "year", message)


def link_fields() -> dict[str, Field[Any]]:
    """What a deliverable of a strategy file may hold of the portfolio."""
    return {"projects": ListOf(LinkField(), unique="project")}


class Place(NamedTuple):
    """A deliverable of a file: its output's number and time, the title of its whole, its own title."""

    output: str
    begins: Any
    whole: str | None
    title: str


def _linked(data: Mapping[str, Any]) -> Iterator[tuple[Place, list[Row]]]:
    """Each deliverable for which the file names projects."""
    for outcome in data["outcomes"] or []:
        for output in outcome["outputs"] or []:
            begins = (output["in_force"] or {}).get("from")
            for whole, one in deliverables_of(output):
                if one["projects"]:
                    title = one["title"].get("en", "")
                    yield Place(output["number"], begins, whole, title), one["projects"]


def check_links(row: Row) -> None:
    """Projects and promises must be there already: a strategy is loaded before they are."""
    rows = Project.objects.filter(strategy__slug=row["slug"])
    projects = Keys({each.code: each for each in rows})
    made = Commitment.objects.filter(project__strategy__slug=row["slug"])
    promises = {(each.project_id, each.year, each.key): each for each in made}
    for _place, links in _linked(row):
        for link in links:
            _settle(link, projects, promises)


def _settle(
    link: Row, projects: Keys[Project], promises: Mapping[tuple[int, int, str], Commitment]
) -> None:
    """Put the rows in place of the words; what is not there is a mistake of the file."""
    code, key = link["project"], link["promise"]
    link["project_row"] = project = projects.find(code) if code else None
    link["promise_row"] = None
    if code and project is None:
        message = _("there is no project %(word)s in this strategy yet: load the projects first, then "
                    "this file again. %(known)s")  # fmt: skip
        known = did_you_mean(code, projects.words)
        link.problem("project", message % {"word": quoted(code), "known": known})
    elif project is not None and key and link["year"]:
        link["promise_row"] = promises.get((project.pk, link["year"], key))
        if link["promise_row"] is None:
            message = _("the project %(project)s has no promise %(key)s of the report on %(year)s.")
            words = {"project": project.code, "key": quoted(key), "year": link["year"]}
            link.problem("promise", message % words)


def links_load(strategy: Strategy, data: Mapping[str, Any]) -> None:
    """Link what the file links; links that it does not name stay."""
    for place, links in _linked(data):
        deliverable = Deliverable.objects.get(_of(strategy.slug, place))
        for link in links:
            DeliverableLink.objects.update_or_create(
                project=link["project_row"],
                deliverable=deliverable,
                defaults={"promise": link["promise_row"]} if link["promise_row"] else {},
            )


def _of(slug: str, place: Place, to: str = "") -> Q:
    """The deliverable of a place; `to` leads to it from another row."""
    conditions: dict[str, object] = {
        "output__outcome__strategy__slug": slug,
        "output__number": place.output,
        "title": place.title,
    }
    for name, value in (("output__in_force_from", place.begins), ("part_of__title", place.whole)):
        conditions |= {f"{name}__isnull": True} if value is None else {name: value}
    return Q(**{f"{to}{name}": value for name, value in conditions.items()})


def link_affected_rows(data: Mapping[str, Any]) -> AffectedRows:
    """The links of those deliverables for which the file names projects."""
    linked = list(_linked(data))
    none = Q(pk__in=[])
    wanted = reduce(or_, (_of(data["slug"], place, "deliverable__") for place, _l in linked), none)
    return AffectedRows(
        DeliverableLink.objects.filter(wanted),
        ("deliverable__output__number", "deliverable__title", "project__code"),
        frozenset(
            (place.output, place.title, each["project_row"].code)
            for place, links in linked
            for each in links
        ),
    )
