"""Spanish. Exists from the start; what no public paper showed is named in ``unreviewed``."""

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
from core.languages.digits import NO_BREAK, NumberSigns, ScaledMoney
from core.languages.typesetting import SYMBOL_SUFFIX, after_number, before_number

_SMALL = word_list(
    "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince "
    "dieciséis diecisiete dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro "
    "veinticinco veintiséis veintisiete veintiocho veintinueve"
)
_TENS = word_list("- - - treinta cuarenta cincuenta sesenta setenta ochenta noventa")
_HUNDREDS = word_list(
    "- ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos "
    "novecientos"
)
_ORDINAL_UNITS = word_list(
    "- primero segundo tercero cuarto quinto sexto séptimo octavo noveno décimo undécimo duodécimo"
)
_ORDINAL_TENS = word_list(
    "- décimo vigésimo trigésimo cuadragésimo quincuagésimo sexagésimo septuagésimo octogésimo "
    "nonagésimo"
)
_ORDINAL_HUNDREDS = word_list(
    "- centésimo ducentésimo tricentésimo cuadringentésimo quingentésimo sexcentésimo "
    "septingentésimo octingentésimo noningentésimo"
)
_CURRENCIES = {"USD": "dólares", "CHF": "francos suizos", "EUR": "euros"}

LABELS = {
    "body": "Consejo de Administración",
    "session_line": "{number} reunión, {place}, {dates}",
    "place_geneva": "Ginebra",
    "section_PFA": "Sección de Programa, Presupuesto y Administración",
    "section_INS": "Sección Institucional",
    "segment_PFA": "Segmento de Programa, Presupuesto y Administración",
    "segment_personnel": "Segmento de Personal",
    "for_information": "Para información",
    "date": "Fecha: {date}",
    "original": "Original: {language}",
    "agenda_item": "{ordinal} punto del orden del día",
    "summary": "Resumen:",
    "purpose": "Finalidad del documento",
    "strategic_obj": "Objetivo estratégico pertinente:",
    "main_outcome": "Resultado más pertinente:",
    "main_outcome_2017": "Resultado/eje de política transversal pertinente:",
    "policy_impl": "Repercusiones en materia de políticas:",
    "legal_impl": "Repercusiones jurídicas:",
    "fin_impl": "Repercusiones financieras:",
    "follow_up": "Seguimiento requerido:",
    "none": "Ninguna.",
    "none_objective": "Ninguno.",
    "none_outcome": "Ninguno.",
    "none_follow_up": "Ninguno.",
    "author_unit": "Unidad autora:",
    "related_one": "Documento conexo:",
    "related_many": "Documentos conexos:",
    "see_draft_decision": "(véase el proyecto de decisión en el párrafo {n})",
    "introduction": "Introducción",
    "outcome_heading": "Resultado estratégico {n}: {title}",
    "outcome_heading_short": "Resultado {n}: {title}",
    "output_heading": "Producto {n}. {title}",
    "output_heading_2017": "Producto {n}: {title}",
    "focus_area_heading": "{n}. Ámbito de actuación: {title}",
    "drivers_heading": "Sinergias y ejes transversales",
    "key_deliverables": "Progresos en la obtención de los principales productos",
    "lessons_learned": "Enseñanzas extraídas",
    "draft_decision": "Proyecto de decisión",
    "appendix": "Anexo",
    "appendix_reference": "anexo",
    "in_appendix": "{paragraphs} del {appendix}",
    "in_main_text": "{paragraphs} del texto principal",
    "figure": "Gráfico {n}. {caption}",
    "see": "Véase",
    "para_abbrev": "párr. {n}",
    "organization": "OIT",
    "office": "la Oficina",
    "office_abbrev": "OIT",
    "infotec": "Departamento de Gestión de la Información y de las Tecnologías (INFOTEC)",
    "biennium_pb": "Programa y Presupuesto para {years}",
    "language_en": "inglés",
    "language_de": "alemán",
    "language_fr": "francés",
    "language_es": "español",
    "more_than": "más de {number}",
    "changed_by": "en {number}",
    "rose": "aumentó",
    "fell": "disminuyó",
    "did_not_change": "no varió",
    "none_of_the": "ninguno de los",
    "one_of_the": "uno de los",
    "number_of_the": "{number} de los",
    "all_of_the": "todos los",
    "no_data": "[sin datos]",
}


def _below_hundred(n: int) -> str:
    if n < 30:
        return _SMALL[n]
    tens, unit = divmod(n, 10)
    return f"{_TENS[tens]} y {_SMALL[unit]}" if unit else _TENS[tens]


def _below_thousand(n: int) -> str:
    hundreds, rest = divmod(n, 100)
    if not hundreds:
        return _below_hundred(rest)
    if n == 100:
        return "cien"
    return f"{_HUNDREDS[hundreds]} {_below_hundred(rest)}" if rest else _HUNDREDS[hundreds]


def _before_noun(cardinal: str, gender: Gender | None) -> str:
    """Return the form before a noun: "veintiún proyectos", "doscientas veintiuna reuniones"."""
    if gender is None:
        return cardinal
    if gender == "f":
        cardinal = cardinal.replace("cientos", "cientas").replace("quinientos", "quinientas")
        return f"{cardinal[:-1]}a" if cardinal.endswith("uno") else cardinal
    if cardinal.endswith("veintiuno"):
        return f"{cardinal[:-3]}ún"
    return cardinal[:-1] if cardinal.endswith("uno") else cardinal


def _cardinal(n: int, gender: Gender | None) -> str:
    thousands, rest = divmod(n, 1000)
    last = _before_noun(_below_thousand(rest), gender)
    if not thousands:
        return last
    # Thousands count the noun too ("doscientas mil personas"), but never end in "uno" or "una".
    counted = _before_noun(_before_noun(_below_thousand(thousands), "m"), gender)
    head = "mil" if thousands == 1 else f"{counted} mil"
    return f"{head} {last}" if rest else head


class Spanish(LanguageProfile):
    """The Spanish of Governing Body papers."""

    code = "es"
    name = "Español"
    locale = Locale.parse("es_ES")
    file_suffix = "Sp"
    word_language = "es-ES"
    reviewed = False
    unreviewed = frozenset(
        word_list(
            "integer decimal words ordinal_words money quarter join month_range date_range "
            "paragraphs typeset sentence_may_begin_with_figure section_INS segment_personnel "
            "none none_follow_up introduction outcome_heading outcome_heading_short "
            "output_heading output_heading_2017 focus_area_heading drivers_heading "
            "key_deliverables lessons_learned draft_decision appendix appendix_reference in_appendix "
            "in_main_text none_objective none_outcome table point_endings see para_abbrev "
            "office_abbrev no_data language_de language_fr language_es "
            "more_than changed_by rose fell did_not_change none_of_the one_of_the number_of_the "
            "all_of_the"
        )
    )
    labels = MappingProxyType(LABELS)
    sentence_may_begin_with_figure = False
    abbreviations = frozenset({"núm", "núms", "párr", "párrs", "pág", "págs", "art", "vol", "ej"})

    # Four digits stand together: 2637, but 12 000. CLDR would set a full stop, the papers a space.
    signs = NumberSigns(decimal=",", group=NO_BREAK, group_from=5)
    dates = DatePatterns(
        day="{d} de {m} de {y}",
        days_in_month="{d}-{d2} de {m} de {y}",
        days_in_year="{d} de {m} - {d2} de {m2} de {y}",
        days="{d} de {m} de {y} - {d2} de {m2} de {y2}",
        month="{m} de {y}",
        months_in_year="{m}-{m2} de {y}",
        months="{m} de {y} - {m2} de {y2}",
    )
    typesetting = (
        after_number("por ciento", "%", "millón", "millones"),
        before_number(
            *("párr.", "párrs.", "párrafo", "párrafos", "Párrafo", "Párrafos", "núm.", "núms."),
            *("pág.", "págs.", "Gráfico", "Gráficos", "gráfico", "gráficos"),
        ),
        SYMBOL_SUFFIX,
    )
    per_cent_word = "por ciento"
    point_word = "coma"
    minus_word = "menos"
    and_word = "y"
    quotation_marks = ("«", "»")
    quarters = ("primer", "segundo", "tercer", "cuarto")
    quarter_pattern = "{quarter} trimestre de {year}"
    paragraph_word = "párrafo"
    paragraphs_pattern = "párrafos {a} a {b}"
    figure_word = "Gráfico"
    table_word = "Cuadro"
    short_year_ranges = False
    # Spanish has no word for a thousand millions.
    counts_in_billions = False

    def cardinal(self, n: int, gender: Gender | None) -> str:
        return _cardinal(n, gender)

    def ordinal(self, n: int, gender: Gender | None = None) -> str:
        return f"{self.integer(positive(n))}.{'º' if gender in ('m', 'n') else 'ª'}"

    def ordinal_words(self, n: int, gender: Gender | None = None) -> str:
        if positive(n) > 999:
            raise NotSpelled(f"ordinals are spelled up to 999, not {n}")
        hundreds, rest = divmod(n, 100)
        tens, unit = divmod(rest, 10)
        words = [_ORDINAL_HUNDREDS[hundreds]] if hundreds else []
        if 13 <= rest <= 19:
            words.append(f"decimo{_ORDINAL_UNITS[unit].replace('octavo', 'ctavo')}")
        elif rest <= 12:
            words += [_ORDINAL_UNITS[rest]] if rest else []
        else:
            words += [_ORDINAL_TENS[tens], *([_ORDINAL_UNITS[unit]] if unit else [])]
        return " ".join(f"{word[:-1]}a" if gender == "f" else word for word in words)

    def few_of_the(self, n: int, gender: Gender | None = None) -> str:
        words = super().few_of_the(n, gender)
        return words.replace("uno de los", "una de las") if gender == "f" else words

    def number_of_the(self, number: str, gender: Gender | None = None) -> str:
        words = super().number_of_the(number, gender)
        return words.replace("de los", "de las") if gender == "f" else words

    def all_of_the(self, gender: Gender | None = None) -> str:
        return "todas las" if gender == "f" else super().all_of_the(gender)

    def agenda_item(self, n: int) -> str:
        ordinal = self.ordinal_words(n)
        if ordinal.endswith(("primero", "tercero")):
            ordinal = ordinal[:-1]
        return self.phrase("agenda_item", ordinal=capitalised(ordinal))

    def and_before(self, word: str) -> str:
        """Return "e" before the sound i ("e informes", but "y hielo"), else "y"."""
        start = word.lower()
        sounds_like_i = start.startswith(("i", "í", "hi", "hí"))
        return "e" if sounds_like_i and not start.startswith(("hie", "hia", "ie")) else "y"

    def money_phrase(self, amount: ScaledMoney, currency: str, first_use: bool) -> str:
        name = _CURRENCIES.get(currency) or self.currency_name(currency)
        figure = self.signs.write(amount.figure)
        if not amount.scale:
            return f"{figure}{NO_BREAK}{name}"
        scale = "millón" if abs(amount.figure) == 1 else "millones"
        return f"{figure}{NO_BREAK}{scale} de {name}"
