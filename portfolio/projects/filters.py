"""Filters of the project list; each count on a page links here to exactly its rows."""

from datetime import date
from functools import partial
from typing import Any

import django_filters
from django import forms
from django.db.models import Q
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.access import Action
from core.forms.row_form import DateInput
from core.languages.translated import text_of
from core.models import Unit
from core.pages.filters import StrategyFilter, YearsFilter
from core.pages.list_address import counted_rows, day_asked
from core.pages.looking_back import KNOWN_AT, OF_TODAY
from core.pages.strategies import strategy_asked
from core.search.lists import rows_found
from core.years import Years
from outcomes.current import level_shown, name_everywhere, strategy_id_asked
from outcomes.lines import place_label
from outcomes.models import (
    Driver,
    Outcome,
    Output,
    OwnSubject,
    Strategy,
    Vocabulary,
    all_terms,
)
from outcomes.own_fields.lists import OwnFilterSet
from portfolio.choices import STAGE_WORDS, STATE_WORDS
from portfolio.models import Project
from portfolio.models.project import PROJECT_WORDS
from portfolio.models.querysets import ProjectQuerySet
from portfolio.rules.thresholds import silent_choice

ATTENTION = [
    ("late", _("Late")),
    ("slipping", _("Slipping")),
    ("silent", lazy(silent_choice, str)("")),
    ("stuck", _("Stuck")),
    ("awaiting_update", _("No update in this round")),
    ("awaiting_acceptance", _("Update to accept")),
]


# The lists of words that filters offer.
VOCABULARIES: dict[str, str] = {
    "category": Vocabulary.CATEGORY,
    "kind": Vocabulary.KIND,
    "size": Vocabulary.SIZE,
    "stage": STAGE_WORDS,
    "rag": STATE_WORDS,
}


def _attention(strategy: int) -> list[tuple[str, str]]:
    words = {"silent": silent_choice(strategy)}
    return [(key, words.get(key, str(label))) for key, label in ATTENTION]


def placements() -> list[tuple[str, str]]:
    """Outcomes and drivers of every strategy, by the keys that figures use."""
    outcomes = [
        (f"outcome-{each.number}", each.called(each.strategy.level_name("outcome")))
        for each in Outcome.objects.select_related("strategy")
    ]
    return outcomes + [(driver.slug, text_of(driver, "title")) for driver in Driver.objects.all()]


def categories() -> list[tuple[str, str]]:
    """Those of every strategy, and those without."""
    return [*words(Vocabulary.CATEGORY), ("none", gettext("No category yet"))]


def states() -> list[tuple[str, str]]:
    """Those of every strategy, and projects without any."""
    return [*words(STATE_WORDS), ("none", gettext("No data"))]


def words(vocabulary: str) -> list[tuple[str, str]]:
    """Those of every strategy."""
    return all_terms().everywhere(vocabulary)


class ProjectFilterSet(OwnFilterSet):
    """What the list can be narrowed by. `at` is the day as of which stages and lateness count."""

    own_subject = OwnSubject.PROJECT
    q = django_filters.CharFilter(label=_("Search"), method="search")
    strategy = StrategyFilter(queryset=Strategy.objects.all())
    year = YearsFilter(label=_("Work plan of"), method="in_year")
    place = django_filters.ChoiceFilter(
        label=lazy(place_label, str)(""), choices=placements, method="placed"
    )
    output = django_filters.ModelChoiceFilter(
        label=name_everywhere("output"), queryset=Output.objects.select_related("outcome")
    )
    category = django_filters.MultipleChoiceFilter(
        label=_("Category"),
        choices=categories,
        method="in_category",
    )
    kind = django_filters.MultipleChoiceFilter(
        label=_("Kind"), choices=partial(words, Vocabulary.KIND)
    )
    size = django_filters.MultipleChoiceFilter(
        label=_("Size"), choices=partial(words, Vocabulary.SIZE)
    )
    stage = django_filters.MultipleChoiceFilter(
        label=_("Stage"), choices=partial(words, STAGE_WORDS), method="in_stage"
    )
    rag = django_filters.MultipleChoiceFilter(label=_("Status"), choices=states, method="with_rag")
    unit = django_filters.ModelChoiceFilter(
        label=_("Lead unit"),
        field_name="lead_unit",
        queryset=Unit.objects.all(),
        to_field_name="code",
    )
    attention = django_filters.ChoiceFilter(
        label=_("Needs attention"), choices=ATTENTION, method="needing"
    )
    mine = django_filters.BooleanFilter(
        label=_("Mine"), method="of_person", widget=forms.CheckboxInput
    )
    at = django_filters.DateFilter(
        label=_("As it stood on"),
        method="unchanged",
        widget=DateInput,
    )
    known_at = django_filters.DateFilter(
        label=_("As we knew it on"),
        method="unchanged",
        widget=DateInput,
    )
    facts = django_filters.ChoiceFilter(
        label=_("Names and placements"),
        choices=[(OF_TODAY, _("of today"))],
        method="unchanged",
        widget=forms.HiddenInput,
    )
    number = django_filters.CharFilter(
        label=_("Counted in"), method="counted_in", widget=forms.HiddenInput
    )

    more = ("strategy", "year", "place", "output", "kind", "size", "at", "known_at")

    class Meta:
        model = Project
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.request.user.access.opens(Action.VIEW_HISTORY):
            del self.filters[KNOWN_AT]
        self._speak()

    def _speak(self) -> None:
        """Where one strategy is shown, the filters offer its words, and say its thresholds."""
        strategy = strategy_id_asked(self.request)
        if strategy is None:
            return
        more = {
            "category": ("none", gettext("No category yet")),
            "rag": ("none", gettext("No data")),
        }
        for name, vocabulary in VOCABULARIES.items():
            further = [more[name]] if name in more else []
            self.speak(name, [*all_terms().shown(strategy, vocabulary), *further], strategy)
        self.rename("place", place_label(strategy_asked(self.request)))
        self.rename("output", level_shown(self.request, "output"))
        self.speak("attention", _attention(strategy), strategy)

    @property
    def day(self) -> date:
        """The day asked for, else the working date."""
        return day_asked(self.request)

    def unchanged(self, rows: ProjectQuerySet, name: str, value: object) -> ProjectQuerySet:
        """`at` is read by the others, `known_at` and `facts` by the page."""
        return rows

    def search(self, rows: ProjectQuerySet, name: str, value: str) -> ProjectQuerySet:
        """All words must occur in code, name or description (any language), or the unit's code."""
        return rows_found(rows, value, PROJECT_WORDS, plain=("lead_unit__code",))

    def in_year(self, rows: ProjectQuerySet, name: str, value: Years) -> ProjectQuerySet:
        """In the work plan of these years, as it stood; a live number brings its own population."""
        if self.data.get("number"):
            return rows
        return rows.in_work_plans(value, self.day)

    def placed(self, rows: ProjectQuerySet, name: str, value: str) -> ProjectQuerySet:
        """Under an outcome ("outcome-1") or a driver (its slug)."""
        kind, _, number = value.partition("-")
        if kind == "outcome":
            return rows.filter(output__outcome__number=number)
        return rows.filter(driver__slug=value)

    def in_category(self, rows: ProjectQuerySet, name: str, value: list[str]) -> ProjectQuerySet:
        """One of the categories; "none" is those without."""
        return rows.filter(category__in=["" if each == "none" else each for each in value])

    def in_stage(self, rows: ProjectQuerySet, name: str, value: list[str]) -> ProjectQuerySet:
        """In one of the stages on the day."""
        return rows.in_stage(self.day, value) if value else rows

    def with_rag(self, rows: ProjectQuerySet, name: str, value: list[str]) -> ProjectQuerySet:
        """Whose last substantive status was one of these; "none" is those without any."""
        wanted = ["" if each == "none" else each for each in value]
        return rows.filter(Q(rag__in=wanted)) if value else rows

    def needing(self, rows: ProjectQuerySet, name: str, value: str) -> ProjectQuerySet:
        """Late, slipping, silent, stuck, without an update on the day, or with one to accept."""
        sentence: ProjectQuerySet = getattr(rows, value)(self.day)
        return sentence

    def of_person(self, rows: ProjectQuerySet, name: str, value: bool) -> ProjectQuerySet:
        """Those that the person manages or owns, or stands in for."""
        return rows.of_people(self.request.user.access.selves) if value else rows

    def counted_in(self, rows: ProjectQuerySet, name: str, value: str) -> ProjectQuerySet:
        """Exactly the rows behind a live number, such as `projects.new_or_major`."""
        return counted_rows(self, rows, value)
