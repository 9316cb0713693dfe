"""Looking back: what an address asks of the past, and the words above a page that shows it.

`at` is the day on which things stood so, `known_at` the day (or moment) of which we take what was
known; without it, we take what we know today (decision 046).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.days_typed import no_day
from core.forms.row_form import DateInput
from core.requests.days import NAMES
from core.time import day_recorded, recorded_until, working_date
from core.written_fields import TypedDayField
from core.years import is_year

AT, KNOWN_AT, FACTS = "at", "known_at", "facts"
OF_TODAY = "today"


@dataclass(frozen=True)
class Past:
    """What an address asks of the past.

    `stood` is the last moment of the record on the day `at`. `known` is the moment of which we take what
    was known (None: today), `asked` is the address's own words.
    """

    at: date
    stood: datetime
    known: datetime | None
    asked: tuple[tuple[str, str], ...]

    @property
    def query(self) -> str:
        """What keeps an address in the same past, with its "?"."""
        return f"?{urlencode(self.asked)}"

    @property
    def known_on(self) -> date | None:
        """The day of which we take what was known."""
        asked = dict(self.asked).get(KNOWN_AT)
        if not asked:
            return None
        return day_in_address(asked) or (day_recorded(self.known) if self.known else None)

    @property
    def words(self) -> str:
        """In one sentence."""
        day = date_format(self.at, "DATE_FORMAT")
        if self.known_on is None:
            return _("As it stood on %(day)s, as we know it today.") % {"day": day}
        known = date_format(self.known_on, "DATE_FORMAT")
        if self.known is not None and day_in_address(dict(self.asked)[KNOWN_AT]) is None:
            known = date_format(timezone.localtime(self.known), "DATETIME_FORMAT")
        return _("As it stood on %(day)s, as we knew it on %(known)s.") % {
            "day": day,
            "known": known,
        }


@dataclass(frozen=True)
class PastWords:
    """`core/pages/_past.html`: what is shown, what of it is not of that day, and the way back."""

    words: str
    notes: Sequence[str]
    today_url: str


class LookBackForm(forms.Form):
    """The two days of a page that looks back; without `knows`, only the first."""

    at = TypedDayField(label=gettext_lazy("As it stood on"), widget=DateInput, required=False)
    known_at = TypedDayField(
        label=gettext_lazy("As we knew it on"), widget=DateInput, required=False
    )

    def __init__(self, past: Past | None, *, knows: bool) -> None:
        days = {AT: past.at, KNOWN_AT: past.known_on} if past else {}
        super().__init__(initial=days, auto_id="look-back-%s", label_suffix="")
        if not knows:
            del self.fields[KNOWN_AT]


def past_asked(request: HttpRequest) -> Past | None:
    """The past that the address asks for; None where it asks for today.

    A day that is none, or still to come, is today; every page says so (`day_problem`).
    """
    today = working_date()
    known_words = request.GET.get(KNOWN_AT, "")
    known_day, known = day_in_address(known_words), _moment(known_words)
    if known_day is not None and known_day >= today:
        known_day = None
    if known is not None and known >= recorded_until(today):
        known = None
    if known_day is not None:
        known = recorded_until(known_day)
    knows = known is not None
    at = day_in_address(request.GET.get(AT, ""))
    if at is None or at > today:
        at = (known_day or (day_recorded(known) if known else today)) if knows else today
    if at == today and not knows:
        return None
    asked = [(AT, at.isoformat())] if at != today or AT in request.GET else []
    stood = recorded_until(at)
    return Past(
        at=at,
        stood=min(stood, known) if known else stood,
        known=known,
        asked=(*asked, *(((KNOWN_AT, known_words),) if knows else ())),
    )


def day_problem(request: HttpRequest) -> str:
    """What must be said of a day of the address: that it is none, or still to come; empty if nothing."""
    for name in NAMES:
        given = request.GET.get(name, "")
        if (
            given.strip()
            and day_in_address(given) is None
            and not (name == KNOWN_AT and _moment(given))
        ):
            return no_day(given)
    for name in (AT, KNOWN_AT):
        if (day := day_in_address(request.GET.get(name, ""))) and day > working_date():
            return _("%(day)s is still to come: this is what is known today.") % {
                "day": date_format(day, "DATE_FORMAT")
            }
    return ""


def day_words(request: HttpRequest) -> dict[str, object]:
    """For every template: `day_problem`, asked where a page or a list says it."""
    return {"day_problem": partial(day_problem, request)}


def day_in_address(given: str) -> date | None:
    """The day of an address, in ISO; None where it is none, or none that can be meant."""
    try:
        day = date.fromisoformat(given) if len(given) == len("2021-12-31") else None
    except ValueError:
        return None
    return day if day and is_year(day.year) else None


def address_of_today(request: HttpRequest) -> str:
    """The same page without the past, with all else that its address asks for."""
    rest = request.GET.copy()
    for name in (AT, KNOWN_AT, FACTS, "page"):
        rest.pop(name, None)
    return f"{request.path}?{rest.urlencode()}" if rest else request.path


def _moment(given: str) -> datetime | None:
    """A moment with its zone, as the record has it."""
    try:
        moment = datetime.fromisoformat(given) if "T" in given else None
    except ValueError:
        return None
    return moment if moment and moment.tzinfo and is_year(moment.year) else None
