"""What a question and its answers show, on their own page and on that of their row."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from core.discussions.texts import Piece, pieces_of
from core.models import Answer, Question, User
from core.models.people import name_people


@dataclass(frozen=True)
class Saying:
    """Something that was said: by whom, when, in pieces, so that names stand out."""

    author: User
    at: datetime
    pieces: list[Piece]


@dataclass(frozen=True)
class QuestionPage:
    """`core/discussions/question.html`; `settle_url` or `reopen_url` is for who may do it now."""

    row: Question
    sayings: list[Saying]
    settle_url: str
    reopen_url: str


def question_page(question: Question, *, may_settle: bool) -> QuestionPage:
    """A question (with its people) as its page shows it."""
    answers = list(Answer.objects.filter(question=question).select_related("author"))
    names = _names_in([question.mentioned, *(each.mentioned for each in answers)])
    settle = reverse("discussions:question-settle", args=[question.pk]) if may_settle else ""
    reopen = reverse("discussions:question-reopen", args=[question.pk]) if may_settle else ""
    first = Saying(question.author, question.asked_at, _pieces(question, names))
    return QuestionPage(
        row=question,
        sayings=[first, *(Saying(one.author, one.said_at, _pieces(one, names)) for one in answers)],
        settle_url=settle if question.is_open else "",
        reopen_url="" if question.is_open else reopen,
    )


def _names_in(mentioned: Iterable[Sequence[int]]) -> dict[int, list[str]]:
    """What people may be called in the texts: alone, or told apart from a namesake."""
    ids = {pk for some in mentioned for pk in some}
    if not ids:
        return {}
    people = list(User.objects.filter(pk__in=ids).select_related("unit"))
    return {
        person.pk: [
            person.full_name,
            f"{person.full_name} ({person.pk})",
            *([f"{person.full_name} ({person.unit.code})"] if person.unit else []),
        ]
        for person in people
    }


def _pieces(said: Question | Answer, names: dict[int, list[str]]) -> list[Piece]:
    return pieces_of(said.text, [name for pk in said.mentioned for name in names.get(pk, ())])


@dataclass(frozen=True)
class QuestionLine:
    """A question on the page of its row; `about` names a row that is not the page's own."""

    row: Question
    about: str
    answer_count: int
    last: Answer | None


def question_lines(questions: Sequence[Question], key: str) -> list[QuestionLine]:
    """Questions that carry `code` and their answers, with the people who said them: one query more."""
    answers: dict[int, list[Answer]] = {}
    if questions:
        for one in Answer.objects.filter(question__in=questions).order_by("id"):
            answers.setdefault(one.question_id, []).append(one)
    last = [said[-1] for said in answers.values()]
    name_people(
        [
            *((one, ("author", "asked_of", "settled_by")) for one in questions),
            *((one, ("author",)) for one in last),
        ]
    )
    return [
        QuestionLine(
            row=one,
            about="" if one.kind == key else f"{one.get_kind_display()} {one.code}",  # type: ignore[attr-defined]
            answer_count=len(answers.get(one.pk, ())),
            last=answers[one.pk][-1] if one.pk in answers else None,
        )
        for one in questions
    ]
