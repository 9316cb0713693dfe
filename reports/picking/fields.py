"""For which texts outside of a paper a live number can be chosen, and in which report."""

from django.db.models import Model

from core.models import User
from outcomes.models import Strategy
from reports.models import Report


def report_of_numbers(subject: Model, user: User) -> str:
    """A report itself; of a strategy its latest report in drafting."""
    rows = Report.objects.visible_to(user)
    found = None
    if isinstance(subject, Report):
        found = rows.filter(pk=subject.pk).first()
    elif isinstance(subject, Strategy):
        found = rows.in_drafting().filter(strategy=subject.pk).order_by("-year", "-pk").first()
    return found.slug if found else ""
