"""Arithmetic in the text: percentages of two counts, sums of parts, lists announced by a number."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.languages import profile
from core.languages.typed import number_meant
from reports.checking.findings import Found, Severity
from reports.checking.material import Material
from reports.checking.numerals import Kind, Numeral
from reports.checking.reading import Run, RunKind, Unit
from reports.checking.rules.base import Rule, found
from reports.checking.vocabulary import vocabulary
from reports.document import tree

_HUNDRED = Decimal(100)
# So far off stand a bracket of a number, words that lead to one, and the end of a breakdown, in signs.
_NEAR, _WORDS, _BREAKDOWN = 20, 80, 2_000


# --- A percentage of two counts -------------------------------------------------------------------


def _percentages(material: Material) -> Iterator[Found]:
    for unit, run in material.prose(RunKind.SENTENCES, RunKind.POINT, RunKind.NOTE):
        for sentence in run.sentences:
            inside = run.numerals_in(sentence.start, sentence.end)
            for share, part, whole in _shares(run, sentence.start, inside):
                yield from _wrong_share(unit, run, share, part, whole)


def _shares(
    run: Run, begins: int, inside: Sequence[Numeral]
) -> Iterator[tuple[Numeral, Numeral, Numeral]]:
    """The percentages of a sentence whose part and whole stand with them.

    "72 of 119 (61 per cent)", "61 per cent (72 of 119)", "of 119, 72 (61 per cent)", "72 (61 per cent)
    of 119".
    """
    counts = [one for one in inside if one.kind is Kind.COUNT]
    for place, share in enumerate(inside):
        if share.kind is not Kind.PER_CENT:
            continue
        before = counts[: bisect_right(counts, share.start, key=lambda one: one.after)][-2:]
        after = counts[bisect_left(counts, share.after, key=lambda one: one.start) :][:1]
        if _in_brackets(run, share) and before:
            pair = _pair_before(run, begins, before) or _pair_around(run, before[-1], share, after)
        else:
            pair = _pair_behind(run, share, inside[place + 1 : place + 3])
        if pair:
            yield share, *pair


def _in_brackets(run: Run, share: Numeral) -> bool:
    """Whether the percentage stands alone in brackets."""
    opening = run.text[max(0, share.start - _NEAR) : share.start].rstrip().endswith(("(", "[", "–"))
    closing = run.text[share.after : share.after + _NEAR].lstrip()[:1]
    return opening and closing in (")", "]", "–")


def _pair_before(
    run: Run, begins: int, before: Sequence[Numeral]
) -> tuple[Numeral, Numeral] | None:
    """Part and whole before the bracket: "72 of 119 projects (", "of the 119 projects, 72 ("."""
    known = vocabulary(run.language)
    last = before[-1]
    if len(before) < 2:
        return None
    other = before[-2]
    between = run.text[other.after : last.start]
    if known.between_counts.fullmatch(between):
        return other, last
    leads = known.of_before.search(run.text[max(begins, other.start - _WORDS) : other.start])
    plain = not re.search(r"[;:()–]", between) and between.count(",") <= 1
    # Behind the part stands its bracket: else the bracket may be about something between.
    close = run.text[last.after : last.after + _NEAR].lstrip().startswith("(")
    return (last, other) if leads and plain and close else None


def _pair_around(
    run: Run, part: Numeral, share: Numeral, after: Sequence[Numeral]
) -> tuple[Numeral, Numeral] | None:
    """ "72 (61 per cent) of the 119 projects"."""
    if not after or run.text[part.after : share.start].strip() != "(":
        return None
    between = run.text[share.after : after[0].start].lstrip(")] \u00a0")
    whole = vocabulary(run.language).between_counts.fullmatch(between)
    return (part, after[0]) if whole else None


def _pair_behind(
    run: Run, share: Numeral, rest: Sequence[Numeral]
) -> tuple[Numeral, Numeral] | None:
    """ "61 per cent (72 of 119)"."""
    if len(rest) < 2 or any(one.kind is not Kind.COUNT for one in rest[:2]):
        return None
    part, whole = rest[0], rest[1]
    if run.text[share.after : part.start].strip() != "(":
        return None
    between = run.text[part.after : whole.start]
    return (part, whole) if vocabulary(run.language).between_counts.fullmatch(between) else None


def _wrong_share(
    unit: Unit, run: Run, share: Numeral, part: Numeral, whole: Numeral
) -> Iterator[Found]:
    numbers = [run.number_at(one.start) for one in (share, part, whole)]
    if all(numbers) or not whole.value or part.value > whole.value:
        return
    exact = part.value / whole.value * _HUNDRED
    step = Decimal(1).scaleb(-share.places)
    if share.value in (exact.quantize(step, ROUND_HALF_UP), exact.quantize(step, ROUND_FLOOR)):
        return
    spoken = profile(run.language)
    message = _(
        "%(part)s of %(whole)s are %(right)s, not %(wrong)s. Correct whichever is wrong."
    ) % {
        "part": run.text[part.start : part.end],
        "whole": run.text[whole.start : whole.end],
        "right": spoken.per_cent(exact.quantize(step, ROUND_HALF_UP)),
        "wrong": run.text[share.start : share.after],
    }
    first = min(share.start, part.start, whole.start)
    last = max(share.after, part.after, whole.after)
    last += run.text[last : last + 1] == ")"
    yield found(unit, run, first, last, message)


# --- Parts that do not add up ---------------------------------------------------------------------


def _sums(material: Material) -> Iterator[Found]:
    for unit in material.units():
        for table in unit.tables:
            yield from _wrong_columns(unit, table)
            yield from _wrong_rows(unit, table)
    for unit, run in material.prose(RunKind.SENTENCES, RunKind.POINT, RunKind.NOTE):
        yield from _wrong_breakdowns(unit, run)


def _wrong_columns(unit: Unit, table: tree.Table) -> Iterator[Found]:
    """The last row is the sum of those above, where it says so."""
    totals = vocabulary(unit.language).totals
    if len(table.rows) < 3 or not _heads_total(tree.cell_text(table.rows[-1][0]), totals):
        return
    heads = table.heads
    for column in range(1, len(heads)):
        cells = [tree.cell_text(row[column]) for row in table.rows]
        values = _numbers(cells, unit.language)
        if values is None or _is_no_sum(heads[column], unit.language, values[-1]):
            continue
        yield from _told(unit, table, heads[column], cells[-1], sum(values[:-1]), values)


def _wrong_rows(unit: Unit, table: tree.Table) -> Iterator[Found]:
    """The last column is the sum of those before it, where it says so."""
    totals = vocabulary(unit.language).totals
    heads = table.heads
    if len(heads) < 4 or not _heads_total(heads[-1], totals):
        return
    if any(_is_share(head, unit.language) for head in heads[1:-1]):
        return
    for row in table.rows:
        cells = [tree.cell_text(cell) for cell in row[1:]]
        values = _numbers(cells, unit.language)
        if values is not None:
            head = tree.cell_text(row[0])
            yield from _told(unit, table, head, cells[-1], sum(values[:-1]), values)


def _heads_total(text: str, totals: frozenset[str]) -> bool:
    return bool(text.strip()) and text.strip().rstrip(":").casefold() in totals


def _is_share(head: str, language: str) -> bool:
    return bool(vocabulary(language).averages.search(head))


def _is_no_sum(head: str, language: str, total: Decimal) -> bool:
    """A column of averages or rates; one of shares adds up where its last cell is 100."""
    return _is_share(head, language) and total != _HUNDRED


def _numbers(cells: Sequence[str], language: str) -> list[Decimal] | None:
    """The values of cells; a dash is nothing. None where one is no number."""
    values = []
    for cell in cells:
        text = cell.strip().lstrip("+")
        value = Decimal(0) if text in ("–", "-", "—") else number_meant(text, language)
        if value is None:
            return None
        values.append(value)
    return values if len(values) > 2 else None


def _told(
    unit: Unit,
    table: tree.Table,
    head: str,
    cell: str,
    total: Decimal | int,
    values: Sequence[Decimal],
) -> Iterator[Found]:
    """A sum that is wrong by more than rounded parts may be."""
    places = max(-int(value.as_tuple().exponent) for value in values)
    rounded = values[-1] == _HUNDRED or places > 0
    slack = Decimal(len(values) - 1) * Decimal("0.5").scaleb(-places) if rounded else Decimal(0)
    if abs(Decimal(total) - values[-1]) <= slack:
        return
    printed = profile(unit.language).number(Decimal(total))
    message = _("In %(table)s, “%(head)s”: the parts add up to %(sum)s, not to %(total)s.") % {
        "table": table.label or tree.cell_text(table.caption),
        "head": head,
        "sum": printed,
        "total": cell.strip(),
    }
    text = "|".join(tree.cell_text(one) for row in table.rows for one in row)
    yield Found(unit.target, unit.language, f"{head}: {cell.strip()}", message, text)


def _wrong_breakdowns(unit: Unit, run: Run) -> Iterator[Found]:
    """ "119 projects: 41 …, 27 … and 51 …": each part begins with a number, and they make the whole."""
    for place, total in enumerate(run.numerals):
        if total.kind is not Kind.COUNT or total.value < 4:
            continue
        parts = _parts(run, total, run.numerals[place + 1 : place + 2])
        if len(parts) < 2 or all(run.number_at(one.start) for one in (total, *parts)):
            continue
        whole = sum(one.value for one in parts)
        near = total.value / 2 <= whole <= total.value * Decimal("1.5")
        if whole == total.value or not near or any(one.value >= total.value for one in parts):
            continue
        spoken = profile(run.language)
        message = _("The parts add up to %(sum)s, not to %(total)s.") % {
            "sum": spoken.number(whole),
            "total": run.text[total.start : total.end],
        }
        yield found(unit, run, total.start, parts[-1].after, message)


_ANNOUNCES = re.compile(r"[^.;:()\d]{0,60}?(?::|\()[\s\u00a0]*")


def _parts(run: Run, total: Numeral, behind: Sequence[Numeral]) -> list[Numeral]:
    """The numbers that begin each item behind a colon or an opening bracket, to its end."""
    opening = _ANNOUNCES.match(run.text, total.after)
    if opening is None or not behind or behind[0].start != opening.end():
        return []
    closing = r"\)" if "(" in opening[0] else r"[.;)]|$"
    words = run.text[opening.end() : opening.end() + _BREAKDOWN]
    end = re.search(closing, words)
    if end is None and len(words) == _BREAKDOWN:
        return []
    words = words[: end.start()] if end else words
    items = re.split(
        rf",[\s\u00a0]+|[\s\u00a0]+(?:{vocabulary(run.language).and_words})[\s\u00a0]+", words
    )
    stop = opening.end() + len(words)
    inside = [one for one in run.numerals_in(opening.end(), stop) if one.kind is Kind.COUNT]
    # Every item begins with its number, and there are no others.
    begins = all(re.match(r"[\d\w]", item) for item in items)
    return inside if begins and len(items) == len(inside) == _begun(run, inside, items) else []


def _begun(run: Run, inside: Sequence[Numeral], items: Sequence[str]) -> int:
    """How many items begin with a number."""
    printed = [run.text[one.start : one.end] for one in inside]
    return sum(item.startswith(text) for item, text in zip(items, printed, strict=False))


# --- Lists announced by a number ------------------------------------------------------------------

_ITEM_WORDS = 8  # a longer item is a sentence, and commas in it may part anything


def _lists(material: Material) -> Iterator[Found]:
    for unit in material.units():
        yield from _announced_points(unit)
    for unit, run in material.prose(RunKind.SENTENCES, RunKind.POINT):
        yield from _announced_names(unit, run)


_BEFORE_COLON = re.compile(r"[\s\u00a0][^.,;:()\d]{2,60}:$")


def _announced_points(unit: Unit) -> Iterator[Found]:
    """ "It rests on three sources:", and another number of points below."""
    for above, below in zip(unit.blocks, unit.blocks[1:], strict=False):
        if not isinstance(below, tree.BulletList) or not isinstance(
            above, tree.Paragraph | tree.Passage
        ):
            continue
        run = next((one for one in unit.runs if one.text == tree.plain(above.children)), None)
        if run is None or not run.text.rstrip().endswith(":"):
            continue
        told = _announcing(run)
        if told and told.value != len(below.items):
            message = _("The list below has %(count)s points, not %(told)s.") % {
                "count": len(below.items),
                "told": run.text[told.start : told.end],
            }
            yield found(unit, run, told.start, len(run.text), message)


def _announcing(run: Run) -> Numeral | None:
    """The number whose noun the colon follows: "three sources:", "two kinds of posts:"."""
    sentence = run.sentences[-1]
    counts = [
        one
        for one in run.numerals
        if sentence.start <= one.start and one.kind is Kind.COUNT and 2 <= one.value <= 12
    ]
    if not counts:
        return None
    last, known = counts[-1], vocabulary(run.language)
    tail = run.text.rstrip()[last.after :]
    if len(counts) > 1 or not _BEFORE_COLON.fullmatch(tail):
        return None
    nouns = tail.rstrip(":").split()
    # A verb or a place behind the noun: the number counts who, where or when, not the points.
    plain = len(nouns) <= 2 or nouns[1].casefold() in _OF
    leads = run.text[: last.start].split()
    place = leads and leads[-1].casefold() in _PLACES
    return last if plain and not place and nouns[0].casefold() not in known.times else None


_OF = {"of", "von", "de", "des", "d’", "der"}
_PLACES = frozenset(
    [
        "in",
        "within",
        "for",
        "during",
        "across",
        "at",
        "by",
        "among",
        "between",
        "after",
        "before",
        "durch",
        "innerhalb",
        "während",
        "binnen",
        "dans",
        "pendant",
        "pour",
        "en",
        "durante",
        "para",
        "entre",
        "nach",
        "vor",
        "zwischen",
        "après",
        "avant",
        "tras",
    ]
)


def _announced_names(unit: Unit, run: Run) -> Iterator[Found]:
    """ "four countries: Bangladesh, Montenegro and Turkey": a number and as many names."""
    for told in run.numerals:
        if told.kind is not Kind.COUNT or not 2 <= told.value <= 12:
            continue
        opening = re.match(r"[\s\u00a0][^\W\d_][\w’-]*:[\s\u00a0]+", run.text[told.after :])
        if opening is None or run.number_at(told.start):
            continue
        begin = told.after + opening.end()
        end = re.search(r"[.;:()]|$", run.text[begin:])
        names = run.text[begin : begin + (end.start() if end else 0)]
        least, most = _how_many(names, run.language)
        if most >= 2 and not least <= told.value <= most:
            message = _("%(told)s are announced, and %(count)s follow.") % {
                "told": run.text[told.start : begin].rstrip(": \u00a0"),
                "count": least,
            }
            yield found(unit, run, told.start, begin + len(names), message)


def _how_many(names: str, language: str) -> tuple[int, int]:
    """How many names a line holds, at least and at most: "and" parts them, or is a part of one."""
    ands = re.findall(rf"[\s\u00a0](?:{vocabulary(language).and_words})[\s\u00a0]", names)
    parts = re.split(r",[\s\u00a0]+", names)
    few = not ands or any(len(part.split()) > _ITEM_WORDS for part in parts)
    capitals = all(re.match(r"(?:\w{1,4}[\s\u00a0’])?[A-ZÄÖÜÉÍ]", part) for part in parts)
    if few or not capitals:
        return 0, 0
    return len(parts) + 1, len(parts) + len(ands)


PERCENTAGE = Rule(
    "wrong-percentage",
    gettext_lazy("A percentage that does not follow from its counts"),
    gettext_lazy(
        "Part, whole and percentage stand in one sentence and do not agree. Rounded to the nearest and "
        "cut off are "
        "both let pass; where all three are live numbers, nothing is asked."
    ),
    Severity.ERROR,
    _percentages,
)
SUM = Rule(
    "wrong-sum",
    gettext_lazy("Parts that do not add up"),
    gettext_lazy(
        "A total and its parts differ: in the last row or column of a typed table that is headed as a "
        "total, or in a "
        "sentence that gives a number and, behind a colon or in brackets, a number for each part."
    ),
    Severity.ERROR,
    _sums,
)
LIST = Rule(
    "wrong-list",
    gettext_lazy("A list that is longer or shorter than announced"),
    gettext_lazy(
        "The words before a list, or before names in a row, say how many follow, and another number does."
    ),
    Severity.WARNING,
    _lists,
)
