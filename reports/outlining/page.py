"""What the page shows on which an outline is edited by hand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote, urlencode

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.access import Action
from core.figures.annexes import annexes
from core.figures.registry import figures
from core.history.events import Change, changes_of
from core.history.versions import version_of
from core.languages.translated import text_of
from core.models import User
from core.pages.changes import author_of, authors_of
from reports.document.translations import numbers_apart
from reports.models import ReportTemplate
from reports.outline.entries import Entry, Kind, NoEntry, entries, entry_of
from reports.outline.entry_check import EntryProblem, entry_label, entry_problems
from reports.outline.page import DiffLine, differing_lines, part_words, section_words
from reports.outline.schema import MOST_LEVELS, stands_below
from reports.outline.steps import Way, Where, ways
from reports.outline.taken_out import TakenOut, taken_out

# What is done with an entry by a button of the page; with "back", what was taken out comes back.
BACK = "back"
BEGIN_EMPTY = "empty"
# What an id of an entry holds beside letters, in an address.
SAFE = ":/~"


@dataclass(frozen=True)
class MoveButton:
    """One way to move an entry; `is_done` where it has just been pressed, so that it keeps the focus."""

    way: str
    sign: str
    words: str
    is_possible: bool
    is_done: bool


@dataclass(frozen=True)
class AddLink:
    """Where a form adds an entry beside another one or below it."""

    words: str
    url: str


@dataclass(frozen=True)
class TreeEntry:
    """An entry as the tree shows it: its words in one language, and what can be done with it."""

    id: str
    anchor: str
    kind: str
    level: int
    label: str
    words: str
    languages: str
    tags: Sequence[str]
    problems: Sequence[EntryProblem]
    moves: Sequence[MoveButton]
    adds: Sequence[AddLink]
    edit_url: str
    remove_url: str
    is_current: bool
    has_focus: bool


@dataclass(frozen=True)
class TakenOutLine:
    """What could be put back; `step` is what the button says."""

    label: str
    kind: str
    along: str
    who: str
    at: datetime
    step: str


@dataclass(frozen=True)
class StepClash:
    """A step that was refused since the outline has changed: whose change, and its lines."""

    by: str
    at: datetime | None
    lines: Sequence[DiffLine]
    asked: str


@dataclass(frozen=True)
class RemovePage:
    """What is asked before an entry is taken out; `along` are kind and label of what goes with it."""

    label: str
    title: str
    along: Sequence[tuple[str, str]]
    version: int
    back_url: str


@dataclass(frozen=True)
class TreePage:
    """The outline of a strategy's reports, to edit. Without a `template` nothing is written yet."""

    title: str
    slug: str
    template: ReportTemplate | None
    version: int
    entries: Sequence[TreeEntry]
    adds: Sequence[AddLink]
    taken_out: Sequence[TakenOutLine]
    history_url: str
    back_url: str
    text_url: str
    preview_url: str
    done: str = ""
    clash: StepClash | None = None


def tree_page(
    template: ReportTemplate,
    user: User,
    *,
    at: str = "",
    done: str = "",
    clash: StepClash | None = None,
) -> TreePage:
    """The tree, with as much of its history as `user` may see. The entry called `at` has the focus, on
    the button that has `done` it."""
    slug, is_new = template.strategy.slug, template._state.adding
    sees_history = user.access.to(Action.VIEW_HISTORY).everywhere
    return TreePage(
        title=text_of(template.strategy, "title"),
        slug=slug,
        template=None if is_new else template,
        version=version_of(template),
        entries=[] if is_new else _entries(template, at, done),
        adds=[
            AddLink(_("Heading"), add_url(slug, Kind.HEADING)),
            AddLink(_("Generated part"), add_url(slug, Kind.GENERATED)),
        ],
        taken_out=_taken_out(template, shows_authors=sees_history),
        history_url=f"{template.get_absolute_url()}#history" if sees_history and not is_new else "",
        back_url="" if is_new else template.get_absolute_url(),
        text_url=reverse("templates:outline-edit", args=[slug]),
        preview_url=reverse("templates:outline-preview", args=[slug])
        if not is_new and user.access.may(Action.VIEW_REPORT)
        else "",
        done="" if is_new else _done_words(template, at, done),
        clash=clash,
    )


def _done_words(template: ReportTemplate, at: str, done: str) -> str:
    """What has just been done with an entry, beside the tree: a message above the page would take the
    focus away from the button that is pressed again."""
    try:
        label = shown_label(entry_of(template.outline, at), _language())
    except NoEntry:
        return ""
    told: Mapping[str, str] = {
        Way.UP: _("“%(label)s” has moved up."),
        Way.DOWN: _("“%(label)s” has moved down."),
        Way.IN: _("“%(label)s” stands one level further in."),
        Way.OUT: _("“%(label)s” stands one level further out."),
        BACK: _("“%(label)s” stands in the outline again."),
    }
    return told[done] % {"label": label} if done in told else ""


def _language() -> str:
    return (translation.get_language() or "en")[:2]


def tree_url(slug: str, at: str = "", done: str = "") -> str:
    """The page of the tree, at one entry; with what was `done`, the focus is on that button again."""
    address = reverse("templates:outline-tree", args=[slug])
    if not at:
        return address
    # With a fragment browsers give the focus to nothing: Tab goes on from the entry.
    place = "" if done else f"#{quote(anchor(at), safe=SAFE)}"
    return f"{address}?{urlencode({'at': at, 'done': done} if done else {'at': at})}{place}"


def anchor(id: str) -> str:
    """The id of an entry's element."""
    return f"entry-{id}"


def add_url(slug: str, kind: Kind, at: str = "", where: Where = Where.AFTER) -> str:
    """The form of a new entry."""
    address = reverse("templates:entry-create", args=[slug, kind.value])
    return f"{address}?{urlencode({'at': at, 'where': where.value})}" if at else address


def kind_words(kind: Kind) -> str:
    """What an entry of a kind is called."""
    return {
        Kind.HEADING: _("Heading"),
        Kind.GENERATED: _("Generated part"),
        Kind.PARAGRAPH: _("Paragraph"),
        Kind.TABLE: _("Table"),
    }[kind]


def _entries(template: ReportTemplate, at: str, done: str) -> list[TreeEntry]:
    language = _language()
    original = template.strategy.original_language
    wrong: dict[str, list[EntryProblem]] = {}
    for problem in entry_problems(template.outline, original):
        wrong.setdefault(problem.entry, []).append(problem)
    return [
        _tree_entry(template, one, language, wrong.get(one.id, ()), done if one.id == at else None)
        for one in entries(template.outline)
    ]


def _tree_entry(
    template: ReportTemplate,
    one: Entry,
    language: str,
    problems: Sequence[EntryProblem],
    done: str | None,
) -> TreeEntry:
    slug, original = template.strategy.slug, template.strategy.original_language
    label = shown_label(one, language)
    moves = _moves(template, one, label, done)
    texts: Mapping[str, str] = {}
    if not isinstance(one.item, str):
        texts = one.item.get("heading") or one.item.get("text") or {}
    words = texts.get(language) or texts.get(original) or next(iter(texts.values()), label)
    return TreeEntry(
        id=one.id,
        anchor=anchor(one.id),
        kind=one.kind.value,
        level=one.level,
        label=label,
        words=words,
        languages=", ".join(sorted(texts)).upper(),
        tags=_tags(one, original),
        problems=problems,
        moves=moves,
        adds=[] if one.kind is Kind.TABLE else _adds(slug, one),
        edit_url=reverse("templates:entry-edit", args=[slug, one.id]),
        remove_url=reverse("templates:entry-delete", args=[slug, one.id]),
        is_current=done is not None,
        has_focus=bool(done) and not any(move.is_done for move in moves),
    )


def shown_label(one: Entry, language: str) -> str:
    """An entry in a few words; a table by its name."""
    if one.kind is Kind.TABLE and one.item in annexes:
        return str(annexes[one.item].label)
    return entry_label(one, language)


def _tags(one: Entry, original: str) -> list[str]:
    """What an entry is besides its words."""
    if one.kind is Kind.TABLE:
        return [_("table"), one.item]
    if one.kind is Kind.PARAGRAPH:
        figure = one.item.get("figure", "")
        named = str(figures[figure].label) if figure in figures else figure
        shown = [_("figure %(figure)s") % {"figure": named}] if figure else []
        apart = ", ".join(sorted(numbers_apart(one.item["text"], original))).upper()
        told = _("live numbers differ: %(languages)s") % {"languages": apart}
        return [one.item["key"], *shown, *([told] if apart else [])]
    words = one.item.get("words")
    budget = ngettext("at most %(count)s word", "at most %(count)s words", words or 0)
    return [
        section_words(one.item) if one.kind is Kind.GENERATED else one.item["key"],
        *filter(None, [part_words(one.item)]),
        *([budget % {"count": words}] if words else []),
    ]


def _moves(template: ReportTemplate, one: Entry, label: str, done: str | None) -> list[MoveButton]:
    possible = ways(template.outline, one)
    named = {
        Way.UP: ("↑", _("Move “%(label)s” up")),
        Way.DOWN: ("↓", _("Move “%(label)s” down")),
        Way.OUT: ("←", _("Move “%(label)s” one level out")),
        Way.IN: ("→", _("Move “%(label)s” one level in")),
    }
    shown = named if one.kind.is_section else (Way.UP, Way.DOWN)
    return [
        MoveButton(
            way.value,
            named[way][0],
            named[way][1] % {"label": label},
            way in possible,
            way.value == done and way in possible,
        )
        for way in shown
    ]


def _adds(slug: str, one: Entry) -> list[AddLink]:
    """What can be added beside an entry and below it."""
    paragraph, heading, generated = Kind.PARAGRAPH, Kind.HEADING, Kind.GENERATED
    if one.kind is paragraph:
        return [
            AddLink(_("Paragraph before it"), add_url(slug, paragraph, one.id, Where.BEFORE)),
            AddLink(_("Paragraph after it"), add_url(slug, paragraph, one.id)),
        ]
    found = []
    if one.kind is heading:
        found += [
            AddLink(_("Paragraph in it"), add_url(slug, paragraph, one.id, Where.BELOW)),
            AddLink(_("Table in it"), add_url(slug, Kind.TABLE, one.id, Where.BELOW)),
        ]
    each = one.item.get("each", "")
    if one.level < MOST_LEVELS and not each:
        found.append(AddLink(_("Heading below it"), add_url(slug, heading, one.id, Where.BELOW)))
    if one.level < MOST_LEVELS and stands_below("output", each):
        below = AddLink(_("Generated part below it"), add_url(slug, generated, one.id, Where.BELOW))
        found.append(below)
    return [
        *found,
        AddLink(_("Heading before it"), add_url(slug, heading, one.id, Where.BEFORE)),
        AddLink(_("Heading after it"), add_url(slug, heading, one.id)),
        AddLink(_("Generated part after it"), add_url(slug, generated, one.id)),
    ]


def _taken_out(template: ReportTemplate, *, shows_authors: bool) -> list[TakenOutLine]:
    language = _language()
    found = taken_out(template)
    changes = [one.change for one in found]
    authors = authors_of(changes) if shows_authors else [""] * len(changes)
    return [_taken_out_line(*both, language) for both in zip(found, authors, strict=True)]


def _taken_out_line(one: TakenOut, who: str, language: str) -> TakenOutLine:
    along = ngettext("with %(count)s entry under it", "with %(count)s entries under it", one.along)
    return TakenOutLine(
        label=shown_label(one.entry, language),
        kind=kind_words(one.entry.kind),
        along=along % {"count": one.along} if one.along else "",
        who=who,
        at=one.change.at,
        step=f"{BACK} {one.entry.id}",
    )


def latest_change(template: ReportTemplate) -> tuple[Change | None, list[DiffLine]]:
    """The latest change of the template, and the lines of the outline that it changed."""
    changes = changes_of(template, 1)
    if not changes:
        return None, []
    lines = [
        line
        for each in changes[0].fields
        if each.field.name == "outline"
        for line in differing_lines(each.old, each.new)
    ]
    return changes[0], lines


def step_clash(template: ReportTemplate, asked: str) -> StepClash:
    """Whose change a step met, and what the step was to do."""
    change, lines = latest_change(template)
    return StepClash(
        author_of(change) if change else "", change.at if change else None, lines, asked
    )
