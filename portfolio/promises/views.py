"""The list of promises; one promise, and the form that answers it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from core.access import Action
from core.languages.translated import text_of
from core.pages.changes import ChangeInWords, change_list
from core.pages.forms import FormPage, posted
from core.pages.lists import ListPage
from core.pages.panels import panels_for
from core.pages.subject_changes import subject_changes
from core.pages.view_access import current_user, requires
from core.rights.refusing import row_to_change
from core.time import working_date
from portfolio.models import Commitment
from portfolio.promises.filters import CommitmentFilterSet
from portfolio.promises.forms import AnswerForm
from portfolio.promises.tables import CommitmentTable
from portfolio.rows.kinds import change_url


class CommitmentListPage(ListPage):
    """What reports have promised, and what became of it."""

    action = Action.VIEW_PORTFOLIO
    model = Commitment
    table_class = CommitmentTable
    filterset_class = CommitmentFilterSet
    title = gettext_lazy("Promises")
    export_name = "promises"
    empty_text = gettext_lazy("No promises yet: each is entered on the page of its project.")

    def subtitle(self, request: HttpRequest) -> str:
        """What a promise is."""
        return _("What a report has said will be done; the next report answers it.")


def _promise(rows: Any, pk: int) -> Commitment:
    promise: Commitment = get_object_or_404(rows.select_related("project__strategy"), pk=pk)
    return promise


@requires(Action.VIEW_PORTFOLIO)
@require_GET
def promise_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A promise with its answer and its history."""
    user, at = current_user(request), working_date()
    promise = _promise(Commitment.objects.visible_to(user), pk)
    editable = Commitment.objects.editable_by(user).filter(pk=pk).exists()
    context = {
        "promise": promise,
        "project": promise.project,
        "project_name": text_of(promise.project, "name"),
        "what": text_of(promise, "what"),
        "answer": text_of(promise, "answer"),
        "overdue": promise.overdue(at),
        "edit_url": change_url("promises", promise.project, pk) if editable else "",
        "answer_url": reverse("portfolio:promise-answer", args=[pk]) if editable else "",
        "panels": panels_for("promise", promise, user, at),
        "history": _history(promise) if promise.project.shows_history_to(user) else [],
    }
    return render(request, "portfolio/promises/detail.html", context)


def _history(promise: Commitment) -> list[ChangeInWords]:
    return change_list(promise, also=subject_changes("promise", promise.pk))


@requires(Action.VIEW_PORTFOLIO)
def promise_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what became of a promise."""
    user = current_user(request)
    promise = row_to_change(
        lambda rows: _promise(rows, pk),
        among=Commitment.objects.editable_by(user),
        seen=Commitment.objects.visible_to(user),
        user=user,
        action=Action.EDIT_PROJECT,
        reaches=lambda row, other: row.project.is_reached_by(other, Action.EDIT_PROJECT),
    )
    form = AnswerForm(
        posted(request), instance=promise, user=current_user(request), at=working_date()
    )
    back = promise.get_absolute_url()
    page = FormPage(
        title=_("Answer a promise"),
        subtitle=text_of(promise, "what"),
        back_label=_("Promise"),
        back_url=back,
        draft_key=f"answer-{pk}",
        saved=_("The answer has been saved."),
        done_url=back,
    )
    return page.respond(request, form)
