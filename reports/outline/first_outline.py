"""The outline that the first report of a strategy starts from, where nobody has written one.

It takes the strategy's own names for its levels and its own languages. The words are ours; in French and
Spanish nobody has reviewed them (docs/translations.md).
"""

from collections.abc import Callable

from django.utils import translation

from core.languages.translated import texts_of
from outcomes.models import Strategy
from reports.models.outline import OutlineParagraph, OutlineSection

Texts = dict[str, str]

INTRODUCTION = {
    "en": "Introduction",
    "de": "Einleitung",
    "fr": "Introduction",
    "es": "Introducción",
}
TOTAL = {
    "en": "The work plan for the year comprised {{projects.total | =0 {no projects} one {# project} "
    "other {# projects}}}, as [[fig:projects-by-place]] shows.",
    "de": "Der Arbeitsplan des Jahres umfasste {{projects.total | =0 {keine Projekte} one {# Projekt} "
    "other {# Projekte}}}, wie [[fig:projects-by-place]] zeigt.",
    "fr": "Le plan de travail de l’année comptait {{projects.total | =0 {zéro projet} one {# projet} "
    "other {# projets}}}, comme le montre la [[fig:projects-by-place]].",
    "es": "El plan de trabajo del año comprendía {{projects.total | =0 {cero proyectos} one {# proyecto} "
    "other {# proyectos}}}, como muestra el [[fig:projects-by-place]].",
}
# Where the strategy has a word of its own for projects, which is known in the plural alone.
NAMED_TOTAL = {
    "en": "%s in the work plan for the year: {{projects.total}}; see [[fig:projects-by-place]].",
    "de": "%s im Arbeitsplan des Jahres: {{projects.total}}; siehe [[fig:projects-by-place]].",
    "fr": "%s du plan de travail de l’année: {{projects.total}}; voir la [[fig:projects-by-place]].",
    "es": "%s del plan de trabajo del año: {{projects.total}}; véase el [[fig:projects-by-place]].",
}
LIST = {
    "en": "List of projects",
    "de": "Liste der Projekte",
    "fr": "Liste des projets",
    "es": "Lista de proyectos",
}


def languages_of(strategy: Strategy) -> list[str]:
    """Those its title is in, the original one first."""
    original = strategy.original_language
    return [original, *(code for code in texts_of(strategy, "title") if code != original)]


def first_outline(strategy: Strategy) -> list[OutlineSection]:
    """Introduction with the total and its figure, outcomes with outputs, drivers, list of projects."""
    languages = languages_of(strategy)

    def given(texts: Texts) -> Texts:
        return {code: texts[code] for code in languages}

    def headed(level: str, rest: str) -> Texts:
        return _in_each(languages, lambda: f"{strategy.level_name(level)} {rest}")

    total: OutlineParagraph = {
        "key": "introduction/total",
        "text": {code: _total(strategy, code) for code in languages},
        "figure": "projects-by-place",
    }
    output: OutlineSection = {
        "each": "output",
        "heading": headed("output", "{number}. {title}"),
        "projects": True,
    }
    return [
        {"key": "introduction", "heading": given(INTRODUCTION), "paragraphs": [total]},
        {
            "each": "outcome",
            "heading": headed("outcome", "{number}: {title}"),
            "opening": True,
            "sections": [output],
        },
        {"each": "driver", "heading": dict.fromkeys(languages, "{title}"), "projects": True},
        {
            "key": "projects",
            "appendix": True,
            "landscape": True,
            "heading": given({**LIST, **strategy.level_names.get("projects", {})}),
            "tables": ["projects"],
        },
    ]


def _total(strategy: Strategy, code: str) -> str:
    own = strategy.level_names.get("projects", {}).get(code)
    return NAMED_TOTAL[code] % own if own else TOTAL[code]


def _in_each(languages: list[str], say: Callable[[], str]) -> Texts:
    found = {}
    for code in languages:
        with translation.override(code):
            found[code] = say()
    return found
