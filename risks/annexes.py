"""The table of risks, as an annex of a report."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from core.figures.annexes import (
    AnnexCell,
    AnnexData,
    AnnexSpec,
    Untranslated,
    active_profile,
    annexes,
    cell,
)
from core.languages.sorting import sort_key
from core.numbers.registry import NumberContext
from risks.numbers import population
from risks.rules.scores import Limits, band

DASH = "–"


def _gravest_first(risk: Any) -> tuple[int, str, str]:
    return -(risk.residual_score or 0), sort_key(risk.code), risk.code


def risks_of(context: NumberContext) -> Sequence[Any]:
    """The open risks of the register as last assessed by the day, the gravest first; read once a run."""
    key = ("annex-risks", context.strategy, context.at)
    if key not in context.memo:
        rows = population(context).with_assessment(context.at).select_related("unit")
        found = rows.prefetch_related("mitigations")
        context.memo[key] = sorted(found, key=_gravest_first)
    rows_: Sequence[Any] = context.memo[key]
    return rows_


def _risks(context: NumberContext) -> AnnexData:
    return AnnexData(
        caption=_("Risks of the register, as last assessed by %(date)s")
        % {"date": active_profile().date(context.at)},
        columns=(
            *(_("Code"), pgettext("of a risk", "Risk"), _("Inherent"), _("Residual")),
            *(_("Band"), _("Unit"), _("Response")),
        ),
        rows=tuple(_line(each) for each in risks_of(context)),
        widths=(7, 38, 12, 10, 8, 10, 48),
        note=_note(context),
    )


def _line(risk: Any) -> tuple[AnnexCell, ...]:
    limits = Limits(risk.low_until, risk.medium_until, risk.high_until, risk.tolerance)
    found = band(risk.residual_score, limits)
    return (
        risk.code,
        cell(risk, "event"),
        _score(risk, "inherent"),
        _score(risk, "residual"),
        str(found.label) if found else pgettext("risk band", "Not assessed"),
        risk.unit.code if risk.unit else DASH,
        _response(risk),
    )


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


def _note(context: NumberContext) -> str:
    found = risks_of(context)
    if not found:
        return _("No risk of the register was open.")
    counted = ngettext("%(count)s risk.", "%(count)s risks.", len(found)) % {
        "count": active_profile().integer(len(found))
    }
    scale = _("Likelihood × impact, each from 1 to 5; the band is that of the residual score.")
    sentences = [counted, scale]
    if any(each.illustrative for each in found):
        sentences.append(_("The risks are illustrative: no public source lists them."))
    return " ".join(sentences)


def register() -> None:
    """Declare the annexes of this app."""
    label = gettext_lazy("Risks of the register")
    annexes.register(AnnexSpec("risks", label, _risks, "risks.register"))
