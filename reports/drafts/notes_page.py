"""The author's notes of a draft, in the words and the language of who reads them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.languages import profile
from reports.composing.unprintable import locations_by_target
from reports.document.notes import (
    BrokenReference,
    DraftNote,
    IllegalSigns,
    IllustrativeNumbers,
    MissingDecision,
    MissingGlyphs,
    MissingTexts,
    NumberOutsideStrategy,
    NumberWithoutData,
    SilentSection,
    SourceChanged,
    SourceGone,
    UncomputedNumber,
    UnknownFigure,
    UnknownTable,
    UnreviewedWords,
)
from reports.document.tree import Document
from reports.drafts.unreviewed import unreviewed_words
from reports.writers import html
from reports.writers.locations import sign

# A note names so many signs; who pasted a page of hieroglyphs knows the rest.
_MOST_SIGNS = 6


@dataclass(frozen=True)
class NoteLine:
    """A note in words, and the place in the paper it leads to (empty: none)."""

    text: str
    url: str = ""


def note_lines(notes: Iterable[DraftNote], document: Document) -> list[NoteLine]:
    """Every note with its place; `document` is the edition on the page."""
    places = locations_by_target(document)
    return [
        NoteLine(note_words(note, places), f"#{html.anchor(note.target)}" if note.target else "")
        for note in notes
    ]


def note_words(note: DraftNote, places: Mapping[str, str]) -> str:
    """A note as people read it; `places` has the words for where it leads to."""
    match note:
        case SilentSection(heading=heading):
            return _("Left out, since nothing is reported: %(what)s") % {"what": heading}
        case MissingDecision():
            return _("This decision paper has no draft decision yet.")
        case MissingTexts(language=language, count=count):
            return _about_missing(language, count)
        case SourceChanged(paragraph=key, language=language):
            return _(
                "The source of an edited paragraph has changed (%(what)s). Your words stand."
            ) % {"what": f"{key}:{language}"}
        case SourceGone(paragraph=key):
            return _("The source of an edited paragraph is gone (%(what)s). Your words stand.") % {
                "what": key
            }
        case UncomputedNumber(signature=signature, message=message):
            what = f"{signature}: {message}"
            return _("A live number cannot be computed. %(what)s") % {"what": what}
        case NumberWithoutData(signature=signature):
            return _(
                "A live number has no data, so the paper says so in its place: %(what)s. Enter what is "
                "missing, or take the number out."
            ) % {"what": signature}
        case NumberOutsideStrategy(signature=signature, year=year):
            return _(
                "A live number is for %(year)s, which the strategy does not cover: %(what)s."
            ) % {"year": year, "what": signature}
        case UnknownFigure(key=key):
            return _("There is no figure %(what)s.") % {"what": key}
        case UnknownTable(key=key):
            return _("There is no table %(what)s.") % {"what": key}
        case IllustrativeNumbers():
            return _("Some numbers rest on an illustrative split, invented for the demonstration.")
        case BrokenReference(block=block, key=key):
            return _("A cross reference leads nowhere: %(what)s.") % {"what": f"{block}:{key}"}
        case UnreviewedWords(language=language, names=names):
            return _("%(language)s: words and rules that nobody has reviewed: %(what)s.") % {
                "language": profile(language).name,
                "what": unreviewed_words(language, names),
            }
        case IllegalSigns():
            return _(
                "In %(place)s (%(languages)s) stands %(signs)s, which no file can hold. "
                "It has been left out; delete it."
            ) % _sign_facts(note, places)
        case MissingGlyphs():
            return _(
                "In %(place)s (%(languages)s) stands %(signs)s, which no typeface of the PDF has. "
                "The PDF shows □; Word and the web page carry it unchanged."
            ) % _sign_facts(note, places)


def _about_missing(language: str, count: int) -> str:
    return ngettext(
        "%(language)s: %(count)s text is not translated; the original stands there.",
        "%(language)s: %(count)s texts are not translated; the original stands there.",
        count,
    ) % {"language": profile(language).name, "count": count}


def _sign_facts(note: IllegalSigns | MissingGlyphs, places: Mapping[str, str]) -> dict[str, str]:
    named = [sign(chr(code)) for code in note.codes[:_MOST_SIGNS]]
    return {
        "place": places.get(note.target, "") or _("the paper"),
        "languages": ", ".join(profile(code).name for code in note.languages),
        "signs": ", ".join(named + ["…"] * (len(note.codes) > _MOST_SIGNS)),
    }
