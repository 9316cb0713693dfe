"""The author's notes of a draft, in the words and the language of who reads them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.languages import profile
from portfolio.models import Project
from reports.composing.unprintable import locations_by_target
from reports.document.notes import (
    BarsLeftOut,
    BrokenReference,
    DraftNote,
    DrawingNote,
    IllegalSigns,
    IllustrativeNumbers,
    MissingDecision,
    MissingGlyphs,
    MissingTexts,
    NumberOutsideStrategy,
    NumbersDiffer,
    NumberWithoutData,
    OriginalChanged,
    OutsideStrategy,
    ProjectsChanged,
    SilentSection,
    SourceChanged,
    SourceGone,
    UncomputedNumber,
    UndrawnFigure,
    UndrawnTable,
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
_MOST_PROJECTS = 20


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
        case NumbersDiffer():
            return _numbers_words(note, places)
        case OriginalChanged(language=language):
            return _(
                "%(language)s: the original of %(place)s has changed since it was translated."
            ) % {"language": profile(language).name, "place": _place(note, places)}
        case SourceChanged(paragraph=key, language=language):
            return _(
                "The source of an edited paragraph has changed (%(what)s). Your words stand."
            ) % {"what": f"{key}:{language}"}
        case SourceGone(paragraph=key):
            return _("The source of an edited paragraph is gone (%(what)s). Your words stand.") % {
                "what": key
            }
        case ProjectsChanged():
            return _about_changed(note)
        case UncomputedNumber() | NumberWithoutData() | NumberOutsideStrategy():
            return _about_number(note)
        case UnknownFigure(key=key):
            return _("There is no figure %(what)s.") % {"what": key}
        case UnknownTable(key=key):
            return _("There is no table %(what)s.") % {"what": key}
        case UndrawnFigure() | UndrawnTable() | BarsLeftOut() | OutsideStrategy():
            return _about_drawing(note)
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


def _about_number(note: UncomputedNumber | NumberWithoutData | NumberOutsideStrategy) -> str:
    """A live number that cannot be printed, or not as it should."""
    match note:
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


def _about_drawing(note: DrawingNote) -> str:
    """A figure or a table that the report declares, and what is wrong with it."""
    match note:
        case UndrawnFigure(key=key, message=message):
            return _("The figure %(key)s is missing: %(why)s") % {"key": key, "why": message}
        case UndrawnTable(key=key, message=message):
            return _("The table %(key)s is missing: %(why)s") % {"key": key, "why": message}
        case BarsLeftOut(key=key):
            words = _("In the figure %(key)s bars are left out, since their numbers have no data.")
            return words % {"key": key}
        case OutsideStrategy(key=key, year=year):
            words = _("%(key)s is on %(year)s, which its strategy does not cover.")
            return words % {"key": key, "year": year}


def _about_missing(language: str, count: int) -> str:
    return ngettext(
        "%(language)s: %(count)s text is not translated; the original stands there.",
        "%(language)s: %(count)s texts are not translated; the original stands there.",
        count,
    ) % {"language": profile(language).name, "count": count}


def _numbers_words(note: NumbersDiffer, places: Mapping[str, str]) -> str:
    """A translation that is left out, and which numbers it is that differ."""
    place = _place(note, places) if note.paragraph else _("the summary on the first page")
    told = {"language": profile(note.language).name, "place": place}
    shown = {
        "lacking": ", ".join(f"{{{{{one}}}}}" for one in note.lacking),
        "extra": ", ".join(f"{{{{{one}}}}}" for one in note.extra),
    }
    words = _(
        "%(language)s: in %(place)s the live numbers are not those of the original, which stands there "
        "until they are."
    )
    parts = [words % told]
    if note.lacking:
        parts.append(_("Missing: %(lacking)s.") % shown)
    if note.extra:
        parts.append(_("Not in the original: %(extra)s.") % shown)
    return " ".join(parts)


def _place(note: DraftNote, places: Mapping[str, str]) -> str:
    return places.get(note.target, "") or _("the paper")


def _about_changed(note: ProjectsChanged) -> str:
    """Which projects were renamed or moved after the day of the data; of many the first ones."""
    named = [f"{one.code} ({_fields_words(one.fields)})" for one in note.projects[:_MOST_PROJECTS]]
    more = ["…"] * (len(note.projects) > _MOST_PROJECTS)
    words = ngettext(
        "%(count)s project was renamed or moved after %(day)s. "
        "The paper shows it as it is now: %(what)s.",
        "%(count)s projects were renamed or moved after %(day)s. "
        "The paper shows them as they are now: %(what)s.",
        len(note.projects),
    )
    return words % {
        "count": len(note.projects),
        "day": date_format(note.day, "DATE_FORMAT"),
        "what": ", ".join([*named, *more]),
    }


def _fields_words(names: Iterable[str]) -> str:
    fields = {field.name: field for field in Project._meta.fields}
    return ", ".join(str(fields[name].verbose_name) for name in names)


def _sign_facts(note: IllegalSigns | MissingGlyphs, places: Mapping[str, str]) -> dict[str, str]:
    named = [sign(chr(code)) for code in note.codes[:_MOST_SIGNS]]
    return {
        "place": _place(note, places),
        "languages": ", ".join(profile(code).name for code in note.languages),
        "signs": ", ".join(named + ["…"] * (len(note.codes) > _MOST_SIGNS)),
    }
