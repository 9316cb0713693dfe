"""What the page of a report's findings shows."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.access import Action
from core.history.events import changes_among
from core.languages import profile
from core.languages.translated import text_of
from core.languages.word_changes import word_changes
from core.models import User
from core.pages.changes import ChangeInWords, newest, worded
from core.pages.marked_words import marked_words
from reports.checking.check import UNREADABLE
from reports.checking.findings import Finding, Severity
from reports.checking.places import place_name, place_url
from reports.checking.rules import RULES, Rule
from reports.checking.services import Checked, checked
from reports.models import FindingWaiver, Report

MOST_CHANGES = 50
MOST_LINES = 200  # of a page; who has more of them narrows what is shown
BY_KEY = {rule.key: rule for rule in (*RULES, UNREADABLE)}
SEVERITIES = {
    Severity.ERROR: gettext_lazy("Error"),
    Severity.WARNING: gettext_lazy("Warning"),
    Severity.HINT: gettext_lazy("Hint"),
}


@dataclass(frozen=True)
class Option:
    """A value of a filter."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class Filter:
    """A filter, with what can be chosen."""

    name: str
    label: str
    options: Sequence[Option]


@dataclass(frozen=True)
class SeverityCount:
    """How many open findings are so grave; `url` shows them alone."""

    severity: str
    label: str
    count: int
    url: str


@dataclass(frozen=True)
class FindingLine:
    """A finding as it is shown; addresses are empty for who may not write in its edition."""

    id: str
    rule: str
    severity: str
    severity_label: str
    place: str
    place_url: str
    code: str
    language: str
    words: str
    message: str
    change: SafeString | str
    mend_url: str
    waive_url: str
    take_back_url: str
    waiver: FindingWaiver | None


@dataclass(frozen=True)
class FindingGroup:
    """Findings under one heading: a rule with its explanation, or a place."""

    title: str
    explanation: str
    lines: Sequence[FindingLine]


@dataclass(frozen=True)
class FindingsPage:
    """The findings of a report, narrowed and grouped as asked."""

    title: str
    report_url: str
    counts: Sequence[SeverityCount]
    waived: int
    waived_url: str
    filters: Sequence[Filter]
    groups: Sequence[FindingGroup]
    left_off: int
    is_clean: bool
    history: Sequence[ChangeInWords]


@dataclass(frozen=True)
class Asked:
    """What of the findings is asked for; empty for all."""

    language: str
    rule: str
    severity: str
    waived: bool
    by_place: bool

    @classmethod
    def of(cls, query: QueryDict, languages: Iterable[str]) -> "Asked":
        """Read the address; what means nothing is passed over."""

        def known(name: str, values: Iterable[str]) -> str:
            value = query.get(name, "")
            return value if value in set(values) else ""

        return cls(
            language=known("language", languages),
            rule=known("rule", BY_KEY),
            severity=known("severity", Severity),
            waived=query.get("state") == "waived",
            by_place=query.get("order") == "paper",
        )

    def takes(self, finding: Finding) -> bool:
        """Whether a finding is among them, waived or not."""
        return (
            self.language in ("", finding.language)
            and self.rule in ("", finding.rule)
            and self.severity in ("", finding.severity)
        )

    @property
    def query(self) -> str:
        """The address's part behind the question mark."""
        parts = {
            "language": self.language,
            "rule": self.rule,
            "severity": self.severity,
            "state": "waived" if self.waived else "",
            "order": "paper" if self.by_place else "",
        }
        return urlencode({name: value for name, value in parts.items() if value})


def may_write(user: User, report: Report, language: str) -> bool:
    """Whether a person mends or waives in an edition: who edits the paper, or translates into it."""
    if not report.is_in_drafting:
        return False
    access = user.access
    return access.may(Action.EDIT_PAPER) or (
        access.translations.covers(language) and language != report.original_language
    )


def findings_page(report: Report, user: User, query: QueryDict) -> FindingsPage:
    """The page, as its address asks."""
    languages = list(report.editions.values_list("language", flat=True))
    asked, found = Asked.of(query, languages), checked(report)
    state = [one for one in found.findings if (one.fingerprint in found.waivers) is asked.waived]
    wanted = [one for one in state if asked.takes(one)]
    if asked.by_place:
        wanted.sort(key=lambda one: one.location.order)
    shown = wanted[:MOST_LINES]
    lines = [_line(report, user, one, found, asked) for one in shown]
    return FindingsPage(
        title=text_of(report, "title"),
        report_url=reverse("reports:report-detail", args=[report.slug]),
        counts=_counts(report, found.open),
        waived=len(found.findings) - len(found.open),
        waived_url=f"{reverse('reports:report-findings', args=[report.slug])}?state=waived",
        filters=_filters(asked, languages, found.findings),
        groups=_by_place(lines) if asked.by_place else _by_rule(lines),
        left_off=len(wanted) - len(shown),
        is_clean=not found.open,
        history=_history(report, user) if asked.waived else (),
    )


def _history(report: Report, user: User) -> Sequence[ChangeInWords]:
    """Who has waived what, and taken it back; for who sees histories."""
    if not user.access.to(Action.VIEW_HISTORY).everywhere:
        return ()
    changes = [
        (str(one.row or ""), one) for _pk, one in changes_among(FindingWaiver, report=report)
    ]
    return worded(newest(changes, MOST_CHANGES))


def _line(
    report: Report, user: User, finding: Finding, found: Checked, asked: Asked
) -> FindingLine:
    writes = may_write(user, report, finding.language)
    waiver = found.waivers.get(finding.fingerprint)
    repair = finding.repair if writes and not waiver else None

    def address(name: str) -> str:
        url = reverse(f"reports:{name}", args=[report.slug, finding.fingerprint])
        return f"{url}?{asked.query}"

    return FindingLine(
        id=finding.fingerprint,
        rule=finding.rule,
        severity=finding.severity,
        severity_label=str(SEVERITIES[finding.severity]),
        place=place_name(finding),
        place_url=place_url(report, finding),
        code=finding.language,
        language=profile(finding.language).name,
        words=finding.words,
        message=finding.message,
        change=marked_words(word_changes(repair.old, repair.new)) if repair else "",
        mend_url=address("finding-mend") if repair else "",
        waive_url=address("finding-waive") if writes and not waiver else "",
        take_back_url=address("waiver-take-back") if writes and waiver else "",
        waiver=waiver,
    )


def _by_rule(lines: Iterable[FindingLine]) -> list[FindingGroup]:
    groups: dict[str, list[FindingLine]] = {}
    for line in lines:
        groups.setdefault(line.rule, []).append(line)
    return [
        FindingGroup(str(BY_KEY[key].title), str(BY_KEY[key].explanation), found)
        for key, found in groups.items()
    ]


def _by_place(lines: Iterable[FindingLine]) -> list[FindingGroup]:
    groups: dict[str, list[FindingLine]] = {}
    for line in lines:
        groups.setdefault(line.place, []).append(line)
    return [FindingGroup(place, "", found) for place, found in groups.items()]


def _counts(report: Report, found: Sequence[Finding]) -> list[SeverityCount]:
    counted = Counter(one.severity for one in found)
    url = reverse("reports:report-findings", args=[report.slug])
    return [
        SeverityCount(severity, str(label), counted[severity], f"{url}?severity={severity}")
        for severity, label in SEVERITIES.items()
    ]


def _filters(asked: Asked, languages: Sequence[str], found: Sequence[Finding]) -> list[Filter]:
    occurring = {one.rule for one in found} | {asked.rule}
    rules: Mapping[str, Rule] = {key: rule for key, rule in BY_KEY.items() if key in occurring}
    every = _("All")
    return [
        _filter(
            "language",
            _("Edition"),
            asked.language,
            {"": every, **{code: profile(code).name for code in languages}},
        ),
        _filter(
            "severity",
            _("Severity"),
            asked.severity,
            {"": every, **{one.value: str(label) for one, label in SEVERITIES.items()}},
        ),
        _filter(
            "rule",
            _("Rule"),
            asked.rule,
            {"": every, **{key: str(rule.title) for key, rule in rules.items()}},
        ),
        _filter(
            "state",
            _("State"),
            "waived" if asked.waived else "",
            {"": _("Open"), "waived": _("Waived")},
        ),
        _filter(
            "order",
            _("Order"),
            "paper" if asked.by_place else "",
            {"": _("By rule"), "paper": _("As in the paper")},
        ),
    ]


def _filter(name: str, label: str, chosen: str, options: Mapping[str, str]) -> Filter:
    return Filter(
        name, label, [Option(value, text, value == chosen) for value, text in options.items()]
    )
