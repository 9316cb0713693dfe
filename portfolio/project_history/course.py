"""The course of a project: state, per cent done and forecast of the finish, month by month."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.figures.line_svg import LineFigure, LineSeries, Written, line_svg
from core.pages.columns import written_per_cent
from outcomes.models.thresholds import thresholds_of
from portfolio.models import Project, StatusRound, StatusUpdate, UpdateKind
from portfolio.rows.wording import slip_words

MONTHS = range(1, 13)


@dataclass(frozen=True)
class CourseMonth:
    """A round and what came of it.

    `standing` is the state that stood after it, be it confirmed; `missing`: nothing came. Days: `slip` is
    the forecast against the plan, `moved` against the forecast before it; None where one is unknown.
    After more than `most` the project is slipping.
    """

    period: date
    update: StatusUpdate | None
    standing: str
    confirmed: bool
    missing: bool
    slip: int | None
    moved: int | None
    most: int

    @property
    def slip_words(self) -> SafeString | str:
        """Days against the plan, in the colour of how bad they are."""
        return _signed(self.slip, self.most)

    @property
    def moved_words(self) -> SafeString | str:
        """Days against the forecast before."""
        return _signed(self.moved, self.most)


@dataclass(frozen=True)
class CourseYear:
    """A line of the strip: the months of a year, None where nobody was asked."""

    year: int
    months: tuple[CourseMonth | None, ...]


@dataclass(frozen=True)
class Drawing:
    """A figure for a broad and for a narrow column; empty with less than two values."""

    wide: SafeString
    narrow: SafeString


def course_of(
    project: Project, rounds: Sequence[StatusRound], standing: Mapping[int, StatusUpdate]
) -> list[CourseMonth]:
    """Each round (latest first) with the version that stands of what was said, oldest first."""
    found: list[CourseMonth] = []
    state, forecast = "", None
    most = thresholds_of(project.strategy_id).slip_days
    for each in reversed(rounds):
        update = standing.get(each.pk)
        says = update is not None and update.kind == UpdateKind.SUBSTANTIVE
        given = update.forecast_finish if update is not None and says else None
        state = update.overall if update is not None and says else state
        found.append(
            CourseMonth(
                period=each.period,
                update=update if says else None,
                standing=state if update is not None else "",
                confirmed=update is not None and not says,
                missing=update is None,
                slip=_days(project.baseline_finish, given),
                moved=_days(forecast, given),
                most=most,
            )
        )
        forecast = given or forecast
    return found


def _signed(days: int | None, most: int) -> SafeString | str:
    """ "+12 d"; a forecast that did not move says so; nothing where nothing is known."""
    return _in_days(Decimal(0)) if days == 0 else slip_words(days, most)


def _days(from_: date | None, to: date | None) -> int | None:
    return None if from_ is None or to is None else (to - from_).days


def years_of(course: Sequence[CourseMonth]) -> list[CourseYear]:
    """The strip, latest year first."""
    by_month = {(each.period.year, each.period.month): each for each in course}
    years = sorted({year for year, _month in by_month}, reverse=True)
    return [
        CourseYear(year, tuple(by_month.get((year, month)) for month in MONTHS)) for year in years
    ]


@dataclass(frozen=True)
class Spoken:
    """A value of the course by the day it was said."""

    on: date
    value: Decimal


def per_cent_drawing(project: Project, course: Sequence[CourseMonth]) -> Drawing | None:
    """How much was done, as it was said."""
    said = [
        Spoken(each.update.reported_on, Decimal(each.update.per_cent_complete))
        for each in course
        if each.update is not None and each.update.per_cent_complete is not None
    ]
    caption = _("Per cent done")
    words = _("From %(first)s on %(from)s to %(last)s on %(to)s. The table below has every value.")
    series = (LineSeries(caption, "actual", _placed(said)),)
    key, span = f"per-cent-{project.pk}", (Decimal(0), Decimal(100))
    return _drawn(_Figure(key, caption, words, span, _per_cent), said, series)


def drift_drawing(project: Project, course: Sequence[CourseMonth]) -> Drawing | None:
    """By how many days the forecast lay after the planned finish, by the day it was said."""
    said = [
        Spoken(each.update.reported_on, Decimal(each.slip))
        for each in course
        if each.update is not None and each.slip is not None
    ]
    words = _(
        "The forecast lay %(first)s from the planned finish on %(from)s, and %(last)s on %(to)s. The "
        "table below has every value."
    )
    limit = Decimal(thresholds_of(project.strategy_id).slip_days)
    planned = [Spoken(each.on, Decimal(0)) for each in (said[0], said[-1])] if said else []
    series = (
        LineSeries(_("Slipping from here on"), "level", _placed(said[:1], at=limit)),
        LineSeries(_("Planned finish"), "expected", _placed(planned)),
        LineSeries(_("Forecast"), "actual", _placed(said), limit=limit),
    )
    caption = _("Forecast of the finish against the plan, in days")
    key, span = f"drift-{project.pk}", (Decimal(0), limit)
    return _drawn(_Figure(key, caption, words, span, _in_days), said, series)


@dataclass(frozen=True)
class _Figure:
    """What a drawing is called, and how it writes its values."""

    key: str
    caption: str
    alt: str
    span: tuple[Decimal, ...]
    written: Written


def _drawn(
    figure: _Figure, said: Sequence[Spoken], series: tuple[LineSeries, ...]
) -> Drawing | None:
    """The course of what was said; None with less than two values."""
    if len(said) < 2:
        return None
    first, last = said[0], said[-1]
    words = {
        "first": figure.written(first.value),
        "from": date_format(first.on, "DATE_FORMAT"),
        "last": figure.written(last.value),
        "to": date_format(last.on, "DATE_FORMAT"),
    }
    lines = LineFigure(
        key=figure.key,
        caption=figure.caption,
        alt=figure.alt % words,
        start=first.on.toordinal(),
        end=last.on.toordinal(),
        days=tuple((each.on.toordinal(), date_format(each.on, "M Y")) for each in (first, last)),
        series=series,
        span=figure.span,
    )
    return Drawing(
        line_svg(lines, written=figure.written),
        line_svg(lines, narrow=True, written=figure.written),
    )


def _placed(said: Sequence[Spoken], at: Decimal | None = None) -> tuple[tuple[int, Decimal], ...]:
    return tuple((each.on.toordinal(), each.value if at is None else at) for each in said)


def _per_cent(value: Decimal) -> str:
    return written_per_cent(int(value))


def _in_days(value: Decimal) -> str:
    return _("%(days)s d") % {"days": f"{int(value):+d}".replace("-", "−") if value else "0"}
