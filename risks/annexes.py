"""The table of risks, as an annex of a report."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy

from core.figures.annexes import (
    AnnexCell,
    AnnexColumn,
    AnnexData,
    AnnexSpec,
    TableChoice,
    Untranslated,
    active_profile,
    annex_data,
    annexes,
    cell,
    labels_of,
)
from core.languages.sorting import sort_key
from core.numbers.registry import NumberContext
from outcomes.printed import narrowed_caption
from risks.numbers import NARROWED, NOTHING, population
from risks.rules.scores import Limits, band
from risks.wording import band_name

DASH = "–"


def _gravest_first(risk: Any) -> tuple[int, str, str]:
    return -(risk.residual_score or 0), sort_key(risk.code), risk.code


def risks_of(context: NumberContext, params: Mapping[str, str] = NOTHING) -> Sequence[Any]:
    """The open risks of the register as last assessed by the day, the gravest first; read once a run."""
    key = ("annex-risks", context.strategy, context.at, tuple(sorted(params.items())))

    def read() -> Sequence[Any]:
        rows = population(context, params).with_assessment(context.at)
        found = rows.select_related("unit", "outcome").prefetch_related("mitigations")
        return sorted(found, key=_gravest_first)

    return context.once(key, read)


def _risks(context: NumberContext, choice: TableChoice) -> AnnexData:
    columns = choice.of(COLUMNS, USUAL)
    rows = risks_of(context, choice.params)
    caption = _("Risks of the register, as last assessed by %(date)s")
    dated = caption % {"date": active_profile().date(context.at)}
    return annex_data(
        columns,
        rows,
        caption=narrowed_caption(dated, context, choice.params),
        note=_note(rows, {column.key for column in columns}),
        illustrative=_illustrative(rows),
    )


def _band(risk: Any) -> AnnexCell:
    limits = Limits(risk.low_until, risk.medium_until, risk.high_until, risk.tolerance)
    found = band(risk.residual_score, limits)
    return band_name(risk.strategy_id, found) or pgettext("risk band", "Not assessed")


def _score(risk: Any, level: str) -> str:
    """ "4 × 5 = 20": likelihood by impact."""
    score = getattr(risk, f"{level}_score")
    if score is None:
        return DASH
    factors = (getattr(risk, f"{level}_likelihood"), getattr(risk, f"{level}_impact"))
    return f"{factors[0]}\u00a0×\u00a0{factors[1]}\u00a0=\u00a0{score}"


def _response(risk: Any) -> AnnexCell:
    """The measures; all in the language of the first that is not translated, if one is not."""
    measures = list(risk.mitigations.all())
    cells = [cell(each, "what") for each in measures]
    foreign = next((one.language for one in cells if isinstance(one, Untranslated)), "")
    if not foreign:
        return "; ".join(str(one) for one in cells) or DASH
    return Untranslated("; ".join(each.what for each in measures), foreign)


COLUMNS: Sequence[AnnexColumn[Any]] = (
    AnnexColumn("code", gettext_lazy("Code"), 7, lambda risk: risk.code),
    AnnexColumn("title", pgettext_lazy("of a risk", "Risk"), 38, lambda risk: cell(risk, "event")),
    AnnexColumn("inherent", gettext_lazy("Inherent"), 12, lambda risk: _score(risk, "inherent")),
    AnnexColumn("residual", gettext_lazy("Residual"), 10, lambda risk: _score(risk, "residual")),
    AnnexColumn("band", gettext_lazy("Band"), 8, _band),
    AnnexColumn(
        "unit", gettext_lazy("Unit"), 10, lambda risk: risk.unit.code if risk.unit else DASH
    ),
    AnnexColumn("response", gettext_lazy("Response"), 48, _response),
    AnnexColumn("cause", gettext_lazy("Cause"), 30, lambda risk: cell(risk, "cause") or DASH),
    AnnexColumn(
        "consequence",
        gettext_lazy("Consequence"),
        30,
        lambda risk: cell(risk, "consequence") or DASH,
    ),
    AnnexColumn(
        "outcome",
        gettext_lazy("Outcome"),
        10,
        lambda risk: risk.outcome.number if risk.outcome else DASH,
    ),
)
USUAL = ("code", "title", "inherent", "residual", "band", "unit", "response")
SCORED = {"inherent", "residual", "band"}


def _note(rows: Sequence[Any], columns: Collection[str]) -> str:
    if not rows:
        return _("No risk of the register was open.")
    counted = ngettext("%(count)s risk.", "%(count)s risks.", len(rows)) % {
        "count": active_profile().integer(len(rows))
    }
    if not SCORED & set(columns):
        return counted
    scale = _("Likelihood × impact, each from 1 to 5; the band is that of the residual score.")
    return f"{counted} {scale}"


def _illustrative(rows: Sequence[Any]) -> str:
    if any(risk.illustrative for risk in rows):
        return _("The risks are illustrative: no public source lists them.")
    return ""


def register() -> None:
    """Declare the annexes of this app."""
    label = gettext_lazy("Risks of the register")
    annexes.register(
        AnnexSpec("risks", label, _risks, "risks.register", labels_of(COLUMNS), NARROWED)
    )
