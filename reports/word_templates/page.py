"""What the pages of Word templates show."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.access import Action
from core.languages.translated import text_of
from core.models import User
from core.pages.changes import change_list
from reports.models import Draft, Report, WordTemplate
from reports.word_templates.services import template_of, uses
from reports.writers.docx.template.headers_footers import PLACEHOLDERS
from reports.writers.docx.template.purposes import PURPOSES

# Styles that Word makes itself and nobody sets a paper in.
_UNSEEN = frozenset({"DefaultParagraphFont", "TableNormal", "NoList"})


def template_context(template: WordTemplate, user: User) -> dict[str, Any]:
    """The context of `reports/word_templates/detail.html`."""
    may_edit = bool(user.access.to(Action.EDIT_TEMPLATES).everywhere)
    used = uses(template)
    styles = _styles(template.found.get("styles", []))
    return {
        "template": template,
        "scope": text_of(template.strategy, "title") if template.strategy else "",
        "can_edit": may_edit,
        "can_delete": may_edit and not any(used.values()),
        "uses": _uses(template),
        "used": used,
        "found": [one for one in styles if one["found"]],
        "missing": [one for one in styles if not one["found"]],
        "fonts": [_font(font) for font in template.found.get("fonts", [])],
        "page": template.found.get("page", {}),
        "margins": [_margin(margin) for margin in template.found.get("margins", [])],
        "notes": _notes(template.found),
        "places": [f"{{{place}}}" for place in PLACEHOLDERS],
        "history": _history(template) if user.access.to(Action.VIEW_HISTORY) else [],
    }


def template_in_use_context(report: Report, draft: Draft | None, user: User) -> dict[str, Any]:
    """For `_in_use.html`: what the Word files are written in, and whether this draft's were."""
    template = template_of(report)
    now = template.sha256 if template else ""
    return {
        "name": template.name if template else "",
        "url": template.get_absolute_url()
        if template and user.access.to(Action.VIEW_TEMPLATES).everywhere
        else "",
        "choose_url": reverse("reports:report-word-template", args=[report.slug])
        if user.access.to(Action.EDIT_TEMPLATES).everywhere and report.is_in_drafting
        else "",
        "has_changed": draft is not None and draft.template_sha256 != now,
    }


def _styles(found: list[dict[str, str]]) -> list[dict[str, str]]:
    return [
        {
            "name": _as_in_word(one["name"]),
            "found": _as_in_word(one["found"]),
            "purpose": str(PURPOSES.get(one["id"], "")),
        }
        for one in found
        if one["id"] not in _UNSEEN
    ]


def _as_in_word(name: str) -> str:
    """Word shows "heading 1" as "Heading 1"."""
    return name[:1].upper() + name[1:]


def _font(font: dict[str, Any]) -> dict[str, Any]:
    if font["embedded"]:
        state, level = _("in the file"), "good"
    elif font["common"]:
        state, level = _("comes with Word"), ""
    else:
        state, level = _("probably missing on other computers"), "warn"
    return {"name": font["name"], "state": state, "level": level}


def _margin(margin: dict[str, Any]) -> dict[str, Any]:
    names = {
        ("header", "first"): _("Header of the first page"),
        ("header", "default"): _("Header"),
        ("header", "even"): _("Header of even pages"),
        ("footer", "first"): _("Footer of the first page"),
        ("footer", "default"): _("Footer"),
        ("footer", "even"): _("Footer of even pages"),
    }
    pictures = margin["pictures"]
    return {
        "name": names.get((margin["kind"], margin["type"]), margin["kind"]),
        "lines": margin["text"].splitlines(),
        "pictures": ngettext("%(count)d picture", "%(count)d pictures", pictures)
        % {"count": pictures}
        if pictures
        else "",
    }


def _notes(found: dict[str, Any]) -> list[str]:
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
    notes = [words[key] for key in found.get("notes", []) if key in words]
    for place in found.get("unknown_places", []):
        told = _("{%(name)s} in a header or footer is not known and is printed as it stands.")
        notes.append(told % {"name": place})
    return notes


def _uses(template: WordTemplate) -> list[dict[str, str]]:
    """Where it is in use: outlines, reports, and the latest drafts made with it."""
    lines = [
        {
            "label": _("All reports of %(strategy)s") % {"strategy": one.strategy},
            "url": reverse("templates:outline-detail", args=[one.strategy.slug]),
        }
        for one in template.report_templates.select_related("strategy")
    ]
    for report in template.reports.all():
        lines.append({"label": text_of(report, "title"), "url": report.get_absolute_url()})
    drafts = Draft.objects.filter(word_template=template).select_related("report")
    for draft in drafts.order_by("-made_at")[:5]:
        label = _("Draft %(number)d of %(report)s")
        lines.append(
            {
                "label": label % {"number": draft.number, "report": text_of(draft.report, "title")},
                "url": draft.report.get_absolute_url(),
            }
        )
    return lines


def _history(template: WordTemplate) -> list[dict[str, Any]]:
    """Who changed what; the findings of a check are for the page above, not for the history."""
    fields = [one for one in WordTemplate._meta.fields if one.name in {"found", "file"}]
    hidden = {str(one.verbose_name) for one in fields}
    history = change_list(template)
    for event in history:
        event["what"] = [one for one in event["what"] if one["field"] not in hidden]
    return history
