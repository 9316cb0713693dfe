"""What is shown of one live number: definition, exact value, rule, and the very rows."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.history.past import known_at
from core.languages.rounding import Rounding, round_to, share
from core.languages.translated import text_of
from core.models import User
from core.numbers.registry import NumberError, NumberSpec, NumberValue, number_value, numbers
from core.numbers.syntax import parse_token
from core.pages.changes import change_list
from core.registry import UnknownKey
from portfolio.models import Project
from reports.document import compare, tree
from reports.drafts.report_page import live_words
from reports.models import DraftEdition, Report
from reports.writers.html import anchor

ROWS_SHOWN = 8
# What the address of a row needs, of whatever kind it is.
ROW_PATHS = ("strategy", "project__strategy")
ROUNDING_WORDS = {
    Rounding.NEAREST.value: gettext_lazy("shares to the nearest whole"),
    Rounding.CUT.value: gettext_lazy("shares cut off"),
}
SHARE_FORMS = ("per_cent", "count_share")


def number_context(
    report: Report, edition: DraftEdition, uid: str, user: User
) -> dict[str, Any] | None:
    """The context of `reports/drafts/_number.html`; None when the draft has no such use."""
    document = tree.from_json(edition.tree)
    every = list(compare.numbers_in(document))
    number = next((each for each in every if each.uid == uid), None)
    if number is None:
        return None
    try:
        spec = numbers[number.key]
        with known_at(report.known_at):
            value = number_value(parse_token(number.signature), report.number_context)
            rows, rows_count = _rows(value, user)
    except (NumberError, UnknownKey) as error:
        return _unknown(number, str(error))
    return {
        "key": number.signature,
        "label": str(spec.label),
        "definition": str(spec.definition),
        **_amount(value),
        "per_cent": _exact_share(value),
        "rounding": _rule(number),
        "printed": number.text,
        "as_of": report.cut_off,
        "source": value.source,
        "illustrative": value.illustrative,
        "stale": _stale(report, edition.language, document, uid),
        "why": _why(value, edition, number.signature, user),
        "uses": _uses(document, number),
        "rows": rows,
        "rows_label": _rows_label(value, rows_count),
        "rows_url": _rows_url(report, spec, number.signature) if rows else "",
    }


def _unknown(number: tree.Number, message: str) -> dict[str, Any]:
    """A number that cannot be computed (any more): the reason in place of the definition."""
    return {
        "key": number.signature,
        "label": number.key,
        "definition": message,
        "printed": number.text,
    }


def _amount(value: NumberValue) -> dict[str, str]:
    """Value, whole and unit; a part of nothing is "No projects" or "No risks", never 0 of 0."""
    if value.of == 0:
        return {"value": _nothing(value), "of": "", "unit": ""}
    return {
        "value": _shown(value),
        "of": number_format(value.of, 0, force_grouping=True) if value.of is not None else "",
        "unit": str(value.unit),
    }


def _nothing(value: NumberValue) -> str:
    """That there is nothing of the kind that is counted."""
    if not value.unit:
        return _("Nothing to count")
    # Translators: unit is a plural: "projects", "risks", "milestones", "promises", "indicators".
    return _("No %(unit)s") % {"unit": value.unit}


def _shown(value: NumberValue) -> str:
    if value.value is None:
        return ""
    plain = value.value.normalize()
    exponent = plain.as_tuple().exponent
    places = max(0, -exponent) if isinstance(exponent, int) else 0
    return number_format(value.value, places, force_grouping=True)


def _exact_share(value: NumberValue) -> str:
    """The unrounded share, to three decimals: "60.504 %"."""
    if value.value is None or value.of is None:
        return ""
    exact = share(value.value, value.of)
    if exact is None:
        return _nothing(value)
    return _("%(share)s %%") % {"share": number_format(round_to(exact, Rounding.NEAREST, 3), 3)}


def _rule(number: tree.Number) -> str:
    """The rounding rule, where the printed form is a share."""
    return str(ROUNDING_WORDS.get(number.rounding, "")) if number.form in SHARE_FORMS else ""


def _stale(
    report: Report, language: str, document: tree.Document, uid: str
) -> dict[str, str] | None:
    live = live_words(report, language)
    if isinstance(live, str):
        return None
    new = compare.stale_texts(document, live.document).get(uid)
    old = next(each.text for each in compare.numbers_in(document) if each.uid == uid)
    return {"old": old, "new": new} if new else None


def _why(
    value: NumberValue, edition: DraftEdition, signature: str, user: User
) -> list[dict[str, Any]]:
    """The rows that came or went since the draft, and what somebody changed about them."""
    visible = _visible(value, user)
    if visible is None or value.rows is None:
        return []
    then = set(edition.draft.numbers.get(signature, {}).get("rows", []))
    now = set(value.rows.values_list("pk", flat=True))
    return [
        {
            **_line(row),
            "joined": row.pk in now,
            "changes": [
                {
                    "who": change.who,
                    "at": change.at,
                    "field": what.field,
                    "old": what.old,
                    "new": what.new,
                }
                for change in change_list(row, limit=5)
                if change.at > edition.draft.made_at
                for what in change.what
            ],
        }
        for row in visible.filter(pk__in=(then ^ now))[:ROWS_SHOWN]
    ]


def _uses(document: tree.Document, number: tree.Number) -> list[dict[str, str]]:
    """Where else in this edition the same number stands."""
    places = {
        f"{block.id.removeprefix('para/')}": block
        for block in document.blocks
        if isinstance(block, tree.Paragraph)
    }
    uses: dict[str, dict[str, str]] = {}
    for other in compare.numbers_in(document):
        place = other.uid.rpartition("#")[0]
        if other.signature != number.signature or other.uid == number.uid or place in uses:
            continue
        block = places.get(place)
        uses[place] = (
            {
                "label": _("paragraph %(number)s") % {"number": block.number},
                "url": f"#{anchor(block.id)}",
            }
            if block
            else {"label": _("the summary"), "url": ""}
        )
    return list(uses.values())


def _rows(value: NumberValue, user: User) -> tuple[list[dict[str, str]], int]:
    """The first rows behind the number that this person may see, and how many they are."""
    visible = _visible(value, user)
    if visible is None or value.rows is None:
        return [], 0
    counted = visible.filter(pk__in=value.rows.values("pk"))
    return [_line(row) for row in counted[:ROWS_SHOWN]], counted.count()


def _visible(value: NumberValue, user: User) -> Any:
    """All rows of the number's kind that this person may see; None if they have no pages.

    A kind whose rows can be shown has a row gate (`visible_to`) and a page (`get_absolute_url`).
    """
    model: Any = value.rows.model if value.rows is not None else None
    manager: Any = getattr(model, "objects", None)
    if not (hasattr(model, "get_absolute_url") and hasattr(manager, "visible_to")):
        return None
    relations = {field.name for field in model._meta.fields if field.many_to_one}
    paths = [path for path in ROW_PATHS if path.partition("__")[0] in relations]
    return manager.visible_to(user).select_related(*paths)


def _line(row: Any) -> dict[str, str]:
    """Code (where the kind has one), name and address."""
    return {
        "code": getattr(row, "code", ""),
        "name": _name(row),
        "url": row.get_absolute_url(),
    }


def _name(row: Any) -> str:
    """The row's own `row_title`, else its translated name or title, else all it says of itself."""
    if hasattr(row, "row_title"):
        return str(row.row_title)
    named = {field.name for field in row._meta.fields} & {"name", "title"}
    return text_of(row, min(named)) if named else str(row)


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
        "year": report.year,
        "at": report.cut_off.isoformat(),
        "number": signature,
    }
    return f"{reverse(spec.page)}?{urlencode(asked)}"
