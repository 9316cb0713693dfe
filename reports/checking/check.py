"""The rules over a paper: every finding, in the order of the rules and, for each, of the paper."""

from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext_lazy

from reports.checking.findings import Finding, Found, Location, Severity, findings
from reports.checking.gather import gather
from reports.checking.material import Material
from reports.checking.rules import RULES, Rule
from reports.models import Report


def _nothing(material: Material) -> Iterator[Found]:
    """Found by whoever composes the paper, not in it."""
    yield from ()


UNREADABLE = Rule(
    "unreadable",
    gettext_lazy("The paper cannot be composed"),
    gettext_lazy(
        "A text or a number of the paper cannot be read; until it is mended nothing else is checked."
    ),
    Severity.ERROR,
    _nothing,
)


def check_material(material: Material) -> Iterator[Finding]:
    """What every rule finds."""
    places = _locations(material)
    for rule in RULES:
        yield from findings(rule.key, rule.severity, rule.find(material), places)


def _locations(material: Material) -> Mapping[str, Location]:
    """Where each block stands, by its id; the editions have the same ones in the same order."""
    found: dict[str, Location] = {}
    for unit in material.units():
        order = len(found) + 1
        found.setdefault(unit.target, Location(order, unit.number, unit.appendix))
    return found


def check_report(report: Report) -> Sequence[Finding]:
    """Every finding of a report as it stands now, waived ones too."""
    try:
        material = gather(report)
    except ValueError as error:
        found = Found("", report.original_language, "", str(error), str(error))
        return tuple(findings(UNREADABLE.key, UNREADABLE.severity, [found], {}))
    return tuple(check_material(material))
