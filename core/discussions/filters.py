"""Filters of the list of questions."""

import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.languages.folding import contains
from core.models import Question
from core.models.discussions import QuestionQuerySet
from core.pages.filters import ListFilterSet
from core.subjects import kind_choices

WAITING, TO_ME, BY_ME, MENTIONED = "waiting", "to-me", "by-me", "mentioned"
OPEN, SETTLED = "open", "settled"


class QuestionFilterSet(ListFilterSet):
    """Questions: whose, about what, open or settled."""

    q = django_filters.CharFilter(label=_("Search"), method="search")
    whose = django_filters.ChoiceFilter(
        label=_("Whose"),
        choices=[
            (WAITING, _("Waiting for me")),
            (TO_ME, _("To me")),
            (BY_ME, _("By me")),
            (MENTIONED, _("I am mentioned")),
        ],
        empty_label=_("Everybody's"),
        method="by_person",
    )
    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=[(OPEN, _("Open")), (SETTLED, _("Settled"))],
        empty_label=_("Open and settled"),
        method="in_state",
    )
    kind = django_filters.ChoiceFilter(
        label=_("About"), choices=kind_choices, empty_label=_("Everything")
    )
    code = django_filters.CharFilter(label=_("Code"), lookup_expr="iexact")
    more = ("code",)

    class Meta:
        model = Question
        fields: tuple[str, ...] = ()

    def search(self, rows: QuestionQuerySet, name: str, value: str) -> QuestionQuerySet:
        """All words occur in the question, in one of its answers, in a name or the row's code."""
        for word in value.split()[:8]:
            found = contains("text", word) | contains("author__full_name", word)
            found |= contains("asked_of__full_name", word) | contains("code", word)
            answered = Question.objects.filter(answers__text__icontains=word).values("pk")
            rows = rows.filter(found | Q(pk__in=answered))
        return rows

    def by_person(self, rows: QuestionQuerySet, name: str, value: str) -> QuestionQuerySet:
        """To or by the person who looks."""
        user = self.request.user
        by = {WAITING: rows.waiting_for, TO_ME: rows.to, BY_ME: rows.by}
        return by.get(value, rows.mentioning)(user)

    def in_state(self, rows: QuestionQuerySet, name: str, value: str) -> QuestionQuerySet:
        """Open, or settled."""
        return rows.open() if value == OPEN else rows.filter(settled_at__isnull=False)
