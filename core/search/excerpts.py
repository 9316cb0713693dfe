"""What was found, as the page shows it: names and excerpts with words marked."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

from django.db import connection
from django.utils.safestring import SafeString, mark_safe

from core.search.sources import CONFIGS, SIMPLE, Hit

# Marks around a found word until the text is escaped; the texts themselves lose such signs.
_BEGIN, _END = "\ue000", "\ue001"
_OWN_MARKS = str.maketrans({_BEGIN: "…", _END: "…"})
_MARKS = f"StartSel={_BEGIN}, StopSel={_END}"
_WHOLE = f"{_MARKS}, HighlightAll=true"
_EXCERPT = f"{_MARKS}, MaxWords=32, MinWords=16, MaxFragments=2"


@dataclass(frozen=True)
class Found:
    """A hit as the page shows it: name and excerpt with the found words marked."""

    url: str
    title: SafeString
    note: str
    excerpt: SafeString
    language: str


def mark_words(hits: Sequence[Hit], question: str) -> Iterable[Found]:
    """The hits with the words found marked, all by one query."""
    pieces: list[tuple[str, str]] = []
    for hit in hits:
        pieces.append(("", hit.title))
        pieces += hit.texts
    headlines = iter(_headlines(pieces, question))
    for hit in hits:
        title = next(headlines)
        texts = [(language, next(headlines)) for language, _ in hit.texts]
        # What the title says already is not said again below it.
        told = ((code, text) for code, text in texts if _bare(text) not in _bare(title))
        language, text = next((each for each in told if _BEGIN in each[1]), ("", ""))
        yield Found(hit.url, _html(title), hit.note, _html(text), language)


def _headlines(pieces: Sequence[tuple[str, str]], question: str) -> list[str]:
    """Titles whole, texts cut to where something was found; by stems, else as they stand."""
    if not pieces:
        return []
    configs = [CONFIGS.get(language, SIMPLE) for language, _ in pieces]
    texts = [_plain(text) for _, text in pieces]
    options = [_EXCERPT if language else _WHOLE for language, _ in pieces]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT ts_headline(c::regconfig, t, q, o), ts_headline('simple', t, q, o)"
            " FROM unnest(%s::text[], %s::text[], %s::text[]) WITH ORDINALITY AS p(c, t, o, n),"
            " CAST(%s AS tsquery) q ORDER BY n",
            [configs, texts, options, question],
        )
        return [stemmed if _BEGIN in stemmed else plain for stemmed, plain in cursor.fetchall()]


def _bare(text: str) -> str:
    return text.replace(_BEGIN, "").replace(_END, "").strip()


def _plain(text: str) -> str:
    """A text for papers in plain words.

    Of a live number or figure only its place is shown, a footnote stands in brackets, emphasis
    goes.
    """
    lines = text.translate(_OWN_MARKS).split("\n")
    for opening, closing in (("{{", "}}"), ("[[", "]]")):
        lines = ["".join(_told(line, opening, closing, "…")) for line in lines]
    return "".join(_told("\n".join(lines), "^[", "]", " (%s)")).replace("**", "")


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


def _html(text: str) -> SafeString:
    """Escaped first, then marked, so that nothing in a text can be taken for a tag."""
    marked = escape(text).replace(_BEGIN, "<mark>").replace(_END, "</mark>")
    return mark_safe(marked)  # noqa: S308
