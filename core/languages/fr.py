"""French. Exists from the start; what no public paper showed is named in ``unreviewed``."""

from __future__ import annotations

import re
from types import MappingProxyType

from babel import Locale

from core.languages.base import (
    Gender,
    LanguageProfile,
    NotSpelled,
    capitalised,
    positive,
    word_list,
)
from core.languages.dates import DatePatterns
from core.languages.digits import NARROW_NO_BREAK, NO_BREAK, NumberSigns, ScaledMoney
from core.languages.typesetting import (
    FRENCH_PUNCTUATION,
    SYMBOL_SUFFIX,
    after_number,
    before_number,
)

_SMALL = word_list(
    "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze "
    "seize dix-sept dix-huit dix-neuf"
)
_TENS = word_list("- - vingt trente quarante cinquante soixante soixante quatre-vingt quatre-vingt")
_BEFORE_ONE = re.compile(r"\bde (?=une?\b)")
_CURRENCIES = {"USD": "dollars É.-U.", "CHF": "francs suisses", "EUR": "euros"}

LABELS = {
    "body": "Conseil d’administration",
    "session_line": "{number} session, {place}, {dates}",
    "place_geneva": "Genève",
    "section_PFA": "Section du programme, du budget et de l’administration",
    "section_INS": "Section institutionnelle",
    "segment_PFA": "Segment du programme, du budget et de l’administration",
    "segment_personnel": "Segment du personnel",
    "for_information": "Pour information",
    "date": "Date: {date}",
    "original": "Original: {language}",
    "agenda_item": "{ordinal} question à l’ordre du jour",
    "summary": "Résumé:",
    "purpose": "Objet du document",
    "strategic_obj": "Objectif stratégique pertinent:",
    "main_outcome": "Principal résultat:",
    "main_outcome_2017": "Principal résultat/élément transversal déterminant:",
    "policy_impl": "Incidences sur le plan des politiques:",
    "legal_impl": "Incidences juridiques:",
    "fin_impl": "Incidences financières:",
    "follow_up": "Suivi nécessaire:",
    "none": "Aucune.",
    "none_objective": "Aucun.",
    "none_outcome": "Aucun.",
    "none_follow_up": "Aucun.",
    "author_unit": "Unité auteur:",
    "related_one": "Document connexe:",
    "related_many": "Documents connexes:",
    "see_draft_decision": "(voir le projet de décision au paragraphe {n})",
    "introduction": "Introduction",
    "outcome_heading": "Résultat stratégique {n}: {title}",
    "outcome_heading_short": "Résultat {n}: {title}",
    "output_heading": "Produit {n}. {title}",
    "output_heading_2017": "Produit {n}: {title}",
    "focus_area_heading": "{n}. Domaine d’action: {title}",
    "drivers_heading": "Synergies et éléments transversaux déterminants",
    "key_deliverables": "Progrès accomplis dans la réalisation des principaux produits",
    "lessons_learned": "Enseignements tirés",
    "draft_decision": "Projet de décision",
    "appendix": "Annexe",
    "appendix_reference": "annexe",
    "in_appendix": "{paragraphs} de l’{appendix}",
    "in_main_text": "{paragraphs} du texte principal",
    "figure": "Figure {n}. {caption}",
    "see": "Voir",
    "para_abbrev": "paragr. {n}",
    "organization": "OIT",
    "office": "le Bureau",
    "office_abbrev": "BIT",
    "infotec": "Département de la gestion de l’information et des technologies (INFOTEC)",
    "biennium_pb": "Programme et budget pour la période biennale {years}",
    "language_en": "anglais",
    "language_de": "allemand",
    "language_fr": "français",
    "language_es": "espagnol",
    "more_than": "plus de {number}",
    "changed_by": "de {number}",
    "rose": "a augmenté",
    "fell": "a diminué",
    "did_not_change": "est resté inchangé",
    "none_of_the": "aucun des",
    "one_of_the": "un des",
    "number_of_the": "{number} des",
    "all_of_the": "tous les",
    "no_data": "[donnée manquante]",
}


def _below_hundred(n: int) -> str:
    """Return 1 to 99 with the traditional hyphens; 70 and 90 count on from 60 and 80."""
    if n < 20:
        return _SMALL[n]
    tens = n // 10
    rest = n - (tens - tens % 2 if tens >= 6 else tens) * 10
    if not rest:
        return f"{_TENS[tens]}s" if tens == 8 else _TENS[tens]
    joint = " et " if rest in (1, 11) and tens < 8 else "-"
    return f"{_TENS[tens]}{joint}{_SMALL[rest]}"


def _below_thousand(n: int) -> str:
    hundreds, rest = divmod(n, 100)
    if not hundreds:
        return _below_hundred(rest)
    head = "cent" if hundreds == 1 else f"{_SMALL[hundreds]} cent"
    if rest:
        return f"{head} {_below_hundred(rest)}"
    return head if hundreds == 1 else f"{head}s"


def _cardinal(n: int) -> str:
    thousands, rest = divmod(n, 1000)
    if not thousands:
        return _below_thousand(rest)
    head = "mille" if thousands == 1 else f"{_without_plural(_below_thousand(thousands))} mille"
    return f"{head} {_below_thousand(rest)}" if rest else head


def _without_plural(cardinal: str) -> str:
    """Return "deux cent" and "quatre-vingt": they lose their s before another numeral."""
    return cardinal[:-1] if cardinal.endswith(("cents", "vingts")) else cardinal


def _elided(words: str) -> str:
    """Return "plus d’une", but "plus de onze"; figures take no apostrophe either."""
    return _BEFORE_ONE.sub("d’", words)


class French(LanguageProfile):
    """The French of Governing Body papers."""

    code = "fr"
    name = "Français"
    locale = Locale.parse("fr_FR")
    file_suffix = "Fr"
    word_language = "fr-FR"
    reviewed = False
    unreviewed = frozenset(
        word_list(
            "file_suffix words ordinal ordinal_words money quarter join date_range month_range "
            "paragraphs typeset sentence_may_begin_with_figure section_INS segment_personnel "
            "summary purpose strategic_obj main_outcome main_outcome_2017 policy_impl "
            "legal_impl fin_impl follow_up none none_follow_up author_unit related_one "
            "related_many outcome_heading outcome_heading_short output_heading "
            "output_heading_2017 focus_area_heading drivers_heading key_deliverables "
            "lessons_learned draft_decision appendix appendix_reference in_appendix in_main_text "
            "none_objective none_outcome table point_endings see para_abbrev office no_data language_de "
            "language_fr language_es "
            "more_than changed_by rose fell did_not_change none_of_the one_of_the number_of_the "
            "all_of_the"
        )
    )
    labels = MappingProxyType(LABELS)
    sentence_may_begin_with_figure = False
    abbreviations = frozenset({"n", "paragr", "p", "art", "vol", "cf", "env", "ex"})

    signs = NumberSigns(decimal=",", group=NARROW_NO_BREAK)
    dates = DatePatterns(
        day="{d} {m} {y}",
        days_in_month="{d}-{d2} {m} {y}",
        days_in_year="{d} {m}-{d2} {m2} {y}",
        days="{d} {m} {y}-{d2} {m2} {y2}",
        month="{m} {y}",
        months_in_year="{m}-{m2} {y}",
        months="{m} {y}-{m2} {y2}",
    )
    typesetting = (
        after_number("pour cent", "%", "million", "millions", "milliard", "milliards"),
        before_number(
            *(
                "paragr.",
                "paragraphe",
                "paragraphes",
                "Paragraphe",
                "Paragraphes",
                "n°",
                "nᵒ",
                "p.",
            ),
            *("Figure", "Figures", "figure", "figures"),
        ),
        SYMBOL_SUFFIX,
        *FRENCH_PUNCTUATION,
    )
    per_cent_word = "pour cent"
    point_word = "virgule"
    minus_word = "moins"
    and_word = "et"
    quotation_marks = (f"«{NO_BREAK}", f"{NO_BREAK}»")
    quarters = ("premier", "deuxième", "troisième", "quatrième")
    quarter_pattern = "{quarter} trimestre de {year}"
    paragraph_word = "paragraphe"
    paragraphs_pattern = "paragraphes {a} à {b}"
    figure_word = "Figure"
    table_word = "Tableau"
    short_year_ranges = False

    def cardinal(self, n: int, gender: Gender | None) -> str:
        spelled = _cardinal(n)
        # "vingt et une sessions", but "onze" and "quatre-vingt-onze" have no feminine.
        feminine = gender == "f" and n % 10 == 1 and n % 100 not in (11, 71, 91)
        return f"{spelled}e" if feminine else spelled

    def ordinal(self, n: int, gender: Gender | None = None) -> str:
        if positive(n) == 1:
            return "1ᵉʳ" if gender in ("m", "n") else "1ʳᵉ"
        return f"{self.integer(n)}ᵉ"

    def ordinal_words(self, n: int, gender: Gender | None = None) -> str:
        if positive(n) > 9999:
            raise NotSpelled(f"ordinals are spelled up to 9999, not {n}")
        if n == 1:
            return "première" if gender == "f" else "premier"
        stem = _without_plural(_cardinal(n)).removesuffix("e")
        stem = f"{stem}u" if stem.endswith("cinq") else stem
        stem = f"{stem[:-1]}v" if stem.endswith("neuf") else stem
        return f"{stem}ième"

    def more_than(self, number: str) -> str:
        return _elided(super().more_than(number))

    def changed_by(self, number: str) -> str:
        return _elided(super().changed_by(number))

    def direction(self, sign: int, gender: Gender | None = None) -> str:
        words = super().direction(sign, gender)
        return "est restée inchangée" if sign == 0 and gender == "f" else words

    def few_of_the(self, n: int, gender: Gender | None = None) -> str:
        words = super().few_of_the(n, gender)
        return words.replace("un ", "une ") if gender == "f" else words

    def all_of_the(self, gender: Gender | None = None) -> str:
        return "toutes les" if gender == "f" else super().all_of_the(gender)

    def agenda_item(self, n: int) -> str:
        return self.phrase("agenda_item", ordinal=capitalised(self.ordinal_words(n, "f")))

    def day(self, n: int) -> str:
        return "1er" if n == 1 else str(n)

    def money_phrase(self, amount: ScaledMoney, currency: str, first_use: bool) -> str:
        name = _CURRENCIES.get(currency) or self.currency_name(currency)
        figure = self.signs.write(amount.figure)
        if not amount.scale:
            return f"{figure}{NO_BREAK}{name}"
        scale = "million" if amount.scale == "million" else "milliard"
        # French counts from two: "1,5 million", "2 millions".
        plural = "s" if abs(amount.figure) >= 2 else ""
        of = "d’" if name[0].lower() in "aeiouéh" else "de "
        return f"{figure}{NO_BREAK}{scale}{plural} {of}{name}"
