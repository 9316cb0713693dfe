"""For which texts outside of a paper a live number can be chosen, and in which report."""

from django.db.models import Model
from django.templatetags.static import static

from core.forms.live_numbers import Picker
from core.models import User
from outcomes.models import Strategy
from reports.models import Report


def picker_for(subject: Model, user: User) -> Picker | None:
    """Of a report its own; of a strategy that of its latest report in drafting."""
    rows = Report.objects.visible_to(user)
    found = None
    if isinstance(subject, Report):
        found = rows.filter(pk=subject.pk).first()
    elif isinstance(subject, Strategy):
        found = rows.in_drafting().filter(strategy=subject.pk).order_by("-year", "-pk").first()
    return Picker(found.slug, static("reports/picking/picker.js")) if found else None
