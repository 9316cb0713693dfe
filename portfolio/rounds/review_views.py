"""Looking through a round: what waits to be accepted, judged many at once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from core.access import Action
from core.languages.translated import text_of
from core.pages.marked_words import marked_words
from core.pages.view_access import current_user, requires
from core.requests.input_check import plain_text
from core.time import working_date
from portfolio.choices import DIMENSIONS
from portfolio.models import StatusRound, StatusUpdate, UpdateState
from portfolio.rounds.addresses import round_address, round_or_404
from portfolio.rounds.drawing import data_cell, said_by
from portfolio.rounds.escalation import Way, ways_of
from portfolio.rounds.filters import filter_query
from portfolio.rounds.judging import updates_judge
from portfolio.rounds.reviewing import (
    Explained,
    FieldChange,
    ReviewItem,
    Waiting,
    review_items,
    waiting_in,
)
from portfolio.rows.wording import day_words, rag_mark

# So many stand on the page; what is judged makes room for the next.
MOST_SHOWN = 100
LONGEST_REMARK = 500


@dataclass(frozen=True)
class StateView:
    """A field of an update on the page: `old` only where it differs."""

    label: str | Promise
    old: SafeString | str
    new: SafeString | str
    is_changed: bool

    @classmethod
    def of(cls, change: FieldChange) -> "StateView":
        """States by their marks, all else in words."""
        old: str
        new: str
        if change.column.kind == "rag":
            old = rag_mark(str(change.old_value), change.strategy)
            new = rag_mark(str(change.new_value), change.strategy)
        else:
            old, new = change.old, change.new
        return cls(change.label, old if change.old else "–", new, change.is_changed)


@dataclass(frozen=True)
class ItemView:
    """An update that waits, as the page shows it."""

    item: ReviewItem
    ways: Sequence[Way]

    @property
    def pk(self) -> int:
        """The update's."""
        return self.item.update.pk

    @property
    def code(self) -> str:
        """The project's."""
        return self.item.row.project.code

    @property
    def name(self) -> str:
        """The project's."""
        return text_of(self.item.row.project, "name")

    @property
    def url(self) -> str:
        """Where the project has its page."""
        return self.item.row.project.get_absolute_url()

    @property
    def said_by(self) -> str:
        """Who said it, for whom, on which day."""
        update = self.item.update
        values = {"person": said_by(update), "day": day_words(update.reported_on)}
        return _("%(person)s, %(day)s") % values

    @property
    def beside(self) -> str:
        """Which one it stands beside."""
        accepted = self.item.accepted
        if accepted is None:
            return _("Nothing has been accepted of it before.")
        month = date_format(accepted.round.period, "YEAR_MONTH_FORMAT")
        return _("Beside what was accepted for %(month)s.") % {"month": month}

    @property
    def states(self) -> list[StateView]:
        """States, per cent and forecast."""
        return [StateView.of(each) for each in self.item.fields if each.column.field not in TEXTS]

    @property
    def texts(self) -> list[tuple[str | Promise, SafeString]]:
        """What is said in words, where it says anything: its label, and the words."""
        fields = [each for each in self.item.fields if each.column.field in TEXTS]
        return [
            (each.label, marked_words(each.words))
            for each in fields
            if each.old_value or each.new_value
        ]

    @property
    def data(self) -> SafeString:
        """What the data say."""
        return mark_safe(data_cell(self.item.row, get_language()).html)  # noqa: S308 (escaped where it is drawn)

    @property
    def explained(self) -> Sequence[Explained]:
        """What checks find, with the reasons."""
        return self.item.explained


TEXTS = ("reason", "achieved", "planned")


@dataclass(frozen=True)
class Chip:
    """A choice of what is shown."""

    key: str
    label: str | Promise
    holds: Callable[[ReviewItem], bool]


def _is_troubled(item: ReviewItem) -> bool:
    values = {each.column.field: each.new_value for each in item.fields}
    return any(values.get(name) in {"a", "r"} for name in DIMENSIONS)


# What somebody else must judge stands apart from what waits for the person.
OTHERS = Chip("others", gettext_lazy("For others"), lambda item: bool(item.withheld))
CHIPS = (
    Chip("", gettext_lazy("For you"), lambda item: True),
    Chip("changed", gettext_lazy("Changed"), lambda item: item.is_changed),
    Chip("same", gettext_lazy("No change"), lambda item: item.is_confirmation),
    Chip("troubled", gettext_lazy("Amber or red"), _is_troubled),
    Chip("differs", gettext_lazy("Data differ"), lambda item: item.row.is_too_green),
    Chip("late", gettext_lazy("Late"), lambda item: item.update.is_late),
)


@dataclass(frozen=True)
class ChipView:
    """A choice on the page."""

    label: str | Promise
    count: int
    is_on: bool
    url: str


@requires(Action.ACCEPT_STATUS)
def round_review(request: HttpRequest, strategy: str, period: str) -> HttpResponse:
    """What waits to be accepted in a round; POST accepts or returns what was chosen."""
    round_ = round_or_404(strategy, period)
    ticked: set[int] = set()
    error = ""
    if request.method == "POST":
        ticked, error = _judge(request, round_)
        if not error:
            return redirect(request.get_full_path())
    at, user = working_date(), current_user(request)
    waiting = waiting_in(round_, user)
    chips = (*CHIPS, OTHERS)
    chip = next((each for each in chips if each.key == request.GET.get("show", "")), CHIPS[0])
    asked = waiting.others if chip is OTHERS else waiting.mine
    items = review_items(asked[:MOST_SHOWN], round_, user, at, withheld=waiting.others)
    shown = [item for item in items if chip.holds(item)]
    context = {
        "title": date_format(round_.period, "YEAR_MONTH_FORMAT"),
        "back_url": round_address("round-detail", round_) + filter_query(request.GET),
        "chips": _chips(request.GET, waiting, items, chip),
        "items": [ItemView(item, ways_of(item.row.project, user)) for item in shown],
        "open_count": sum(not item.withheld for item in shown),
        "waiting": len(waiting.mine),
        "others": len(waiting.others),
        "more": len(asked) - len(items),
        "is_shut": not round_.is_open(at),
        "ticked": ticked,
        "remark": request.POST.get("remark", "") if error else "",
        "error": error,
    }
    status = 422 if error else 200
    return render(request, "portfolio/rounds/review.html", context, status=status)


def _chips(
    asked: QueryDict, waiting: Waiting, items: Sequence[ReviewItem], chosen: Chip
) -> list[ChipView]:
    """The choices; beside what is for others there is none but that of what is for the person."""
    counts = {CHIPS[0].key: len(waiting.mine), OTHERS.key: len(waiting.others)}
    if chosen is not OTHERS:
        counts |= {chip.key: sum(map(chip.holds, items)) for chip in CHIPS[1:]}
    views = []
    for chip in (*CHIPS, OTHERS):
        count = counts.get(chip.key, 0)
        if count or chip is chosen or chip is CHIPS[0]:
            query = asked.copy()
            query.pop("show", None)
            if chip.key:
                query["show"] = chip.key
            url = f"?{query.urlencode()}"
            views.append(ChipView(chip.label, count, chip is chosen, url))
    return views


def _judge(request: HttpRequest, round_: StatusRound) -> tuple[set[int], str]:
    """Judge what was chosen; gives the choice and what is missing, which then changes nothing."""
    user, act = current_user(request), request.POST.get("act", "")
    # Of the rows that this person may see; a row that is none any more has been judged by somebody.
    seen = StatusUpdate.objects.reached_by(user, Action.ACCEPT_STATUS).filter(round=round_.pk)
    chosen = _numbers(request, "shown" if act == "accept-all" else "update")
    updates = list(
        seen.filter(pk__in=chosen).exclude(state=UpdateState.DRAFT).select_related("project")
    )
    remark = " ".join(plain_text(request.POST.get("remark", "")).split())
    if error := _missing(act, chosen, remark):
        return set(chosen), error
    refused = updates_judge(
        updates=updates,
        versions=_versions(request),
        user=user,
        remark=remark if act == "return" else None,
    )
    _tell(request, act, len(updates) - len(refused))
    for each in refused:
        messages.error(request, f"{each.update.project.code}: {each.words}")
    return set(), ""


def _missing(act: str, chosen: Sequence[int], remark: str) -> str:
    """Why nothing can be judged; empty when it can."""
    if not chosen:
        return _("Choose an update first.")
    if act == "return" and not remark:
        return _("Say why the updates are returned.")
    if len(remark) > LONGEST_REMARK:
        words = _("The remark has %(length)d characters; at most %(most)d are possible.")
        return words % {"length": len(remark), "most": LONGEST_REMARK}
    return ""


def _tell(request: HttpRequest, act: str, count: int) -> None:
    if not count:
        return
    words = (
        ngettext("%(count)s update returned.", "%(count)s updates returned.", count)
        if act == "return"
        else ngettext("%(count)s update accepted.", "%(count)s updates accepted.", count)
    )
    messages.success(request, words % {"count": count})


def _numbers(request: HttpRequest, name: str) -> list[int]:
    """The ids that were sent under a name; words that are none are left out."""
    given = request.POST.getlist(name)[: 2 * MOST_SHOWN]
    return [int(each[:18]) for each in given if each.isascii() and each.isdigit()]


def _versions(request: HttpRequest) -> Mapping[int, int]:
    """The versions that the person saw, sent as "id-version"."""
    found = {}
    for each in request.POST.getlist("version")[: 2 * MOST_SHOWN]:
        pk, _between, version = each.partition("-")
        if all(one.isascii() and one.isdigit() for one in (pk, version)):
            found[int(pk[:18])] = int(version[:18])
    return found
