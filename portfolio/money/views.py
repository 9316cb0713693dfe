"""The list of costs with its sums, and the pages of a funding line."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from core.access import Action
from core.languages.translated import text_of
from core.pages.changes import change_list
from core.pages.export import workbook, workbook_asked
from core.pages.forms import FormPage, posted
from core.pages.lists import AddButton, ListPage
from core.pages.view_access import current_user, requires
from core.rights.refusing import refuse_unless_adding
from core.time import working_date
from outcomes.current import strategy_shown
from portfolio.models import Cost, FundingLine
from portfolio.money.filters import CostFilterSet
from portfolio.money.forms import FundingLineForm
from portfolio.money.imports import LAYOUT
from portfolio.money.sums import line_sums
from portfolio.money.tables import CostTable
from portfolio.rows.views import sheet_button


class MoneyListPage(ListPage):
    """Costs of the projects that a person sees, summed by line and currency."""

    action = Action.VIEW_PORTFOLIO
    model = Cost
    table_class = CostTable
    filterset_class = CostFilterSet
    title = gettext_lazy("Money")
    sheet = LAYOUT
    loads = sheet_button(Action.EDIT_PROJECT, "money")
    export_name = "money"
    empty_text = gettext_lazy("No costs yet: each is entered on the page of its project.")
    template_name = "portfolio/money/list.html"
    adds = AddButton(
        Action.RECORD_DECISION,
        gettext_lazy("New funding line"),
        "portfolio:line-create",
    )

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Cost]":
        """Of the projects that the person sees, each with its funding line."""
        return super().get_queryset(request).prefetch_related("funding_line")

    def subtitle(self, request: HttpRequest) -> str:
        """Why there is more than one total."""
        return _("Amounts of different currencies are never added.")


@requires(Action.VIEW_FRAMEWORK)
@require_GET
def line_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A funding line: what it gives, what became of it, and its history."""
    user, takes_file = current_user(request), workbook_asked(request)
    line: FundingLine = get_object_or_404(FundingLine.objects.select_related("strategy"), pk=pk)
    if takes_file:
        costs = Cost.objects.visible_to(user).filter(funding_line=line)
        own = FundingLine.objects.filter(pk=pk)
        return workbook(f"{line.strategy.slug}-{line.code}", (own, costs), user)
    context = {
        "can_export": user.access.files().may(Action.VIEW_FRAMEWORK),
        "line": line,
        "title": text_of(line, "title"),
        "sums": line_sums(
            Cost.objects.visible_to(user).filter(funding_line=line),
            of_all=user.access.to(Action.VIEW_PORTFOLIO).everywhere,
        ),
        "can_edit": user.access.may(Action.RECORD_DECISION),
        "history": change_list(line) if user.access.to(Action.VIEW_HISTORY).everywhere else [],
    }
    return render(request, "portfolio/money/line_detail.html", context)


@requires(Action.RECORD_DECISION, Action.VIEW_PORTFOLIO)
def line_create(request: HttpRequest) -> HttpResponse:
    """A new funding line; whoever only sees the money reads who may."""
    refuse_unless_adding(
        current_user(request),
        Action.RECORD_DECISION,
        to=_("Money"),
        at=reverse("portfolio:money-list"),
    )
    return _line_form(
        request, FundingLine(), _("New funding line"), reverse("portfolio:money-list")
    )


@requires(Action.RECORD_DECISION)
def line_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a funding line."""
    line = get_object_or_404(FundingLine, pk=pk)
    return _line_form(request, line, _("Funding line"), line.get_absolute_url())


def _line_form(request: HttpRequest, line: FundingLine, title: str, back: str) -> HttpResponse:
    form = FundingLineForm(
        posted(request),
        instance=line,
        user=current_user(request),
        at=working_date(),
        initial={"strategy": strategy_shown(request)} if line.pk is None else None,
    )
    page = FormPage(
        title=title,
        back_label=_("Money"),
        back_url=back,
        draft_key=f"line-{line.pk or 'new'}",
        saved=_("Saved."),
        done_url=back,
    )
    return page.respond(request, form)
