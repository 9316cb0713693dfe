"""Forms of quantities and of the text for the report, checked where it is written."""

from collections import Counter
from datetime import date

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.forms.row_form import FieldGroup
from core.forms.translated import in_languages
from core.languages import profile
from core.numbers.registry import NumberContext, NumberError, number_value
from core.numbers.syntax import Token, TokenError, find_tokens, token_signature
from core.numbers.words import Style, render_token, token_problems
from core.registry import UnknownKey
from portfolio.models import Quantity, Remark
from portfolio.rows.forms import PortfolioForm
from portfolio.texts.report_markup import markup_checks


class RemarkForm(PortfolioForm):
    """What a project wants the report to say, in every language of the interface.

    A live number that cannot be read, is not known or cannot be printed is refused with its
    place; and an edition must not count other things than the original does.
    """

    translated = ("text",)

    class Meta:
        model = Remark
        fields = ("year", *in_languages("text"))

    @property
    def groups(self) -> list[FieldGroup]:
        """The year, and the languages beside each other."""
        texts = [self[name] for name in self.texts]
        return [
            FieldGroup(_("Report"), "", [self["year"]]),
            FieldGroup(
                _("Text for the report"),
                "translations",
                texts,
                _(
                    "Live numbers stand in double braces, as in {{projects.total}}; a blank line "
                    "ends a paragraph. The text is checked when you save."
                ),
            ),
        ]

    @property
    def texts(self) -> dict[str, str]:
        """Language by the name of the text's field."""
        found = {
            "text" if code == settings.LANGUAGE_CODE else f"text_{code}": code
            for code in settings.INTERFACE_LANGUAGES
        }
        return {name: code for name, code in found.items() if name in self.fields}

    def prepare(self) -> None:
        """Texts are wide and named by their language."""
        for name, code in self.texts.items():
            self.fields[name].widget = forms.Textarea(attrs={"rows": 12, "lang": code})
            self.fields[name].label = profile(code).name
        if self.instance.pk is None:
            self.initial["year"] = self.at.year - 1

    def clean(self) -> dict[str, object]:
        """Check the live numbers of every language, then whether all have the same."""
        cleaned = super().clean() or {}
        year = cleaned.get("year")
        signatures = {}
        for name, code in self.texts.items():
            text = cleaned.get(name)
            if year is None or not text:
                continue
            try:
                found = [(start, token) for start, _end, token in find_tokens(text)]
            except TokenError as error:
                self.add_error(name, _at(text, error.offset or 0, _error_words(error)))
                continue
            problems = self._problems(text, found, code, year) or _unreadable(text)
            for problem in problems:
                self.add_error(name, problem)
            signatures[name] = Counter(token_signature(token) for _start, token in found)
        original = signatures.pop("text", None)
        if original is None:
            return cleaned
        for name, edition in signatures.items():
            for problem in _disagreements(original, edition, self.texts[name]):
                self.add_error(name, problem)
        return cleaned

    def _problems(
        self, text: str, found: list[tuple[int, Token]], code: str, year: int
    ) -> list[str]:
        """What is wrong with live numbers that can be read, each with its place."""
        context = NumberContext(
            strategy=self.instance.project.strategy.slug,
            year=year,
            at=min(date(year, 12, 31), self.at) if 1 <= year <= 9999 else self.at,
        )
        problems = []
        for start, token in found:
            try:
                amount = number_value(token, context).amount
                render_token(token, amount, profile(code), Style())
                problems += [
                    _at(text, start, each) for each in token_problems(token, profile(code))
                ]
            except (NumberError, UnknownKey) as error:
                problems.append(_at(text, start, str(error)))
            except TokenError as error:
                problems.append(_at(text, start, _error_words(error)))
        return problems


def _unreadable(text: str) -> list[str]:
    """What no draft could be made with, each with its place."""
    plain = text.replace("\r\n", "\n")
    return [
        _at(plain, offset, message) for check in markup_checks for offset, message in check(plain)
    ]


def _error_words(error: TokenError) -> str:
    return f"{error.problem}. {error.remedy}"


def _at(text: str, offset: int, problem: str) -> str:
    """A problem with its line and character, both counted from 1."""
    line = text.count("\n", 0, offset) + 1
    character = offset - (text.rfind("\n", 0, offset) + 1) + 1
    return _("Line %(line)s, character %(character)s: %(problem)s") % {
        "line": line,
        "character": character,
        "problem": problem,
    }


def _disagreements(original: Counter[str], edition: Counter[str], code: str) -> list[str]:
    """Live numbers that only one of two languages has; how often is the language's affair."""
    language = dict(settings.LANGUAGES)[code]
    missing = [
        _("The original has the live number “%(number)s”; the text in %(language)s has not.")
        % {"number": each, "language": language}
        for each in original
        if each not in edition
    ]
    extra = [
        _("The text in %(language)s has the live number “%(number)s”; the original has not.")
        % {"number": each, "language": language}
        for each in edition
        if each not in original
    ]
    return missing + extra


class QuantityForm(PortfolioForm):
    """Something counted or measured."""

    translated = ("qualifier", "unit")

    class Meta:
        model = Quantity
        fields = (
            *("key", "year", "value", "part_of"),
            *in_languages("qualifier", "unit"),
            "source",
        )
        help_texts = {
            "value": gettext_lazy("Empty: said without a number."),
            "qualifier": gettext_lazy("Such as “over” or “hundreds of”."),
            "key": gettext_lazy("What live numbers call it."),
            "part_of": gettext_lazy("The parts of one quantity should add up to it."),
        }

    def prepare(self) -> None:
        """A part belongs to another quantity of the project that is no part itself."""
        whole = Quantity.objects.filter(project=self.instance.project_id, part_of__isnull=True)
        self.choose_from("part_of", whole.exclude(pk=self.instance.pk))
        if self.instance.pk is None:
            self.initial["year"] = self.at.year - 1
