"""The fields of a row that hold a term of its strategy."""

from operator import attrgetter
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core.written_fields import WordedField
from outcomes.models.term_words import all_terms
from outcomes.models.terms import LONGEST_KEY, Term


def is_marked(vocabulary: str, field: str) -> Exists:
    """The condition that what a row holds in `field` is a term that counts, in its own strategy."""
    return Exists(
        Term.objects.filter(
            strategy=OuterRef("strategy"), vocabulary=vocabulary, key=OuterRef(field), counts=True
        )
    )


class TermField(WordedField, models.CharField[Any, Any]):
    """Holds the key of a term of the row's own strategy (`strategy_id`)."""

    def __init__(self, *args: Any, vocabulary: str, **options: Any) -> None:
        options["max_length"] = LONGEST_KEY
        super().__init__(*args, **options)
        self.vocabulary = vocabulary

    def deconstruct(self) -> Any:
        """With its vocabulary; its length is always the same."""
        name, path, args, options = super().deconstruct()
        del options["max_length"]
        return name, path, args, {**options, "vocabulary": str(self.vocabulary)}

    def contribute_to_class(self, cls: Any, name: str, private_only: bool = False) -> None:
        """As fields with choices do, it adds `get_<name>_display`."""
        super().contribute_to_class(cls, name, private_only)
        setattr(cls, f"get_{name}_display", lambda row: self.words(row))

    def words(self, row: Any) -> str:
        """What a row's key is called."""
        key = getattr(row, self.attname)
        return all_terms().term(row.strategy_id, self.vocabulary, key).name if key else ""

    def worded(self, key: str) -> str:
        """What a key is called where its strategy is not known: in a history."""
        return dict(all_terms().everywhere(self.vocabulary)).get(key, key)

    def validate(self, value: Any, model_instance: Any) -> None:
        """A key that the strategy has."""
        super().validate(value, model_instance)
        strategy = getattr(model_instance, "strategy_id", None)
        if value and strategy:
            known = {each.key for each in all_terms().of(strategy, self.vocabulary)}
            if value not in known:
                raise ValidationError(_("This strategy does not have that."), code="no_term")

    def formfield(self, **options: Any) -> Any:
        """A list to choose from; the form fills it for its strategy (`choose_terms`)."""
        return forms.ChoiceField(
            label=capfirst(self.verbose_name),
            required=not self.blank,
            help_text=self.help_text,
            initial=self.get_default(),
        )


class FixedWordField(WordedField):
    """Added to a column that holds a key of `vocabulary`, a list of the program's (`FixedWords`).

    `strategy` says by which attributes the row's strategy is found. Migrations have Django's own column.
    """

    django_name = ""

    def __init__(
        self, *args: Any, vocabulary: str = "", strategy: str = "strategy_id", **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.vocabulary, self.strategy = vocabulary, attrgetter(strategy)

    def deconstruct(self) -> Any:
        """Django's column."""
        name, _path, args, options = super().deconstruct()  # type: ignore[misc]
        return name, f"django.db.models.{self.django_name}", args, options

    def contribute_to_class(self, cls: Any, name: str, private_only: bool = False) -> None:
        """In place of Django's it adds `get_<name>_display`."""
        super().contribute_to_class(cls, name, private_only)  # type: ignore[misc]
        setattr(cls, f"get_{name}_display", lambda row: self.words(row))

    def get_col(self, alias: str, output_field: Any = None) -> Any:
        """In expressions Django's column: they take no two kinds of it together."""
        return super().get_col(alias, output_field or self.plain)  # type: ignore[misc]

    @property
    def plain(self) -> Any:
        """Django's own field of this kind."""
        return getattr(models, self.django_name)()

    def words(self, row: Any) -> str:
        """What the strategy of a row calls what it holds."""
        held = getattr(row, self.attname)  # type: ignore[attr-defined]
        if held in ("", None):
            return ""
        return all_terms().name(self.strategy(row), self.vocabulary, held)

    def worded(self, key: Any) -> str:
        """What a key is called where its strategy is not known: in a history."""
        return dict(all_terms().everywhere(self.vocabulary)).get(str(key), str(key))


class FixedWord(FixedWordField, models.CharField[Any, Any]):
    """Such a column of texts."""

    django_name = "CharField"


class FixedStep(FixedWordField, models.PositiveSmallIntegerField[Any, Any]):
    """Such a column of small numbers: the steps of a scale, said with their figure."""

    django_name = "PositiveSmallIntegerField"

    def words(self, row: Any) -> str:
        """ "3 Possible"."""
        name = super().words(row)
        return f"{getattr(row, self.attname)} {name}" if name else ""

    def worded(self, key: Any) -> str:
        """The same where the strategy is not known."""
        return f"{key} {super().worded(key)}"


def choose_terms(form: "forms.BaseModelForm[Any]", *names: str) -> None:
    """Let the fields of these names choose among the terms of the row's strategy."""
    row = form.instance
    for name in names:
        field: Any = row._meta.get_field(name)
        shown: Any = form.fields[name]
        found = all_terms().choices(row.strategy_id, field.vocabulary, getattr(row, name) or "")
        shown.choices = found if shown.required else [("", "---------"), *found]


def choose_fixed(form: "forms.BaseModelForm[Any]", *names: str) -> None:
    """Name the choices of these fields as the strategy of the row does."""
    row = form.instance
    for name in names:
        field: Any = row._meta.get_field(name)
        shown: Any = form.fields[name]
        found = all_terms().shown(field.strategy(row), field.vocabulary)
        shown.choices = [*(each for each in shown.choices if not each[0]), *found]
