"""What the page of one indicator shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.access import Action
from core.figures.line_svg import line_svg
from core.history.events import changes_among, changes_of
from core.history.versions import versions_of
from core.languages.translated import text_of
from core.models import User
from core.numbers.registry import numbers
from core.numbers.syntax import TokenError, parse_token
from core.pages.changes import ChangeInWords, newest, worded
from core.pages.facts import Fact
from core.pages.panels import PanelView, panels_for
from core.pages.subject_changes import subject_changes
from outcomes.indicators.figures import indicator_lines
from outcomes.indicators.forms import IndicatorForm
from outcomes.indicators.state import IndicatorState, Line, TargetLike, indicator_state
from outcomes.indicators.wording import (
    RAG,
    baseline_words,
    per_period,
    plain,
    reached,
    target_words,
    with_unit,
)
from outcomes.models import Indicator, Measurement, Target
from outcomes.own_fields.facts import own_facts

HISTORY_SHOWN = 50


@dataclass(frozen=True)
class Headline:
    """The target judged: its period, what it asks for, and what was found."""

    period: str
    target: str
    expected: str
    actual: str


@dataclass(frozen=True)
class ReadingLine:
    """A measurement, and where it is corrected, verified and proved by whoever may."""

    row: Measurement
    period: str
    value: str
    parts: str
    compared: str
    edit_url: str
    verify_url: str
    evidence_url: str
    version: int


@dataclass(frozen=True)
class PeriodLine:
    """A target's period; `several` says that more than one measurement lies in it."""

    target: TargetLike
    period: str
    asks: str
    expected: str
    actual: str
    reached: str
    rag: str
    state: str
    several: bool
    readings: list[ReadingLine]
    edit_url: str


@dataclass(frozen=True)
class LiveNumber:
    """The number behind a computed indicator, in words."""

    label: str
    definition: str


@dataclass(frozen=True)
class IndicatorPage:
    """`outcomes/indicators/detail.html`, as of a day.

    `lines` are the periods of its targets, `loose` what was measured outside them. `wide` and `narrow`
    are the drawing, empty while there is nothing to draw.
    """

    row: Indicator
    title: str
    strategy: str
    rag: str
    state: str
    trouble: str
    reached: str
    headline: Headline | None
    caption: str
    wide: SafeString
    narrow: SafeString
    definition: list[Fact]
    criteria: list[str]
    means: str
    lines: list[PeriodLine]
    loose: list[ReadingLine]
    computed: LiveNumber | None
    illustrative: bool
    history: list[ChangeInWords]
    panels: list[PanelView]
    can_edit: bool
    can_measure: bool
    can_export: bool

    @property
    def form_fields(self) -> Sequence[str]:
        """What the history may put back."""
        return IndicatorForm.Meta.fields


@dataclass(frozen=True)
class _Rights:
    """What the person may do with its measurements: those to verify by id, `versions` by it too."""

    can_measure: bool
    verifiable: frozenset[int]
    versions: dict[int, int]


def indicator_page(indicator: Indicator, user: User, at: date) -> IndicatorPage:
    """An indicator (with targets, measurements, people and unit) as its page shows it to a person."""
    state = indicator_state(indicator, at)
    figure = indicator_lines(state, at)
    mine = Indicator.objects.filter(pk=indicator.pk)
    measurements = list(indicator.measurements.all())
    rights = _Rights(
        can_measure=mine.measurable_by(user).exists(),
        verifiable=_verifiable(indicator, user),
        versions=versions_of(Measurement, [row.pk for row in measurements]),
    )

    def written(value: Decimal | None) -> str:
        return with_unit(value, indicator.measure)

    return IndicatorPage(
        row=indicator,
        title=text_of(indicator, "title"),
        strategy=text_of(indicator.strategy, "short_title"),
        rag=RAG.get(state.state, "n"),
        state=str(state.state.label),
        trouble=state.trouble,
        reached=reached(state.per_cent),
        headline=_headline(state),
        caption=figure.caption,
        wide=line_svg(figure, written=written),
        narrow=line_svg(figure, written=written, narrow=True),
        definition=_definition(indicator),
        criteria=indicator.criteria_list,
        means=text_of(indicator, "means_of_verification"),
        lines=[_line(state, line, rights) for line in state.lines],
        loose=_loose(state, rights),
        computed=_computed(indicator),
        illustrative=indicator.illustrative or any(row.illustrative for row in measurements),
        history=_history(indicator) if _may_see_history(indicator, user) else [],
        panels=panels_for("indicator", indicator, user, at),
        can_edit=mine.editable_by(user).exists(),
        can_measure=rights.can_measure,
        can_export=user.access.files().may(Action.VIEW_FRAMEWORK),
    )


def _verifiable(indicator: Indicator, user: User) -> frozenset[int]:
    """The measurements that this person may verify."""
    if not Indicator.objects.filter(pk=indicator.pk).verifiable_by(user).exists():
        return frozenset()
    return frozenset(indicator.measurements.verifiable_by(user).values_list("pk", flat=True))


def _headline(state: IndicatorState) -> Headline | None:
    line = state.judged
    if line is None:
        return None
    measure = state.indicator.measure
    return Headline(
        period=line.span.label,
        target=target_words(line.target, state.indicator),
        expected=with_unit(line.expected, measure),
        actual=with_unit(line.actual, measure),
    )


def _definition(indicator: Indicator) -> list[Fact]:
    day = indicator.baseline_on
    rows = (
        (indicator.strategy.level_name("outcome"), str(indicator.outcome or "")),
        (pgettext("of an indicator", "Measure"), indicator.get_measure_display()),
        (_("Period"), indicator.get_period_display()),
        (_("Direction"), indicator.get_direction_display()),
        (_("Basis of the target"), indicator.get_basis_display()),
        (_("How targets add up"), indicator.get_accumulation_display()),
        (_("Target"), _target_rule(indicator)),
        (_("Several readings in a period"), indicator.get_aggregation_display()),
        (_("Scope"), text_of(indicator, "scope")),
        (_("Baseline"), baseline_words(indicator)),
        (_("Day of the baseline"), date_format(day, "DATE_FORMAT") if day else ""),
        (_("Baseline, in words"), text_of(indicator, "baseline_text")),
        (_("Note on the baseline"), indicator.baseline_note),
        (_("Why the baseline was changed"), indicator.baseline_reason),
        (_("Responsible unit"), str(indicator.responsible_unit or "")),
        (_("Responsible person"), str(indicator.responsible or "")),
        (_("Computed from the live number"), indicator.number_key),
        (_("Position"), str(indicator.position)),
        (_("In force"), _in_force(indicator)),
    )
    return [*(Fact(label, value) for label, value in rows), *own_facts(indicator)]


def _target_rule(indicator: Indicator) -> str:
    """ "+10 % a year", where all targets are the same."""
    targets = list(indicator.targets.all())
    if not targets:
        return ""
    if len({target.value for target in targets}) > 1:
        return _("differs by period, %(period)s") % {"period": per_period(indicator)}
    return f"{target_words(targets[0], indicator)} {per_period(indicator)}"


def _in_force(indicator: Indicator) -> str:
    first, last = indicator.in_force_from, indicator.in_force_until
    begins = date_format(first, "DATE_FORMAT") if first else ""
    ends = date_format(last, "DATE_FORMAT") if last else ""
    return f"{begins} – {ends}" if begins or ends else ""


def _line(state: IndicatorState, line: Line, rights: _Rights) -> PeriodLine:
    indicator = state.indicator
    measurements = {row.pk: row for row in indicator.measurements.all()}
    return PeriodLine(
        target=line.target,
        period=line.span.label,
        asks=target_words(line.target, indicator),
        expected=with_unit(line.expected, indicator.measure),
        actual=with_unit(line.actual, indicator.measure),
        reached=reached(line.progress.per_cent),
        rag=RAG.get(line.progress.state, "n"),
        state=str(line.progress.state.label),
        several=len(line.readings) > 1,
        readings=[_reading(measurements[row.pk], indicator, rights) for row in line.readings],
        edit_url=reverse("indicators:target-edit", args=[indicator.pk, line.target.pk]),
    )


def _loose(state: IndicatorState, rights: _Rights) -> list[ReadingLine]:
    """Measurements that lie in no target's period, or in one that has not ended."""
    shown = {row.pk for line in state.lines for row in line.readings}
    rows = [row for row in state.indicator.measurements.all() if row.pk not in shown]
    return [_reading(row, state.indicator, rights) for row in rows]


def _reading(row: Measurement, indicator: Indicator, rights: _Rights) -> ReadingLine:
    def address(page: str, *, shown: bool) -> str:
        return reverse(f"indicators:{page}", args=[indicator.pk, row.pk]) if shown else ""

    return ReadingLine(
        row=row,
        period=row.span.label,
        value=with_unit(row.value, indicator.measure),
        parts=_("%(numerator)s of %(denominator)s")
        % {"numerator": plain(row.numerator), "denominator": plain(row.denominator)}
        if row.denominator is not None
        else "",
        compared=_compared(row, indicator),
        edit_url=address("measurement-edit", shown=rights.can_measure),
        verify_url=address("measurement-verify", shown=row.pk in rights.verifiable),
        evidence_url=address("evidence-download", shown=bool(row.evidence)),
        version=rights.versions.get(row.pk, 0),
    )


def _compared(row: Measurement, indicator: Indicator) -> str:
    """ "compared with 41.5 % (2019)"; empty where nothing is to compare with."""
    if row.comparison_value is None:
        return ""
    return _("compared with %(value)s (%(period)s)") % {
        "value": with_unit(row.comparison_value, indicator.measure),
        "period": row.comparison_period,
    }


def _computed(indicator: Indicator) -> LiveNumber | None:
    if not indicator.number_key:
        return None
    try:
        key = parse_token(indicator.number_key).key
    except TokenError:
        key = ""
    if key not in numbers:
        return LiveNumber(indicator.number_key, _("There is no such live number."))
    spec = numbers[key]
    return LiveNumber(str(spec.label), spec.defined(indicator.strategy.slug))


def _may_see_history(indicator: Indicator, user: User) -> bool:
    grant = user.access.to(Action.VIEW_HISTORY)
    return grant.reaches(indicator.responsible_unit_id, indicator.responsible_id)


def _history(indicator: Indicator) -> list[ChangeInWords]:
    """Changes of the definition, its targets and its measurements, newest first."""
    found = [("", change) for change in changes_of(indicator, HISTORY_SHOWN)]
    for model, name in ((Target, _("Target")), (Measurement, _("Measurement"))):
        rows = {row.pk: row for row in model.objects.filter(indicator=indicator)}
        for key, change in changes_among(model, indicator=indicator):
            label = rows[key].span.label if key in rows else ""
            found.append((f"{name} {label}".strip(), change))
    found += subject_changes("indicator", indicator.pk)
    return worded(newest(found, HISTORY_SHOWN))
