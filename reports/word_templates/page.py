"""What the pages of Word templates show."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.access import Action
from core.languages.translated import text_of
from core.models import User
from core.pages.changes import ChangeInWords, change_list
from reports.models import Draft, Report, WordTemplate
from reports.word_templates.services import template_of, uses
from reports.writers.docx.template.findings import (
    FontFound,
    MarginFound,
    PageFound,
    StyleFound,
    TemplateFindings,
    findings_from_json,
)
from reports.writers.docx.template.headers_footers import PLACEHOLDERS
from reports.writers.docx.template.purposes import PURPOSES

# Styles that Word makes itself and nobody sets a paper in.
_UNSEEN = frozenset({"DefaultParagraphFont", "TableNormal", "NoList"})


@dataclass(frozen=True)
class StyleLine:
    """A style by its name in Word, the template's own for it (or empty), and what we set in it."""

    name: str
    found: str
    purpose: str


@dataclass(frozen=True)
class FontLine:
    """A typeface and where it comes from; `level` is "good", "warn" or empty."""

    name: str
    state: str
    level: str


@dataclass(frozen=True)
class MarginLine:
    """A header or footer, with its lines and how many pictures, in words."""

    name: str
    lines: list[str]
    pictures: str


@dataclass(frozen=True)
class UseLine:
    """A page where the template is in use."""

    label: str
    url: str


@dataclass(frozen=True)
class WordTemplatePage:
    """What was found in a template, where it is used, who changed it.

    `used` counts drafts, reports and outlines; `places` are the words that are replaced in headers.
    """

    template: WordTemplate
    scope: str
    can_edit: bool
    can_delete: bool
    can_export: bool
    uses: list[UseLine]
    used: Mapping[str, int]
    found: list[StyleLine]
    missing: list[StyleLine]
    fonts: list[FontLine]
    page: PageFound
    margins: list[MarginLine]
    notes: list[str]
    places: list[str]
    history: list[ChangeInWords]


def word_template_page(template: WordTemplate, user: User) -> WordTemplatePage:
    """The page of a template, with what `user` may do."""
    may_edit = user.access.may(Action.EDIT_TEMPLATES)
    used = uses(template)
    findings = findings_from_json(template.found)
    styles = _styles(findings.styles)
    return WordTemplatePage(
        template=template,
        scope=text_of(template.strategy, "title") if template.strategy else "",
        can_edit=may_edit,
        can_delete=may_edit and not any(used.values()),
        can_export=user.access.files().may(Action.VIEW_TEMPLATES),
        uses=_uses(template),
        used=used,
        found=[one for one in styles if one.found],
        missing=[one for one in styles if not one.found],
        fonts=[_font(font) for font in findings.fonts],
        page=findings.page,
        margins=[_margin(margin) for margin in findings.margins],
        notes=_notes(findings),
        places=[f"{{{place}}}" for place in PLACEHOLDERS],
        history=_history(template) if user.access.to(Action.VIEW_HISTORY).everywhere else [],
    )


@dataclass(frozen=True)
class TemplateInUseView:
    """What a report's Word files are written in (without a name: our own look).

    `has_changed` says that the latest draft's were written in another.
    """

    name: str
    url: str
    choose_url: str
    has_changed: bool


def template_in_use_view(report: Report, draft: Draft | None, user: User) -> TemplateInUseView:
    """The template of `report`, with the addresses that `user` may go to."""
    template = template_of(report)
    now = template.sha256 if template else ""
    return TemplateInUseView(
        name=template.name if template else "",
        url=template.get_absolute_url()
        if template and user.access.may(Action.VIEW_TEMPLATES)
        else "",
        choose_url=reverse("reports:report-word-template", args=[report.slug])
        if user.access.may(Action.EDIT_TEMPLATES) and report.is_in_drafting
        else "",
        has_changed=draft is not None and draft.template_sha256 != now,
    )


def _styles(found: Iterable[StyleFound]) -> list[StyleLine]:
    return [
        StyleLine(_as_in_word(one.name), _as_in_word(one.found), str(PURPOSES.get(one.id, "")))
        for one in found
        if one.id not in _UNSEEN
    ]


def _as_in_word(name: str) -> str:
    """Word shows "heading 1" as "Heading 1"."""
    return name[:1].upper() + name[1:]


def _font(font: FontFound) -> FontLine:
    if font.embedded:
        state, level = _("in the file"), "good"
    elif font.common:
        state, level = _("comes with Word"), ""
    else:
        state, level = _("probably missing on other computers"), "warn"
    return FontLine(font.name, state, level)


def _margin(margin: MarginFound) -> MarginLine:
    names = {
        ("header", "first"): _("Header of the first page"),
        ("header", "default"): _("Header"),
        ("header", "even"): _("Header of even pages"),
        ("footer", "first"): _("Footer of the first page"),
        ("footer", "default"): _("Footer"),
        ("footer", "even"): _("Footer of even pages"),
    }
    count = margin.pictures
    pictures = ngettext("%(count)d picture", "%(count)d pictures", count) % {"count": count}
    return MarginLine(
        name=names.get((margin.kind, margin.type), margin.kind),
        lines=margin.text.splitlines(),
        pictures=pictures if count else "",
    )


def _notes(findings: TemplateFindings) -> list[str]:
    """What the maker of the template should know, in words."""
    words = {
        "no_margins": _(
            "It has neither header nor footer, so papers get ours: the symbol and the number of the "
            "page, and on the first page author unit and related documents."
        ),
        "no_symbol": _(
            "No header or footer prints the symbol of the paper. Put {symbol} where it should stand."
        ),
        "no_page": _(
            "No header or footer prints the number of the page. Put {page} where it should stand, or "
            "a page number of Word's."
        ),
        "headings_numbered": _(
            "Its headings number themselves. The numbers stay, beside those of the paragraphs; titles "
            "of appendices get none."
        ),
        "columns": _("It has several columns; papers are set in one."),
    }
    notes = [words[key] for key in findings.notes if key in words]
    for place in findings.unknown_places:
        told = _("{%(name)s} in a header or footer is not known and is printed as it stands.")
        notes.append(told % {"name": place})
    return notes


def _uses(template: WordTemplate) -> list[UseLine]:
    """Where it is in use: outlines, reports, and the latest drafts made with it."""
    lines = [
        UseLine(
            _("All reports of %(strategy)s") % {"strategy": one.strategy},
            reverse("templates:outline-detail", args=[one.strategy.slug]),
        )
        for one in template.report_templates.select_related("strategy")
    ]
    for report in template.reports.all():
        lines.append(UseLine(text_of(report, "title"), report.get_absolute_url()))
    drafts = Draft.objects.filter(word_template=template).select_related("report")
    for draft in drafts.order_by("-made_at")[:5]:
        label = _("Draft %(number)d of %(report)s")
        facts = {"number": draft.number, "report": text_of(draft.report, "title")}
        lines.append(UseLine(label % facts, draft.report.get_absolute_url()))
    return lines


def _history(template: WordTemplate) -> list[ChangeInWords]:
    """Who changed what; the findings of a check are for the page above, not for the history."""
    fields = [one for one in WordTemplate._meta.fields if one.name in {"found", "file"}]
    hidden = {str(one.verbose_name) for one in fields}
    return [
        replace(change, what=tuple(one for one in change.what if one.field not in hidden))
        for change in change_list(template)
    ]
