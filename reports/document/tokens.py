"""What a translation holds of its original word for word: live numbers, notes, references, links.

A translator puts them where the language wants them, and leaves none out, adds none and uses none more
often than the original does. How a number is printed (form, plural words, gender) belongs to the language
and is free; so are the words of a note and of a link.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from core.imports.problems import quoted
from core.numbers.syntax import TokenError, token_signature
from reports.document.markup import parse, table_keys
from reports.document.spans import (
    CrossReference,
    FootnoteText,
    Hyperlink,
    LiveNumber,
    MarkupError,
    ParagraphMarkup,
    Span,
    every_run,
)


@dataclass(frozen=True)
class Tokens:
    """How often a text uses each of what a translation keeps: numbers by signature, references as they
    are typed, tables by their keys, links by their addresses; and how many footnotes it has."""

    numbers: Counter[str] = field(default_factory=Counter)
    references: Counter[str] = field(default_factory=Counter)
    tables: Counter[str] = field(default_factory=Counter)
    links: Counter[str] = field(default_factory=Counter)
    notes: int = 0


def tokens_of(text: str) -> Tokens:
    """The tokens of one paragraph's source; raises what `reports.document.markup.parse` raises."""
    found = Tokens(tables=Counter(table_keys(text)))
    notes = 0
    for span in all_spans(parse(text)):
        match span:
            case LiveNumber():
                found.numbers[token_signature(span.token)] += 1
            case CrossReference():
                found.references[reference_source(span)] += 1
            case Hyperlink():
                found.links[span.href] += 1
            case FootnoteText():
                notes += 1
    return Tokens(found.numbers, found.references, found.tables, found.links, notes)


def all_spans(markup: ParagraphMarkup) -> Iterator[Span]:
    """Every span of a paragraph in reading order, each link and note before what it holds."""
    for run in every_run(markup):
        yield from _with_inner(run)


def _with_inner(spans: Iterable[Span]) -> Iterator[Span]:
    for span in spans:
        yield span
        if isinstance(span, Hyperlink | FootnoteText):
            yield from _with_inner(span.children)


def reference_source(reference: CrossReference) -> str:
    """A cross reference as it is typed."""
    last = f"..{reference.last}" if reference.last else ""
    return f"[[{reference.kind}:{reference.key}{last}]]"


def translation_check(original: str, translation: str) -> list[str]:
    """What a translation has lost, added, doubled or changed of its original's tokens: a sentence each.

    A translation that cannot be read is one problem. An original that is empty, or cannot be read
    itself, leaves nothing to compare with.
    """
    try:
        wanted = tokens_of(original)
    except (MarkupError, TokenError):
        return []
    if not original.strip():
        return []
    try:
        found = tokens_of(translation)
    except (MarkupError, TokenError) as error:
        return [str(error)]
    kinds = (
        (_typed(wanted.numbers), _typed(found.numbers)),
        (wanted.references, found.references),
        (_keyed(wanted.tables), _keyed(found.tables)),
        (_by_site(wanted.links), _by_site(found.links)),
    )
    problems = [one for ours, theirs in kinds for one in _differing(ours, theirs)]
    if wanted.notes != found.notes:
        message = _("Footnotes: %(wanted)d in the original, %(found)d here.")
        problems.append(message % {"wanted": wanted.notes, "found": found.notes})
    return problems


def _differing(wanted: Counter[str], found: Counter[str]) -> Iterator[str]:
    """A sentence for each token that one text has more often than the other, in the original's order."""
    for token in dict.fromkeys((*wanted, *found)):
        facts = {"token": quoted(token), "wanted": wanted[token], "found": found[token]}
        if not found[token]:
            yield _("%(token)s of the original is missing here.") % facts
        elif not wanted[token]:
            yield _("%(token)s is not in the original.") % facts
        elif wanted[token] != found[token]:
            message = _("%(token)s: %(wanted)d× in the original, %(found)d× here.")
            yield message % facts


def _typed(signatures: Counter[str]) -> Counter[str]:
    return Counter({f"{{{{{one}}}}}": count for one, count in signatures.items()})


def _keyed(tables: Counter[str]) -> Counter[str]:
    """Tables by their keys; those without one count together."""
    return Counter({f"{{#{key}}}" if key else "Table:": count for key, count in tables.items()})


def _by_site(links: Counter[str]) -> Counter[str]:
    """Links by where they lead: on one site, each edition may lead to the page in its own language."""
    found: Counter[str] = Counter()
    for address, count in links.items():
        parts = urlsplit(address)
        found[parts.netloc.removeprefix("www.") or address] += count
    return found
