"""The parameters of a live number as a person chooses them: what each is called, and its values."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.languages.translated import text_of
from core.models import Unit, User
from core.numbers.registry import YEAR, NumberSpec, Translatable
from core.numbers.syntax import AGAINST
from outcomes.models import Driver, Outcome, Output, Vocabulary
from outcomes.models.own_fields import OwnKind, OwnSubject
from outcomes.printed import own_fields_in, terms_in
from portfolio.models import FundingLine, Project, Quantity, Stage
from reports.models import Report


@dataclass(frozen=True)
class Choice:
    """A value that can be chosen."""

    value: str
    label: str


@dataclass(frozen=True)
class Parameter:
    """A parameter; without `choices` its value is typed, as `hint` says."""

    name: str
    label: str
    hint: str
    needed: bool
    value: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class _Asked:
    """For whom values are offered, and what has been chosen already."""

    report: Report
    user: User
    given: Mapping[str, str]


LABELS: Mapping[str, Translatable] = {
    YEAR: gettext_lazy("Year"),
    "outcome": gettext_lazy("Outcome"),
    "output": gettext_lazy("Output"),
    "driver": gettext_lazy("Cross-cutting driver"),
    "unit": gettext_lazy("Unit"),
    "kind": gettext_lazy("Kind"),
    "category": gettext_lazy("Category"),
    "size": gettext_lazy("Size"),
    "stage": gettext_lazy("Stage"),
    "line": gettext_lazy("Funding line"),
    "currency": gettext_lazy("Currency"),
    "project": gettext_lazy("Project"),
    "quantity": gettext_lazy("Quantity"),
    "field": gettext_lazy("Own field"),
    "value": gettext_lazy("What it holds"),
    "since": gettext_lazy("Since"),
    AGAINST: gettext_lazy("Compared with"),
}


def _years(asked: _Asked) -> list[Choice]:
    return [Choice(str(year), str(year)) for year in asked.report.strategy.years]


def _outcomes(asked: _Asked) -> list[Choice]:
    rows = Outcome.objects.of_strategy(asked.report.strategy.slug)
    return _numbered((row.number, text_of(row, "title")) for row in rows)


def _outputs(asked: _Asked) -> list[Choice]:
    rows = Output.objects.of_strategy(asked.report.strategy.slug)
    return _numbered((row.number, text_of(row, "title")) for row in rows)


def _numbered(rows: object) -> list[Choice]:
    found = dict(rows)  # type: ignore[call-overload]
    return [Choice(number, f"{number} {title}".strip()) for number, title in found.items()]


def _drivers(asked: _Asked) -> list[Choice]:
    rows = Driver.objects.of_strategy(asked.report.strategy.slug)
    return [Choice(row.slug, text_of(row, "title")) for row in rows]


def _units(asked: _Asked) -> list[Choice]:
    rows = Unit.objects.visible_to(asked.user)
    return [Choice(row.code, f"{row.code} – {text_of(row, 'name')}") for row in rows]


def _terms(vocabulary: Vocabulary) -> Callable[[_Asked], list[Choice]]:
    def offered(asked: _Asked) -> list[Choice]:
        return [
            Choice(each.key, each.name)
            for each in terms_in(asked.report.number_context, vocabulary)
        ]

    return offered


def _lines(asked: _Asked) -> list[Choice]:
    rows = FundingLine.objects.filter(strategy=asked.report.strategy_id)
    return [Choice(row.code, f"{row.code} – {text_of(row, 'title')}") for row in rows]


def _currencies(asked: _Asked) -> list[Choice]:
    rows = FundingLine.objects.filter(strategy=asked.report.strategy_id).order_by()
    found = sorted(set(rows.values_list("currency", flat=True)))
    return [Choice(code, code) for code in found]


def _projects(asked: _Asked) -> list[Choice]:
    rows = Project.objects.visible_to(asked.user).filter(
        strategy=asked.report.strategy_id, pk__in=Quantity.objects.values("project")
    )
    return [Choice(row.code, f"{row.code} – {text_of(row, 'name')}") for row in rows]


def _quantities(asked: _Asked) -> list[Choice]:
    rows = Quantity.objects.filter(
        project__in=Project.objects.visible_to(asked.user),
        project__strategy=asked.report.strategy_id,
        project__code=asked.given.get("project", ""),
    )
    return [Choice(key, key) for key in dict.fromkeys(rows.values_list("key", flat=True))]


def _fields(asked: _Asked) -> list[Choice]:
    found = own_fields_in(asked.report.number_context, OwnSubject.PROJECT)
    return [Choice(each.key, each.name) for each in found]


def _held(asked: _Asked) -> list[Choice]:
    """What the own field that was chosen can hold."""
    found = own_fields_in(asked.report.number_context, OwnSubject.PROJECT)
    own = next((each for each in found if each.key == asked.given.get("field")), None)
    if own is None:
        return []
    if own.kind == OwnKind.YES_NO:
        return [Choice("yes", _("Yes")), Choice("no", _("No"))]
    return [Choice(key, str(name)) for key, name in own.choices()]


OFFERED: Mapping[str, Callable[[_Asked], list[Choice]]] = {
    YEAR: _years,
    "outcome": _outcomes,
    "output": _outputs,
    "driver": _drivers,
    "unit": _units,
    "kind": _terms(Vocabulary.KIND),
    "category": _terms(Vocabulary.CATEGORY),
    "size": _terms(Vocabulary.SIZE),
    "stage": lambda _asked: [Choice(value, str(label)) for value, label in Stage.choices],
    "line": _lines,
    "currency": _currencies,
    "project": _projects,
    "quantity": _quantities,
    "field": _fields,
    "value": _held,
}


def parameters(
    spec: NumberSpec, report: Report, user: User, given: Mapping[str, str], *, compares: bool
) -> tuple[Parameter, ...]:
    """Every parameter that a number takes, those it needs first; with what was `given`.

    With what it is compared is asked where it `compares`.
    """
    asked = _Asked(report, user, given)
    named = {**spec.params, **spec.optional}
    if compares:
        named[AGAINST] = _against_hint(spec)
    return tuple(
        Parameter(
            name=name,
            label=str(LABELS.get(name, name)),
            hint=str(hint),
            needed=name in spec.params,
            value=given.get(name, ""),
            choices=_offered(name, spec, asked),
        )
        for name, hint in named.items()
    )


def _offered(name: str, spec: NumberSpec, asked: _Asked) -> tuple[Choice, ...]:
    if name == AGAINST and YEAR in spec.optional:
        found = [one for one in _years(asked) if one.value != str(asked.report.year)]
    else:
        found = OFFERED[name](asked) if name in OFFERED else []
    # What a text names already stays as it is, several values too.
    value = asked.given.get(name, "")
    if found and value and value not in {one.value for one in found}:
        found = [*found, Choice(value, value)]
    return tuple(found)


def _against_hint(spec: NumberSpec) -> str:
    if YEAR in spec.optional:
        return _("the year with which it is compared")
    return _("the day with which it is compared, as in 2020-12-31")


def compared_with(spec: NumberSpec, report: Report, given: Mapping[str, str]) -> str:
    """The year, or day, with which a number is compared until somebody says another."""
    if AGAINST in given:
        return given[AGAINST]
    if YEAR in spec.optional:
        return str(report.year - 1)
    return (report.cut_off - timedelta(days=365)).isoformat()
