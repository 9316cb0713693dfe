"""Fields that a strategy adds to its projects, risks and indicators, and the column that holds them.

What a row holds stands in one JSON column under the field's key. Numbers are JSON numbers of at most
fifteen figures, which survive it exactly; days are texts as in 2021-12-31; people are named by id.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, NamedTuple

from django.db import models
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _
from modeltrans.fields import TranslationField

from core.addresses import address_of
from core.codes import code_in_address
from core.history.tracking import tracked
from core.imports.layouts import code_of
from core.kept import kept_for_a_page
from core.languages.translated import text_of, texts_of
from core.models import User
from core.written_fields import WordedField
from outcomes.models.framework import Strategy
from outcomes.models.term_words import all_terms

LONGEST_KEY = 24
LONGEST_NAME = 60
KEY = r"[a-z][a-z0-9]*(-[a-z0-9]+)*"
PREFIX = "own_"  # of the names of own fields in forms, files and addresses
FIGURES = 15
PLACES = 4


def own_vocabulary(key: str) -> str:
    """The list of words that the choices of an own field are."""
    return f"own-{key}"


class OwnKind(models.TextChoices):
    """What a field holds."""

    TEXT = "text", _("Text")
    LONG_TEXT = "long_text", _("Long text")
    NUMBER = "number", _("Number")
    MONEY = "money", _("Money")
    DAY = "day", _("Day")
    CHOICE = "choice", _("Choice")
    PERSON = "person", _("Person")
    YES_NO = "yes_no", _("Yes or no")
    LINK = "link", _("Link")


class OwnSubject(models.TextChoices):
    """What has the field."""

    PROJECT = "project", _("Projects")
    RISK = "risk", _("Risks")
    INDICATOR = "indicator", _("Indicators")


@tracked
class OwnField(models.Model):
    """A field of a strategy's own. What is not `offered` any more is asked no more, and stays shown.

    `unit` is the currency of money and the unit of a number. The words of a choice are terms of the
    vocabulary `own-<key>`.
    """

    strategy = models.ForeignKey(
        Strategy, on_delete=models.CASCADE, related_name="own_fields", verbose_name=_("strategy")
    )
    subject = models.CharField(_("of"), max_length=10, choices=OwnSubject.choices)
    key = models.CharField(_("key in files and addresses"), max_length=LONGEST_KEY)
    kind = models.CharField(_("holds"), max_length=10, choices=OwnKind.choices)
    position = models.PositiveSmallIntegerField(_("position"))
    name = models.CharField(_("name"), max_length=LONGEST_NAME)
    hint = models.CharField(_("hint"), max_length=200, blank=True)
    unit = models.CharField(_("unit or currency"), max_length=20, blank=True)
    offered = models.BooleanField(_("is asked"), default=True)
    i18n = TranslationField(fields=("name", "hint"))

    class Meta:
        ordering = ("strategy", "subject", "position", "id")
        verbose_name = _("own field")
        verbose_name_plural = _("own fields")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("strategy", "key"),
                name="own_field_once",
                violation_error_message=_("This strategy has a field of that key already."),
            ),
            code_in_address("own_field_key_in_address", "key"),
        ]

    def __str__(self) -> str:
        return text_of(self, "name")

    def get_absolute_url(self) -> str:
        """The words of its strategy."""
        return address_of("outcomes:term-list", self.strategy.slug)


@dataclass(frozen=True)
class OwnFieldWords:
    """An own field as pages need it; `names` are those of all languages."""

    strategy: int
    key: str
    kind: str
    name: str
    names: tuple[str, ...]
    hint: str
    unit: str
    offered: bool

    @property
    def field(self) -> str:
        """Its name in forms, files and addresses."""
        return f"{PREFIX}{self.key}"

    @property
    def vocabulary(self) -> str:
        """The list that a choice is made from."""
        return own_vocabulary(self.key)

    def value(self, own: Mapping[str, Any]) -> Any:
        """What a row holds: a text, a `Decimal`, a `date`, a key, an id, a truth; None for nothing."""
        stored = own.get(self.key)
        if stored is None:
            return None
        if self.kind in {OwnKind.NUMBER, OwnKind.MONEY}:
            return Decimal(repr(stored))
        return date.fromisoformat(stored) if self.kind == OwnKind.DAY else stored

    def typed(self, own: Mapping[str, Any]) -> Any:
        """The same as forms and sheets give it: "yes" or "no" for a truth."""
        value = self.value(own)
        return {True: "yes", False: "no"}[value] if isinstance(value, bool) else value

    def words(self, own: Mapping[str, Any]) -> str:
        """The same as a person reads it; empty for nothing."""
        value = self.value(own)
        return "" if value is None else _WORDS.get(self.kind, _plain)(self, value)

    def choices(self, held: str = "") -> list[tuple[str, str]]:
        """What a choice is made from."""
        return all_terms().choices(self.strategy, self.vocabulary, held)


def _plain(_field: OwnFieldWords, value: Any) -> str:
    return str(value)


def _number(field: OwnFieldWords, value: Decimal) -> str:
    places = max(0, -int(value.normalize().as_tuple().exponent))
    written = number_format(value, places, force_grouping=True)
    return f"{written} {field.unit}".strip()


def _money(field: OwnFieldWords, value: Decimal) -> str:
    places = 2 if value % 1 else 0
    return f"{number_format(value, places, force_grouping=True)} {field.unit}".strip()


def _day(_field: OwnFieldWords, value: date) -> str:
    return date_format(value, "DATE_FORMAT")


def _term(field: OwnFieldWords, value: str) -> str:
    return all_terms().term(field.strategy, field.vocabulary, value).name


def _person(_field: OwnFieldWords, value: int) -> str:
    return all_people().get(value, NOBODY).name


def _truth(_field: OwnFieldWords, value: bool) -> str:
    return _g("yes") if value else _g("no")


_WORDS: dict[str, Callable[[OwnFieldWords, Any], str]] = {
    OwnKind.NUMBER: _number,
    OwnKind.MONEY: _money,
    OwnKind.DAY: _day,
    OwnKind.CHOICE: _term,
    OwnKind.PERSON: _person,
    OwnKind.YES_NO: _truth,
}


def to_store(field: OwnFieldWords, value: Any) -> Any:
    """A value as the column holds it; None for nothing."""
    if value in (None, ""):
        return None
    if field.kind in {OwnKind.NUMBER, OwnKind.MONEY}:
        return int(value) if value == int(value) else float(value)
    if field.kind == OwnKind.DAY:
        return value.isoformat()
    if field.kind == OwnKind.YES_NO:
        return value == "yes"
    return value.pk if isinstance(value, User) else value


def own_with(
    own: Mapping[str, Any], given: Iterable[tuple[OwnFieldWords, Any]]
) -> dict[str, object]:
    """What a row holds once these fields have these values; the others keep theirs."""
    stored = {**own, **{field.key: to_store(field, value) for field, value in given}}
    return {key: held for key, held in stored.items() if held is not None}


class AllOwnFields:
    """The own fields of every strategy in the active language, read at once: they are few."""

    def __init__(self, rows: Iterable[OwnField]) -> None:
        self._lists: dict[tuple[int, str], list[OwnFieldWords]] = {}
        for row in rows:
            found = OwnFieldWords(
                row.strategy_id,
                row.key,
                row.kind,
                text_of(row, "name"),
                tuple(texts_of(row, "name").values()),
                text_of(row, "hint"),
                row.unit,
                row.offered,
            )
            self._lists.setdefault((row.strategy_id, row.subject), []).append(found)

    def of(self, strategy: int, subject: str) -> list[OwnFieldWords]:
        """Those of one strategy, in its order."""
        return self._lists.get((strategy, subject), [])

    def everywhere(self, subject: str) -> list[OwnFieldWords]:
        """Those of every strategy; of a key that several have, that of the latest strategy."""
        found: dict[str, OwnFieldWords] = {}
        for (_strategy, of), fields in self._lists.items():
            for each in fields if of == subject else ():
                found.setdefault(each.key, each)
        return list(found.values())

    def by_key(self) -> dict[str, OwnFieldWords]:
        """One of each key, whoever has it: for a history."""
        return {each.key: each for fields in self._lists.values() for each in fields}


def all_own_fields() -> AllOwnFields:
    """The own fields of every strategy, kept until one of them changes; a page that reads asks once."""
    return kept_for_a_page("own fields", _read)


def _read() -> AllOwnFields:
    order = ("-strategy__starts_on", "strategy__slug", "subject", "position", "id")
    return AllOwnFields(OwnField.objects.order_by(*order))


class PersonWords(NamedTuple):
    """What a person is called on pages, and in files."""

    name: str
    code: str


NOBODY = PersonWords("", "")


def all_people() -> Mapping[int, PersonWords]:
    """Everybody, by id; kept until somebody changes."""
    return kept_for_a_page("people of own fields", _read_people)


def _read_people() -> dict[int, PersonWords]:
    return {user.pk: PersonWords(user.full_name, code_of(user)) for user in User.objects.all()}


class OwnValues(WordedField, models.JSONField):
    """What a row holds in the fields that its strategy has added, by their keys."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"default": dict, "blank": True, **options})

    def contribute_to_class(self, cls: Any, name: str, private_only: bool = False) -> None:
        """As fields with choices do, it adds `get_<name>_display`: so a workbook has words, too."""
        super().contribute_to_class(cls, name, private_only)
        setattr(cls, f"get_{name}_display", lambda row: self.worded(getattr(row, self.attname)))

    def worded(self, value: Mapping[str, Any]) -> str:
        """Name and value of each."""
        fields = all_own_fields().by_key()
        return "; ".join(
            f"{fields[key].name}: {fields[key].words(value)}" if key in fields else f"{key}: {held}"
            for key, held in sorted(value.items())
            if held is not None
        )
