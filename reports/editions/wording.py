"""Facts as people of a language read them."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.languages import profile
from reports.document.quantities import Fact


def fact_in_words(fact: Fact, language: str) -> str:
    """A fact in the form of `language`: 2,637 or 2.637, a day, how many points."""
    match fact.kind:
        case "number":
            return _number(fact.value, language)
        case "date":
            return _date(fact.value, language)
        case "points":
            count = int(fact.value)
            words = ngettext("a list of %(count)d point", "a list of %(count)d points", count)
            return words % {"count": count}
        case "note":
            return _("a footnote")
        case "live":
            return f"{{{{{fact.value}}}}}"
    return fact.value


def _number(value: str, language: str) -> str:
    """A number in the form of a language; what is none, such as "3.1.2", as it stands. Years too."""
    is_plain = value.count(".") < 2 and "," not in value
    if not is_plain or (len(value) == 4 and value[:2] in ("19", "20")):
        return value
    return profile(language).number(Decimal(value), len(value.partition(".")[2]))


def _date(value: str, language: str) -> str:
    """ "14 February 2022", "February 2022", "14 February"."""
    words = profile(language)
    year, month, *day = value.removeprefix("-").split("-")
    if year and day:
        try:
            return words.date(date(int(year), int(month), int(day[0])))
        except ValueError:  # no day of the calendar, as somebody typed it
            return value
    name = words.months.get(int(month), month)
    return " ".join(filter(None, (*(str(int(one)) for one in day), name, year)))
