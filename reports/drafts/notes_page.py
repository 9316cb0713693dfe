"""The author's notes of a draft, in the words and the language of who reads them."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.languages import profile
from reports.composing.notes import AuthorNote
from reports.composing.unprintable import locations_by_target
from reports.document.tree import Document
from reports.drafts.unreviewed import unreviewed_words
from reports.models import Draft
from reports.writers import html
from reports.writers.locations import sign

# A note names so many signs; who pasted a page of hieroglyphs knows the rest.
_MOST_SIGNS = 6


def notes_context(draft: Draft, document: Document) -> list[dict[str, Any]]:
    """Every note with the place in the paper it leads to; `document` is the edition on the page."""
    places = locations_by_target(document)
    return [
        {
            "text": text,
            "url": f"#{html.anchor(note['target'])}" if note["target"] else "",
            "level": "",
        }
        for note in draft.notes
        if (text := note_words(AuthorNote(**note), places))
    ]


def note_words(note: AuthorNote, places: Mapping[str, str]) -> str:
    """A note as people read it; `places` has the words for where it leads to."""
    return _text(note.kind, note.text, places.get(note.target, ""))


def _text(kind: str, text: str, place: str) -> str:
    head, _sep, tail = text.rpartition(":")
    match kind:
        case "silent":
            return _("Left out, since nothing is reported: %(what)s") % {"what": text}
        case "missing":
            count = int(tail)
            return ngettext(
                "%(language)s: %(count)s text is not translated; the original stands there.",
                "%(language)s: %(count)s texts are not translated; the original stands there.",
                count,
            ) % {"language": profile(head).name, "count": count}
        case "source_changed":
            return _(
                "The source of an edited paragraph has changed (%(what)s). Your words stand."
            ) % {"what": text}
        case "source_gone":
            return _("The source of an edited paragraph is gone (%(what)s). Your words stand.") % {
                "what": text
            }
        case "number":
            return _("A live number cannot be computed. %(what)s") % {"what": text}
        case "figure":
            return _("There is no figure %(what)s.") % {"what": text}
        case "reference":
            return _("A cross reference leads nowhere: %(what)s.") % {"what": text}
        case "table":
            return _("There is no table %(what)s.") % {"what": text}
        case "no_decision":
            return _("This decision paper has no draft decision yet.")
        case "unreviewed":
            return _("%(language)s: words and rules that nobody has reviewed: %(what)s.") % {
                "language": profile(head).name,
                "what": unreviewed_words(head, tail.split()),
            }
        case "squares" | "illegal":
            return _about_signs(kind, place or _("the paper"), head.split(), tail.split())
        case "illustrative":
            return _("Some numbers rest on an illustrative split, invented for the demonstration.")
    return text


def _about_signs(kind: str, place: str, languages: Iterable[str], codes: list[str]) -> str:
    named = [sign(chr(int(code.removeprefix("U+"), 16))) for code in codes[:_MOST_SIGNS]]
    facts = {
        "place": place,
        "languages": ", ".join(profile(code).name for code in languages),
        "signs": ", ".join(named + ["…"] * (len(codes) > _MOST_SIGNS)),
    }
    if kind == "illegal":
        return (
            _(
                "In %(place)s (%(languages)s) stands %(signs)s, which no file can hold. "
                "It has been left out; delete it."
            )
            % facts
        )
    return (
        _(
            "In %(place)s (%(languages)s) stands %(signs)s, which no typeface of the PDF has. "
            "The PDF shows □; Word and the web page carry it unchanged."
        )
        % facts
    )
