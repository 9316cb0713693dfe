"""The text beside the strategy's framework: counts, titles, silent parts, headings, words."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.languages import profile
from reports.checking.findings import Found, Severity
from reports.checking.material import HeadingFacts, LevelFacts, LiveUse, Material
from reports.checking.numerals import Kind, Numeral
from reports.checking.phrases import phrase_after
from reports.checking.reading import Run, RunKind, Unit
from reports.checking.rules.base import Rule, found, mended
from reports.checking.vocabulary import vocabulary

# How much two titles must have in common, for one to be the other with a mistake.
_NEARLY = 0.7
# Numbers that count the projects as a whole or by their state.
_POPULATION = ("projects.", "work_plan.", "changes.")


def _counts(material: Material) -> Iterator[Found]:
    """ "The three outcomes" where the framework has four."""
    for unit, run in material.prose(RunKind.SENTENCES, RunKind.POINT):
        for one in run.numerals:
            if one.kind is not Kind.COUNT or not run.is_typed(one.start, one.after):
                continue
            level = _level_counted(material, run, one)
            if level is None or level.count == one.value:
                continue
            form = " form=words" if one.in_words else ""
            message = _(
                "The framework has %(count)s of these, not %(told)s. Put the live number {{%(key)s}} "
                "in its place."
            ) % {
                "count": level.count,
                "told": run.text[one.start : one.end],
                "key": level.signature,
            }
            repair = mended(unit, run, one.start, one.end, "{{" + level.signature + form + "}}")
            yield found(unit, run, one.start, _end_of_noun(run, one), message, repair=repair)


def _level_counted(material: Material, run: Run, one: Numeral) -> LevelFacts | None:
    """The level of the framework that a number counts as a whole."""
    known = vocabulary(run.language)
    if not known.whole_before.search(run.text[max(0, one.start - 40) : one.start]):
        return None
    phrase = phrase_after(run, one.after)
    nouns = phrase[:1] if known.noun_first else phrase
    if not nouns:
        return None
    for level in material.levels:
        names = known.framework[level.level]
        # A word between them narrows what is counted ("the two remaining outcomes").
        if level.count and nouns[0] in names and not _narrowed(run, one):
            return level
    return None


def _narrowed(run: Run, one: Numeral) -> bool:
    """Whether what follows names them, so that they need not be all: "the two outcomes that", "… on"."""
    behind = run.text[_end_of_noun(run, one) :]
    return bool(
        re.match(
            r"(?<![\s\u00a0]),?[\s\u00a0]+(?:that|which|with|on|in|where|for|under|left|remaining|concerned|mentioned|"
            r"die|der|deren|mit|zu|unter|für|qui|que|dont|sur|pour|concernés|que|para|sobre|relativos)\b",
            behind,
        )
    )


def _end_of_noun(run: Run, one: Numeral) -> int:
    hit = re.compile(r"[\s\u00a0]+[^\W\d_][\w’-]*").match(run.text, one.after)
    return hit.end() if hit else one.after


def _titles(material: Material) -> Iterator[Found]:
    """ "Outcome 2: A more insigthful ILO", in running words and in headings of the outline's own."""
    levels = [level for level in material.levels if level.titles]
    for unit in material.units():
        if unit.target.startswith(("section/outcome/", "section/output/")):
            continue
        for run in unit.runs:
            for level in levels:
                yield from _wrong_titles(unit, run, level)


def _wrong_titles(unit: Unit, run: Run, level: LevelFacts) -> Iterator[Found]:
    words = "|".join(vocabulary(run.language).level_words[level.level])
    cited = rf"\b(?:{words})[\s\u00a0]+(?P<number>\d+(?:\.\d+)*)\.?[\s\u00a0]*[:,(–]?[\s\u00a0]*"
    if unit.level:
        cited += r"(?P<title>\S.*)$"
    else:
        cited += r"[„“«\"][\s\u00a0]*(?P<title>[^”“»\"]{4,200}?)[\s\u00a0]*[”“»\"]"
    for hit in re.finditer(cited, run.text, re.IGNORECASE):
        right = level.titles.get(hit["number"], {}).get(run.language, "")
        typed = hit["title"].strip(" .,)")
        if not right or _same(typed, right):
            continue
        if SequenceMatcher(None, typed.casefold(), right.casefold()).ratio() < _NEARLY:
            continue
        message = _("In the framework its title is “%(title)s”.") % {"title": right}
        start = hit.start("title")
        repair = mended(unit, run, start, start + len(typed), right)
        yield found(unit, run, start, start + len(typed), message, repair=repair)


def _same(one: str, other: str) -> bool:
    """Whether titles are equal, but for signs and capitals."""
    return (
        re.sub(r"\W+", " ", one).strip().casefold() == re.sub(r"\W+", " ", other).strip().casefold()
    )


def _silent(material: Material) -> Iterator[Found]:
    for one in material.silent:
        if one.key.startswith(("outcome/", "output/", "driver/")):
            heading = one.headings.get(material.original) or one.key
            message = _(
                "Nothing is reported under this part of the framework, so the paper leaves it out. "
                "Take in what a project "
                "says, write a paragraph, or waive this."
            )
            yield Found("", material.original, heading, message, one.key)


def _single(material: Material) -> Iterator[Found]:
    """A heading that is alone under the one above it."""
    every = [*material.sections]
    for position, above in enumerate(every):
        below = list(_children(every, position))
        if len(below) != 1 or above.appendix:
            continue
        one = below[0]
        if one.key.startswith(("outcome/", "output/", "driver/")) and _had_others(material, one):
            continue
        for code in material.editions:
            heading = one.headings.get(code, "")
            if heading:
                message = _(
                    "This heading is the only one of its level here: take it out, or part the text in "
                    "two."
                )
                yield Found(f"section/{one.key}", code, heading, message, heading)


def _children(sections: Sequence[HeadingFacts], position: int) -> Iterator[HeadingFacts]:
    """The headings directly below one."""
    above = sections[position]
    deepest = None
    for one in sections[position + 1 :]:
        if one.level <= above.level:
            return
        deepest = one.level if deepest is None else min(deepest, one.level)
        if one.level == deepest:
            yield one


def _had_others(material: Material, one: HeadingFacts) -> bool:
    """Whether its neighbours in the framework are only silent."""
    kind, _slash, number = one.key.partition("/")
    stem = number.rpartition(".")[0]
    return any(each.key.startswith(f"{kind}/{stem}") for each in material.silent)


def _population(material: Material) -> Iterator[Found]:
    """Two words for what the numbers of projects count, in one edition."""
    for code, uses in material.live.items():
        counted = [(use, noun) for use in uses if (noun := _noun(use))]
        nouns = Counter(noun for _use, noun in counted)
        if len(nouns) < 2:
            continue
        usual = nouns.most_common(1)[0][0]
        for use, noun in counted:
            if noun != usual and nouns[noun] < nouns[usual]:
                message = _(
                    "Elsewhere the %(language)s edition calls what is counted here “%(usual)s”. Use "
                    "one word, or say "
                    "that it is something else."
                ) % {"language": profile(code).name, "usual": usual}
                yield found(use.unit, use.run, use.start, _to_noun(use), message)


def _noun(use: LiveUse) -> str:
    """The word for projects that a number of projects counts, as its ground form; else empty."""
    if not use.number.key.startswith(_POPULATION) or "kind=" in use.number.signature:
        return ""
    if use.number.key in ("projects.quantity", "projects.own_total", "projects.new_or_major"):
        return ""
    known = vocabulary(use.run.language).population
    hits = [word for word in _behind(use)[:3] if word in known]
    return known[hits[0]] if hits else ""


def _behind(use: LiveUse) -> list[str]:
    """The words printed with a number and behind it, up to the next sign; of compounds the last part."""
    inner = use.run.text[use.start : use.end].split()[1:]
    words = [*inner, *phrase_after(use.run, use.end)]
    return [word.casefold().rpartition("-")[2] for word in words]


def _to_noun(use: LiveUse) -> int:
    known = vocabulary(use.run.language).population
    for hit in re.finditer(r"[^\W\d_]+", use.run.text[use.start :]):
        if hit[0].casefold() in known:
            return use.start + hit.end()
    return use.end


def _bare(material: Material) -> Iterator[Found]:
    """A percentage of nothing named: "61 per cent were completed."."""
    for unit, run in material.prose(RunKind.SENTENCES):
        known = vocabulary(run.language)
        for before, sentence in pairwise([None, *run.sentences]):
            if sentence is None:
                continue
            shares = [
                one
                for one in run.numerals_in(sentence.start, sentence.end)
                if one.kind is Kind.PER_CENT
            ]
            words = f"{before.text if before else ''} {sentence.text}"
            counts = any(
                one.kind is Kind.COUNT and not one.in_words
                for one in run.numerals_in((before or sentence).start, sentence.end)
            )
            for one in shares:
                behind = run.text[one.after : sentence.end].lstrip("\u00a0 ")
                first = not run.text[sentence.start : one.start].strip()
                bare = first and known.bare_share.match(behind)
                if bare and not counts and not known.base_words.search(words):
                    message = _(
                        "Of what is this a percentage? Name what it is a part of, and the day."
                    )
                    yield found(unit, run, one.start, one.after, message)


COUNT = Rule(
    "framework-count",
    gettext_lazy("A typed count that differs from the framework"),
    gettext_lazy(
        "The text counts all outcomes, outputs, drivers or indicators (“the three outcomes”), and the "
        "framework in force "
        "on the day of the data has another number of them."
    ),
    Severity.ERROR,
    _counts,
)
TITLE = Rule(
    "framework-title",
    gettext_lazy("A title that differs from the framework"),
    gettext_lazy(
        "An outcome or output is cited by its number with a title that is nearly, but not quite, the "
        "framework’s."
    ),
    Severity.WARNING,
    _titles,
)
SILENT = Rule(
    "silent-part",
    gettext_lazy("A part of the framework without a word"),
    gettext_lazy(
        "Nothing is reported under an outcome, an output or a driver, and its heading is left out."
    ),
    Severity.HINT,
    _silent,
)
SINGLE = Rule(
    "lone-heading",
    gettext_lazy("A level with a single heading"),
    gettext_lazy("A heading has no other of its level beside it: a 1.1 without a 1.2."),
    Severity.HINT,
    _single,
)
POPULATION = Rule(
    "mixed-population",
    gettext_lazy("Two words for what is counted"),
    gettext_lazy(
        "Live numbers of projects are followed by “projects” in one place and by “initiatives” in "
        "another."
    ),
    Severity.HINT,
    _population,
)
BARE = Rule(
    "bare-percentage",
    gettext_lazy("A percentage without its base"),
    gettext_lazy(
        "A sentence begins with a percentage, and neither it nor the one before says of what."
    ),
    Severity.HINT,
    _bare,
)
