"""What is shown of one live number: definition, exact value, rule, and the very rows."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.editing import change_list
from core.history import known_at
from core.models import User
from core.numbers import NumberError, NumberSpec, NumberValue, number_value, numbers
from core.registry import UnknownKey
from core.rounding import Rounding, share
from core.tokens import parse_token
from core.translated import text_of
from portfolio.models import Project
from reports import compare, tree
from reports.compose import Composition
from reports.models import DraftEdition, Report
from reports.report_page import live_composition
from reports.writers.html import anchor

ROWS_SHOWN = 8
ROUNDING_WORDS = {
    Rounding.NEAREST.value: gettext_lazy("shares to the nearest whole"),
    Rounding.CUT.value: gettext_lazy("shares cut off"),
}
SHARE_FORMS = ("per_cent", "count_share")


def number_context(
    report: Report, edition: DraftEdition, uid: str, user: User
) -> dict[str, Any] | None:
    """The context of `reports/_number.html`; None when the draft has no such use."""
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
        "value": _shown(value),
        "of": number_format(value.of, 0, force_grouping=True) if value.of is not None else "",
        "unit": str(value.unit),
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
        "rows_label": ngettext("The %(count)s project", "The %(count)s projects", rows_count)
        % {"count": rows_count},
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
        return _("no projects")
    return _("%(share)s %%") % {"share": number_format(exact, 3)}


def _rule(number: tree.Number) -> str:
    """The rounding rule, where the printed form is a share."""
    return str(ROUNDING_WORDS.get(number.rounding, "")) if number.form in SHARE_FORMS else ""


def _stale(
    report: Report, language: str, document: tree.Document, uid: str
) -> dict[str, str] | None:
    live = live_composition(report, language)
    if not isinstance(live, Composition):
        return None
    new = compare.stale_texts(document, live.documents[language]).get(uid)
    old = next(each.text for each in compare.numbers_in(document) if each.uid == uid)
    return {"old": old, "new": new} if new else None


def _why(
    value: NumberValue, edition: DraftEdition, signature: str, user: User
) -> list[dict[str, Any]]:
    """The projects that came or went since the draft, and what somebody changed about them."""
    if value.rows is None or value.rows.model is not Project:
        return []
    then = set(edition.draft.numbers.get(signature, {}).get("rows", []))
    now = set(value.rows.values_list("pk", flat=True))
    moved = Project.objects.visible_to(user).filter(pk__in=(then ^ now)).select_related("strategy")
    return [
        {
            "code": project.code,
            "name": text_of(project, "name"),
            "url": project.get_absolute_url(),
            "joined": project.pk in now,
            "changes": [
                {"who": change["who"], "at": change["at"], **what}
                for change in change_list(project, limit=5)
                if change["at"] > edition.draft.made_at
                for what in change["what"]
            ],
        }
        for project in moved.order_by("code", "pk")[:ROWS_SHOWN]
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
    """The first projects behind the number that this person may see, and how many they are."""
    if value.rows is None or value.rows.model is not Project:
        return [], 0
    visible = Project.objects.visible_to(user).filter(pk__in=value.rows.values("pk"))
    shown = visible.select_related("strategy").order_by("code", "pk")[:ROWS_SHOWN]
    return [
        {"code": row.code, "name": text_of(row, "name"), "url": row.get_absolute_url()}
        for row in shown
    ], visible.count()


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
