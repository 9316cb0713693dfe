"""What the page of a strategy's words shows."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from core.access import Action
from core.history.events import changes_below
from core.languages.translated import text_of
from core.models import User
from core.pages.changes import ChangeInWords, newest, worded
from core.pages.tree_counts import TreeCount
from outcomes.models import (
    FixedWords,
    OwnField,
    OwnKind,
    OwnSubject,
    Strategy,
    Term,
    Vocabulary,
    all_terms,
    fixed_words,
)
from outcomes.models.own_fields import own_vocabulary
from outcomes.terms.forms import MARKS
from outcomes.terms.uses import Uses, shown_uses, subject_name, used_in

HISTORY = 30


@dataclass(frozen=True)
class TermLine:
    """A word, and how many rows hold it."""

    row: Term
    name: str
    hint: str
    counts: list[TreeCount]
    rows: int
    edit_url: str


@dataclass(frozen=True)
class TermList:
    """A vocabulary in its order; `mark` is what a marked word of it does."""

    key: str
    title: str
    mark: str
    lines: list[TermLine]
    add_url: str


@dataclass(frozen=True)
class FixedLine:
    """A word that the program decides by: what it is called here, and what usually."""

    key: str
    name: str
    usual: str
    hint: str
    offered: bool
    edit_url: str


@dataclass(frozen=True)
class FixedList:
    """Words that the program decides by, in its order."""

    key: str
    title: str
    described: bool
    lines: list[FixedLine]


@dataclass(frozen=True)
class OwnLine:
    """An own field, what it holds, and how many rows hold one; a choice leads to its words."""

    row: OwnField
    name: str
    holds: str
    rows: int
    edit_url: str


@dataclass(frozen=True)
class OwnList:
    """The own fields of one kind of rows."""

    key: str
    title: str
    lines: list[OwnLine]
    add_url: str


@dataclass(frozen=True)
class TermsPage:
    """`outcomes/terms/list.html`."""

    strategy: Strategy
    lists: list[TermList]
    fixed: list[FixedList]
    own: list[OwnList]
    history: list[ChangeInWords]
    can_export: bool


def terms_page(strategy: Strategy, user: User) -> TermsPage:
    """The words of a strategy with their uses; how they changed for who may see that."""
    terms = list(strategy.terms.all())
    fields = list(strategy.own_fields.all())
    shown, used = shown_uses(strategy, user), used_in(strategy)
    can_edit = user.access.may(Action.EDIT_FRAMEWORK)
    shows_history = user.access.to(Action.VIEW_HISTORY).everywhere
    return TermsPage(
        strategy=strategy,
        lists=[
            TermList(
                key=vocabulary,
                title=title,
                mark=str(MARKS.get(vocabulary, "")),
                lines=[
                    TermLine(
                        row=term,
                        name=str(term),
                        hint=text_of(term, "hint"),
                        counts=shown.get((vocabulary, term.key), []),
                        rows=used.words[vocabulary, term.key],
                        edit_url=_address("term-edit", strategy, term.pk) if can_edit else "",
                    )
                    for term in terms
                    if term.vocabulary == vocabulary
                ],
                add_url=_address("term-create", strategy, vocabulary) if can_edit else "",
            )
            for vocabulary, title in _vocabularies(fields)
        ],
        fixed=[_fixed_list(strategy, each, can_edit=can_edit) for each in fixed_words],
        own=[
            _own_list(strategy, subject, fields, used, can_edit=can_edit) for subject in OwnSubject
        ],
        history=_history(strategy) if shows_history else [],
        can_export=user.access.files().may(Action.VIEW_FRAMEWORK),
    )


def _fixed_list(strategy: Strategy, fixed: FixedWords, *, can_edit: bool) -> FixedList:
    usual = fixed.words()
    return FixedList(
        key=fixed.key,
        title=str(fixed.title),
        described=fixed.described,
        lines=[
            FixedLine(
                key=term.key,
                name=term.name,
                usual=str(usual[term.key]),
                hint=term.hint,
                offered=term.offered,
                edit_url=reverse("outcomes:term-name", args=[strategy.slug, fixed.key, term.key])
                if can_edit
                else "",
            )
            for term in all_terms().of(strategy.pk, fixed.key)
        ],
    )


def vocabularies(strategy: Strategy) -> list[tuple[str, str]]:
    """Key and title of each list of words: the usual ones, and the choices of own fields."""
    return _vocabularies(strategy.own_fields.filter(kind=OwnKind.CHOICE))


def _vocabularies(fields: Iterable[OwnField]) -> list[tuple[str, str]]:
    usual = [(each.value, str(each.label)) for each in Vocabulary]
    chosen = (each for each in fields if each.kind == OwnKind.CHOICE)
    return [*usual, *((own_vocabulary(each.key), str(each)) for each in chosen)]


def _own_list(
    strategy: Strategy,
    subject: OwnSubject,
    fields: Iterable[OwnField],
    used: Uses,
    *,
    can_edit: bool,
) -> OwnList:
    return OwnList(
        key=subject.value,
        title=_("Own fields: %(rows)s") % {"rows": subject_name(strategy, subject)},
        lines=[
            OwnLine(
                row=field,
                name=str(field),
                holds=" · ".join(filter(None, (str(OwnKind(field.kind).label), field.unit))),
                rows=used.fields[field.key],
                edit_url=_address("own-field-edit", strategy, field.pk) if can_edit else "",
            )
            for field in fields
            if field.subject == subject
        ],
        add_url=_address("own-field-create", strategy, subject.value) if can_edit else "",
    )


def _address(name: str, strategy: Strategy, which: object) -> str:
    return reverse(f"outcomes:{name}", args=[strategy.slug, which])


def _history(strategy: Strategy) -> list[ChangeInWords]:
    """How its words changed, those that are gone among them."""
    found = [
        (str(change.row), change)
        for _model, change in changes_below((Term, OwnField), strategy=strategy)
    ]
    return worded(newest(found, HISTORY))
