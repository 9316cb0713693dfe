"""The list of decisions, and the pages of one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from core.access import Action
from core.languages.translated import text_of
from core.pages.changes import change_list
from core.pages.forms import DeletePage, FormPage, posted
from core.pages.lists import AddButton, ListPage
from core.pages.strategies import strategy_asked
from core.pages.view_access import current_user, requires
from core.pages.withheld import refuse_withheld
from core.rights.refusing import refuse_unless_adding
from core.time import working_date
from outcomes.current import strategy_shown
from portfolio.decisions.filters import DecisionFilterSet
from portfolio.decisions.forms import DecisionForm
from portfolio.decisions.tables import DecisionTable
from portfolio.models import Decision, Project
from portfolio.rules.separation import PROJECT_DECISION


@requires(Action.VIEW_PORTFOLIO)
@require_GET
def decision_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What was decided, with its history."""
    user = current_user(request)
    decision = get_object_or_404(Decision.objects.visible_to(user).for_list(), pk=pk)
    context = {
        "decision": decision,
        "title": text_of(decision, "title"),
        "text": text_of(decision, "text"),
        "project_name": text_of(decision.project, "name") if decision.project else "",
        "can_edit": Decision.objects.editable_by(user).filter(pk=pk).exists(),
        "history": change_list(decision) if decision.shows_history_to(user) else [],
    }
    return render(request, "portfolio/decisions/detail.html", context)


@requires(Action.RECORD_DECISION, Action.VIEW_PORTFOLIO)
def decision_create(request: HttpRequest) -> HttpResponse:
    """Record a decision; `?project=P-15` begins with that project."""
    user = current_user(request)
    here = reverse("portfolio:decision-list")
    refuse_unless_adding(user, Action.RECORD_DECISION, to=_("Decisions"), at=here)
    seen, slug = Project.objects.visible_to(user), strategy_asked(request)
    seen = seen.of_strategy(slug) if slug else seen
    asked = seen.filter(code=request.GET.get("project", "")).first()
    if asked is not None:
        refuse_withheld(PROJECT_DECISION, asked, user)
    form = DecisionForm(
        posted(request),
        instance=Decision(project=asked),
        user=user,
        at=working_date(),
        initial={"strategy": asked.strategy_id if asked else strategy_shown(request)},
    )
    page = FormPage(
        title=_("New decision"),
        back_label=_("Decisions"),
        back_url=reverse("portfolio:decision-list"),
        draft_key="decision-new",
        saved=_("Saved."),
        done_url=reverse("portfolio:decision-list"),
    )
    return page.respond(request, form)


def _editable(request: HttpRequest, pk: int) -> Decision:
    """Raises `PermissionDenied` where it is about a project in which the person has a hand."""
    user = current_user(request)
    decision: Decision = get_object_or_404(Decision.objects.recordable_by(user), pk=pk)
    refuse_withheld(PROJECT_DECISION.of("project"), decision, user)
    return decision


@requires(Action.RECORD_DECISION)
def decision_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a decision."""
    decision = _editable(request, pk)
    form = DecisionForm(
        posted(request), instance=decision, user=current_user(request), at=working_date()
    )
    page = FormPage(
        title=_("Decision"),
        subtitle=text_of(decision, "title"),
        back_label=_("Decision"),
        back_url=decision.get_absolute_url(),
        draft_key=f"decision-{pk}",
        saved=_("Saved."),
        delete_url=reverse("portfolio:decision-delete", args=[pk]),
    )
    return page.respond(request, form)


@requires(Action.RECORD_DECISION)
def decision_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a decision, after asking."""
    page = DeletePage(back_label=_("Decisions"), back_url=reverse("portfolio:decision-list"))
    return page.respond(request, _editable(request, pk))


class DecisionListPage(ListPage):
    """What the bodies of governance decided, on projects that a person sees or on none."""

    action = Action.VIEW_PORTFOLIO
    model = Decision
    table_class = DecisionTable
    filterset_class = DecisionFilterSet
    fixed_columns = ("title",)
    title = gettext_lazy("Decisions")
    export_name = "decisions"
    empty_text = gettext_lazy("No decisions.")
    adds = AddButton(
        Action.RECORD_DECISION,
        gettext_lazy("New decision"),
        "portfolio:decision-create",
    )
