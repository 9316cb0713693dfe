"""German. Reviewed against GB.344/PFA/INF/2; ``unreviewed`` names what that did not show."""

from __future__ import annotations

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
from core.languages.digits import EN_DASH, NO_BREAK, NumberSigns, ScaledMoney
from core.languages.typesetting import SYMBOL_SUFFIX, after_number, before_number

_SMALL = word_list(
    "null ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn "
    "fünfzehn sechzehn siebzehn achtzehn neunzehn"
)
_TENS = word_list("- - zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig")
_ORDINAL_STEMS = {1: "erst", 3: "dritt", 7: "siebt", 8: "acht"}
_CURRENCIES = {
    "USD": "US-Dollar",
    "EUR": "Euro",
    "CHF": "Schweizer Franken",
    "GBP": "Pfund Sterling",
}
_SCALES = {"million": ("Million", "Millionen"), "billion": ("Milliarde", "Milliarden")}

LABELS = {
    "body": "Verwaltungsrat",
    "session_line": "{number} Tagung, {place}, {dates}",
    "place_geneva": "Genf",
    "section_PFA": "Sektion für Programm, Finanzen und Verwaltung",
    "section_INS": "Institutionelle Sektion",
    "segment_PFA": "Segment für Programm, Finanzen und Verwaltung",
    "segment_personnel": "Segment für Personalfragen",
    "for_information": "Zur Information",
    "date": "Datum: {date}",
    "original": "Original: {language}",
    "agenda_item": "{ordinal} Punkt der Tagesordnung",
    "summary": "Zusammenfassung:",
    "purpose": "Zweck der Vorlage",
    "strategic_obj": "Einschlägiges strategisches Ziel:",
    "main_outcome": "Einschlägige Ergebnisvorgabe:",
    "main_outcome_2017": "Einschlägige Ergebnisvorgabe/übergreifender grundsatzpolitischer Faktor:",
    "policy_impl": "Grundsatzpolitische Konsequenzen:",
    "legal_impl": "Rechtliche Konsequenzen:",
    "fin_impl": "Finanzielle Konsequenzen:",
    "follow_up": "Erforderliche Folgemaßnahmen:",
    "none": "Keine.",
    "none_objective": "Keines.",
    "none_outcome": "Keine.",
    "none_follow_up": "Keine.",
    "author_unit": "Verfasser:",
    "related_one": "Verwandtes Dokument:",
    "related_many": "Verwandte Dokumente:",
    "see_draft_decision": "(siehe Beschlussentwurf in Absatz {n})",
    "introduction": "Einleitung",
    "outcome_heading": "Ergebnisvorgabe {n}: {title}",
    "outcome_heading_short": "Ergebnisvorgabe {n}: {title}",
    "output_heading": "Zu erbringende Leistung {n}. {title}",
    "output_heading_2017": "Zu erbringende Leistung {n}: {title}",
    "focus_area_heading": "{n}. Schwerpunktbereich: {title}",
    "drivers_heading": "Synergien und übergreifende Elemente",
    "key_deliverables": "Fortschritte bei den wichtigsten Leistungen",
    "lessons_learned": "Gewonnene Erkenntnisse",
    "draft_decision": "Beschlussentwurf",
    "appendix": "Anhang",
    "appendix_reference": "Anhang",
    "in_appendix": "{paragraphs} in {appendix}",
    "in_main_text": "{paragraphs} des Haupttextes",
    "figure": "Abbildung {n}. {caption}",
    "see": "Siehe",
    "para_abbrev": "Abs. {n}",
    "organization": "IAO",
    "office": "das Amt",
    "office_abbrev": "IAA",
    "infotec": "Hauptabteilung Informations- und Technologiemanagement (INFOTEC)",
    "biennium_pb": "Programm und Haushalt für die Zweijahresperiode {years}",
    "language_en": "Englisch",
    "language_de": "Deutsch",
    "language_fr": "Französisch",
    "language_es": "Spanisch",
    "more_than": "mehr als {number}",
    "changed_by": "um {number}",
    "rose": "stieg",
    "fell": "sank",
    "did_not_change": "blieb unverändert",
    "none_of_the": "keines der",
    "one_of_the": "eines der",
    "number_of_the": "{number} der",
    "all_of_the": "alle",
    "no_data": "[keine Angabe]",
}


def _below_hundred(n: int) -> str:
    if n < 20:
        return _SMALL[n]
    tens, unit = divmod(n, 10)
    return f"{_SMALL[unit]}und{_TENS[tens]}" if unit else _TENS[tens]


def _stem(n: int, inside: bool = False) -> str:
    """Return 1 to 999,999 as it stands inside a compound ("ein", not "eins").

    A leading 1 is silent ("hundert", "tausend"), but not behind thousands ("tausendeinhundert").
    """
    thousands, rest = divmod(n, 1000)
    if thousands:
        head = "tausend" if thousands == 1 else f"{_stem(thousands)}tausend"
        return head + (_stem(rest, inside=True) if rest else "")
    hundreds, rest = divmod(n, 100)
    if not hundreds:
        return _below_hundred(rest)
    head = "hundert" if hundreds == 1 and not inside else f"{_SMALL[hundreds]}hundert"
    return head + (_below_hundred(rest) if rest else "")


class German(LanguageProfile):
    """The German of Governing Body papers."""

    code = "de"
    name = "Deutsch"
    locale = Locale.parse("de_DE")
    file_suffix = "De"
    word_language = "de-DE"
    reviewed = True
    unreviewed = frozenset(
        word_list(
            "file_suffix section_PFA segment_PFA segment_personnel for_information agenda_item "
            "purpose strategic_obj main_outcome main_outcome_2017 policy_impl legal_impl "
            "fin_impl follow_up none none_follow_up related_one see_draft_decision "
            "outcome_heading_short output_heading_2017 focus_area_heading key_deliverables "
            "lessons_learned draft_decision appendix appendix_reference in_appendix in_main_text "
            "none_objective none_outcome table point_endings "
            "more_than changed_by rose fell did_not_change none_of_the one_of_the number_of_the "
            "all_of_the"
        )
    )
    labels = MappingProxyType(LABELS)
    sentence_may_begin_with_figure = True
    abbreviations = frozenset({"nr", "nrn", "abs", "s", "art", "bd", "vgl", "b", "bzw", "ca", "h"})

    signs = NumberSigns(decimal=",", group=".")
    dates = DatePatterns(
        day="{d} {m} {y}",
        days_in_month=f"{{d}}{EN_DASH}{{d2}} {{m}} {{y}}",
        days_in_year=f"{{d}} {{m}}{EN_DASH}{{d2}} {{m2}} {{y}}",
        days=f"{{d}} {{m}} {{y}}{EN_DASH}{{d2}} {{m2}} {{y2}}",
        month="{m} {y}",
        months_in_year=f"{{m}}{EN_DASH}{{m2}} {{y}}",
        months=f"{{m}} {{y}}{EN_DASH}{{m2}} {{y2}}",
    )
    typesetting = (
        after_number("Prozent", "Million", "Millionen", "Milliarde", "Milliarden", "Mio.", "Mrd."),
        before_number(
            *("Abs.", "Absatz", "Absätze", "Absätzen", "Absatzes", "Nr.", "Nrn.", "S."),
            *("Abbildung", "Abbildungen"),
        ),
        SYMBOL_SUFFIX,
    )
    per_cent_word = "Prozent"
    point_word = "Komma"
    minus_word = "minus"
    and_word = "und"
    quotation_marks = ("„", "“")
    quarters = ("erstes", "zweites", "drittes", "viertes")
    quarter_pattern = "{quarter} Quartal {year}"
    paragraph_word = "Absatz"
    paragraphs_pattern = f"Absätze {{a}}{EN_DASH}{{b}}"
    figure_word = "Abbildung"
    table_word = "Tabelle"
    short_year_ranges = True

    def cardinal(self, n: int, gender: Gender | None) -> str:
        if n == 1 and gender:
            return "eine" if gender == "f" else "ein"
        if n == 0:
            return "null"
        # In counting 101 ends in "eins"; before a noun "hundertein" takes no ending.
        return _stem(n) + ("s" if n % 100 == 1 and not gender else "")

    def ordinal(self, n: int, gender: Gender | None = None) -> str:
        return f"{self.integer(positive(n))}."

    def ordinal_words(self, n: int, gender: Gender | None = None) -> str:
        """Return the stem, "viert": ending and case are the author's ("vierte", "vierten")."""
        if positive(n) > 9999:
            raise NotSpelled(f"ordinals are spelled up to 9999, not {n}")
        if not 1 <= n % 100 <= 19:
            return f"{_stem(n)}st"
        head = _stem(n - n % 100) if n >= 100 else ""
        return head + _ORDINAL_STEMS.get(n % 100, f"{_SMALL[n % 100]}t")

    def few_of_the(self, n: int, gender: Gender | None = None) -> str:
        # "Keiner der Berichte", "keine der Leistungen"; neuter where nothing is said, as "Projekt" is.
        words = super().few_of_the(n, gender)
        return words.replace("es der", {"m": "er der", "f": "e der"}.get(gender or "n", "es der"))

    def agenda_item(self, n: int) -> str:
        return self.phrase("agenda_item", ordinal=f"{capitalised(self.ordinal_words(n))}er")

    def day(self, n: int) -> str:
        return f"{n}."

    def money_phrase(self, amount: ScaledMoney, currency: str, first_use: bool) -> str:
        name = _CURRENCIES.get(currency) or self.currency_name(currency)
        figure = self.signs.write(amount.figure)
        if not amount.scale:
            return f"{figure}{NO_BREAK}{name}"
        one, many = _SCALES[amount.scale]
        return f"{figure}{NO_BREAK}{one if abs(amount.figure) == 1 else many} {name}"
