"""Pages of questions: the list, one with its answers, asking, settling."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from core.access import Action
from core.discussions import services
from core.discussions.filters import QuestionFilterSet
from core.discussions.forms import AnswerForm, QuestionForm
from core.discussions.page import question_page
from core.discussions.readers import readers_of
from core.discussions.tables import QuestionTable
from core.models import Answer, Question
from core.pages.forms import FormPage, posted
from core.pages.lists import ListPage
from core.pages.view_access import current_user, requires
from core.subjects import Subject, subjects


class QuestionListPage(ListPage):
    """The questions about everything that the person may see."""

    action = Action.DISCUSS
    model = Question
    table_class = QuestionTable
    filterset_class = QuestionFilterSet
    title = gettext_lazy("Questions")
    export_name = "questions"
    needs_strategy = False
    empty_text = gettext_lazy("No questions yet: each is asked on the page of what it is about.")

    def actions(self, request: HttpRequest) -> list[dict[str, object]]:
        """The other list of what hangs on rows."""
        return [{"label": _("Documents"), "url": reverse("documents:document-list")}]


def seen_row(request: HttpRequest, kind: str, row: int) -> tuple[Subject, Any]:
    """A row of a kind, if the person may see it; otherwise it does not exist for them."""
    if kind not in subjects:
        raise Http404
    subject = subjects[kind]
    rows = subject.seen(current_user(request)).select_related(*subject.related)
    return subject, get_object_or_404(rows, pk=row)


def _seen(request: HttpRequest, pk: int) -> Question:
    rows = Question.objects.visible_to(current_user(request))
    return get_object_or_404(rows.select_related("author", "asked_of", "settled_by"), pk=pk)


@requires(Action.DISCUSS)
def question_create(request: HttpRequest, kind: str, row: int) -> HttpResponse:
    """Ask about a row."""
    subject, found = seen_row(request, kind, row)
    author = current_user(request)
    form = QuestionForm(
        posted(request),
        author=author,
        readers=readers_of(kind, row),
        owner=subject.owner_of(found),
    )

    def save(**_row: object) -> Question:
        return services.question_ask(
            kind=kind,
            row=row,
            author=author,
            text=form.cleaned_data["text"],
            asked_of=form.person("asked_of"),
            mentioned=form.mentioned,
        )

    page = FormPage(
        title=_("Ask a question"),
        subtitle=subject.name(found),
        back_label=subject.name(found),
        back_url=subject.address(found),
        draft_key=f"question-{kind}-{row}",
        saved=_("The question has been asked."),
        save=save,
        done_url=subject.card(found, "questions"),
        submit_label=_("Ask"),
        template="core/discussions/form.html",
    )
    return page.respond(request, form)


@requires(Action.DISCUSS)
def question_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A question with its answers, and the form of one more."""
    user, question = current_user(request), _seen(request, pk)
    subject, row = seen_row(request, question.kind, question.row)
    may_settle = services.may_settle(question, user)
    readers = readers_of(question.kind, question.row)
    form = AnswerForm(
        posted(request),
        author=user,
        readers=readers,
        may_settle=may_settle and question.is_open,
    )

    def save(**_row: object) -> Answer:
        given = form.cleaned_data
        return services.question_answer(
            question=question,
            author=user,
            text=given["text"],
            mentioned=form.mentioned,
            pass_on_to=form.person("pass_on") if given.get("pass_on") else None,
            settles=bool(given.get("settles")),
        )

    def extra() -> Mapping[str, Any]:
        return {"question": question_page(question, may_settle=may_settle)}

    page = FormPage(
        title=_("Question about %(row)s") % {"row": subject.name(row)},
        back_label=subject.name(row),
        back_url=subject.address(row),
        draft_key=f"answer-{pk}",
        saved=_("Your answer has been added."),
        save=save,
        done_url=question.get_absolute_url(),
        submit_label=_("Answer"),
        template="core/discussions/question.html",
        extra=extra,
    )
    return page.respond(request, form)


def _to_settle(request: HttpRequest, pk: int) -> Question:
    """A question that the person may settle."""
    question = _seen(request, pk)
    if not services.may_settle(question, current_user(request)):
        raise Http404
    return question


@requires(Action.DISCUSS)
@require_POST
def question_settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Nothing is left to answer."""
    question = _to_settle(request, pk)
    if services.question_settle(question=question, user=current_user(request)):
        messages.success(request, _("The question is settled."))
    else:
        messages.info(request, _("Nothing changed: it is settled already."))
    return redirect(question)


@requires(Action.DISCUSS)
@require_POST
def question_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """It is not settled after all."""
    question = _to_settle(request, pk)
    if services.question_reopen(question=question):
        messages.success(request, _("The question is open again."))
    else:
        messages.info(request, _("Nothing changed: it is open."))
    return redirect(question)
