"""Questions about a row, and what was answered."""

from typing import TYPE_CHECKING, ClassVar

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.addresses import address_of
from core.history.tracking import tracked
from core.lengths import SENTENCES
from core.subjects import code_of_row, label_of, seen_by

if TYPE_CHECKING:
    from core.models.people import User

LONGEST_TEXT = SENTENCES
SHORT = 90


def shortened(text: str) -> str:
    """The beginning of a text on one line, to name it by."""
    line = " ".join(text.split())
    return line if len(line) <= SHORT else f"{line[: SHORT - 1].rstrip()}…"


class OfSubject(models.Model):
    """What hangs on a row of some kind (`core.subjects`): the row is found by both keys."""

    kind = models.CharField(_("kind of row"), max_length=20)
    row = models.BigIntegerField(_("row"))

    class Meta:
        abstract = True

    def get_kind_display(self) -> str:
        """What kind of row it is, in words."""
        return label_of(self.kind)


class QuestionQuerySet(models.QuerySet["Question"]):
    """Sentences about questions."""

    def visible_to(self, user: "User") -> "QuestionQuerySet":
        """Those about rows that `user` may see."""
        return self.filter(seen_by(user))

    def open(self) -> "QuestionQuerySet":
        """Not settled."""
        return self.filter(settled_at__isnull=True)

    def to(self, user: "User") -> "QuestionQuerySet":
        """Directed to `user`, or to somebody they stand in for."""
        return self.filter(asked_of__in=user.access.selves)

    def by(self, user: "User") -> "QuestionQuerySet":
        """Asked by `user`, or by somebody they stand in for."""
        return self.filter(author__in=user.access.selves)

    def mentioning(self, user: "User") -> "QuestionQuerySet":
        """In which `user` is mentioned, at the beginning or later."""
        later = Answer.objects.filter(question=OuterRef("pk"), mentioned__contains=[user.pk])
        return self.filter(Q(mentioned__contains=[user.pk]) | Exists(later))

    def waiting_for(self, user: "User") -> "QuestionQuerySet":
        """Open, directed to `user`, and not they have spoken last."""
        last = Answer.objects.filter(question=OuterRef("pk")).order_by("-id").values("author")[:1]
        waiting = self.open().to(user).alias(last_author=Subquery(last))
        nobody = Q(last_author__isnull=True)
        return waiting.filter(nobody | ~Q(last_author__in=user.access.selves))

    def for_list(self) -> "QuestionQuerySet":
        """With what a line of the list shows: the row's code, how many answers, when the last."""
        said = Answer.objects.filter(question=OuterRef("pk")).order_by()
        count = said.values("question").annotate(count=Count("pk")).values("count")
        last = said.order_by("-id").values("said_at")[:1]
        return self.select_related("author", "asked_of", "settled_by").annotate(
            code=code_of_row(),
            answer_count=Coalesce(Subquery(count), 0),
            answered_at=Subquery(last),
        )


@tracked
class Question(OfSubject):
    """Something that somebody wants to know about a row; `asked_of` None: from whoever knows.

    What was said stays as it was said (a trigger of the database): only whom it is directed to, and
    whether it is settled, change. `mentioned` are the keys of people whose names stand in the text.
    """

    text = models.CharField(_("question"), max_length=LONGEST_TEXT)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="questions_asked",
        verbose_name=_("asked by"),
    )
    asked_of = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="questions_received",
        verbose_name=_("directed to"),
    )
    mentioned = ArrayField(
        models.BigIntegerField(), verbose_name=_("mentioned"), default=list, blank=True
    )
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="questions_settled",
        verbose_name=_("settled by"),
    )
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ("-asked_at", "-id")
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="question_says_something",
                violation_error_message=_("Say what you want to know."),
            ),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, settled_by__isnull=True)
                | Q(settled_at__isnull=False, settled_by__isnull=False),
                name="settled_by_somebody",
                violation_error_message=_("A settled question names who settled it, and when."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=("kind", "row"), name="question_of_row"),
            models.Index(
                fields=("asked_of",), name="question_open", condition=Q(settled_at__isnull=True)
            ),
        ]
        triggers: ClassVar = [
            pgtrigger.Protect(name="question_stays", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="question_as_asked",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(
                    "kind", "row", "text", "author", "mentioned", "asked_at"
                ),
            ),
        ]

    def __str__(self) -> str:
        return shortened(self.text)

    def get_absolute_url(self) -> str:
        """The question with its answers."""
        return address_of("discussions:question-detail", self.pk)

    @property
    def is_open(self) -> bool:
        """Whether nobody has settled it."""
        return self.settled_at is None


class AnswerQuerySet(models.QuerySet["Answer"]):
    """Sentences about answers."""

    def visible_to(self, user: "User") -> "AnswerQuerySet":
        """Those to questions about rows that `user` may see."""
        return self.filter(seen_by(user, "question__"))


@tracked
class Answer(models.Model):
    """What was said on a question; never changed: who has erred says so in another answer."""

    question = models.ForeignKey(
        Question, on_delete=models.PROTECT, related_name="answers", verbose_name=_("question")
    )
    text = models.CharField(_("answer"), max_length=LONGEST_TEXT)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="answers_given",
        verbose_name=_("answered by"),
    )
    mentioned = ArrayField(
        models.BigIntegerField(), verbose_name=_("mentioned"), default=list, blank=True
    )
    said_at = models.DateTimeField(_("answered at"), default=timezone.now)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        ordering = ("question", "id")
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="answer_says_something",
                violation_error_message=_("Say something."),
            )
        ]
        triggers: ClassVar = [
            pgtrigger.Protect(name="answer_stays", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return shortened(self.text)
