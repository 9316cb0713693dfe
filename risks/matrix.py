"""The 5 × 5 matrix: how many open risks stand in each cell, and the way to exactly those."""

from collections import defaultdict
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.languages.translated import text_of
from core.models import User
from core.time import working_date
from outcomes.models import Strategy
from risks.choices import Impact, Likelihood
from risks.filters import LEVEL_CHOICES
from risks.models import Register, Risk, limits_of
from risks.models.querysets import LEVELS
from risks.rules.scores import SCALE, Band, Limits, band
from risks.wording import letter_of

CODES_SHOWN = 3


class MatrixQuery:
    """What the address asks the matrix for, with every wrong value made right."""

    def __init__(self, query: QueryDict, strategy: Strategy, today: date) -> None:
        given = query.get("level", "")
        self.level = given if given in LEVELS else "residual"
        given = query.get("register", "")
        self.register = given if given in Register.values else Register.REGISTER.value
        try:
            self.at = date.fromisoformat(query.get("at", ""))
        except ValueError:
            self.at = today
        self.is_today = self.at == today
        self.strategy = strategy

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


def matrix_context(strategy: Strategy, user: User, query: QueryDict) -> dict[str, Any]:
    """The context of `risks/matrix.html`: open risks as assessed by the day asked for."""
    asked = MatrixQuery(query, strategy, working_date())
    rows = Risk.objects.visible_to(user).of_strategy(strategy.slug).open(asked.at)
    risks = list(rows.filter(register=asked.register).with_assessment(asked.at))
    limits = limits_of(strategy.slug)
    cells: dict[tuple[int, int], list[Risk]] = defaultdict(list)
    unassessed = 0
    for risk in risks:
        likelihood = getattr(risk, f"{asked.level}_likelihood")
        if likelihood is None:
            unassessed += 1
        else:
            cells[likelihood, getattr(risk, f"{asked.level}_impact")].append(risk)
    return {
        "asked": asked,
        "total": len(risks),
        "unassessed": unassessed,
        "unassessed_url": _list(asked, band="none"),
        "impacts": [str(impact.label).partition(" ")[::2] for impact in Impact],
        "lines": [_line(asked, limits, cells, Likelihood(n)) for n in reversed(SCALE)],
        "bands": _bands(asked, limits, cells),
        "limits": limits,
        "levels": [
            {"label": label, "url": asked.address(level=key), "current": key == asked.level}
            for key, label in LEVEL_CHOICES
        ],
        "registers": [
            {"label": label, "url": asked.address(register=key), "current": key == asked.register}
            for key, label in Register.choices
        ],
    }


def _list(asked: MatrixQuery, **more: object) -> str:
    return f"{reverse('risks:risk-list')}?{urlencode({**asked.rows, **more})}"


def _line(
    asked: MatrixQuery,
    limits: Limits,
    cells: dict[tuple[int, int], list[Risk]],
    likelihood: Likelihood,
) -> dict[str, Any]:
    """One row of the matrix: a likelihood, its cells from the least impact to the gravest."""
    return {
        "label": likelihood.label,
        "cells": [
            _cell(asked, limits, cells[likelihood.value, impact.value], likelihood, impact)
            for impact in Impact
        ],
    }


def _cell(
    asked: MatrixQuery, limits: Limits, risks: list[Risk], likelihood: Likelihood, impact: Impact
) -> dict[str, Any]:
    points = likelihood.value * impact.value
    found = band(points, limits)
    assert found is not None
    count = len(risks)
    counted = ngettext("%(count)s risk", "%(count)s risks", count) % {"count": count}
    return {
        "band": found.value,
        "letter": letter_of(found),
        "points": points,
        "count": count,
        "codes": ", ".join(risk.code for risk in risks[:CODES_SHOWN])
        + (" …" if count > CODES_SHOWN else ""),
        "title": "; ".join(f"{risk.code} {text_of(risk, 'event')}" for risk in risks),
        "url": _list(asked, likelihood=likelihood.value, impact=impact.value),
        "label": _("%(counted)s: likelihood %(likelihood)s, impact %(impact)s, band %(band)s")
        % {
            "counted": counted,
            "likelihood": likelihood.label,
            "impact": impact.label,
            "band": found.label,
        },
        "above": points > limits.tolerance,
    }


def _bands(
    asked: MatrixQuery, limits: Limits, cells: dict[tuple[int, int], list[Risk]]
) -> list[dict[str, Any]]:
    """The legend: each band with its span and how many stand in it."""
    counts: dict[Band, int] = defaultdict(int)
    for (likelihood, impact), risks in cells.items():
        found = band(likelihood * impact, limits)
        assert found is not None
        counts[found] += len(risks)
    return [
        {
            "band": each.value,
            "letter": letter_of(each),
            "label": str(each.label),
            "span": "{}–{}".format(*limits.span(each)),
            "count": counts[each],
            "url": _list(asked, band=each.value),
        }
        for each in Band
    ]
