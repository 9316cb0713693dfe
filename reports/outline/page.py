"""What the pages of templates of reports show."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import unified_diff
from typing import Any

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
from reports.models.outline_yaml import outline_text

MOST_DIFF = 60


def overview_context(user: User) -> dict[str, Any]:
    """The context of `reports/outline/overview.html`: outlines of all strategies, then Word templates."""
    may_edit = user.access.to(Action.EDIT_TEMPLATES).everywhere
    rows = ReportTemplate.objects.visible_to(user).select_related("word_template")
    outlines = {one.strategy_id: one for one in rows}
    strategies = Strategy.objects.visible_to(user).annotate(report_count=Count("reports"))
    return {
        "can_edit": may_edit,
        "can_create": user.access.to(Action.CREATE_REPORT).everywhere,
        "outlines": [_line(one, outlines.get(one.pk)) for one in strategies],
        "templates": [
            {
                "row": one,
                "url": one.get_absolute_url(),
                "scope": text_of(one.strategy, "short_title") if one.strategy else "",
                "page": one.found.get("page", {}),
            }
            for one in WordTemplate.objects.visible_to(user).select_related("strategy")
        ],
    }


def _line(strategy: Strategy, template: ReportTemplate | None) -> dict[str, Any]:
    line: dict[str, Any] = {
        "title": text_of(strategy, "short_title"),
        "reports": getattr(strategy, "report_count", 0),
        "edit_url": reverse("templates:outline-edit", args=[strategy.slug]),
        "template": template,
    }
    if template is not None:
        line |= {
            "url": reverse("templates:outline-detail", args=[strategy.slug]),
            "profile": str(Profile(template.profile).label),
            "editions": ", ".join(code.upper() for code in template.languages),
            "sections": sum(1 for _one in _entries(template.outline, "en", 1)),
        }
    return line


def outline_context(template: ReportTemplate, user: User) -> dict[str, Any]:
    """The context of `reports/outline/detail.html`."""
    strategy = template.strategy
    language = (translation.get_language() or "en")[:2]
    return {
        "template": template,
        "title": text_of(strategy, "title"),
        "profile": str(Profile(template.profile).label),
        "editions": [profile(code).name for code in template.languages],
        "entries": list(_entries(template.outline, language, 1)),
        "edit_url": reverse("templates:outline-edit", args=[strategy.slug])
        if user.access.to(Action.EDIT_TEMPLATES).everywhere
        else "",
        "new_report_url": f"{reverse('reports:report-create')}?strategy={strategy.slug}"
        if user.access.to(Action.CREATE_REPORT).everywhere
        else "",
        "reports": [
            {"title": text_of(one, "title"), "year": one.year, "url": one.get_absolute_url()}
            for one in Report.objects.visible_to(user).filter(strategy=strategy)
        ],
        "history": _history(template) if user.access.to(Action.VIEW_HISTORY) else [],
    }


def _entries(
    outline: Sequence[Mapping[str, Any]], language: str, level: int
) -> Iterator[dict[str, Any]]:
    """Every section with its level, in the order of the paper."""
    for item in outline:
        yield {
            "level": level,
            "heading": _in(item["heading"], language),
            "key": item.get("key", ""),
            "repeated": _repeated(item),
            "part": _part(item),
            "tables": [
                str(annexes[k].label) if k in annexes else k for k in item.get("tables", [])
            ],
            "languages": ", ".join(sorted(item["heading"])).upper(),
            "paragraphs": [
                {
                    "key": one["key"],
                    "text": _in(one["text"], language),
                    "figure": one.get("figure", ""),
                }
                for one in item.get("paragraphs", [])
            ],
        }
        yield from _entries(item.get("sections", []), language, level + 1)


def _in(texts: Mapping[str, str], language: str) -> str:
    return texts.get(language) or texts.get("en") or next(iter(texts.values()), "")


def _repeated(item: Mapping[str, Any]) -> str:
    """For what a section is repeated, and what stands in it, in words."""
    parts = {
        "outcome": _("once for every outcome"),
        "output": _("once for every output"),
        "driver": _("once for every driver"),
    }
    words = [parts[item["each"]]] if item.get("each") in parts else []
    if item.get("opening"):
        words.append(_("with its opening paragraph"))
    if item.get("projects"):
        words.append(_("with what its projects report"))
    return ", ".join(words)


def _part(item: Mapping[str, Any]) -> str:
    """What a section is besides text."""
    if item.get("decision"):
        return _("draft decision")
    if item.get("landscape"):
        return _("appendix, pages on their side")
    return _("appendix") if item.get("appendix") else ""


@dataclass(frozen=True)
class OutlineChange(ChangeInWords):
    """A change of a template, with the lines of its outline that differ."""

    lines: tuple[dict[str, str], ...] = ()


def _history(template: ReportTemplate) -> list[OutlineChange]:
    """Who changed what; of the outline the lines that differ."""
    changes = changes_of(template, 30)
    in_words = worded([("", change) for change in changes])
    return [_with_lines(*both) for both in zip(in_words, changes, strict=True)]


def _with_lines(shown: ChangeInWords, change: Change) -> OutlineChange:
    lines: list[dict[str, str]] = []
    what = []
    for words, each in zip(shown.what, change.fields, strict=True):
        if each.field.name != "outline":
            what.append(words)
            continue
        lines = _differing(each.old, each.new)
        count = sum(line["sign"] != " " for line in lines)
        told = ngettext("%(count)d line changed", "%(count)d lines changed", count)
        what.append(replace(words, old="", new=told % {"count": count}))
    return OutlineChange(shown.of, shown.label, shown.at, shown.who, tuple(what), tuple(lines))


def _differing(old: Any, new: Any) -> list[dict[str, str]]:
    """The changed lines of two outlines with a line around them."""
    before, after = (outline_text(one or []).splitlines() for one in (old, new))
    lines = list(unified_diff(before, after, lineterm="", n=1))[2:]
    return [{"sign": one[0], "text": one[1:]} for one in lines[:MOST_DIFF] if one[0] in "+- "]
