"""Why a place in a work plan brings a project into no count, in words."""

from datetime import date

from django.utils.translation import gettext as _


def why_not_counted(year: int, joined_on: date, strategy_years: range) -> str:
    """Empty where numbers of `year` count a project that joined its work plan on that day.

    `strategy_years` are those of the project's strategy: its dashboard shows no others.
    """
    if joined_on.year > year:
        words = _(
            "It joined after %(year)s had ended, so no number of %(year)s counts it. Change the day "
            "if it belonged to the plan before, or take it into a later plan."
        )
        return words % {"year": year}
    if year not in strategy_years:
        words = _(
            "The strategy runs from %(first)s to %(last)s: its dashboard does not show %(year)s."
        )
        return words % {"first": strategy_years[0], "last": strategy_years[-1], "year": year}
    return ""
