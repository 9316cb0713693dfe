"""What waits for a person in the framework: values that are due, and values to verify."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.access import Action
from core.addresses import address_of
from core.languages.translated import text_of
from core.models import User
from core.models.people import rows_for
from core.my_work.gathering import lender_name, lender_of
from core.my_work.kinds import Weight, WorkItem, WorkKind, work_kinds
from core.my_work.subscriptions import UNIT
from outcomes.models import Indicator, Measurement, Target
from outcomes.rules.periods import Span


def register() -> None:
    """Declare the kinds of items."""
    work_kinds.register(
        WorkKind(
            "measurements",
            gettext_lazy("Measurements due"),
            gettext_lazy("You are responsible for these indicators, and a period has ended."),
            _measurements,
        ),
        WorkKind(
            "verifications",
            gettext_lazy("Measurements to verify"),
            gettext_lazy("Somebody entered them, and a second person verifies them."),
            _verifications,
        ),
    )


def _title(indicator: Indicator) -> str:
    return f"{indicator.number} {text_of(indicator, 'title')}"


def _about(indicator: Indicator) -> frozenset[str]:
    unit = indicator.responsible_unit_id
    return frozenset({f"{UNIT}:{unit}"} if unit else ())


def _measurements(user: User, at: date) -> Iterator[WorkItem]:
    """The latest target of each indicator whose period has ended, and has no value of within it."""

    def unmeasured() -> QuerySet[Target]:
        mine = Indicator.objects.measurable_by(user).filter(responsible__in=user.access.selves)
        ended = Target.objects.filter(indicator__in=mine.in_force(at), period_end__lte=at)
        latest = ended.order_by("indicator_id", "-period_end", "-pk").distinct("indicator_id")
        found = Measurement.objects.filter(
            indicator=OuterRef("indicator"),
            period_start__gte=OuterRef("period_start"),
            period_end__lte=OuterRef("period_end"),
        )
        rows = Target.objects.filter(~Exists(found), pk__in=latest.values("pk"))
        return rows.select_related("indicator").order_by("period_end", "pk")

    for target in rows_for(user, "measurements due", unmeasured, at):
        indicator, span = target.indicator, Span(target.period_start, target.period_end)
        yield WorkItem(
            title=_title(indicator),
            todo=_("enter the value of %(period)s") % {"period": span.label},
            url=address_of("indicators:measurement-create", indicator.pk),
            weight=Weight.REPORTED,
            due=target.period_end,
            about=_about(indicator),
            lender=lender_name(user, indicator.responsible_id),
        )


def _verifications(user: User, at: date) -> Iterator[WorkItem]:
    def unverified() -> QuerySet[Measurement]:
        rows = Measurement.objects.verifiable_by(user).by(at)
        mine = rows.filter(indicator__in=Indicator.objects.verifiable_by(user).order_by())
        named = mine.select_related("indicator", "entered_by")
        return named.order_by(F("period_end").desc(), "pk")

    lender = lender_of(user, Action.VERIFY_MEASUREMENT)
    for each in rows_for(user, "measurements to verify", unverified, at):
        words = {
            "period": Span(each.period_start, each.period_end).label,
            "person": each.entered_by or "–",
        }
        yield WorkItem(
            title=_title(each.indicator),
            todo=_("verify the value of %(period)s, entered by %(person)s") % words,
            url=each.indicator.get_absolute_url(),
            weight=Weight.SECOND_PERSON,
            about=_about(each.indicator),
            lender=lender,
        )
