"""The 5 × 5 matrix: how many open risks stand in each cell, and the way to exactly those."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.access import Action
from core.forms.row_form import DateInput
from core.languages.translated import text_of
from core.models import User
from core.pages.looking_back import day_in_address
from core.prepared import prepared
from core.time import working_date
from outcomes.models import Strategy, all_terms
from risks.choices import BAND_WORDS, IMPACT_WORDS, LIKELIHOOD_WORDS, Impact, Likelihood
from risks.filters import LEVEL_CHOICES
from risks.models import Register, Risk, limits_of
from risks.models.querysets import LEVELS, RiskQuerySet, RiskReach
from risks.rules.scores import SCALE, Band, Limits, band
from risks.wording import band_name, letter_of, step_hint, step_words

CODES_SHOWN = 3


class MatrixQuery:
    """What the address asks the matrix for, with every wrong value made right."""

    def __init__(self, query: QueryDict, strategy: Strategy, today: date) -> None:
        given = query.get("level", "")
        self.level = given if given in LEVELS else "residual"
        given = query.get("register", "")
        self.register = given if given in Register.values else Register.REGISTER.value
        self.at = day_in_address(query.get("at", "")) or today
        self.is_today = self.at == today
        self.strategy = strategy

    @property
    def at_input(self) -> SafeString:
        """The field of the day."""
        return DateInput().render("at", self.at, {"id": "matrix-at"})

    @property
    def rows(self) -> dict[str, str]:
        """The address query of the register with the same risks."""
        asked = {
            "strategy": self.strategy.slug,
            "register": self.register,
            "state": "open",
            "level": self.level,
        }
        return asked if self.is_today else {**asked, "at": self.at.isoformat()}

    def address(self, **changes: str) -> str:
        """The matrix itself, asked for something else."""
        asked = {"level": self.level, "register": self.register, "strategy": self.strategy.slug}
        if not self.is_today:
            asked["at"] = self.at.isoformat()
        return "?" + urlencode({**asked, **changes})


@dataclass(frozen=True)
class Choice:
    """A way to look at the matrix."""

    label: str
    url: str
    current: bool


@dataclass(frozen=True)
class MatrixCell:
    """A likelihood and an impact: band and points, and the risks that stand there.

    `codes` names the first of them, `title` all; `label` is for those who hear it. `above` says that
    its score is not acceptable.
    """

    band: str
    letter: str
    points: int
    count: int
    codes: str
    title: str
    url: str
    label: str
    above: bool


@dataclass(frozen=True)
class MatrixLine:
    """A likelihood, with its cells from the least impact to the gravest."""

    label: str
    hint: str
    cells: list[MatrixCell]


class MatrixStep(NamedTuple):
    """A step of the scale: its figure, its word, and what the strategy says that it means."""

    figure: int
    word: str
    hint: str


@dataclass(frozen=True)
class BandLine:
    """A band of the legend, with its span and how many stand in it."""

    band: str
    letter: str
    label: str
    hint: str
    span: str
    count: int
    url: str


@dataclass(frozen=True)
class Matrix:
    """The matrix of `risks/matrix.html`; `lines` go from likely to rare, `impacts` the columns."""

    asked: MatrixQuery
    total: int
    unassessed: int
    unassessed_url: str
    impacts: list[MatrixStep]
    lines: list[MatrixLine]
    bands: list[BandLine]
    limits: Limits
    levels: list[Choice]
    registers: list[Choice]


def matrix_of(strategy: Strategy, user: User, query: QueryDict) -> Matrix:
    """Open risks as assessed by the day asked for."""
    asked = MatrixQuery(query, strategy, working_date())
    reach = RiskReach.of(user, Action.VIEW_RISKS)
    risks = _risks(reach, strategy=strategy.pk, register=asked.register, at=asked.at)
    limits = limits_of(strategy.slug)
    cells: dict[tuple[int, int], list[Risk]] = defaultdict(list)
    unassessed = 0
    for risk in risks:
        likelihood = getattr(risk, f"{asked.level}_likelihood")
        if likelihood is None:
            unassessed += 1
        else:
            cells[likelihood, getattr(risk, f"{asked.level}_impact")].append(risk)
    return Matrix(
        asked=asked,
        total=len(risks),
        unassessed=unassessed,
        unassessed_url=_list(asked, band="none"),
        impacts=[
            MatrixStep(int(each.key), each.name, each.hint)
            for each in all_terms().of(strategy.pk, IMPACT_WORDS)
        ],
        lines=[_line(asked, limits, cells, Likelihood(n)) for n in reversed(SCALE)],
        bands=_bands(asked, limits, cells),
        limits=limits,
        levels=[
            Choice(str(label), asked.address(level=key), current=key == asked.level)
            for key, label in LEVEL_CHOICES
        ],
        registers=[
            Choice(str(label), asked.address(register=key), current=key == asked.register)
            for key, label in Register.choices
        ],
    )


@prepared
def _risks(reach: RiskReach, *, strategy: int, register: str, at: date) -> RiskQuerySet:
    rows = Risk.objects.within(reach).filter(strategy=strategy, register=register)
    return rows.open(at).with_assessment(at)


def _list(asked: MatrixQuery, **more: object) -> str:
    return f"{reverse('risks:risk-list')}?{urlencode({**asked.rows, **more})}"


def _line(
    asked: MatrixQuery,
    limits: Limits,
    cells: Mapping[tuple[int, int], list[Risk]],
    likelihood: Likelihood,
) -> MatrixLine:
    strategy = asked.strategy.pk
    return MatrixLine(
        label=step_words(strategy, LIKELIHOOD_WORDS, likelihood.value),
        hint=step_hint(strategy, LIKELIHOOD_WORDS, likelihood.value),
        cells=[
            _cell(
                asked, limits, cells.get((likelihood.value, impact.value), []), likelihood, impact
            )
            for impact in Impact
        ],
    )


def _cell(
    asked: MatrixQuery, limits: Limits, risks: list[Risk], likelihood: Likelihood, impact: Impact
) -> MatrixCell:
    points = likelihood.value * impact.value
    found = band(points, limits)
    assert found is not None
    count, strategy = len(risks), asked.strategy.pk
    counted = ngettext("%(count)s risk", "%(count)s risks", count) % {"count": count}
    return MatrixCell(
        band=found.value,
        letter=letter_of(found),
        points=points,
        count=count,
        codes=", ".join(risk.code for risk in risks[:CODES_SHOWN])
        + (" …" if count > CODES_SHOWN else ""),
        title="; ".join(f"{risk.code} {text_of(risk, 'event')}" for risk in risks),
        url=_list(asked, likelihood=likelihood.value, impact=impact.value),
        label=_("%(counted)s: likelihood %(likelihood)s, impact %(impact)s, band %(band)s")
        % {
            "counted": counted,
            "likelihood": step_words(strategy, LIKELIHOOD_WORDS, likelihood.value),
            "impact": step_words(strategy, IMPACT_WORDS, impact.value),
            "band": band_name(strategy, found),
        },
        above=points > limits.tolerance,
    )


def _bands(
    asked: MatrixQuery, limits: Limits, cells: Mapping[tuple[int, int], list[Risk]]
) -> list[BandLine]:
    counts: dict[Band, int] = defaultdict(int)
    for (likelihood, impact), risks in cells.items():
        found = band(likelihood * impact, limits)
        assert found is not None
        counts[found] += len(risks)
    return [
        BandLine(
            band=each.value,
            letter=letter_of(each),
            label=band_name(asked.strategy.pk, each),
            hint=step_hint(asked.strategy.pk, BAND_WORDS, each),
            span="{}–{}".format(*limits.span(each)),
            count=counts[each],
            url=_list(asked, band=each.value),
        )
        for each in Band
    ]
