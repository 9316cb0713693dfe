"""From a report to what the rules read: its editions composed anew, and the rows it is about."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from core.history.past import known_at
from core.languages.translated import texts_of
from core.time import working_date
from outcomes.models import Driver, Indicator, Outcome, Output
from portfolio.choices import Stage
from portfolio.models import Commitment, Project, Quantity
from reports.checking.material import (
    HeadingFacts,
    LeftOut,
    LevelFacts,
    Material,
    ProjectFacts,
    PromiseFacts,
    QuantityFacts,
    project_of,
)
from reports.checking.reading import Unit, units
from reports.composing.compose import PaperWords, compose_words
from reports.composing.merge import Paper, PaperSection
from reports.models import ParagraphText, Report


def gather(report: Report) -> Material:
    """Everything that the rules read of a report; raises what composing it raises."""
    languages = list(report.editions.values_list("language", flat=True))
    words = compose_words(report, languages, made_on=working_date())
    with known_at(report.known_at):
        return Material(
            original=report.original_language,
            cut_off=report.cut_off,
            editions=_editions(report, words),
            numbers=words.numbers,
            projects=_projects(report, words.paper),
            quantities=list(_quantities(report)),
            promises=list(_promises(report)),
            levels=_levels(report),
            sections=[_heading(one) for one in words.paper.sections],
            silent=[_heading(one) for one in words.paper.silent],
            untranslated=list(_untranslated(words.paper, languages)),
            left_out=_left_out(report, words.paper, languages),
            most_in_words=report.style.most_in_words,
        )


def _editions(report: Report, words: PaperWords) -> dict[str, Sequence[Unit]]:
    summaries = texts_of(report, "summary")
    found: dict[str, Sequence[Unit]] = {}
    for code, document in words.documents.items():
        sources = {
            f"para/{one.key}": one.texts[code]
            for section in words.paper.sections
            for one in section.paragraphs
            if code in one.texts
        }
        found[code] = units(document, {"cover/summary": summaries.get(code, ""), **sources})
    return found


def _projects(report: Report, paper: Paper) -> dict[str, ProjectFacts]:
    """The projects that a paragraph of the paper is about."""
    codes = {
        code
        for section in paper.sections
        for one in section.paragraphs
        if (code := project_of(one.key))
    }
    rows = Project.objects.of_strategy(report.strategy.slug).filter(code__in=codes)
    names = dict(Stage.choices)
    return {
        one.code: ProjectFacts(
            one.code,
            one.stage,
            str(names.get(one.stage, "")),
            texts_of(one, "name"),
        )
        for one in rows.with_stage(report.cut_off)
    }


def _quantities(report: Report) -> Iterator[QuantityFacts]:
    rows = Quantity.objects.filter(
        project__strategy=report.strategy_id, year=report.year, value__isnull=False
    )
    for one in rows.select_related("project").order_by("project__code__sort_key", "key__sort_key"):
        if one.value is not None:
            yield QuantityFacts(one.project.code, one.key, one.value, texts_of(one, "unit"))


def _promises(report: Report) -> Iterator[PromiseFacts]:
    """Those of earlier reports of the strategy that were open on the day of the data."""
    made = Commitment.objects.of_strategy(report.strategy.slug).open(report.cut_off)
    made = made.filter(year__lt=report.years.first)
    for one in made.select_related("project").order_by("project__code__sort_key", "id"):
        yield PromiseFacts(
            project=one.project.code,
            key=one.key,
            what=texts_of(one, "what"),
            year=one.year,
            due=one.due_text,
            overdue=one.due_until is not None and one.due_until <= report.cut_off,
        )


def _levels(report: Report) -> list[LevelFacts]:
    """How many parts of each level are in force, and what those with a number are called."""
    slug, at = report.strategy.slug, report.cut_off
    outcomes = list(Outcome.objects.of_strategy(slug).in_force(at))
    outputs = list(Output.objects.of_strategy(slug).in_force(at))
    drivers = Driver.objects.of_strategy(slug).in_force(at).count()
    indicators = Indicator.objects.of_strategy(slug).in_force(at).count()
    return [
        LevelFacts("outcomes", len(outcomes), "strategy.outcomes", _titles(outcomes)),
        LevelFacts("outputs", len(outputs), "strategy.outputs", _titles(outputs)),
        LevelFacts("drivers", drivers, "strategy.drivers"),
        LevelFacts("indicators", indicators, "outcomes.indicators"),
    ]


def _titles(rows: Iterable[Outcome | Output]) -> dict[str, Mapping[str, str]]:
    return {one.number: texts_of(one, "title") for one in rows}


def _heading(section: PaperSection) -> HeadingFacts:
    return HeadingFacts(section.key, section.level, section.headings, section.begins_appendix)


def _untranslated(paper: Paper, languages: Sequence[str]) -> Iterator[tuple[str, str]]:
    for code in languages:
        for section in paper.sections:
            if section.headings and not section.headings.get(code):
                yield f"section/{section.key}", code
            for one in section.paragraphs:
                if any(one.texts.values()) and not one.texts.get(code) and code not in one.apart:
                    yield f"para/{one.key}", code


def _left_out(report: Report, paper: Paper, languages: Sequence[str]) -> list[LeftOut]:
    """Translations with other live numbers than the original, with their words."""
    apart = {
        (one.key, code): found.lacking
        for section in paper.sections
        for one in section.paragraphs
        for code, found in one.apart.items()
        if code in languages
    }
    if not apart:
        return []
    texts = {
        (one.key, code): text
        for section in paper.plan.sections
        for one in section.paragraphs
        for code, text in one.texts.items()
    }
    rows = ParagraphText.objects.filter(paragraph__section__report=report)
    for key, code, text, generated in rows.values_list(
        "paragraph__key", "language", "text", "generated"
    ):
        if text != generated or (key, code) not in texts:
            texts[key, code] = text
    return [
        LeftOut(key, code, texts.get((key, code), ""), lacking)
        for (key, code), lacking in apart.items()
    ]
