"""Every field that people fill stands on a page, in a file and in the history.

Each model's row gets a value of its own in every field, then another one. The page of the row must
show the new values, the file must hold them, and the history must tell old and new. A field that
does not is in `EXCEPTIONS`, with the reason.
"""

import csv
import html
import re
from collections.abc import Collection, Iterator
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.test import Client
from django.utils import translation
from django.utils.formats import date_format, number_format
from python_calamine import CalamineWorkbook

from core.models import User
from outcomes.models import OwnValues, TermField
from portfolio.models import WorkPlanEntry
from tests.fields.filled import Filled
from tests.fields.rows import FILLED

pytestmark = pytest.mark.django_db
# Who may read everything and take files along, and who may see every history.
READER, AUDITOR = "pmo", "auditor"
APPS = ("core", "outcomes", "portfolio", "risks", "reports")

PAPER = (
    "taken from the outline and the projects' texts; the paper and the report's workbook show it"
)
# Models that nobody fills.
UNFILLED = {
    "ReportPicture": "a file with its words in the texts; its own tests read list, workbook and history",
    "Installation": "set when the program is installed",
    "Heartbeat": "written by the workers",
    "Job": "written by the program",
    "Backup": "written by the program",
    "DataChange": "written by triggers: which table has changed, for what is kept",
    "SignInAttempt": "written by the sign-in",
    "Subscription": "set by buttons; its own tests read what comes of it",
    "ReminderChoice": "one choice of one's own, for oneself; its own tests read what comes of it",
    "CalendarFeed": "a secret of one's own; its own tests read what comes of it",
    "Digest": "written by the program",
    "PersonSession": "written by the sign-in; its owner's page lists it",
    "WaitingSheet": "a file that waits for its sender, and is forgotten after a day",
    "Submission": "written with what a form has saved, so that it is saved once",
    "CheckReason": "given while sending, kept as long as its finding; its own tests read it",
    "SecondFactor": "half secret, and nobody's but its owner's; its own tests read page and history",
    "RecoveryCodes": "made by the program; only how many are left is told, to their owner",
    "SecurityEvent": "written once by the program; the history of people tells it",
    "StartSetting": "written when a part starts; its own tests read the history",
    "AccessReview": "opened and closed by buttons; its own tests read page, file and history",
    "AccessReviewLine": "decided on once and never changed; its own tests read page and file",
    "SignOffWithdrawal": "written once and never changed; its own tests read page and history",
    "AcceptedNumber": "written when numbers are let in or held; its own tests read page and history",
    "NumberOverride": "asked and confirmed by buttons; its own tests read page and history",
    "TranslationBehind": "written by the program with a text of the paper; its own tests read it",
    "FindingWaiver": "given and taken back by buttons; its own tests read page, file and history",
    "PartAssignment": "given and said to be done by buttons; its own tests read page, file and history",
    "StatusRound": "opened by the program when its month ends; the period stands with every update",
}
HANGS = "hangs on rows of any kind; its own tests read page, history, workbook and list"
UNFILLED |= {
    **dict.fromkeys(("Question", "Answer", "Document", "DocumentVersion"), HANGS),
    **dict.fromkeys(("Edition", "Section", "Paragraph", "ParagraphText"), PAPER),
    **dict.fromkeys(("Draft", "DraftEdition", "Export"), "made by the program, never changed"),
}
POLICY = "four settings of a scale, shown under the matrix; there is no list of them"
PAGE, FILE, HISTORY = "page", "file", "history"
EVERYWHERE = (PAGE, FILE, HISTORY)
# (model, field) → where it need not be, and why.
EXCEPTIONS: dict[tuple[str, str], tuple[tuple[str, ...], str]] = {
    ("User", "password"): (EVERYWHERE, "secret, never recorded"),
    ("User", "last_login"): (EVERYWHERE, "written by the sign-in"),
    ("RiskPolicy", "low_until"): ((FILE,), POLICY),
    ("RiskPolicy", "medium_until"): ((FILE,), POLICY),
    ("RiskPolicy", "high_until"): ((FILE,), POLICY),
    ("RiskPolicy", "tolerance"): ((FILE,), POLICY),
    ("StatusUpdate", "kind"): (EVERYWHERE, "a confirmation has nothing in common with an update"),
    ("StatusUpdate", "in_bulk"): (EVERYWHERE, "only a confirmation is given with others"),
    ("Deliverable", "reached_precision"): (
        (PAGE, FILE),
        "the day itself is told as exactly as it is known",
    ),
    ("Measurement", "evidence"): ((PAGE,), "stored under another name than it was given under"),
    ("Project", "illustrative"): ((PAGE,), "what is invented is underlined where it stands"),
    ("Report", "outline"): (EVERYWHERE, "a copy of its template's; what became of it is the paper"),
    ("Report", "known_at"): (EVERYWHERE, "set by the program when the report is locked"),
    ("WordTemplate", "file"): (
        EVERYWHERE,
        "where the program stores it; its name and hash tell it",
    ),
    ("WordTemplate", "is_withdrawn"): ((PAGE,), "the page says “withdrawn” beside the name"),
    ("WordTemplate", "size"): ((PAGE,), "the page tells it in kilobytes"),
    ("WordTemplate", "found"): (EVERYWHERE, "what the check found; the page shows it in words"),
    ("OwnField", "position"): ((PAGE,), "the order of the list says it"),
    **{
        ("OwnField", f"hint{of}"): ((PAGE,), "under the field, on the forms that ask it")
        for of in ("", "_de", "_fr", "_es")
    },
    ("Term", "position"): ((PAGE,), "the order of the list says it"),
    ("User", "is_active"): (EVERYWHERE, "changed by leaving and returning, tested with people"),
}


def entered(model: type[models.Model]) -> Iterator[str]:
    """The fields of a model that can hold something of their own."""
    for one in model._meta.local_concrete_fields:
        if not one.primary_key and one.name != "i18n":
            yield one.name


def ours() -> list[type[models.Model]]:
    """The models of all floors, without events."""
    return [
        model
        for app in APPS
        for model in apps.get_app_config(app).get_models()
        if not hasattr(model, "pgh_tracked_model")
    ]


def test_every_model_is_filled_or_excused() -> None:
    filled = {one.name for one in FILLED}
    assert filled | set(UNFILLED) == {model.__name__ for model in ours()}
    assert not filled & set(UNFILLED)


@pytest.mark.parametrize("filled", FILLED, ids=lambda one: one.name)
def test_every_field_is_filled_or_excused(filled: Filled) -> None:
    excused = {name for model, name in EXCEPTIONS if model == filled.name}
    assert not set(entered(filled.model)) - {*filled.new(), *filled.given(), *excused}


@pytest.mark.parametrize("filled", FILLED, ids=lambda one: one.name)
def test_every_field_stands_on_a_page_in_a_file_and_in_the_history(filled: Filled) -> None:
    row = filled.made()
    old = {name: getattr(row, name) for name in filled.new()}
    row = filled.change(row)
    missing = [
        f"{name} is not in the {where}"
        for language in settings.INTERFACE_LANGUAGES
        for name, where in _missing(filled, row, old, language)
        if where not in EXCEPTIONS.get((filled.name, name), ((), ""))[0]
    ]
    assert not missing, "\n".join(missing)


def _missing(
    filled: Filled, row: Any, old: dict[str, object], language: str
) -> Iterator[tuple[str, str]]:
    """The fields of one language whose new value (or the change to it) does not stand somewhere."""
    with translation.override(language):
        told, before = {}, {}
        for name, value in filled.new().items():
            if value is not None and _language_of(name) == language:
                field = filled.model._meta.get_field(name)
                told[name] = words(row, field, getattr(row, name))
                before[name] = words(row, field, old[name])
        if not told:
            return
        page = _page(filled.page(row), language)
        line = _line(filled.file(row), told.values(), language)
        history = _history((filled.history or filled.page)(row), language)
    for name, found in told.items():
        if not _any(found, page):
            yield name, PAGE
        if not _any(found, line):
            yield name, FILE
        if not (_any(found, history) and (not before[name] or _any(before[name], history))):
            yield name, HISTORY


def _language_of(name: str) -> str:
    code = name.rpartition("_")[2]
    return code if code in settings.MODELTRANS_AVAILABLE_LANGUAGES else settings.LANGUAGE_CODE


def _any(told: list[str], text: str) -> bool:
    return any(word in text for word in told)


def words(row: Any, field: Any, value: Any) -> list[str]:
    """How a value may be written."""
    if value in (None, ""):
        return []
    if isinstance(value, datetime):
        written = [date_format(value, one) for one in ("DATE_FORMAT", "SHORT_DATE_FORMAT")]
        return [*written, f"{value:%Y-%m-%d}"]
    if isinstance(value, date):
        written = [date_format(value, one) for one in ("DATE_FORMAT", "SHORT_DATE_FORMAT")]
        spans = [row.span.label] if field.name.startswith("period_") else []
        return [*written, value.isoformat(), *spans]
    if isinstance(value, Decimal):
        plain = value.normalize()
        places = max(0, -int(plain.as_tuple().exponent))
        return [number_format(value, places, force_grouping=True), f"{plain:f}"]
    if isinstance(value, WorkPlanEntry):
        return [str(value), f"carried over from {value.year}"]
    if isinstance(value, models.Model):
        named = [getattr(value, one, "") for one in ("code", "full_name", "title", "number")]
        return [str(value), *(one for one in named if one)]
    if isinstance(value, bool):
        return (
            ["Illustrative", "illustrative", "yes", "Yes", "True"]
            if value
            else ["no", "No", "False"]
        )
    if isinstance(field, TermField):
        return [field.worded(value)]
    if isinstance(field, OwnValues):
        return list(value.values())
    if field.choices:
        number = [f"| {value} |"] if isinstance(value, int) else []
        return [str(dict(field.flatchoices)[value]), *number]
    if isinstance(field, ArrayField) and field.base_field.choices:
        labels = dict(field.base_field.flatchoices)
        return [str(labels[one]) for one in value]
    if isinstance(value, list):
        return [told for one in value for told in _paragraphs(one)]
    if isinstance(value, dict):
        return [text for names in value.values() for text in names.values()]
    return [str(value)]


def _paragraphs(item: Any) -> list[str]:
    """An item of a list; of an outline's section what its paragraphs say, of a figure its caption."""
    if not isinstance(item, dict):
        return [str(item)]
    if "caption" in item:
        return [item["key"], *item["caption"].values()]
    return [text for one in item["paragraphs"] for text in one["text"].values()]


def _get(username: str, url: str, language: str) -> Any:
    user = User.objects.get(username=username)
    user.language = language
    user.save()
    client = Client()
    client.force_login(user)
    response = client.get(url)
    assert response.status_code == 200, (url, response.status_code)
    return response


def _page(url: str, language: str) -> str:
    """The words of a page without its history."""
    return _text(_HISTORY.sub("", _get(READER, url, language).content.decode()))


def _history(url: str, language: str) -> str:
    content = _get(AUDITOR, url, language).content.decode()
    found = _HISTORY.search(content)
    return _text(found.group() if found else content)


_HISTORY = re.compile(r'<section[^>]*>\s*<header>\s*<h2 id="history">.*?</section>', re.S)


def _text(content: str) -> str:
    """What a reader sees or is told by a title, and what inputs hold, on one line."""
    held = " ".join(re.findall(r'(?:value|title)="([^"]*)"', content))
    main = content[max(content.find("<main"), 0) :]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main) + " " + held).split())


def _line(url: str, told: Collection[list[str]], language: str) -> str:
    """The row of a file that holds most of these words."""
    content = _get(READER, url, language).content
    rows: list[list[Any]]
    if content.startswith(b"PK"):
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        rows = [r for name in book.sheet_names for r in book.get_sheet_by_name(name).to_python()]
    else:
        rows = list(csv.reader(StringIO(content.decode("utf-8-sig"))))
    lines = [" | ".join(_cell(cell) for cell in row) for row in rows]
    return max(lines, key=lambda line: sum(_any(found, line) for found in told))


def _cell(cell: Any) -> str:
    if isinstance(cell, float):
        return f"{Decimal(repr(cell)).normalize():f}"
    return str(cell)
