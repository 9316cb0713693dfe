"""Typed digits that say, or contradict, what the data say."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.checking.findings import Found, Repair, Severity
from reports.checking.material import LeftOut, LiveUse, Material, QuantityFacts, project_of
from reports.checking.numerals import Kind, Numeral, numerals
from reports.checking.phrases import alike, phrase_after, words_before
from reports.checking.reading import Run, RunKind, Unit
from reports.checking.rules.base import Rule, found, mended
from reports.checking.vocabulary import vocabulary

# From here on two equal numbers of the same things are hardly by chance.
_TELLING = 11
_COUNTING_FORMS = {"text", "figure", "words", "count_share"}
# So much of the words before two numbers must be the same, for them to say the same of something.
_SAME_CLAUSE = 0.75
_LEAST_WORDS = 2


def _typed(material: Material) -> Iterator[tuple[Unit, Run, Numeral]]:
    """The counts that somebody typed in sentences and points, but for measures."""
    for unit, run in material.prose(RunKind.SENTENCES, RunKind.POINT):
        known = vocabulary(run.language)
        for one in run.numerals:
            if one.kind is not Kind.COUNT or not run.is_typed(one.start, one.after):
                continue
            phrase = phrase_after(run, one.after)
            if not phrase or phrase[0] not in known.times | known.units:
                yield unit, run, one


def _same_numbers(material: Material) -> Iterator[Found]:
    for unit, run, typed in _typed(material):
        signature = _quantity_meant(material, unit, run, typed) or _live_meant(
            material, unit, run, typed
        )
        if signature:
            message = _(
                "“%(words)s” is typed here, and the program knows it as a live number ({{%(key)s}}): "
                "put that "
                "in its place, so that it follows the data."
            )
            words = run.text[typed.start : typed.after]
            yield found(
                unit,
                run,
                *_with_noun(run, typed),
                message % {"words": words, "key": signature},
                repair=_as_live(unit, run, typed, signature),
            )
    for left in material.left_out:
        yield from _typed_in_translation(material, left)


def _as_live(unit: Unit, run: Run, typed: Numeral, signature: str) -> Repair | None:
    """Put the live number in, where it would be printed as it was typed."""
    form = " form=figure" if not typed.in_words and typed.value < _TELLING else ""
    if typed.in_words and not 2 <= typed.value <= 10:
        form = " form=words"
    return mended(unit, run, typed.start, typed.after, "{{" + signature + form + "}}")


def _with_noun(run: Run, typed: Numeral) -> tuple[int, int]:
    """The number with up to three words behind it."""
    phrase = phrase_after(run, typed.after)
    end = typed.after
    # In English what follows a plural may be a verb already.
    plural = next((n for n, word in enumerate(phrase, 1) if word.endswith("s")), len(phrase))
    for _word in phrase[: plural if run.language == "en" else None]:
        while end < len(run.text) and not run.text[end].isalpha():
            end += 1
        while end < len(run.text) and (run.text[end].isalnum() or run.text[end] in "’'-‑"):
            end += 1
    return typed.start, end


def _quantity_meant(material: Material, unit: Unit, run: Run, typed: Numeral) -> str:
    """The quantity of the paragraph's own project that is typed with its unit; empty for none."""
    for one in _quantities(material, unit):
        if one.value == typed.value and _counts_unit(one, run, typed):
            return one.token
    return ""


def _quantities(material: Material, unit: Unit) -> list[QuantityFacts]:
    project = project_of(unit.key)
    return [one for one in material.quantities if project and one.project == project]


def _counts_unit(quantity: QuantityFacts, run: Run, typed: Numeral) -> bool:
    """Whether the words behind a number are the unit of a quantity."""
    unit = tuple((quantity.units.get(run.language) or "").casefold().split())
    return bool(unit) and phrase_after(run, typed.after, len(unit)) == unit


def _live_meant(material: Material, unit: Unit, run: Run, typed: Numeral) -> str:
    """The live number that counts the same and is equal; empty for none."""
    phrase = phrase_after(run, typed.after)
    for use in _counted(material, run.language):
        if use.value != typed.value:
            continue
        key = use.number.key
        if use.unit is unit and typed.value >= _TELLING:
            return use.number.signature
        telling = typed.value >= _TELLING or (key.startswith("strategy.") and _whole(run, typed))
        if key != "projects.quantity" and telling and alike(phrase, use.noun, run.language):
            return use.number.signature
    return ""


def _whole(run: Run, typed: Numeral) -> bool:
    """Whether a number is said of all there are: "the three outcomes"."""
    return bool(vocabulary(run.language).whole_before.search(run.text[: typed.start]))


def _counted(material: Material, language: str) -> Iterable[LiveUse]:
    for use in material.live.get(language, ()):
        if use.number.exact and use.number.form in _COUNTING_FORMS:
            yield use


def _contradictions(material: Material) -> Iterator[Found]:
    for unit, run, typed in _typed(material):
        quantity = _quantity_denied(material, unit, run, typed)
        if quantity is not None:
            message = _(
                "The data of project %(project)s have %(value)s %(unit)s. Correct the number here, or "
                "the "
                "quantity there; best let the live number {{%(key)s}} say it."
            ) % {
                "project": quantity.project,
                "value": format(quantity.value.normalize(), "f"),
                "unit": quantity.units.get(run.language, ""),
                "key": quantity.token,
            }
            repair = _as_live(unit, run, typed, quantity.token)
            yield found(unit, run, *_with_noun(run, typed), message, repair=repair)
        elif use := _live_denied(material, run, typed):
            message = _(
                "Elsewhere in this edition the live number {{%(key)s}} says %(value)s in the same words. "
                "Correct the number, or put the live one in its place."
            ) % {"key": use.number.signature, "value": use.number.text}
            repair = _as_live(unit, run, typed, use.number.signature)
            yield found(unit, run, *_with_noun(run, typed), message, repair=repair)


def _quantity_denied(
    material: Material, unit: Unit, run: Run, typed: Numeral
) -> QuantityFacts | None:
    own = [one for one in _quantities(material, unit) if _counts_unit(one, run, typed)]
    used = {one.number.signature for each in unit.runs for one in each.computed if one.number}
    if len(own) != 1 or own[0].value == typed.value or own[0].token in used:
        return None
    return own[0]


def _live_denied(material: Material, run: Run, typed: Numeral) -> LiveUse | None:
    """A live number that stands in the same clause of another sentence, and is not equal."""
    phrase = phrase_after(run, typed.after)
    for use in _counted(material, run.language):
        if use.value == typed.value or use.number.key == "projects.quantity":
            continue
        if alike(phrase, use.noun, run.language) and _same_clause(run, typed, use):
            return use
    return None


def _same_clause(run: Run, typed: Numeral, use: LiveUse) -> bool:
    """Whether the words before two numbers are nearly the same, and not only one or two."""
    one, other = words_before(run, typed.start), words_before(use.run, use.start)
    same = len(one & other) / max(len(one | other), 1)
    return len(one) >= _LEAST_WORDS and same >= _SAME_CLAUSE


def _typed_in_translation(material: Material, left: LeftOut) -> Iterator[Found]:
    """A translation that is left out, as it has digits where the original has a live number."""
    run = Run(RunKind.SENTENCES, left.language, _without_marks(left.source))
    unit = Unit(f"para/{left.key}", left.language, (run,), source=left.source)
    for signature in left.lacking:
        amount = material.numbers.get(signature)
        if amount is None or not amount.value:
            continue
        same = [
            one
            for one in numerals(run.text, left.language)
            if one.kind is Kind.COUNT and one.value == Decimal(amount.value)
        ]
        if len(same) == 1:
            message = _(
                "This translation is not printed: “%(words)s” is typed where the original has the live "
                "number {{%(key)s}}. Put that in its place."
            ) % {"words": run.text[same[0].start : same[0].end], "key": signature}
            repair = _as_live(unit, run, same[0], signature)
            yield found(unit, run, same[0].start, same[0].end, message, repair=repair)


def _without_marks(source: str) -> str:
    """A markup with its live numbers and references as signs that are no words."""
    for opening, closing in (("{{", "}}"), ("[[", "]]")):
        parts = source.split(opening)
        rest = [part.partition(closing) for part in parts[1:]]
        source = parts[0] + "".join(
            "\x00" * (len(inner) + 4) + behind for inner, _sep, behind in rest
        )
    return source


TYPED = Rule(
    "typed-number",
    gettext_lazy("Typed digits that are a live number"),
    gettext_lazy(
        "A number is typed that the program computes: the same value of the same things stands as a "
        "live number "
        "in the paper, or as a quantity of the paragraph’s own project. Typed, it will not follow the "
        "data."
    ),
    Severity.WARNING,
    _same_numbers,
)
CONTRADICTING = Rule(
    "contradicting-number",
    gettext_lazy("Typed digits that contradict a live number"),
    gettext_lazy(
        "A typed number is not what the data say of the same thing: a quantity of the paragraph’s own "
        "project with "
        "that unit, or a live number that stands in the same words elsewhere in the edition."
    ),
    Severity.ERROR,
    _contradictions,
)
