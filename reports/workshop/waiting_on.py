"""Whom parts of a paper wait for, and what is asked about them: for their marks and for the outline."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.models import Question, Unit, User
from core.time import working_date
from reports.models import PARAGRAPH_KIND, Paragraph, PartAssignment, Report
from reports.workshop.pieces import PieceMark


@dataclass(frozen=True)
class GivenPart:
    """A part that waits for somebody; `who` is a person's name or a unit's code."""

    pk: int
    target: str
    who: str
    due_on: date | None
    person_id: int | None
    unit_id: int | None

    @property
    def is_late(self) -> bool:
        """Whether it should have been done before today."""
        return self.due_on is not None and self.due_on < working_date()


@dataclass(frozen=True)
class WaitingOn:
    """What waits in a report: open assignments and how many questions are open, by target."""

    given: Mapping[str, GivenPart] = field(default_factory=dict)
    questions: Mapping[str, int] = field(default_factory=dict)

    def marks(self, target: str) -> list[PieceMark]:
        """What stands in the margin of a piece."""
        marks = []
        if count := self.questions.get(target, 0):
            words = ngettext("%(count)s open question", "%(count)s open questions", count)
            marks.append(PieceMark("asks questions", words % {"count": count}))
        if part := self.given.get(target):
            marks.append(PieceMark("asks" if part.is_late else "waits", waits_for(part)))
        return marks


def waiting_on(report: Report) -> WaitingOn:
    """What waits in the parts of a report, whoever looks: two queries."""
    keys = Paragraph.objects.filter(section__report=report)
    open_ones = Question.objects.open().filter(kind=PARAGRAPH_KIND, row__in=keys.values("pk"))
    counts = dict(open_ones.order_by().values_list("row").annotate(Count("pk")))
    targets = dict(keys.filter(pk__in=counts).values_list("pk", "key")) if counts else {}
    rows = PartAssignment.objects.filter(report=report).open()
    parts = [
        given_part(row) for row in rows.select_related("paragraph", "section", "person", "unit")
    ]
    return WaitingOn(
        given={part.target: part for part in parts},
        questions={f"para/{key}": counts[pk] for pk, key in targets.items()},
    )


def given_part(row: PartAssignment) -> GivenPart:
    """An assignment as plain values, with whom it names read along."""
    who = row.unit.code if row.unit else str(row.person)
    return GivenPart(row.pk, row.target, who, row.due_on, row.person_id, row.unit_id)


def waits_for(part: GivenPart) -> str:
    """ "waits for AMS, until 5 January 2022"."""
    if part.due_on is None:
        return _("waits for %(person)s") % {"person": part.who}
    given = {"person": part.who, "day": date_format(part.due_on, "DATE_FORMAT")}
    if part.is_late:
        return _("waits for %(person)s, was due on %(day)s") % given
    return _("waits for %(person)s, until %(day)s") % given


def given_to(on: WaitingOn, user: User) -> frozenset[str]:
    """The targets of the parts that wait for a person, or for the people of their unit."""
    selves = user.access.selves
    if not on.given:
        return frozenset()
    units = set(Unit.objects.filter(people__in=selves).values_list("pk", flat=True))
    return frozenset(
        part.target
        for part in on.given.values()
        if part.person_id in selves or part.unit_id in units
    )
