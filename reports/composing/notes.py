"""What came up while a draft was composed, as notes for its author."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from core.figures.annexes import annexes
from core.figures.registry import figures
from core.languages import profile
from core.languages.translated import texts_of
from reports.composing.edition_tree import ComposedEdition, PaperFacts
from reports.composing.numbering import decision_key
from reports.document import compare
from reports.document.notes import (
    ChangedProject,
    DraftNote,
    IllustrativeNumbers,
    MissingDecision,
    MissingTexts,
    NumberOutsideStrategy,
    NumbersDiffer,
    NumberWithoutData,
    OriginalChanged,
    ProjectsChanged,
    SilentSection,
    SourceChanged,
    SourceGone,
    UncomputedNumber,
    UnknownFigure,
    UnknownTable,
    UnreviewedWords,
)
from reports.document.translations import numbers_apart
from reports.models import Profile


def author_notes(facts: PaperFacts, editions: Mapping[str, ComposedEdition]) -> list[DraftNote]:
    """Every note of a draft, the gravest kinds last."""
    return [
        *_of_the_text(facts, editions),
        *_of_the_numbers(facts, editions),
        *_of_the_words(editions),
    ]


def _of_the_text(facts: PaperFacts, editions: Mapping[str, ComposedEdition]) -> Iterator[DraftNote]:
    original = facts.report.original_language
    for section in facts.paper.silent:
        yield SilentSection(heading=section.headings.get(original) or section.key)
    if facts.report.profile == Profile.DECISION and not decision_key(facts.paper):
        yield MissingDecision()
    for code, edition in editions.items():
        if edition.missing:
            yield MissingTexts(language=code, count=edition.missing)
    yield from _of_the_translations(facts, editions)
    for key, language in facts.paper.edited:
        yield SourceChanged(paragraph=key, language=language)
    for key in facts.paper.orphaned:
        yield SourceGone(paragraph=key)
    if facts.changed:
        projects = tuple(ChangedProject(code=one.code, fields=one.fields) for one in facts.changed)
        yield ProjectsChanged(day=facts.report.cut_off, projects=projects)


def _of_the_translations(facts: PaperFacts, languages: Collection[str]) -> Iterator[DraftNote]:
    """Translations that are left out for their numbers, and those whose original has changed."""
    summaries = texts_of(facts.report, "summary")
    for code, apart in numbers_apart(summaries, facts.report.original_language).items():
        if code in languages:
            yield NumbersDiffer(language=code, lacking=apart.lacking, extra=apart.extra)
    for section in facts.paper.sections:
        for one in section.paragraphs:
            for code, apart in one.apart.items():
                if code in languages:
                    yield NumbersDiffer(
                        paragraph=one.key, language=code, lacking=apart.lacking, extra=apart.extra
                    )
            for code in one.behind:
                if code in languages:
                    yield OriginalChanged(paragraph=one.key, language=code)


def _of_the_numbers(
    facts: PaperFacts, editions: Mapping[str, ComposedEdition]
) -> Iterator[DraftNote]:
    computed = facts.computed
    for signature, message in computed.problems.items():
        yield UncomputedNumber(signature=signature, message=message)
    for signature in _without_data(editions):
        if signature not in computed.problems:
            yield NumberWithoutData(signature=signature)
    covered = facts.report.strategy.years
    for signature, years in computed.years.items():
        if outside := [year for year in years if year not in covered]:
            yield NumberOutsideStrategy(signature=signature, year=outside[0])
    yield from _of_the_drawings(facts, editions)
    if any(value.illustrative for value in computed.values.values()):
        yield IllustrativeNumbers()


def _of_the_drawings(
    facts: PaperFacts, editions: Mapping[str, ComposedEdition]
) -> Iterator[DraftNote]:
    """Figures and tables that nobody has declared, and what was noted while the others were made."""
    own = facts.report.declared
    for key in facts.numbering.figures:
        if key not in figures and key not in own.figures and key not in facts.numbering.pictures:
            yield UnknownFigure(key=key)
    generated = dict.fromkeys(key for section in facts.paper.sections for key in section.tables)
    for key in generated:
        if key not in annexes and key not in own.tables:
            yield UnknownTable(key=key)
    # The same in every language, but for its words.
    noted = [note for edition in [*editions.values()][::-1] for note in edition.drawn]
    yield from {(type(note), note.key): note for note in noted}.values()


def _without_data(editions: Mapping[str, ComposedEdition]) -> Iterable[str]:
    """What is printed as missing: it has no value, or is a share of nothing."""
    return dict.fromkeys(
        number.signature
        for code, edition in editions.items()
        for number in compare.numbers_in(edition.document)
        if number.text == profile(code).labels["no_data"]
    )


def _of_the_words(editions: Mapping[str, ComposedEdition]) -> Iterator[DraftNote]:
    """Broken references, and words of a language that nobody has reviewed."""
    yield from sorted({one for edition in editions.values() for one in edition.broken})
    for code, edition in editions.items():
        if edition.unreviewed:
            yield UnreviewedWords(language=code, names=edition.unreviewed)
