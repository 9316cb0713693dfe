"""All facts of a report, to read: what its form asks for, who changed what, and the whole as rows."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.access import Action
from core.forms.row_form import FieldGroup
from core.languages import profile
from core.languages.translated import text_of
from core.models import User
from core.pages.changes import ChangeInWords, change_list, shown
from core.pages.facts import Fact
from reports.facts.forms import EditReportForm
from reports.facts.own import OwnLine, own_lines
from reports.models import (
    Edition,
    FindingWaiver,
    Paragraph,
    ParagraphText,
    PartAssignment,
    Report,
    ReportPicture,
    Section,
)

# The outline is a copy of its template's; what became of it are the sections and paragraphs.
NOT_IN_FILES = frozenset({"outline"})


def may_edit_facts(report: Report, user: User) -> bool:
    """Whether `user` gets the form: who may begin reports, until this one is locked."""
    return user.access.may(Action.CREATE_REPORT) and report.is_in_drafting


@dataclass(frozen=True)
class FactGroup:
    """Facts that belong together, as the form groups them."""

    title: str
    facts: list[Fact]


@dataclass(frozen=True)
class FactsPage:
    """All facts of a report, and who changed them; `edit_url` is for who may."""

    report: Report
    title: str
    groups: list[FactGroup]
    own: list[OwnLine]
    edit_url: str
    history: list[ChangeInWords]


def facts_page(report: Report, user: User) -> FactsPage:
    """The groups of the form, each value in words."""
    first, second, *others = EditReportForm(instance=report).groups
    editions = ", ".join(profile(code).name for code in _languages(report))
    return FactsPage(
        report=report,
        title=text_of(report, "title"),
        groups=[
            _group(report, first, _identity(report)),
            _group(report, second, [Fact(_("Editions"), editions)]),
            *(_group(report, group) for group in others),
        ],
        own=own_lines(report, user.language),
        edit_url=reverse("reports:report-edit", args=[report.slug])
        if may_edit_facts(report, user)
        else "",
        history=change_list(report) if user.access.to(Action.VIEW_HISTORY).everywhere else [],
    )


def _group(report: Report, group: FieldGroup, before: Iterable[Fact] = ()) -> FactGroup:
    return FactGroup(str(group.title), [*before, *_facts(report, group.fields)])


def _languages(report: Report) -> list[str]:
    return list(report.editions.values_list("language", flat=True))


def _identity(report: Report) -> Iterator[Fact]:
    """What is chosen once, or elsewhere."""
    for name in ("strategy", "slug", "known_at", "final_reason"):
        yield Fact(_label(report, name), _in_words(report, name))
    template = report.word_template
    label = _label(report, "word_template")
    yield Fact(label, str(template) if template else _("Our own look"))


def _facts(report: Report, fields: Any) -> Iterator[Fact]:
    """Each field once, with the languages that have a text."""
    given = {bound.name: bound for field in fields for bound in (field, *field.others)}
    translations = {bound.name for field in fields for bound in field.others}
    for name, bound in given.items():
        value = "" if name == "languages" else _in_words(report, name)
        if name != "languages" and (value or name not in translations):
            yield Fact(str(bound.label), value)


def _label(report: Report, name: str) -> str:
    label = str(report._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    return label[:1].upper() + label[1:]


def _in_words(report: Report, name: str) -> str:
    """A value as people read it."""
    value = getattr(report, name)
    if name == "original_language":
        return str(profile(value).name)
    if isinstance(value, date):
        return date_format(value, "DATETIME_FORMAT" if hasattr(value, "hour") else "DATE_FORMAT")
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return shown(report, name)


def rows_of(report: Report, user: User) -> list["models.QuerySet[models.Model]"]:
    """The report and what belongs to it; words only of editions whose files `user` may take."""
    editions = user.access.files().editions
    covered = [code for code in _languages(report) if editions.covers(code)]
    texts = ParagraphText.objects.filter(paragraph__section__report=report, language__in=covered)
    order = ("paragraph__section__position", "paragraph__position", "paragraph_id", "language")
    return [
        Report.objects.filter(pk=report.pk),
        Edition.objects.filter(report=report),
        Section.objects.filter(report=report),
        Paragraph.objects.filter(section__report=report),
        PartAssignment.objects.filter(report=report),
        texts.order_by(*order),
        ReportPicture.objects.filter(report=report),
        _waivers(report, user, covered),
    ]


def _waivers(report: Report, user: User, languages: list[str]) -> "models.QuerySet[models.Model]":
    """Findings that stand: of words that no draft may have yet, so for those who write."""
    rows = FindingWaiver.objects.filter(report=report, language__in=languages)
    return rows if user.access.may(Action.TRANSLATE) else rows.none()
