"""What is shown of one live number: definition, exact value, rule, and the very rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlencode

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.access import Action
from core.history.past import known_at
from core.jobs.kinds import JobError
from core.languages.rounding import Rounding
from core.languages.translated import text_of
from core.models import User
from core.numbers.registry import NumberError, NumberSpec, NumberValue, numbers
from core.registry import UnknownKey
from portfolio.models import Project
from reports.document import compare, tree
from reports.drafts import services
from reports.drafts.amount_words import AmountWords, amount_words, exact_share
from reports.drafts.causes import ROWS_SHOWN, MovedRow, RowLink, causes, row_link, visible_rows
from reports.drafts.gate_page import ByHandLine, GateLine, GateView, gate_view
from reports.drafts.number_history import PastStep, number_history
from reports.drafts.number_now import NumberNow, number_now
from reports.drafts.stored import latest_edition, stored_drafts
from reports.kept_data import kept_of_data
from reports.models import Draft, Report
from reports.writers.html import anchor

FEW_IDS = 500
MOST_REPORTS = 12
ROUNDING_WORDS = {
    Rounding.NEAREST.value: gettext_lazy("shares to the nearest whole"),
    Rounding.CUT.value: gettext_lazy("shares cut off"),
}
SHARE_FORMS = ("per_cent", "count_share")


@dataclass(frozen=True)
class UseLink:
    """Another place in the paper with the same number; without `url` it is on the first page."""

    label: str
    url: str


@dataclass(frozen=True)
class NumberView:
    """What `reports/drafts/_number.html` shows; every text is ready to print.

    A number that cannot be computed (any more) has the reason for its definition, and nothing of
    what has a default here. `stale` is how it would be printed now, where that differs. `uses` are other
    places of this paper, `elsewhere` other reports; `line` is how it waits at the `gate`.
    """

    key: str
    label: str
    definition: str
    printed: str
    amount: AmountWords = field(default_factory=AmountWords)
    per_cent: str = ""
    rounding: str = ""
    as_of: date | None = None
    source: str = ""
    illustrative: bool = False
    stale: str = ""
    why: Sequence[MovedRow] = ()
    uses: Sequence[UseLink] = ()
    rows: Sequence[RowLink] = ()
    rows_visible: str = ""
    rows_label: str = ""
    rows_url: str = ""
    elsewhere: Sequence[UseLink] = ()
    history: Sequence[PastStep] = ()
    gate: GateView | None = None
    line: GateLine | None = None
    by_hand: ByHandLine | None = None
    override_url: str = ""


def number_view(
    report: Report, language: str, uid: str, user: User, place: str = ""
) -> NumberView | None:
    """Where the number `uid` of the latest draft, else of the paper as it is written, comes from; None
    when there is no such use. What is done leads back to the `place` in the workshop."""
    edition = latest_edition(report, language)
    every = list(compare.numbers_in(edition.document)) if edition else []
    drafted = next((each for each in every if each.uid == uid), None)
    written = _written(report, language, uid)
    # A sentence may have been rewritten since: who asks in the workshop means what stands there.
    number = (written or drafted) if place else (drafted or written)
    if number is None:
        return None
    try:
        spec = numbers[number.key]
        now = number_now(report, number.signature)
    except (NumberError, UnknownKey) as error:
        return NumberView(number.signature, number.key, str(error), number.text)
    with known_at(report.known_at):
        rows, rows_count = _rows(now, user)
    value = now.value
    gate = gate_view(
        report,
        stored_drafts(report).latest,
        edition,
        user,
        (),
        only={number.signature},
        place=place,
    )
    return NumberView(
        key=number.signature,
        label=str(spec.label),
        definition=spec.defined(report.strategy.slug),
        printed=drafted.text if drafted and drafted.signature == number.signature else number.text,
        amount=amount_words(value),
        per_cent=exact_share(value),
        rounding=_rule(number),
        as_of=report.cut_off,
        source=value.source,
        illustrative=value.illustrative,
        stale=_stale(drafted, written),
        why=causes(now, edition, number.signature, user) if edition else (),
        uses=_uses(edition.document, number) if edition else (),
        rows=rows,
        rows_visible=_rows_visible(now, rows_count, user),
        rows_label=_rows_label(value, rows_count),
        rows_url=_rows_url(report, spec, number.signature) if rows else "",
        elsewhere=_elsewhere(report, number.signature, user),
        history=number_history(
            report, number.signature, names=user.access.to(Action.VIEW_HISTORY).everywhere
        ),
        gate=gate,
        line=gate.line(number.signature),
        by_hand=gate.set_by_hand(number.signature),
        override_url=gate.override_url if _is_printed(report, number.signature) else "",
    )


def _is_printed(report: Report, signature: str) -> bool:
    """Whether the latest draft prints it: what it does not print is not set by hand."""
    latest = stored_drafts(report).latest
    return latest is not None and signature in latest.numbers


def _rule(number: tree.Number) -> str:
    """The rounding rule, where the printed form is a share."""
    return str(ROUNDING_WORDS.get(number.rounding, "")) if number.form in SHARE_FORMS else ""


def _written(report: Report, language: str, uid: str) -> tree.Number | None:
    """The number as the paper that is written prints it from the data as they are now."""
    try:
        return kept_of_data(
            "reports.number",
            lambda: services.report_number(report, services.kept_paper(report), language, uid),
            *(report.pk, language, uid),
        )
    except JobError:  # the page of the report says which text cannot be read
        return None


def _stale(drafted: tree.Number | None, now: tree.Number | None) -> str:
    """How the number of the draft is printed from the data as they are now, where that differs."""
    if drafted is None or now is None:
        return ""
    if now.signature != drafted.signature or now.text == drafted.text:
        return ""
    return now.text


def _uses(document: tree.Document, number: tree.Number) -> list[UseLink]:
    """Where else in this edition the same number stands."""
    paragraphs = {
        block.id.removeprefix("para/"): block
        for block in document.blocks
        if isinstance(block, tree.Paragraph)
    }
    uses: dict[str, UseLink] = {}
    for other in compare.numbers_in(document):
        place = other.uid.rpartition("#")[0]
        if other.signature != number.signature or other.uid == number.uid or place in uses:
            continue
        block = paragraphs.get(place)
        uses[place] = (
            UseLink(_("paragraph %(number)s") % {"number": block.number}, f"#{anchor(block.id)}")
            if block
            else UseLink(_("the summary"), "")
        )
    return list(uses.values())


def _rows(now: NumberNow, user: User) -> tuple[list[RowLink], int]:
    """The first rows behind the number that this person may see, and how many they are."""
    visible = visible_rows(now.value, user)
    if visible is None or not now.ids:
        return [], 0
    assert now.value.rows is not None
    # Few ids are found quicker than the question is asked again; thousands take longer to write down.
    few = len(now.ids) <= FEW_IDS
    counted = visible.filter(pk__in=now.ids if few else now.value.rows.values("pk"))
    rows = [row_link(row) for row in counted[: ROWS_SHOWN + 1]]
    return rows[:ROWS_SHOWN], counted.count() if len(rows) > ROWS_SHOWN else len(rows)


def _rows_visible(now: NumberNow, count: int, user: User) -> str:
    """How many of the rows behind a number this person may see; empty for rows without pages."""
    if not now.ids or visible_rows(now.value, user) is None:
        return ""
    words = ngettext("%(count)s of %(all)s row visible to you",
                     "%(count)s of %(all)s rows visible to you", len(now.ids))  # fmt: skip
    return words % {"count": number_format(count), "all": number_format(len(now.ids))}


def _elsewhere(report: Report, signature: str, user: User) -> list[UseLink]:
    """The other reports that the person may read whose latest draft prints the same number."""
    last = Draft.objects.filter(report=OuterRef("report")).order_by("-number").values("pk")[:1]
    rows = Draft.objects.filter(
        pk=Subquery(last), report__in=Report.objects.visible_to(user), numbers__has_key=signature
    )
    return [
        UseLink(text_of(draft.report, "title"), draft.report.get_absolute_url())
        for draft in rows.exclude(report=report)
        .select_related("report")
        .defer("numbers", "notes")
        .order_by("-report__year", "report__slug")[:MOST_REPORTS]
    ]


def _rows_label(value: NumberValue, count: int) -> str:
    """What the button to the list page says."""
    if value.rows is not None and value.rows.model is Project:
        words = ngettext("The %(count)s project", "The %(count)s projects", count)
    else:
        words = ngettext("The row in its list", "The %(count)s rows in their list", count)
    return words % {"count": count}


def _rows_url(report: Report, spec: NumberSpec, signature: str) -> str:
    """The list page with exactly these rows."""
    if not spec.page:
        return ""
    asked: Mapping[str, object] = {
        "strategy": report.strategy.slug,
        "year": report.years,
        "at": report.cut_off.isoformat(),
        "number": signature,
    }
    return f"{reverse(spec.page)}?{urlencode(asked)}"
