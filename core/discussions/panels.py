"""The questions about a row, as a card on its page."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import gettext_lazy as _

from core.discussions.page import QuestionLine, question_lines
from core.kept import kept
from core.models import Question, User
from core.models.discussions import QuestionQuerySet
from core.pages.panels import Panel, panels
from core.prepared import prepared
from core.subjects import code_of_row, on_page_of

MOST = 50  # settled ones of a card; the list has all


@dataclass(frozen=True)
class QuestionCard:
    """`core/discussions/_card.html`; `list_url` leads to the list where not all are shown."""

    open: list[QuestionLine]
    settled: list[QuestionLine]
    ask_url: str
    list_url: str


def register(*keys: str) -> None:
    """Put a card of questions on the pages of these kinds of rows."""
    for key in keys:
        panels.register(
            Panel(
                key=f"questions-{key}",
                subject=key,
                title=_("Questions"),
                render=_card_of(key),
                position=70,
            )
        )


def _card_of(key: str) -> Callable[[Any, User, date], SafeString]:
    """Draws it: the same for everybody who sees the row, so that it is made once."""

    def card(row: Any, _user: User, _at: date) -> SafeString:
        draw = partial(_drawn, key, row.pk)
        name = "questions of a row"
        return kept(name, (Question,), draw, key, row.pk, get_current_timezone_name())

    return card


@prepared
def _questions(key: str, *, row: int) -> QuestionQuerySet:
    rows = Question.objects.filter(on_page_of(key, row)).annotate(code=code_of_row())
    return rows.order_by("-settled_at", "-asked_at", "-pk")[: MOST + 1]


def _drawn(key: str, row: int) -> SafeString:
    found = _questions(key, row=row)
    lines = question_lines(found[:MOST], key)
    code = found[0].code if found else ""  # type: ignore[attr-defined]
    card = QuestionCard(
        open=[line for line in lines if line.row.is_open],
        settled=[line for line in lines if not line.row.is_open],
        ask_url=reverse("discussions:question-create", args=[key, row]),
        list_url=f"{reverse('discussions:question-list')}?code={code}" if len(found) > MOST else "",
    )
    return SafeString(render_to_string("core/discussions/_card.html", {"card": card}))
