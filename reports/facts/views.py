"""Pages of the facts of reports: their list, beginning one, reading and changing its facts."""

from django.db.models import Max, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from core.access import Action, OrganizationAction
from core.forms.translated import in_languages
from core.languages.translated import text_in, text_of
from core.models import User
from core.pages.changes import change_list
from core.pages.first_steps import FirstStep, first_step_page
from core.pages.forms import FormPage, posted
from core.pages.lists import ListPage
from core.pages.strategies import stands, strategy_asked
from core.pages.view_access import current_user, requires
from core.rights.refusing import refuse_unless_adding, row_to_change
from core.time import working_date
from outcomes.models import Strategy
from reports.facts.filters import ReportFilterSet
from reports.facts.forms import EditReportForm, NewReportForm
from reports.facts.page import facts_page
from reports.facts.services import report_create, report_facts_save
from reports.facts.tables import ReportTable
from reports.models import Report, ReportTemplate

# What the next report of a strategy has in common with the last.
_COMMON = (
    *("section", "segment", "author_unit", "session_place"),
    *("section_code", "file_tag", "original_language", "rounding", "in_words"),
)


@requires(Action.CREATE_REPORT, Action.VIEW_REPORT)
def report_new(request: HttpRequest) -> HttpResponse:
    """A report for one more year; what it has in common with the last one is filled in."""
    user = current_user(request)
    here = reverse("reports:report-list")
    refuse_unless_adding(user, Action.CREATE_REPORT, to=_("Reports"), at=here)
    initial = _initial(strategy_asked(request))
    if not initial:
        return first_step_page(request, _("New report"), _outline_first(user))
    form = NewReportForm(posted(request), instance=Report(), user=user, initial=initial)

    def save(row: Report, version: int) -> None:
        template = ReportTemplate.objects.select_related("strategy").get(strategy=row.strategy_id)
        row.profile = template.profile
        report_create(report=row, template=template, languages=form.cleaned_data["languages"])

    page = FormPage(
        title=_("New report"),
        subtitle=_("Its outline is a copy of what the reports of its strategy start from."),
        back_label=_("Reports"),
        back_url=reverse("reports:report-list"),
        draft_key="report-new",
        saved=_("The report has begun. Make the first draft when you are ready."),
        save=save,
        submit_label=_("Begin the report"),
    )
    return page.respond(request, form)


@requires(Action.VIEW_REPORT)
def report_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Change the facts of a report, or add an edition; a locked one is not changed any more."""
    user = current_user(request)
    report = report_to_change(user, Action.CREATE_REPORT, slug)
    form = EditReportForm(posted(request), instance=report)

    def save(row: Report, version: int) -> None:
        report_facts_save(report=row, languages=form.added, version=version)

    def history() -> dict[str, object]:
        may_see = user.access.to(Action.VIEW_HISTORY).everywhere
        return {"history": change_list(report) if may_see else []}

    page = FormPage(
        title=_("Facts of the report"),
        subtitle=text_of(report, "title"),
        back_label=_("Facts of the report"),
        back_url=reverse("reports:report-facts", args=[report.slug]),
        draft_key=f"report-{report.pk}",
        saved=_("Saved. The next draft will show it."),
        save=save,
        template="reports/facts/form.html",
        extra=history,
    )
    return page.respond(request, form)


def report_to_change(
    user: User, action: OrganizationAction, slug: str, *, is_locked: bool = False
) -> Report:
    """A report in drafting, or a locked one, if the person may do the action; who only reads it is told
    why not."""

    def find(rows: "QuerySet[Report]") -> Report:
        related = rows.select_related("strategy", "word_template")
        return get_object_or_404(related, slug=slug)

    rows = Report.objects.filter(known_at__isnull=not is_locked)
    return row_to_change(
        find,
        among=rows if user.access.may(action) else rows.none(),
        seen=rows.visible_to(user),
        user=user,
        action=action,
        reaches=lambda _row, other: other.access.may(action),
    )


def _outline_first(user: User) -> FirstStep | None:
    """A report is a copy of an outline, and no strategy has one. None: there is no strategy."""
    strategy = Strategy.objects.visible_to(user).current(working_date())
    if strategy is None:
        return None
    return FirstStep(
        _("No strategy has an outline yet"),
        _("A report begins as a copy of its strategy’s outline. Look through the one that is proposed, "
          "save it, then begin the report."),
        _("Write the outline"),
        reverse("templates:outline-tree", args=[strategy.slug]),
    )  # fmt: skip


def _initial(slug: str) -> dict[str, object]:
    """From the strategy asked for, else the one of the working date: its template and last report."""
    templates = ReportTemplate.objects.select_related("strategy")
    found = templates.filter(strategy__slug=slug).first()
    if found is None:
        today = working_date()
        found = (
            templates.filter(strategy__starts_on__lte=today, strategy__ends_on__gte=today).first()
            or templates.order_by("-strategy__ends_on").first()
        )
    if found is None:
        return {}
    initial: dict[str, object] = {"strategy": found.strategy_id, "languages": found.languages}
    initial["original_language"] = found.strategy.original_language
    reports = Report.objects.select_related("strategy").filter(strategy=found.strategy_id)
    last = reports.order_by("-year", "-id").first()
    return initial | _of_the_last(last) if last else initial


def _of_the_last(last: Report) -> dict[str, object]:
    initial: dict[str, object] = {"related_documents": [last.symbol]}
    if last.year < last.strategy.ends_on.year:
        initial["year"] = last.year + 1
    for name in _COMMON:
        if name in NewReportForm.translated:
            for field in in_languages(name):
                code = field.rpartition("_")[2] if field != name else "en"
                initial[field] = text_in(last, name, code)
        else:
            initial[name] = getattr(last, name)
    return initial


class ReportListPage(ListPage):
    """All reports a person may read."""

    action = Action.VIEW_REPORT
    table_class = ReportTable
    filterset_class = ReportFilterSet
    title = gettext_lazy("Reports")
    export_name = "reports"
    empty_text = gettext_lazy(
        "No reports yet: each begins as a copy of its strategy’s outline, which stands under Templates."
    )

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Report]":
        """Behind the row gate, with the number of the latest draft."""
        rows = Report.objects.visible_to(current_user(request)).select_related("strategy")
        return rows.prefetch_related("editions").annotate(latest=Max("drafts__number"))

    def actions(self, request: HttpRequest) -> list[dict[str, object]]:
        """A new report, for those who may."""
        if not current_user(request).access.may(Action.CREATE_REPORT):
            return []
        url = reverse("reports:report-create")
        return [{"label": gettext("New report"), "url": url, "primary": True}]


def visible_report(request: HttpRequest, slug: str, *later: str) -> Report:
    """The report at this address, if the person sees it; else it does not exist for them.

    The fields called `later` are read when somebody asks for them.
    """
    rows = Report.objects.visible_to(current_user(request)).select_related(
        "strategy", "word_template"
    )
    report = get_object_or_404(rows.defer(*later), slug=slug)
    day = min(report.cut_off, working_date())
    stands(request, report.strategy.slug, year=report.year, at=day)
    return report


@requires(Action.VIEW_REPORT)
@require_GET
def report_facts(request: HttpRequest, slug: str) -> HttpResponse:
    """All facts of a report, for everybody who reads it."""
    page = facts_page(visible_report(request, slug), current_user(request))
    return render(request, "reports/facts/detail.html", vars(page))
