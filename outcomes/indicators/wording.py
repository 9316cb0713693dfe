"""How values and states of indicators are written: the same words on pages, charts and lists."""

from decimal import Decimal

from django.utils.formats import date_format, number_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.languages.rounding import Rounding, round_to
from core.languages.translated import text_of
from core.pages.rendered_once import rendered_once
from outcomes.choices import Basis, Measure, Period, State
from outcomes.indicators.state import TargetLike
from outcomes.models import Indicator

# Letter and colour of the house's status marks; a missing baseline and missing data are grey.
RAG = {State.MET: "g", State.PARTLY: "a", State.OFF: "r"}
SHOWN_PLACES = 2


def shown_value(value: Decimal) -> Decimal:
    """A value with the decimals it is shown with.

    What was entered has few and stays as it is; what was computed is cut to two, and to none from a
    thousand on, where they say nothing.
    """
    exact = value.normalize()
    if round_to(exact, Rounding.NEAREST, SHOWN_PLACES) != exact:
        places = 0 if abs(exact) >= 1000 else SHOWN_PLACES
        exact = round_to(exact, Rounding.NEAREST, places).normalize()
    return exact


def plain(value: Decimal | None) -> str:
    """A value as the reader's language writes it; empty for none."""
    if value is None:
        return ""
    return number_format(f"{shown_value(value):f}", force_grouping=True)


def with_unit(value: Decimal | None, measure: str) -> str:
    """ "93.5 %", "12,400", "1,200 days"; empty for none."""
    words = plain(value)
    if not words:
        return ""
    if measure == Measure.PER_CENT:
        return _("%(value)s %%") % {"value": words}
    if measure == Measure.DAYS:
        return _("%(value)s days") % {"value": words}
    return words


def reached(value: Decimal | None) -> str:
    """The share of the target reached, as a whole per cent, cut off: 99.9 is not yet 100."""
    if value is None:
        return ""
    whole = number_format(str(round_to(value, Rounding.CUT)), force_grouping=True)
    return _("%(value)s %%") % {"value": whole}


def target_words(target: TargetLike, indicator: Indicator) -> str:
    """What a target asks for: "+10 %", "−5 days", "at least 95 %"."""
    basis, up = indicator.basis, indicator.direction == "up"
    if basis == Basis.LEVEL:
        level = with_unit(target.value, indicator.measure)
        return (_("at least %(level)s") if up else _("at most %(level)s")) % {"level": level}
    sign = "+" if up else "−"
    if basis == Basis.RELATIVE:
        return _("%(sign)s%(value)s %%") % {"sign": sign, "value": plain(target.value)}
    if indicator.measure == Measure.PER_CENT:
        return _("%(sign)s%(value)s percentage points") % {
            "sign": sign,
            "value": plain(target.value),
        }
    return f"{sign}{with_unit(target.value, indicator.measure)}"


def per_period(indicator: Indicator) -> str:
    """ "a quarter", "a year", "every two years"."""
    return {
        Period.QUARTER: pgettext("target", "a quarter"),
        Period.YEAR: pgettext("target", "a year"),
        Period.BIENNIUM: pgettext("target", "every two years"),
    }[Period(indicator.period)]


def baseline_words(indicator: Indicator) -> str:
    """The baseline's value, or when it is to be established, or what stands in its place."""
    if indicator.baseline_value is not None:
        return with_unit(indicator.baseline_value, indicator.measure)
    if indicator.baseline_on is not None:
        month = date_format(indicator.baseline_on, "YEAR_MONTH_FORMAT")
        return _("to be established in %(month)s") % {"month": month}
    return text_of(indicator, "baseline_text")


def state_mark(state: str) -> SafeString:
    """A state as every page shows it: shape, colour and word."""
    found = State(state)
    return rendered_once(
        "outcomes/indicators/_state.html", rag=RAG.get(found, "n"), label=str(found.label)
    )
