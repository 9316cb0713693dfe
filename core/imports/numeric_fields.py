"""Fields that hold numbers: whole numbers and exact amounts, never guessed."""

import re
from decimal import Decimal

from django.utils.translation import gettext as _

from core.imports.fields import Field, Mistake
from core.imports.nodes import Scalar
from core.imports.problems import quoted
from core.years import FIRST_YEAR, LAST_YEAR

# A point or comma before exactly three figures: a thousand to some readers, a fraction to others.
_AMBIGUOUS = re.compile(r"[+\-−]?\d{1,3}(?P<sign>[.,])\d{3}")
_FIGURE = re.compile(r"[+-]?\d+(\.\d+)?")
_GROUPED = re.compile(
    r"[+-]?\d{1,3}(?P<sign>[.,'’ \u00a0\u202f])\d{3}(?:(?P=sign)\d{3})*(?:[.,]\d+)?"
)


class Amount(Field[Decimal]):
    """An exact number: figures with a point before decimals, nothing between thousands."""

    def __init__(
        self, *, digits: int = 20, places: int = 4, least: Decimal | int | None = None,
        most: Decimal | int | None = None, required: bool = False, of_hundred: bool = False,
    ) -> None:  # fmt: skip
        """`of_hundred`: per cents, which a cell of Excel may show with their sign."""
        super().__init__(required=required)
        self.of_hundred = of_hundred
        self.digits, self.places, self.least, self.most = digits, places, least, most

    def value(self, scalar: Scalar) -> Decimal:
        """The number; what two readers would read differently is refused."""
        if scalar.is_per_cent and not self.of_hundred:
            message = _("%(text)s are per cents; a number without a sign belongs here.")
            raise Mistake(message % {"text": quoted(scalar.text)})
        number = scalar.native if isinstance(scalar.native, Decimal) else self._typed(scalar.text)
        self._check(number)
        return number

    def _typed(self, given: str) -> Decimal:
        text = given.strip().replace("\u2212", "-")
        if found := _AMBIGUOUS.fullmatch(text):
            whole, fraction = text.replace(found["sign"], ""), text.replace(found["sign"], ".")
            message = _(
                "%(text)s may be %(whole)s or %(fraction)s; write %(whole)s or %(fraction)s0."
            )
            raise Mistake(message % {"text": quoted(given), "whole": whole, "fraction": fraction})
        if not _FIGURE.fullmatch(text):
            message = _("%(text)s is not a number; write figures only, as in %(example)s.")
            raise Mistake(message % {"text": quoted(given), "example": _plain(text) or "2637.5"})
        return Decimal(text)

    def _check(self, number: Decimal) -> None:
        # First, because figures without end cannot be reckoned with.
        if number.adjusted() + 1 > self.digits - self.places:
            raise Mistake(_("%(number)s is too large.") % {"number": quoted(number)})
        decimals = max(0, -int(number.normalize().as_tuple().exponent))
        if number:  # one too small to be reckoned with has become 0
            decimals = max(decimals, -number.adjusted())
        if decimals > self.places:
            message = _("%(number)s has %(decimals)d decimals; at most %(most)d are kept.")
            values = {"number": number, "decimals": decimals, "most": self.places}
            raise Mistake(message % values)
        if self.least is not None and number < self.least:
            message = _("%(number)s is less than %(least)s.")
            raise Mistake(message % {"number": number, "least": self.least})
        if self.most is not None and number > self.most:
            message = _("%(number)s is more than %(most)s.")
            raise Mistake(message % {"number": number, "most": self.most})


class Whole(Field[int]):
    """A whole number within bounds, such as a year."""

    def __init__(
        self, least: int = 0, most: int = 1_000_000, *, required: bool = False,
        default: int | None = None, of_hundred: bool = False,
    ) -> None:  # fmt: skip
        super().__init__(required=required, default=default)
        self.inner = Amount(digits=20, places=4, least=least, most=most, of_hundred=of_hundred)

    def value(self, scalar: Scalar) -> int:
        """The number, without decimals."""
        number = self.inner.value(scalar)
        if number != number.to_integral_value():
            raise Mistake(_("%(number)s is not a whole number.") % {"number": number})
        return int(number)


def per_cent() -> Whole:
    """A whole number from 0 to 100."""
    return Whole(0, 100, of_hundred=True)


def year(*, required: bool = False) -> Whole:
    """A year that can be meant."""
    return Whole(FIRST_YEAR, LAST_YEAR, required=required)


def _plain(text: str) -> str:
    """What was probably meant by "2,637,000", "1’234.50" or "60 %", without its signs."""
    text = text.removesuffix("%").rstrip()
    if _FIGURE.fullmatch(text):
        return text
    found = _GROUPED.fullmatch(text)
    if not found:
        return re.sub(r"(?<=^\d),(?=\d+$)", ".", text) if re.fullmatch(r"\d+,\d{1,2}", text) else ""
    whole = text.replace(found["sign"], "")
    return whole.replace(",", ".")
