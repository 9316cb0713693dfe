"""Panels: what other floors show on a page without its app importing them.

A project page shows risks, the strategy tree shows project counts: the app that owns the rows
registers a panel for the page's subject, and the page asks for them in order.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.safestring import SafeString

from core.models import User
from core.registry import Registry


@dataclass(frozen=True)
class Panel:
    """A card on the page of a `subject` ("project", "output", "strategy").

    `render` gets the row, the person who looks and the day, and gives the card's inner HTML, or
    None when there is nothing to show. It must apply the row gate itself.
    """

    key: str
    subject: str
    title: str | Promise
    render: Callable[[Any, User, date], SafeString | None]
    position: int = 100


panels: Registry[Panel] = Registry("panel")


@dataclass(frozen=True)
class PanelView:
    """A panel that has something to show on a page."""

    key: str
    title: str | Promise
    html: SafeString


def panels_for(subject: str, row: Any, user: User, at: date) -> list[PanelView]:
    """The panels of a page that have something to show, in order."""
    wanted = sorted(
        (panel for panel in panels if panel.subject == subject),
        key=lambda panel: (panel.position, panel.key),
    )
    shown = ((panel, panel.render(row, user, at)) for panel in wanted)
    return [PanelView(panel.key, panel.title, html) for panel, html in shown if html]
