"""What a number is, exactly, in words for a page."""

from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from core.languages.rounding import Rounding, round_to, share
from core.numbers.registry import NumberValue


@dataclass(frozen=True)
class AmountWords:
    """Value, whole and unit, ready to print."""

    value: str = ""
    of: str = ""
    unit: str = ""


def amount_words(value: NumberValue) -> AmountWords:
    """Value, whole and unit; a part of nothing is "No projects" or "No risks", never 0 of 0."""
    if value.of == 0:
        return AmountWords(_nothing(value))
    return AmountWords(
        value=_shown(value),
        of=number_format(value.of, 0, force_grouping=True) if value.of is not None else "",
        unit=str(value.unit),
    )


def _nothing(value: NumberValue) -> str:
    """That there is nothing of the kind that is counted."""
    if not value.unit:
        return _("Nothing to count")
    # Translators: unit is a plural: "projects", "risks", "milestones", "promises", "indicators".
    return _("No %(unit)s") % {"unit": value.unit}


def _shown(value: NumberValue) -> str:
    if value.value is None:
        return ""
    plain = value.value.normalize()
    exponent = plain.as_tuple().exponent
    places = max(0, -exponent) if isinstance(exponent, int) else 0
    return number_format(value.value, places, force_grouping=True)


def exact_share(value: NumberValue) -> str:
    """The unrounded share, to three decimals: "60.504 %"."""
    if value.value is None or value.of is None:
        return ""
    exact = share(value.value, value.of)
    if exact is None:
        return _nothing(value)
    return _("%(share)s %%") % {"share": number_format(round_to(exact, Rounding.NEAREST, 3), 3)}
