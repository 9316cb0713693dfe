"""What is shown where a text was changed twice: the other's changes, and both together where that can be.

Nothing is put together by itself: it is offered, marked, and somebody says so.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
from django.utils.safestring import SafeString

from core.jobs.kinds import JobError
from core.languages.word_changes import Words, word_changes
from core.numbers.syntax import TokenError
from core.pages.marked_words import marked_words
from reports.document.both_changes import both_changes, unit_changes
from reports.document.tokens import translation_check
from reports.drafts import services
from reports.models import Report
from reports.workshop.texts import PlaceText, doc_of


@dataclass(frozen=True)
class BothTexts:
    """Two changes of a text together: in markup, and as words in which the other's changes are marked."""

    text: str
    words: SafeString


def both_texts(
    base: str, mine: str, theirs: str, printed: Mapping[str, str] | None = None
) -> BothTexts | None:
    """Both changes of `base` in one text; None where they touch, or one of them is all there is.

    `printed` says how live numbers print, by their source.
    """
    text = both_changes(base, mine, theirs)
    if text is None or text in (mine, theirs):
        return None
    return BothTexts(text, marked(mine, text, printed or {}))


def marked(old: str, new: str, printed: Mapping[str, str]) -> SafeString:
    """The words of a text, and what became of those of an older one."""
    try:
        changes = unit_changes(old, new)
    except TokenError:
        changes = word_changes(old, new)
    return marked_words([Words(one.mark, _shown(one.text, printed)) for one in changes])


def _shown(text: str, printed: Mapping[str, str]) -> str:
    for source, words in printed.items():
        text = text.replace(source, words)
    return text


def printed_in(doc: Any) -> dict[str, str]:
    """How the live numbers of an editor's document print, by their source."""
    return {
        one["source"]: one["text"]
        for one in _attributes(msgspec.to_builtins(doc))
        if one.get("source") and one.get("text")
    }


def _attributes(part: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(part, Mapping):
        if part.get("type") == "number":
            yield part["attrs"]
        for inner in part.values():
            yield from _attributes(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from _attributes(inner)


def slower_answer(
    report: Report, language: str, *, place: PlaceText, base: str, mine: str
) -> dict[str, object]:
    """What whoever was slower is told: how the text reads at its `place` now, what was changed in it, and
    the document in which both changes stand."""
    answer: dict[str, object] = {"current": place.text}
    current = services.report_paper(report)
    try:
        theirs = doc_of(report, current, language, place)
        printed = printed_in(theirs)
        both = both_texts(base, mine, place.text, printed)
        answer["changes"] = marked(base, place.text, printed)
        if both is None or (place.original and translation_check(place.original, both.text)):
            return answer
        doc = doc_of(report, current, language, PlaceText(place.target, both.text))
        words = marked(mine, both.text, {**printed, **printed_in(doc)})
    except (ValueError, JobError):
        return answer
    answer["both"] = {"doc": msgspec.to_builtins(doc), "words": words}
    return answer
