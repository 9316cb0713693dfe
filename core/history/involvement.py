"""Nobody decides on their own: who has had a hand in a row, as the recorded history tells it.

A `Separation` is the rule of one decision: the traces in the history that keep a person from it.
It is asked of one row, with the reason, or of all at once. Moments are those of recording, for days
that people type can be typed otherwise; how far back they count is a setting (decision 035).
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from django.apps import apps
from django.conf import settings
from django.db.models import BigIntegerField, Exists, F, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.functional import Promise

from core.history.tracking import UPDATE, event_model_of

Rows = TypeVar("Rows", bound="QuerySet[Any, Any]")
People = frozenset[int]


def span() -> timedelta:
    """For so long it keeps somebody from a decision that they had a hand in its row."""
    return timedelta(days=settings.INVOLVED_DAYS)


def since() -> datetime:
    """The moment from which on events tell of such a hand: they have the clock's time."""
    return timezone.now() - span()


@dataclass(frozen=True)
class Words:
    """A trace in whole sentences, with `%(day)s`: of the person who asks, and of another by name.

    `still` and `they_still` are for what lasts, without a day.
    """

    you: str | Promise
    they: str | Promise
    still: str | Promise = ""
    they_still: str | Promise = ""


@dataclass(frozen=True)
class Involvement:
    """That somebody had a hand in a row, by one of their own or of those who count as them.

    `at` is the day (or moment) on which it ended, or was done; None: it lasts.
    """

    person: int
    at: date | None
    words: Words


@dataclass(frozen=True)
class Trace:
    """What the events of `model` (its label) show.

    `path` is the column of an event that names the row it belongs to, `row` how what is decided
    names that row: "pk" is itself, "project" its project.
    """

    model: str
    words: Words
    path: str = "pgh_obj"
    row: str = "pk"

    def of(self, row: str) -> "Trace":
        """The same for what belongs to such a row."""
        return replace(self, row=row)

    def events(self, people: People, row: Any) -> "QuerySet[Any, Any]":
        """The events that show it of one of `people`; `row` is an id or an outer query's column."""
        raise NotImplementedError

    def involvement(self, event: Any, people: People) -> Involvement:
        """What such an event says."""
        return Involvement(_recorder(event), event.pgh_created_at, self.words)

    def unsaved(self, _row: Model, _people: People) -> Involvement | None:
        """What a row that has no history yet says itself."""
        return None

    def all_events(self) -> "QuerySet[Any, Any]":
        """Every event of its model."""
        return event_model_of(apps.get_model(self.model))._default_manager.all()


@dataclass(frozen=True)
class Held(Trace):
    """Somebody stands in `field`, or stood there within the span."""

    field: str = ""

    def events(self, people: People, row: Any) -> "QuerySet[Any, Any]":
        """Those that were in force at some moment of the span."""
        return self._lately(row).filter(**{f"{self.field}__in": sorted(people)})

    def people(self, row: int) -> People:
        """Everybody who stands there or stood there."""
        column = f"{self.field}_id"
        return frozenset(self._lately(row).values_list(column, flat=True)) - {None}

    def _lately(self, row: Any) -> "QuerySet[Any, Any]":
        """None followed before the span began."""
        followed = self.all_events().filter(
            pgh_obj=OuterRef("pgh_obj"), pgh_id__gt=OuterRef("pgh_id"), pgh_created_at__lt=since()
        )
        return self.all_events().filter(~Exists(followed), **{self.path: row})

    def involvement(self, event: Any, people: People) -> Involvement:
        """Until when: the next event has somebody else."""
        later = self.all_events().filter(pgh_obj=event.pgh_obj_id, pgh_id__gt=event.pgh_id)
        ends = later.order_by("pgh_id").values_list("pgh_created_at", flat=True).first()
        return Involvement(getattr(event, f"{self.field}_id"), ends, self.words)

    def unsaved(self, row: Model, people: People) -> Involvement | None:
        """Who stands in the field of a new row."""
        person = getattr(row, f"{self.field}_id")
        return Involvement(person, None, self.words) if person in people else None


@dataclass(frozen=True)
class Changed(Trace):
    """Somebody recorded within the span that `field` names another person.

    With `from_start` also the first one, when the row was made.
    """

    field: str = ""
    from_start: bool = False

    def events(self, people: People, row: Any) -> "QuerySet[Any, Any]":
        """Those that differ from the event before in the field."""
        before = self.all_events().filter(
            pgh_obj=OuterRef("pgh_obj"), pgh_id__lt=OuterRef("pgh_id")
        )
        column = f"{self.field}_id"
        found = self.all_events().filter(_recorded_by(people), **{self.path: row})
        latest = Subquery(before.order_by("-pgh_id").values(column)[:1])
        found = found.filter(pgh_created_at__gte=since()).annotate(
            who_before=Coalesce(latest, 0, output_field=BigIntegerField()),
            who_then=Coalesce(F(column), 0, output_field=BigIntegerField()),
        )
        found = found.exclude(who_before=F("who_then"))
        return found if self.from_start else found.filter(pgh_label=UPDATE)


@dataclass(frozen=True)
class Recorded(Trace):
    """Somebody recorded an event, or stands in one of its `fields` as whoever wrote it.

    `counting` says which events do; `lasting`, which count however long ago; `on` is the column of
    the day on which it was done, where that is not the day of recording.
    """

    fields: tuple[str, ...] = ()
    counting: Q = Q()  # noqa: RUF009 (never changed)
    lasting: Callable[[], Q] | None = None
    on: str = ""

    def events(self, people: People, row: Any) -> "QuerySet[Any, Any]":
        """Within the span, or lasting."""
        written = _recorded_by(people)
        for field in self.fields:
            written |= Q(**{f"{field}__in": sorted(people)})
        when = Q(pgh_created_at__gte=since())
        if self.lasting is not None:
            when |= self.lasting()
        return self.all_events().filter(self.counting, written, when, **{self.path: row})

    def involvement(self, event: Any, people: People) -> Involvement:
        """By the person who is named, else by the one who recorded it."""
        named = [getattr(event, f"{field}_id") for field in self.fields]
        person = next((each for each in named if each in people), None)
        at = getattr(event, self.on) if self.on else event.pgh_created_at
        return Involvement(person or _recorder(event), at, self.words)


def always() -> Q:
    """For `lasting`: every event. An empty condition would vanish behind an "or"."""
    return Q(pgh_id__isnull=False)


def _recorded_by(people: People) -> Q:
    """Events that one of these people recorded, or somebody who stood in for them."""
    found = Q(pgh_context__user__in=sorted(people))
    for each in sorted(people):
        found |= Q(pgh_context__acting_for__contains=[each])
    return found


def _recorder(event: Any) -> int:
    """Who recorded an event that was found by that."""
    person: int = event.pgh_context["user"]
    return person


@dataclass(frozen=True)
class Separation:
    """Who does not decide of a row: whoever left one of these traces. `name` is the decision's."""

    name: str
    traces: tuple[Trace, ...]

    def of(self, row: str) -> "Separation":
        """The same for what belongs to such a row: a decision about a project, by "project"."""
        return Separation(self.name, tuple(trace.of(row) for trace in self.traces))

    def apart(self, rows: Rows, people: People) -> Rows:
        """Those rows in which none of `people` had a hand."""
        for trace in self.traces:
            rows = rows.filter(~Exists(trace.events(people, OuterRef(trace.row))))
        return rows

    def involvement(self, row: Model, people: People) -> Involvement | None:
        """The hand that one of `people` had in a row; None: none."""
        for trace in self.traces:
            key = row.pk if trace.row == "pk" else getattr(row, f"{trace.row}_id")
            if key is None:
                found = trace.unsaved(row, people) if trace.row == "pk" else None
                if found is not None:
                    return found
                continue
            event = trace.events(people, key).order_by("-pgh_id").first()
            if event is not None:
                return trace.involvement(event, people)
        return None
