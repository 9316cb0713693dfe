"""Pages of the templates of reports, and the overview of all templates."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from core.access import Action
from core.languages.translated import text_of
from core.pages.export import workbook, workbook_asked
from core.pages.first_steps import first_step_page
from core.pages.forms import FormPage, posted
from core.pages.view_access import current_user, requires
from outcomes.models import Strategy
from reports.models import ReportTemplate
from reports.outline.forms import ReportTemplateForm
from reports.outline.page import outline_page, templates_page
from reports.outline.services import report_template_save, starting_outline


@requires(Action.VIEW_TEMPLATES)
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """What reports start from, and what their Word files are written in."""
    user = current_user(request)
    page = templates_page(user)
    if not page.outlines and not page.templates:
        return first_step_page(request, _("Templates"))
    return render(request, "reports/outline/overview.html", vars(page))


@requires(Action.VIEW_TEMPLATES)
@require_GET
def outline_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """The outline of a strategy's reports, to read."""
    takes_file = workbook_asked(request)
    rows = ReportTemplate.objects.visible_to(current_user(request))
    template = get_object_or_404(
        rows.select_related("strategy", "word_template"), strategy__slug=slug
    )
    user = current_user(request)
    if takes_file:
        return workbook(f"outline-{slug}", [rows.filter(pk=template.pk)], user)
    return render(request, "reports/outline/detail.html", vars(outline_page(template, user)))


@requires(Action.EDIT_TEMPLATES)
def outline_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Change a strategy's template, or write its first one, beginning with its latest report's."""
    strategy = get_object_or_404(Strategy.objects.visible_to(current_user(request)), slug=slug)
    template = ReportTemplate.objects.filter(strategy=strategy).first()
    if template is None:
        template = ReportTemplate(strategy=strategy)
        starting_outline(template)
    template.strategy = strategy
    page = FormPage(
        title=_("What reports start from"),
        subtitle=text_of(strategy, "title"),
        back_label=_("Templates"),
        back_url=reverse("templates:overview"),
        draft_key=f"outline-{strategy.slug}",
        saved=_(
            "Saved. Reports that have begun keep their outlines; new ones start from this one."
        ),
        save=lambda row, version: report_template_save(template=row, version=version),
        template="reports/outline/form.html",
        extra=lambda: {"outline_url": reverse("templates:outline-tree", args=[strategy.slug])},
    )
    form = ReportTemplateForm(posted(request), instance=template, strategy=strategy)
    return page.respond(request, form)
