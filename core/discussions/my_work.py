"""Questions that wait for a person's answer, among their work."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.discussions.services import open_questions_to
from core.models import User
from core.my_work.gathering import lender_name
from core.my_work.kinds import Weight, WorkItem, WorkKind, work_kinds
from core.subjects import code_of_row


def register() -> None:
    """Declare the kind of item."""
    work_kinds.register(
        WorkKind(
            "questions",
            gettext_lazy("Questions to you"),
            gettext_lazy("Somebody waits for your answer."),
            _questions,
        )
    )


def _questions(user: User, at: date) -> Iterator[WorkItem]:
    rows = open_questions_to(user).annotate(code=code_of_row()).select_related("author")
    for question in rows:
        yield WorkItem(
            title=f"{question.code} {question}".strip(),  # type: ignore[attr-defined]
            todo=_("answer %(person)s") % {"person": question.author},
            url=question.get_absolute_url(),
            weight=Weight.SECOND_PERSON,
            about=frozenset({f"{question.kind}:{question.row}"}),
            lender=lender_name(user, question.asked_of_id),
        )
