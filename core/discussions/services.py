"""Asking, answering, settling. Who may is asked behind the row gate before; here once more what holds."""

from django.db import transaction
from django.utils import timezone

from core.access import Action
from core.history.saving import locked
from core.kept import kept
from core.models import Answer, Question, User
from core.models.discussions import QuestionQuerySet
from core.models.people import REACH


def open_questions_to(user: User) -> QuestionQuerySet:
    """What waits for an answer of `user`, oldest first: open, directed to them or to somebody they
    stand in for, about a row that they see, and another has spoken last."""
    found = kept("questions to a person", REACH, lambda: _waiting_for(user), user.pk)
    return Question.objects.filter(pk__in=found).order_by("asked_at", "pk")


def _waiting_for(user: User) -> tuple[int, ...]:
    """Most people have none: then nobody asks which rows they see, a question long to put together."""
    waiting = Question.objects.waiting_for(user)
    if not waiting.exists():
        return ()
    return tuple(waiting.visible_to(user).values_list("pk", flat=True))


def question_ask(
    *, kind: str, row: int, author: User, text: str, asked_of: User | None, mentioned: list[int]
) -> Question:
    """Put a question about a row to somebody who sees it, or (None) to whoever knows."""
    return Question.objects.create(
        kind=kind, row=row, author=author, text=text, asked_of=asked_of, mentioned=mentioned
    )


def question_answer(
    *,
    question: Question,
    author: User,
    text: str,
    mentioned: list[int],
    pass_on_to: User | None = None,
    settles: bool = False,
) -> Answer:
    """Say something on a question; with it, pass it on to somebody else, or settle it.

    Neither happens where it is not `author`'s to do.
    """
    with transaction.atomic():
        now = locked(Question, question.pk)
        answer = Answer.objects.create(question=now, author=author, text=text, mentioned=mentioned)
        if may_settle(now, author) and now.is_open:
            if pass_on_to is not None:
                now.asked_of = pass_on_to
            if settles:
                now.settled_by, now.settled_at = author, timezone.now()
            if pass_on_to is not None or settles:
                now.save()
    return answer


def question_settle(*, question: Question, user: User) -> bool:
    """Say that nothing is left to answer; False where somebody has said so already."""
    with transaction.atomic():
        now = locked(Question, question.pk)
        if not now.is_open:
            return False
        now.settled_by, now.settled_at = user, timezone.now()
        now.save()
    return True


def question_reopen(*, question: Question) -> bool:
    """Say that it is not settled after all; False where it is open."""
    with transaction.atomic():
        now = locked(Question, question.pk)
        if now.is_open:
            return False
        now.settled_by = now.settled_at = None
        now.save()
    return True


def may_settle(question: Question, user: User) -> bool:
    """Who asked, who was asked, whoever stands in for them, and the PMO."""
    if user.access.may(Action.SETTLE_QUESTION):
        return True
    return not user.access.selves.isdisjoint({question.author_id, question.asked_of_id})
