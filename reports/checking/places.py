"""How a finding's place is called, and where it leads."""

from django.urls import reverse
from django.utils.translation import gettext as _

from reports.checking.findings import Finding
from reports.models import Report
from reports.writers import html


def place_name(finding: Finding) -> str:
    """ "Paragraph 12", "Heading", "First page", "The paper": where a person would look."""
    location = finding.location
    if location.number:
        words = (
            _("Paragraph %(number)s of the appendix")
            if location.appendix
            else _("Paragraph %(number)s")
        )
        return words % {"number": location.number}
    if finding.target.startswith(("section/", "app/")):
        return _("Heading")
    if finding.target == "cover/summary":
        return _("First page")
    if finding.target.startswith("para/"):
        return _("Paragraph %(number)s") % {"number": finding.paragraph}
    return _("The paper")


def place_url(report: Report, finding: Finding) -> str:
    """The place in its edition, where it is written."""
    address = f"{reverse('reports:workshop', args=[report.slug])}?language={finding.language}"
    return f"{address}#{html.anchor(finding.target)}" if finding.target else address
