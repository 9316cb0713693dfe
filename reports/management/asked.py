"""The report that a command is called for, or a line that says what is wrong with the call."""

from outcomes.models import Strategy
from reports.models import Report


class BadCall(Exception):
    """A command is called for what is not there; the message is one line for who called it."""


def report_of_year(slug: str, year: str, wanted: str | None = None) -> Report:
    """The one report of a strategy on a year; of several the one with the short name `wanted`."""
    if not Strategy.objects.filter(slug=slug).exists():
        known = ", ".join(Strategy.objects.values_list("slug", flat=True)) or "none yet"
        raise BadCall(f"There is no strategy “{slug}”. Known: {known}.")
    if not (year.isdecimal() and len(year) == 4):
        raise BadCall(f"“{year}” is not a year.")
    reports = Report.objects.select_related("strategy").filter(strategy__slug=slug, year=year)
    if wanted:
        reports = reports.filter(slug=wanted)
    found = list(reports)
    if not found:
        which = f" called “{wanted}”" if wanted else ""
        raise BadCall(f"{slug} has no report on {year}{which}.")
    if len(found) > 1:
        names = ", ".join(report.slug for report in found)
        raise BadCall(f"{slug} has several reports on {year}: choose one with --report ({names}).")
    return found[0]


def report_named(slug: str) -> Report:
    """The report with a short name."""
    found = Report.objects.select_related("strategy").filter(slug=slug).first()
    if found is None:
        known = ", ".join(Report.objects.values_list("slug", flat=True)) or "none yet"
        raise BadCall(f"There is no report “{slug}”. Known: {known}.")
    return found
