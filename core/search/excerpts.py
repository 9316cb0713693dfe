"""What was found, as the page shows it: names and excerpts with words marked."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from itertools import product

from django.db import connection
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from core.languages.folding import fold, spelled_out, spellings
from core.languages.search_words import CONFIGS
from core.search.question import words_asked
from core.search.sources import Hit

# Marks around a word that the database has found by its stem.
_BEGIN, _END = "\ue000", "\ue001"
_OWN_MARKS = str.maketrans({_BEGIN: "…", _END: "…"})
_OPTIONS = f"StartSel={_BEGIN}, StopSel={_END}, HighlightAll=true"
# Words of a link whose address is gone; signs of emphasis, that is beside a word on one side alone.
_LINK = re.compile("\\[([^\\[\\]\ue002]*)\ue002")
_EMPHASIS = re.compile(r"\*\*|(?<![\w*])\*(?=\w)|(?<=[\w.,;!?])\*(?![\w*])")
SHORT = 3  # letters: a shorter word is found as a beginning alone
EXCERPT, BEFORE = 200, 60  # signs shown of a text, and before the first word found in it

Span = tuple[int, int]


@dataclass(frozen=True)
class Found:
    """A hit as the page shows it: name and excerpt with the found words marked."""

    url: str
    title: SafeString
    note: str
    excerpt: SafeString
    language: str
    in_title: bool


@dataclass
class _Piece:
    """A title or text, where the words stand in it, and how many of them do."""

    text: str
    language: str
    spans: list[Span]
    words: int


def mark_words(hits: Sequence[Hit], question: str) -> Iterable[Found]:
    """The hits with the words found marked; those found by their stems all by one query."""
    words = [spellings(word) for word in words_asked(question)]
    pieces = [
        [_piece(text, language, words) for language, text in (("", hit.title), *_in_order(hit))]
        for hit in hits
    ]
    missed = [one for each in pieces if max(p.words for p in each) < len(words) for one in each]
    _mark_stems(missed, question)
    for hit, (title, *texts) in zip(hits, pieces, strict=True):
        # What the title says already is not said again below it.
        told = [each for each in texts if each.text not in title.text and each.spans]
        best = max(told, key=lambda each: each.words, default=_Piece("", "", [], 0))
        yield Found(
            url=hit.url,
            title=_html(title.text, title.spans),
            note=hit.note,
            excerpt=_excerpt(best),
            language=best.language,
            in_title=bool(title.spans),
        )


def _in_order(hit: Hit) -> list[tuple[str, str]]:
    """The texts of a hit, those in the language of the page first."""
    language = (get_language() or "")[:2]
    return sorted(hit.texts, key=lambda each: each[0] != language)


# --- Where the words stand ------------------------------------------------------------------------


def _piece(text: str, language: str, words: Sequence[Sequence[str]]) -> _Piece:
    plain = unicodedata.normalize("NFC", _plain(text))
    places = [spans_of(plain, forms) for forms in words]
    return _Piece(plain, language, _joined(places), sum(bool(each) for each in places))


def spans_of(text: str, forms: Iterable[str]) -> list[Span]:
    """Where one of the folded `forms` of a word stands in `text`, as search finds it."""
    found = []
    for form, (folded, places) in product(forms, _readings(text)):
        start = folded.find(form)
        while start >= 0:
            end = start + len(form)
            if len(form) >= SHORT or not folded[start - 1 : start].isalnum():
                found.append((places[start], places[end - 1] + 1))
            start = folded.find(form, end)
    return found


def _readings(text: str) -> Iterator[tuple[str, Sequence[int]]]:
    """The text folded, and folded with "ue" for "ü", each with the place of every sign in `text`."""
    if text.isascii():
        yield text.lower(), range(len(text))
        return
    for change in (_folded, _folded_out):
        parts = [change(sign) for sign in text]
        yield "".join(parts), [n for n, part in enumerate(parts) for _ in part]


@lru_cache(maxsize=4096)
def _folded(sign: str) -> str:
    return fold(sign)


@lru_cache(maxsize=4096)
def _folded_out(sign: str) -> str:
    return fold(spelled_out(sign))


def _joined(places: Iterable[Iterable[Span]]) -> list[Span]:
    """All spans in order, those that touch as one."""
    found: list[Span] = []
    for start, end in sorted(span for spans in places for span in spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _mark_stems(pieces: Sequence[_Piece], question: str) -> None:
    """Add the words that were found by their stems: "libraries" where "library" is asked for."""
    if not pieces:
        return
    configs = [CONFIGS.get(each.language, "simple") for each in pieces]
    texts = [each.text.translate(_OWN_MARKS) for each in pieces]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT ts_headline(c::regconfig, t, q, %s)"
            " FROM unnest(%s::text[], %s::text[]) WITH ORDINALITY AS p(c, t, n),"
            " public.core_search_query(%s, false) q ORDER BY n",
            [_OPTIONS, configs, texts, question],
        )
        for piece, (marked,) in zip(pieces, cursor.fetchall(), strict=True):
            stems = list(_marked(marked))
            piece.spans = _joined([piece.spans, stems])
            piece.words = max(piece.words, bool(stems))


def _marked(text: str) -> Iterator[Span]:
    place = 0
    for part in text.split(_BEGIN)[1:]:
        before = text.find(_BEGIN, place)
        word = part.partition(_END)[0]
        # Marks of words before this one are no signs of the text.
        start = before - 2 * text.count(_END, 0, before)
        yield start, start + len(word)
        place = before + 1


# --- What is shown --------------------------------------------------------------------------------


def _excerpt(piece: _Piece) -> SafeString:
    """The text from a little before its first word found, cut between words."""
    if not piece.spans:
        return mark_safe("")
    text, first = piece.text, piece.spans[0][0]
    start = 0
    if len(text) > EXCERPT and first > BEFORE:
        start = text.find(" ", first - BEFORE, first) + 1 or first
    end = len(text)
    if end - start > EXCERPT:
        last = next((stop for _, stop in piece.spans if stop > start + EXCERPT), start + EXCERPT)
        stop = max(start + EXCERPT, piece.spans[0][1])
        end = text.rfind(" ", piece.spans[0][1], stop) if last else stop
        end = end if end > 0 else stop
    spans = [
        (max(a, start) - start, min(b, end) - start) for a, b in piece.spans if start <= a < end
    ]
    shown = _html(text[start:end], spans)
    return mark_safe(f"{'… ' if start else ''}{shown}{' …' if end < len(text) else ''}")  # noqa: S308


def _html(text: str, spans: Iterable[Span]) -> SafeString:
    """Escaped piece by piece, so that nothing in a text can be taken for a tag."""
    parts, end = [], 0
    for start, stop in spans:
        parts += [escape(text[end:start]), "<mark>", escape(text[start:stop]), "</mark>"]
        end = stop
    return mark_safe("".join([*parts, escape(text[end:])]))  # noqa: S308


def _plain(text: str) -> str:
    """A text for papers in plain words.

    Of a live number or figure only its place is shown, a footnote stands in brackets, of a link its
    words; emphasis goes.
    """
    lines = text.split("\n")
    for opening, closing in (("{{", "}}"), ("[[", "]]")):
        lines = ["".join(_told(line, opening, closing, "…")) for line in lines]
    noted = "".join(_told("\n".join(lines), "^[", "]", " (%s)"))
    linked = "".join(_told(noted, "](", ")", "\ue002"))
    return _EMPHASIS.sub("", _LINK.sub(r"\1", linked))


def _told(text: str, opening: str, closing: str, plain: str) -> Iterator[str]:
    """The text, with `plain` for each part between these signs; `%s` in it is what stands there."""
    end = 0
    while (start := text.find(opening, end)) >= 0:
        close = text.find(closing, start + len(opening))
        if close < 0:
            break
        yield text[end:start]
        yield plain.replace("%s", text[start + len(opening) : close])
        end = close + len(closing)
    yield text[end:]
