"""What is shown of one live number: definition, exact value, rule, and the very rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.history.past import known_at
from core.jobs.kinds import JobError
from core.languages.rounding import Rounding
from core.models import User
from core.numbers.registry import NumberError, NumberSpec, NumberValue, numbers
from core.registry import UnknownKey
from portfolio.models import Project
from reports.composing.merge import Paper
from reports.document import compare, tree
from reports.drafts import services
from reports.drafts.amount_words import AmountWords, amount_words, exact_share
from reports.drafts.causes import ROWS_SHOWN, MovedRow, RowLink, causes, row_link, visible_rows
from reports.drafts.number_now import NumberNow, number_now
from reports.drafts.stored import latest_edition
from reports.kept_data import kept_of_data
from reports.models import Report
from reports.writers.html import anchor

FEW_IDS = 500
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
    what has a default here. `stale` is how it would be printed now, where that differs.
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
    rows_label: str = ""
    rows_url: str = ""


def number_view(report: Report, language: str, uid: str, user: User) -> NumberView | None:
    """Where the number `uid` of the latest draft comes from; None when there is no such use."""
    edition = latest_edition(report, language)
    every = list(compare.numbers_in(edition.document)) if edition else []
    number = next((each for each in every if each.uid == uid), None)
    if edition is None or number is None:
        return None
    try:
        spec = numbers[number.key]
        now = number_now(report, number.signature)
    except (NumberError, UnknownKey) as error:
        return NumberView(number.signature, number.key, str(error), number.text)
    with known_at(report.known_at):
        rows, rows_count = _rows(now, user)
    value = now.value
    return NumberView(
        key=number.signature,
        label=str(spec.label),
        definition=spec.defined(report.strategy.slug),
        printed=number.text,
        amount=amount_words(value),
        per_cent=exact_share(value),
        rounding=_rule(number),
        as_of=report.cut_off,
        source=value.source,
        illustrative=value.illustrative,
        stale=_stale(report, language, number),
        why=causes(now, edition, number.signature, user),
        uses=_uses(edition.document, number),
        rows=rows,
        rows_label=_rows_label(value, rows_count),
        rows_url=_rows_url(report, spec, number.signature) if rows else "",
    )


def _rule(number: tree.Number) -> str:
    """The rounding rule, where the printed form is a share."""
    return str(ROUNDING_WORDS.get(number.rounding, "")) if number.form in SHARE_FORMS else ""


def _stale(report: Report, language: str, number: tree.Number) -> str:
    """How the number is printed from the data as they are now, where that differs."""
    try:
        now = kept_of_data(
            "reports.number",
            lambda: services.report_number(report, _paper(report), language, number.uid),
            *(report.pk, language, number.uid),
        )
    except JobError:  # the page of the report says which text cannot be read
        return ""
    if now is None or now.signature != number.signature or now.text == number.text:
        return ""
    return now.text


def _paper(report: Report) -> Paper:
    return kept_of_data("reports.paper", lambda: services.report_paper(report), report.pk)


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
