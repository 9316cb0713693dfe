"""Beginning a report for a year from its strategy's template."""

import re
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.access import Action
from core.editing import posted
from core.forms import DateInput
from core.gate import person, requires
from core.imports.nodes import Scalar
from core.imports.problems import Reading
from core.models import User
from core.time import working_date
from core.translated import text_in
from outcomes.forms.base import TranslatedForm, areas, in_languages
from outcomes.models import Strategy
from outcomes.views.editing import form_page
from reports.imports.texts import MarkupText, Uses
from reports.models import Report, ReportTemplate
from reports.outlines.forms import languages_field
from reports.outlines.services import report_create

# Words of addresses below /reports/ that no report can be called.
RESERVED = frozenset({"new"})
# What the next report of a strategy has in common with the last.
_COMMON = (
    *("section", "segment", "author_unit", "session_place"),
    *("section_code", "file_tag", "original_language", "rounding"),
)
_TRANSLATED = ("title", "summary", "session_place", "session_dates", "section", "segment")


class NewReportForm(TranslatedForm[Report]):
    """Strategy and year, cover, dates, editions; the outline comes from the strategy's template."""

    translated = (*_TRANSLATED, "author_unit")

    class Meta:
        model = Report
        fields = (
            *("strategy", "year", "slug", "cut_off", "rounding", "original_language"),
            *in_languages(*_TRANSLATED, "author_unit"),
            *("symbol", "session_number", "dated", "section_code", "file_tag", "related_documents"),
        )
        widgets = {
            "cut_off": DateInput(),
            "dated": DateInput(),
            **areas(in_languages("summary"), 4),
        }
        help_texts = {
            "cut_off": gettext_lazy("Numbers are taken as they stood on this day."),
            "slug": gettext_lazy("Letters, figures, hyphens: progress-2022."),
            "related_documents": gettext_lazy("Symbols, with commas between them."),
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        with_template = Strategy.objects.visible_to(user).filter(report_template__isnull=False)
        self.choose_from("strategy", with_template)
        self.fields["languages"] = languages_field(_("Editions"))
        self.fields["original_language"] = forms.ChoiceField(
            label=_("Original language"), choices=settings.LANGUAGES
        )

    @property
    def groups(self) -> list[dict[str, Any]]:
        """What it reports on, its cover, its editions."""
        facts = ("strategy", "year", "slug", "cut_off", "rounding")
        session = ("session_number", *in_languages("session_place", "session_dates"))
        house = (*in_languages("section", "segment", "author_unit"), "section_code", "file_tag")
        return [
            self.group(_("What it reports on"), facts),
            self.group(_("Editions"), ("languages", "original_language")),
            self.group(_("Title"), in_languages("title"), "translations"),
            self.group(_("Document"), ("symbol", "dated", "related_documents")),
            self.group(_("Session"), session),
            self.group(_("Section and author"), house),
            self.group(_("Summary on the first page"), in_languages("summary"), "translations"),
        ]

    def clean_slug(self) -> str:
        """A name that is no address already."""
        slug: str = self.cleaned_data["slug"]
        if slug in RESERVED:
            raise ValidationError(_("This name is an address of the program; choose another."))
        return slug

    def clean(self) -> dict[str, Any]:
        """Dates within the strategy, the original among the editions, a summary that can be read."""
        cleaned = super().clean() or {}
        strategy, year, cut_off = (cleaned.get(name) for name in ("strategy", "year", "cut_off"))
        if strategy and year and not strategy.starts_on.year <= year <= strategy.ends_on.year:
            self.add_error("year", _("The strategy does not cover this year."))
        elif year and cut_off and cut_off.year < year:
            self.add_error("cut_off", _("The data would be older than the year reported on."))
        original = cleaned.get("original_language")
        languages = cleaned.get("languages") or []
        if languages and original not in languages:
            self.add_error("languages", _("The original language must be among the editions."))
        for name in in_languages("summary"):
            for problem in _unreadable(cleaned.get(name) or ""):
                self.add_error(name, problem)
        return cleaned


def _unreadable(text: str) -> list[str]:
    """What the report could not read in a summary, checked as a file's would be."""
    reading = Reading("")
    MarkupText(Uses()).read(Scalar(reading.whole, text), "", reading)
    problems = [one.message for one in reading.problems]
    if re.search(r"^\s*- ", text, re.MULTILINE):
        problems.append(_("The box of the cover holds no points; write one paragraph."))
    return problems


@requires(Action.CREATE_REPORT)
def report_new(request: HttpRequest) -> HttpResponse:
    """A report for one more year; what it has in common with the last one is filled in."""
    user = person(request)
    if not user.access.to(Action.CREATE_REPORT).everywhere:
        raise Http404
    form = NewReportForm(
        posted(request),
        instance=Report(),
        user=user,
        initial=_initial(request.GET.get("strategy", "")),
    )

    def save(row: Report, _version: int) -> None:
        template = ReportTemplate.objects.select_related("strategy").get(strategy=row.strategy_id)
        row.profile = template.profile
        report_create(report=row, template=template, languages=form.cleaned_data["languages"])

    return form_page(
        request,
        form=form,
        save=save,
        page={
            "title": _("New report"),
            "subtitle": _("Its outline is a copy of what the reports of its strategy start from."),
            "back_label": _("Reports"),
            "back_url": reverse("reports:report-list"),
            "submit_label": _("Begin the report"),
        },
        said=_("The report has begun. Make the first draft when you are ready."),
        done_url=lambda row: row.get_absolute_url(),
        draft_key="report-new",
        template="core/form.html",
    )


def _initial(slug: str) -> dict[str, Any]:
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
    initial: dict[str, Any] = {"strategy": found.strategy_id, "languages": found.languages}
    initial["original_language"] = found.strategy.original_language
    reports = Report.objects.select_related("strategy").filter(strategy=found.strategy_id)
    last = reports.order_by("-year", "-id").first()
    return initial | _of_the_last(last) if last else initial


def _of_the_last(last: Report) -> dict[str, Any]:
    initial: dict[str, Any] = {"related_documents": [last.symbol]}
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
