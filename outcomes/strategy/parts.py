"""The kinds of parts a framework has: how each is found, made, edited and shown."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.forms import ModelForm
from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from core.languages.translated import language_of
from core.pages.changes import shown
from core.pages.facts import Fact
from outcomes.models import LEVELS, Deliverable, Driver, Outcome, Output, Strategy
from outcomes.strategy.forms import StrategyForm
from outcomes.strategy.part_forms import DeliverableForm, DriverForm, OutcomeForm, OutputForm


@dataclass(frozen=True)
class Kind:
    """One kind: its table, its form, and the relations that lead up to its strategy."""

    key: str
    model: Any
    form: Callable[..., ModelForm[Any]]
    way_up: tuple[str, ...]

    def rows(self, slug: str) -> Any:
        """Those of one strategy, with what their pages show."""
        if not self.way_up:
            return self.model.objects.filter(slug=slug)
        lookup = "__".join([*self.way_up, "slug"])
        return self.model.objects.filter(**{lookup: slug}).select_related("__".join(self.way_up))

    def new(self, strategy: Strategy, given: Mapping[str, str]) -> Any:
        """An unsaved row under what the address names (`outcome`, `output`, `part_of`), last in order."""
        row = self.model()
        if self.way_up == ("strategy",):
            row.strategy = strategy
        for name in ("outcome", "output", "part_of"):
            value = given.get(name, "")
            if value.isdecimal() and len(value) < 19 and hasattr(self.model, f"{name}_id"):
                setattr(row, f"{name}_id", int(value))
        return row

    def form_for(self, strategy: Strategy, row: Any, data: Any = None) -> ModelForm[Any]:
        """The form of a row; those that choose among the strategy's rows get it."""
        extra = {"strategy": strategy} if len(self.way_up) > 1 else {}
        return self.form(data, instance=row, **extra)


KINDS = {
    kind.key: kind
    for kind in (
        Kind("strategy", Strategy, StrategyForm, ()),
        Kind("outcome", Outcome, OutcomeForm, ("strategy",)),
        Kind("output", Output, OutputForm, ("outcome", "strategy")),
        Kind("driver", Driver, DriverForm, ("strategy",)),
        Kind("deliverable", Deliverable, DeliverableForm, ("output", "outcome", "strategy")),
    )
}


# How exactly a day is known is told by the day.
TOLD_WITH_ANOTHER = ("reached_precision",)


def next_position(row: Any, kind: Kind) -> int:
    """The place after the last of the row's brothers and sisters."""
    above = kind.way_up[0]
    rows = kind.model.objects.filter(**{f"{above}_id": getattr(row, f"{above}_id")})
    if kind.key == "deliverable":
        rows = rows.filter(part_of=row.part_of_id)
    last: int | None = rows.order_by("-position").values_list("position", flat=True).first()
    return 0 if last is None else last + 1


def facts(form: ModelForm[Any]) -> list[Fact]:
    """Label and value of every field of a row that a person can enter, as pages and files show them."""
    row = form.instance
    entered = set(form._meta.fields or ())
    names = [name for name in form.fields if name in entered and name not in TOLD_WITH_ANOTHER]
    found = [
        Fact(str(form.fields[name].label or ""), _value(row, name), language=language_of(row, name))
        for name in names
    ]
    if isinstance(row, Deliverable) and row.illustrative:
        found.append(Fact(_("Illustrative"), _("Yes")))
    if isinstance(row, Strategy):
        found += [
            Fact(str(LEVELS[level]), get_text_list(list(names.values()), "/"))
            for level, names in row.level_names.items()
            if level in LEVELS
        ]
    return found


def _value(row: Any, name: str) -> str:
    value = getattr(row, name)
    if name == "reached_on":
        return str(row.reached_words)
    if hasattr(value, "year"):
        return date_format(value, "DATE_FORMAT")
    if name == "original_language":
        return str(dict(settings.LANGUAGES).get(value, value))
    return shown(row, name)


def headline(strategy: Strategy, kind: Kind) -> str:
    """What a page about a new part is called: "New: Output"."""
    return _("New: %(level)s") % {"level": strategy.level_name(kind.key)}
