"""What the page of a strategy's words shows."""

from dataclasses import dataclass

from django.urls import reverse

from core.access import Action
from core.history.events import changes_among
from core.languages.translated import texts_of
from core.models import User
from core.pages.changes import ChangeInWords, newest, worded
from core.pages.tree_counts import TreeCount
from outcomes.models import Strategy, Term, Vocabulary
from outcomes.terms.forms import MARKS
from outcomes.terms.uses import shown_uses

HISTORY = 30


@dataclass(frozen=True)
class TermLine:
    """A word with what it is called elsewhere, and how many rows hold it."""

    row: Term
    name: str
    others: list[str]
    counts: list[TreeCount]
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
class TermsPage:
    """`outcomes/terms/list.html`."""

    strategy: Strategy
    lists: list[TermList]
    history: list[ChangeInWords]
    can_export: bool


def terms_page(strategy: Strategy, user: User) -> TermsPage:
    """The words of a strategy with their uses; how they changed for who may see that."""
    terms = list(strategy.terms.all())
    uses = shown_uses(strategy, user)
    can_edit = user.access.may(Action.EDIT_FRAMEWORK)
    shows_history = user.access.to(Action.VIEW_HISTORY).everywhere
    return TermsPage(
        strategy=strategy,
        lists=[
            TermList(
                key=vocabulary.value,
                title=str(vocabulary.label),
                mark=str(MARKS.get(vocabulary, "")),
                lines=[
                    TermLine(
                        row=term,
                        name=str(term),
                        others=[
                            text for text in texts_of(term, "name").values() if text != str(term)
                        ],
                        counts=uses.get((vocabulary.value, term.key), []),
                        edit_url=_address("term-edit", strategy, term.pk) if can_edit else "",
                    )
                    for term in terms
                    if term.vocabulary == vocabulary
                ],
                add_url=_address("term-create", strategy, vocabulary.value) if can_edit else "",
            )
            for vocabulary in Vocabulary
        ],
        history=_history(strategy) if shows_history else [],
        can_export=user.access.files().may(Action.VIEW_FRAMEWORK),
    )


def _address(name: str, strategy: Strategy, which: object) -> str:
    return reverse(f"outcomes:{name}", args=[strategy.slug, which])


def _history(strategy: Strategy) -> list[ChangeInWords]:
    """How its words changed, those that are gone among them."""
    found = [(str(change.row), change) for _pk, change in changes_among(Term, strategy=strategy)]
    return worded(newest(found, HISTORY))
