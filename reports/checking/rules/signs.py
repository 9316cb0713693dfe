"""Signs and slips of the pen: quotation marks, spaces, words that stand twice."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.languages import profile
from core.languages.digits import NO_BREAK
from reports.checking.findings import Found, Severity
from reports.checking.material import Material
from reports.checking.reading import Run, RunKind
from reports.checking.rules.base import Rule, found, mended
from reports.checking.vocabulary import vocabulary

_PROSE = (RunKind.SENTENCES, RunKind.POINT, RunKind.NOTE)
_STRAIGHT = re.compile(r"\"([^\"]{1,200})\"")
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])")


def _quotes(material: Material) -> Iterator[Found]:
    for unit, run in material.prose(*_PROSE):
        opening, closing = vocabulary(run.language).straight_double
        for hit in _STRAIGHT.finditer(run.text):
            right = f"{opening}{hit[1]}{closing}"
            message = _("Quotation marks of this language are %(right)s.") % {"right": right}
            repair = mended(unit, run, *hit.span(), right)
            yield found(unit, run, *hit.span(), message, repair=repair)
        for hit in _APOSTROPHE.finditer(run.text):
            start, end = _word_around(run.text, hit.start())
            message = _("The apostrophe is ’, not the straight sign.")
            repair = mended(unit, run, *hit.span(), "’")
            yield found(unit, run, start, end, message, repair=repair)
        for hit in _foreign_quotes(run):
            shown = profile(run.language).quote("…")
            message = _("Quotation marks of this language are %(right)s.") % {"right": shown}
            yield found(unit, run, *hit.span(), message)


def _foreign_quotes(run: Run) -> list[re.Match[str]]:
    """Quotations in the marks of another language."""
    wrong = {
        "de": r"“[^”„“]{1,200}”|«[^»]{1,200}»",
        "en": r"„[^“”]{1,200}[“”]|«[^»]{1,200}»",
        "fr": r"„[^“”]{1,200}[“”]",
        "es": r"„[^“”]{1,200}[“”]",
    }[run.language]
    return list(re.finditer(wrong, run.text))


def _word_around(text: str, place: int) -> tuple[int, int]:
    before = re.search(r"\S*$", text[:place])
    after = re.match(r"\S*", text[place:])
    return before.start() if before else place, place + (after.end() if after else 0)


# A thousand set apart by an ordinary space, where a line may end.
_BREAKABLE = re.compile(r"(?<![\d.,+])(?<!\d )\d{1,3}(?: \d{3})+(?![\d.,]\d|\d| \d)")
_BEFORE_SIGN = re.compile(r"(?<=[^\W_])[ \u00a0\u202f]+([,.;:!?])(?=[\s\u00a0]|$)")


def _spaces(material: Material) -> Iterator[Found]:
    for unit, run in material.prose(*_PROSE, RunKind.CELL):
        if run.language in ("fr", "es"):
            for hit in _BREAKABLE.finditer(run.text):
                sign = profile(run.language).signs.group
                message = _("A line may end inside this number: set a no-break space.")
                repair = mended(unit, run, *hit.span(), hit[0].replace(" ", sign))
                yield found(unit, run, *hit.span(), message, repair=repair)
    loose = _loosely_set(material)
    for unit, run in material.prose(*_PROSE):
        for hit in _BEFORE_SIGN.finditer(run.text):
            if run.language == "fr" and (hit[1] in ";:!?" and loose):
                continue
            start, _end = _word_around(run.text, hit.start())
            message = _("No space stands before “%(sign)s” here.") % {"sign": hit[1]}
            repair = mended(unit, run, *hit.span(), hit[1])
            yield found(unit, run, start, hit.end(), message, repair=repair)


def _loosely_set(material: Material) -> bool:
    """Whether the French edition sets most of its colons and semicolons off by a space."""
    text = "\n".join(run.text for unit, run in material.prose(*_PROSE) if run.language == "fr")
    off = len(re.findall(rf"[ {NO_BREAK}\u202f][;:!?](?:\s|$)", text))
    close = len(re.findall(rf"[^\s{NO_BREAK}\u202f][;:!?](?:\s|$)", text))
    return off >= close


_TWICE = re.compile(r"(?<![\w’'-])([^\W\d_]+)[ \u00a0]+((?i:\1))(?![\w’'-])")


def _doubled(material: Material) -> Iterator[Found]:
    for unit, run in material.prose(*_PROSE):
        allowed = vocabulary(run.language).may_double
        for hit in _TWICE.finditer(run.text):
            if hit[1].casefold() in allowed or hit[2][:1].isupper() or len(hit[1]) < 2:
                continue
            message = _("“%(word)s” stands twice.") % {"word": hit[1]}
            repair = mended(unit, run, *hit.span(), hit[1])
            yield found(unit, run, *hit.span(), message, repair=repair)


# Finite verbs that are no nouns as well: two of them in a row are a leftover of an edit.
_VERBS = {
    "en": (
        "provides describes includes contains comprises explains summarizes presents reports shows "
        "consists "
        "allows enables requires supports improves"
    ),
    "de": "beschreibt enthält umfasst erläutert ermöglicht erlaubt verbessert besteht bietet erfordert",
    "fr": "décrit contient comprend explique permet améliore consiste présente fournit",
    "es": "describe contiene comprende explica permite mejora consiste presenta proporciona",
}
_AUXILIARIES = {
    "en": "is are was were has have",
    "de": "ist sind war waren wurde wurden hat haben",
    "fr": "est sont était étaient ont",
    "es": "es son era eran fue fueron ha han",
}
# "is has" and the like never stand together; in German verbs do, at the end of clauses.
_AUXILIARY_PAIRS = {"en": r"(?:is|are|was|were) (?:is|are|was|were|has|have)\b"}


def _two_verbs(material: Material) -> Iterator[Found]:
    for unit, run in material.prose(*_PROSE):
        verbs = _VERBS[run.language].split()
        pattern = rf"(?<![\w’-])({'|'.join(verbs)})[ \u00a0]+({'|'.join(verbs)})(?![\w’-])"
        if run.language in _AUXILIARY_PAIRS:
            pattern += rf"|(?<![\w’-]){_AUXILIARY_PAIRS[run.language]}"
        for hit in re.finditer(pattern, run.text):
            pair = hit[0].split()
            if pair[0] == pair[-1]:
                continue
            message = _("Two verbs in a row: one of them is left over.")
            yield found(unit, run, *hit.span(), message)


QUOTES = Rule(
    "quotation-marks",
    gettext_lazy("Quotation marks and apostrophes"),
    gettext_lazy(
        "Straight quotation marks and apostrophes, or those of another language: English “ ”, German „ "
        "“, French and "
        "Spanish « »."
    ),
    Severity.HINT,
    _quotes,
)
SPACES = Rule(
    "spaces",
    gettext_lazy("Spaces at numbers and signs"),
    gettext_lazy(
        "An ordinary space inside a number, where a line may end; a space before a comma, a full stop, "
        "a colon and the "
        "like. French that sets most of them off is left alone, and so is what typesetting mends by "
        "itself."
    ),
    Severity.HINT,
    _spaces,
)
DOUBLED = Rule(
    "doubled-word",
    gettext_lazy("A word that stands twice"),
    gettext_lazy(
        "The same word twice in a row, but for words that may (“that that”, “die die”, “nous nous”)."
    ),
    Severity.WARNING,
    _doubled,
)
TWO_VERBS = Rule(
    "two-verbs",
    gettext_lazy("Two verbs in a row"),
    gettext_lazy(
        "Two finite verbs follow one another, as in “provides describes”: what an edit left over."
    ),
    Severity.WARNING,
    _two_verbs,
)
