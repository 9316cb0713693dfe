"""What the pages of templates of reports show."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import unified_diff

from django.db.models import Count
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.access import Action
from core.figures.annexes import annexes
from core.history.events import Change, changes_of
from core.languages import profile
from core.languages.translated import text_of
from core.models import User
from core.pages.changes import ChangeInWords, worded
from outcomes.models import Strategy
from reports.models import Profile, Report, ReportTemplate, WordTemplate
from reports.models.outline import OutlineSection
from reports.models.outline_yaml import outline_text
from reports.writers.docx.template.findings import PageFound, findings_from_json

MOST_DIFF = 60
Outline = list[OutlineSection] | None


@dataclass(frozen=True)
class OutlineLine:
    """A strategy and what its reports start from; empty beside a `template` that is None."""

    title: str
    reports: int
    edit_url: str
    outline_url: str
    template: ReportTemplate | None
    url: str = ""
    profile: str = ""
    editions: str = ""
    sections: int = 0


@dataclass(frozen=True)
class WordTemplateLine:
    """A Word template in the overview; `scope` is the strategy it is for, empty for all."""

    row: WordTemplate
    url: str
    scope: str
    page: PageFound


@dataclass(frozen=True)
class TemplatesPage:
    """Outlines of all strategies, then Word templates."""

    can_edit: bool
    can_create: bool
    outlines: list[OutlineLine]
    templates: list[WordTemplateLine]


@dataclass(frozen=True)
class EntryParagraph:
    """A paragraph of the outline in the reader's language, else another."""

    key: str
    text: str
    figure: str


@dataclass(frozen=True)
class OutlineEntry:
    """A section of the outline, in words where it is more than text."""

    level: int
    heading: str
    key: str
    repeated: str
    part: str
    tables: list[str]
    languages: str
    paragraphs: list[EntryParagraph]


@dataclass(frozen=True)
class ReportLink:
    """A report that began from this outline."""

    title: str
    year: int
    url: str


@dataclass(frozen=True)
class DiffLine:
    """A line of the outline: added, deleted or beside such a one, by its sign "+", "-" or " "."""

    sign: str
    text: str


@dataclass(frozen=True)
class OutlineChange(ChangeInWords):
    """A change of a template, with the lines of its outline that differ."""

    lines: tuple[DiffLine, ...]


@dataclass(frozen=True)
class OutlinePage:
    """What the reports of a strategy start from."""

    template: ReportTemplate
    title: str
    profile: str
    editions: list[str]
    entries: list[OutlineEntry]
    required: list[str]
    edit_url: str
    outline_url: str
    new_report_url: str
    reports: list[ReportLink]
    history: list[OutlineChange]
    can_export: bool


def templates_page(user: User) -> TemplatesPage:
    """The overview of all templates that `user` may see."""
    rows = ReportTemplate.objects.visible_to(user).select_related("word_template")
    outlines = {one.strategy_id: one for one in rows}
    strategies = Strategy.objects.visible_to(user).annotate(report_count=Count("reports"))
    return TemplatesPage(
        can_edit=user.access.may(Action.EDIT_TEMPLATES),
        can_create=user.access.may(Action.CREATE_REPORT),
        outlines=[_line(one, outlines.get(one.pk)) for one in strategies],
        templates=[
            WordTemplateLine(
                row=one,
                url=one.get_absolute_url(),
                scope=text_of(one.strategy, "short_title") if one.strategy else "",
                page=findings_from_json(one.found).page,
            )
            for one in WordTemplate.objects.visible_to(user).select_related("strategy")
        ],
    )


def _line(strategy: Strategy, template: ReportTemplate | None) -> OutlineLine:
    line = OutlineLine(
        title=text_of(strategy, "short_title"),
        reports=getattr(strategy, "report_count", 0),
        edit_url=reverse("templates:outline-edit", args=[strategy.slug]),
        outline_url=reverse("templates:outline-tree", args=[strategy.slug]),
        template=template,
    )
    if template is None:
        return line
    return replace(
        line,
        url=reverse("templates:outline-detail", args=[strategy.slug]),
        profile=str(Profile(template.profile).label),
        editions=", ".join(code.upper() for code in template.languages),
        sections=sum(1 for _one in _entries(template.outline, "en", 1)),
    )


def outline_page(template: ReportTemplate, user: User) -> OutlinePage:
    """The outline of a strategy's reports, to read."""
    strategy = template.strategy
    language = (translation.get_language() or "en")[:2]
    may_edit = user.access.may(Action.EDIT_TEMPLATES)
    return OutlinePage(
        template=template,
        title=text_of(strategy, "title"),
        profile=str(Profile(template.profile).label),
        editions=[profile(code).name for code in template.languages],
        entries=list(_entries(template.outline, language, 1)),
        required=_required(template),
        edit_url=reverse("templates:outline-edit", args=[strategy.slug]) if may_edit else "",
        outline_url=reverse("templates:outline-tree", args=[strategy.slug]) if may_edit else "",
        new_report_url=f"{reverse('reports:report-create')}?strategy={strategy.slug}"
        if user.access.may(Action.CREATE_REPORT)
        else "",
        reports=[
            ReportLink(text_of(one, "title"), one.year, one.get_absolute_url())
            for one in Report.objects.visible_to(user).filter(strategy=strategy)
        ],
        history=_history(template) if user.access.to(Action.VIEW_HISTORY).everywhere else [],
        can_export=user.access.files().may(Action.VIEW_TEMPLATES),
    )


def _required(template: ReportTemplate) -> list[str]:
    """What a report must have, in words and in the order of the list."""
    figures = [_("Figure %(key)s") % {"key": key} for key in template.required_figures]
    tables = [_("Table %(key)s") % {"key": key} for key in template.required_tables]
    return [*template.required_words, *figures, *tables]


def _entries(
    outline: Sequence[OutlineSection], language: str, level: int
) -> Iterator[OutlineEntry]:
    """Every section with its level, in the order of the paper."""
    for item in outline:
        yield OutlineEntry(
            level=level,
            heading=_in(item["heading"], language),
            key=item.get("key", ""),
            repeated=section_words(item),
            part=part_words(item),
            tables=[str(annexes[k].label) if k in annexes else k for k in item.get("tables", [])],
            languages=", ".join(sorted(item["heading"])).upper(),
            paragraphs=[
                EntryParagraph(one["key"], _in(one["text"], language), one.get("figure", ""))
                for one in item.get("paragraphs", [])
            ],
        )
        yield from _entries(item.get("sections", []), language, level + 1)


def _in(texts: Mapping[str, str], language: str) -> str:
    return texts.get(language) or texts.get("en") or next(iter(texts.values()), "")


def repeated_words(each: str) -> str:
    """For what a section is repeated; what is none of these, as it is."""
    parts = {
        "outcome": _("once for every outcome"),
        "output": _("once for every output"),
        "driver": _("once for every driver"),
    }
    return parts.get(each, each)


def section_words(item: OutlineSection) -> str:
    """For what a section is repeated, and what stands in it, in words."""
    words = [repeated_words(item["each"])] if item.get("each") else []
    if item.get("opening"):
        words.append(_("with its opening paragraph"))
    if item.get("projects"):
        words.append(_("with what its projects report"))
    return ", ".join(words)


def part_words(item: OutlineSection) -> str:
    """What a section is besides text."""
    if item.get("decision"):
        return _("draft decision")
    if item.get("landscape"):
        return _("appendix, pages on their side")
    return _("appendix") if item.get("appendix") else ""


def _history(template: ReportTemplate) -> list[OutlineChange]:
    """Who changed what; of the outline the lines that differ."""
    changes = changes_of(template, 30)
    in_words = worded([("", change) for change in changes])
    return [_with_lines(*both) for both in zip(in_words, changes, strict=True)]


def _with_lines(shown: ChangeInWords, change: Change) -> OutlineChange:
    lines: list[DiffLine] = []
    what = []
    for words, each in zip(shown.what, change.fields, strict=True):
        if each.field.name != "outline":
            what.append(words)
            continue
        lines = differing_lines(each.old, each.new)
        count = sum(line.sign != " " for line in lines)
        told = ngettext("%(count)d line changed", "%(count)d lines changed", count)
        what.append(replace(words, old="", new=told % {"count": count}))
    return OutlineChange(shown.of, shown.label, shown.at, shown.who, tuple(what), tuple(lines))


def differing_lines(old: Outline, new: Outline) -> list[DiffLine]:
    """The changed lines of two outlines with a line around them."""
    before, after = (outline_text(one or []).splitlines() for one in (old, new))
    lines = list(unified_diff(before, after, lineterm="", n=1))[2:]
    return [DiffLine(one[0], one[1:]) for one in lines[:MOST_DIFF] if one[0] in "+- "]
