"""What the page of a deliverable shows of the portfolio: the projects that work on it."""

from dataclasses import dataclass
from datetime import date

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from core.languages.translated import text_of
from core.models import User
from core.pages.panels import Panel, panels
from outcomes.models import Deliverable
from portfolio.models import DeliverableLink, Project


@dataclass(frozen=True)
class LinkedProject:
    """A project that works on it, and the promise of its that it answers (empty: none)."""

    project: Project
    name: str
    promise: str
    promise_id: int | None


def deliverable_projects(deliverable: Deliverable, user: User, at: date) -> SafeString | None:
    """The projects linked with a deliverable, as far as the person may see them."""
    rows = DeliverableLink.objects.visible_to(user).filter(deliverable=deliverable)
    found = rows.select_related("project__strategy", "promise").order_by("project__code__sort_key")
    projects = [
        LinkedProject(
            project=each.project,
            name=text_of(each.project, "name"),
            promise=text_of(each.promise, "what") if each.promise else "",
            promise_id=each.promise_id,
        )
        for each in found
    ]
    if not projects:
        return None
    return SafeString(
        render_to_string("portfolio/deliverables/_projects.html", {"projects": projects})
    )


def register() -> None:
    """Declare the panel."""
    panels.register(
        Panel(
            key="linked-projects",
            subject="deliverable",
            title=_("Projects that work on it"),
            render=deliverable_projects,
            position=10,
        )
    )
