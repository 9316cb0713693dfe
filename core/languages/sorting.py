"""The order of codes and names, the same on every server and in every list, file and paper.

Numbers count as numbers ("T-2" before "T-10"), accents and capitals decide nothing ("Éclairage" after
"eclair bar"), Spanish has its "ñ" after "n". The database orders by a function of its own (migration
0014), since not every PostgreSQL is built with ICU; `sort_key` is the same in Python. Decision 051.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Any, TypeVar

from django.conf import settings
from django.db.models import CharField, F, Model, QuerySet, TextField, Transform, Value
from django.db.models.expressions import OrderBy
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import get_language

WIDTH = 30  # no number of a code or name has more figures that count
# Small letters for capitals that are not made of a letter and a mark, and what stands for two.
CAPITALS = "ÆŒØŁĐÐÞĦŊŦΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩАБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯЂЄІЈЉЊЋЏ"
SMALL = "æœøłđðþħŋŧαβγδεζηθικλμνξοπρστυφχψωабвгдежзиклмнопрстуфхцчшщъыьэюяђєіјљњћџ"
ALIKE = {"ß": "ss", "ẞ": "ss", "æ": "ae", "œ": "oe", "þ": "th"}
LETTERS = ("øłđðħŧς", "olddhtσ")
UNHEARD = "“”„‟«»‹›‘’‚‛\"'"
MARKS = "\u0300-\u036f"

Row = TypeVar("Row", bound=Model)


@lru_cache(maxsize=20_000)
def sort_key(text: str, language: str = "") -> str:
    """What `text` is ordered by, in `language`; compared sign by sign."""
    found = unicodedata.normalize("NFKD", text)
    if language == "es":
        found = re.sub("([nN])\u0303", r"\1~", found)
    found = re.sub(f"[{MARKS}]", "", found)
    found = re.sub("[A-Z]", lambda each: each[0].lower(), found)
    found = found.translate(str.maketrans(CAPITALS, SMALL))
    for one, two in ALIKE.items():
        found = found.replace(one, two)
    found = found.translate(str.maketrans(*LETTERS, UNHEARD))
    return re.sub("[0-9]+", lambda each: each[0].rjust(WIDTH, "0")[-WIDTH:], found)


@CharField.register_lookup
@TextField.register_lookup
class SortKey(Transform):
    """The same in SQL: `order_by("project__code__sort_key")`, in the language of the page."""

    lookup_name = "sort_key"
    output_field = CharField()

    def as_sql(  # type: ignore[override]
        self, compiler: Any, connection: Any, **extra: Any
    ) -> tuple[str, Any]:
        """With the rule of Spanish where that is the language; nothing else differs."""
        language = "es" if (get_language() or "").startswith("es") else ""
        template = f"public.core_sort_key(%(expressions)s, '{language}') COLLATE \"C\""
        return super().as_sql(compiler, connection, template=template, **extra)


def in_reading_order(rows: "QuerySet[Row]") -> "QuerySet[Row]":
    """The rows in the order that they have, but texts by their sort keys, as the page shows them."""
    order = rows.query.order_by or tuple(rows.model._meta.ordering or ())
    return rows.order_by(*(_by_sort_key(each, rows) for each in order))


def _by_sort_key(each: Any, rows: "QuerySet[Row]") -> Any:
    if not isinstance(each, str) or each == "?":
        return each
    path = each.removeprefix("-")
    parts = path.split("__")
    if parts[0] in {"pk", *rows.query.annotations}:
        return each
    _path, field, _targets, rest = rows.query.names_to_path(parts, rows.model._meta)
    if rest or not isinstance(field, CharField | TextField) or field.choices:
        return each
    return OrderBy(SortKey(_shown(path, field.name, field.model)), descending=each[0] == "-")


def _shown(path: str, name: str, model: type[Model]) -> Any:
    """The text in the language of the page where it has one, else the original."""
    language = (get_language() or settings.LANGUAGE_CODE)[:2]
    translated = next((f.fields for f in model._meta.fields if f.name == "i18n"), ())  # type: ignore[attr-defined]
    if language == settings.LANGUAGE_CODE or name not in translated:
        return F(path)
    text = KeyTextTransform(f"{name}_{language}", f"{path.removesuffix(name)}i18n")
    return Coalesce(NullIf(text, Value("")), F(path), output_field=TextField())
