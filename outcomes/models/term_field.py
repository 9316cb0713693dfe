"""Terms as pages, forms and sentences read them, and the field of a row that holds one."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core.kept import kept_for_a_page
from core.languages.translated import other_language_of, text_of, texts_of
from core.written_fields import WordedField
from outcomes.models.terms import LONGEST_KEY, Term


@dataclass(frozen=True)
class TermWords:
    """A term as pages need it: its name in the active language, and in all of them.

    `language` is that of `name` where nobody has put it into the active one.
    """

    key: str
    name: str
    language: str
    names: tuple[str, ...]
    counts: bool
    offered: bool


class AllTerms:
    """The terms of every strategy in the active language, read at once: they are few."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._lists: dict[tuple[int, str], dict[str, TermWords]] = {}
        for each in terms:
            words = TermWords(
                each.key,
                text_of(each, "name"),
                other_language_of(each, "name"),
                tuple(texts_of(each, "name").values()),
                each.counts,
                each.offered,
            )
            self._lists.setdefault((each.strategy_id, each.vocabulary), {})[each.key] = words

    def of(self, strategy: int, vocabulary: str) -> list[TermWords]:
        """Those of one strategy, in its order."""
        return list(self._lists.get((strategy, vocabulary), {}).values())

    def term(self, strategy: int, vocabulary: str, key: str) -> TermWords:
        """What a key is; a word that is its own name where the strategy has no such term."""
        found = self._lists.get((strategy, vocabulary), {}).get(key)
        return found or TermWords(key, key, "", (key,), counts=False, offered=False)

    def choices(self, strategy: int, vocabulary: str, held: str = "") -> list[tuple[str, str]]:
        """What can be chosen, with what is `held` already though it is offered no more."""
        found = [
            (each.key, each.name)
            for each in self.of(strategy, vocabulary)
            if each.offered or each.key == held
        ]
        if held and held not in dict(found):
            found.append((held, held))
        return found

    def everywhere(self, vocabulary: str) -> list[tuple[str, str]]:
        """The keys of all strategies; one that several have goes by each of its names."""
        names: dict[str, list[str]] = {}
        for (_strategy, of), terms in self._lists.items():
            for each in terms.values() if of == vocabulary else ():
                if each.name not in names.setdefault(each.key, []):
                    names[each.key].append(each.name)
        return [(key, " / ".join(found)) for key, found in names.items()]


def all_terms() -> AllTerms:
    """The terms of every strategy, kept until one of them changes; a page that reads asks once."""
    return kept_for_a_page("terms", _read)


def _read() -> AllTerms:
    return AllTerms(Term.objects.order_by(*_NEWEST))


# The words of the latest strategy come first where those of several stand together.
_NEWEST = ("-strategy__starts_on", "strategy__slug", "vocabulary", "position", "id")


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


def choose_terms(form: "forms.BaseModelForm[Any]", *names: str) -> None:
    """Let the fields of these names choose among the terms of the row's strategy."""
    row = form.instance
    for name in names:
        field: Any = row._meta.get_field(name)
        shown: Any = form.fields[name]
        found = all_terms().choices(row.strategy_id, field.vocabulary, getattr(row, name) or "")
        shown.choices = found if shown.required else [("", "---------"), *found]
