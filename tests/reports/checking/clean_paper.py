"""A paper without a fault: many patterns in four languages, with all that confuses checkers."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from core.languages import profile

LANGUAGES = ("en", "de", "fr", "es")

# {n} a number from 1,000, {m} one from 11 on, {k} four to nine in words, {p} a percentage, {d} a day,
# {y} a year, {r} years, {usd} an amount; {t} the live number of projects, {s} with a share; {i} a remark.
PATTERNS: tuple[Mapping[str, str], ...] = (
    {
        "en":
          "The work plan comprised {t} projects, of which {s} were new.^[GB.331/PFA/5, para. 57.] {i}",
        "de":
          "Der Arbeitsplan umfasste {t} Projekte, von denen {s} neu waren.^[GB.331/PFA/5, Abs. 57.] "
          "{i}",
        "fr":
          "Le plan de travail comprenait {t} projets, dont {s} étaient nouveaux.^[GB.331/PFA/5, "
          "paragr. 57.] {i}",
        "es":
          "El plan de trabajo comprendía {t} proyectos, de los cuales {s} eran nuevos.^[GB.331/PFA/5, "
          "párr. 57.] {i}",
    },
    {
        "en":
          "In {y} the Office held {n} courses in {k} languages; {p} of participants came from the "
          "field. {i}",
        "de":
          "Im Jahr {y} führte das Amt {n} Kurse in {k} Sprachen durch; {p} der Teilnehmenden kamen aus "
          "dem Feld. {i}",
        "fr":
          "En {y}, le Bureau a tenu {n} cours en {k} langues; {p} des participants venaient du "
          "terrain. {i}",
        "es":
          "En {y}, la Oficina celebró {n} cursos en {k} idiomas; el {p} de los participantes venía del "
          "terreno. {i}",
    },
    {
        "en": "The contract ran until {d} and cost {usd}, as [[para:part/1]] explains. {i}",
        "de": "Der Vertrag lief bis zum {d} und kostete {usd}, wie [[para:part/1]] erläutert. {i}",
        "fr":
          "Le contrat a couru jusqu’au {d} et a coûté {usd}, comme l’explique le [[para:part/1]]. {i}",
        "es": "El contrato duró hasta el {d} y costó {usd}, como se explica en el [[para:part/1]]. {i}",
    },
    {
        "en":
          "ISO 27001, Office 365 and Windows 10 stay in use 24/7 despite COVID-19, as Convention No. "
          "190 asks. {i}",
        "de":
          "ISO 27001, Office 365 und Windows 10 bleiben trotz COVID-19 rund um die Uhr, 24/7, in "
          "Gebrauch. {i}",
        "fr":
          "ISO 27001, Office 365 et Windows 10 restent utilisés 24/7 malgré la COVID-19, comme le veut "
          "la convention n° 190. {i}",
        "es":
          "ISO 27001, Office 365 y Windows 10 siguen en uso 24/7 pese a la COVID-19, como pide el "
          "Convenio núm. 190. {i}",
    },
    {
        "en":
          "The strategy for {r} rests on three sources, {i}:\n- talks with {m} members of staff;\n- a "
          "survey;\n- advice from outside.",
        "de":
          "Die Strategie für {r} stützt sich auf drei Quellen, {i}:\n- Gespräche mit {m} "
          "Bediensteten;\n- eine Umfrage;\n- Rat von außen.",
        "fr":
          "La stratégie pour {r} repose sur trois sources, {i}:\n- des entretiens avec {m} membres du "
          "personnel;\n- une enquête;\n- des conseils extérieurs.",
        "es":
          "La estrategia para {r} se basa en tres fuentes, {i}:\n- entrevistas con {m} miembros del "
          "personal;\n- una encuesta;\n- asesoramiento externo.",
    },
    {
        "en":
          "It covers four countries: Bangladesh, Montenegro, Turkey and the United Republic of "
          "Tanzania. {i}",
        "de": "Sie erstreckt sich auf vier Länder: Bangladesch, Montenegro, die Türkei und Tansania. {i}",
        "fr": "Il couvre quatre pays: le Bangladesh, le Monténégro, la Turquie et la Tanzanie. {i}",
        "es": "Abarca cuatro países: Bangladesh, Montenegro, Turquía y Tanzania. {i}",
    },
    {
        "en": "Among {n} people who were asked, {m} replied; the share rose from {p} to 91 per cent. {i}",
        "de": "Unter {n} Befragten antworteten {m}; der Anteil stieg von {p} auf 91 Prozent. {i}",
        "fr":
          "Parmi {n} personnes interrogées, {m} ont répondu; la part est passée de {p} à 91 pour cent. "
          "{i}",
        "es":
          "Entre {n} personas encuestadas, {m} respondieron; la proporción pasó del {p} al 91 por "
          "ciento. {i}",
    },
    {
        "en":
          "Staff say that that tool is “good enough”, and the [platform](https://example.org/a-1) "
          "supports them. {i}",
        "de":
          "Die Bediensteten nennen das Werkzeug „gut genug“, und die "
          "[Plattform](https://example.org/a-1) hilft ihnen. {i}",
        "fr":
          "Le personnel juge l’outil «assez bon», et la [plate-forme](https://example.org/a-1) l’aide. "
          "{i}",
        "es":
          "El personal considera que la herramienta es «bastante buena», y la "
          "[plataforma](https://example.org/a-1) le ayuda. {i}",
    },
    {
        "en":
          "Of the {m} offices, {k} answered within two weeks; the others need 18 months, a 6-month "
          "pause included. {i}",
        "de":
          "Von den {m} Ämtern antworteten {k} binnen zwei Wochen; die übrigen brauchen anderthalb "
          "Jahre, eine halbjährige Pause eingeschlossen. {i}",
        "fr":
          "Sur les {m} bureaux, {k} ont répondu sous quinze jours; les autres ont besoin d’un an et "
          "demi, y compris une pause de six mois. {i}",
        "es":
          "De las {m} oficinas, {k} respondieron en dos semanas; las demás necesitan año y medio, "
          "incluida una pausa de seis meses. {i}",
    },
    {
        "en": "The Committee meets twice a year. Its 14th session was held in November–December {y}. {i}",
        "de":
          "Der Ausschuss tagt zweimal im Jahr. Seine 14. Sitzung fand im November und Dezember {y} "
          "statt. {i}",
        "fr":
          "La commission se réunit deux fois par an. Sa 14ᵉ session s’est tenue en novembre-décembre "
          "{y}. {i}",
        "es":
          "La Comisión se reúne dos veces al año. Su 14.ª reunión se celebró en noviembre-diciembre de "
          "{y}. {i}",
    },
    {
        "en": "::: Indicator {m}\nBaseline ({y}): {p}; target: 95 per cent.\n:::",
        "de": "::: Indikator {m}\nAusgangswert ({y}): {p}; Ziel: 95 Prozent.\n:::",
        "fr": "::: Indicateur {m}\nBase de référence ({y}): {p}; cible: 95 pour cent.\n:::",
        "es": "::: Indicador {m}\nBase de referencia ({y}): {p}; meta: 95 por ciento.\n:::",
    },
    {
        "en":
          "The means were as follows. {i}\n\nTable: Means {i}\n| Purpose | Planned | Spent |\n| --- | "
          "---: | ---: |\n| Staff | {n} | 200 |\n| Travel | 100 | 50 |\n| All | {n100} | 250 |",
        "de":
          "Die Mittel waren wie folgt. {i}\n\nTable: Mittel {i}\n| Zweck | Geplant | Ausgegeben |\n| "
          "--- | ---: | ---: |\n| Personal | {n} | 200 |\n| Reisen | 100 | 50 |\n| Insgesamt | {n100} "
          "| 250 |",
        "fr":
          "Les moyens étaient les suivants. {i}\n\nTable: Moyens {i}\n| Objet | Prévu | Dépensé |\n| "
          "--- | ---: | ---: |\n| Personnel | {n} | 200 |\n| Voyages | 100 | 50 |\n| Total | {n100} | "
          "250 |",
        "es":
          "Los medios fueron los siguientes. {i}\n\nTable: Medios {i}\n| Objeto | Previsto | Gastado "
          "|\n| --- | ---: | ---: |\n| Personal | {n} | 200 |\n| Viajes | 100 | 50 |\n| Total | {n100} "
          "| 250 |",
    },
    {
        "en":
          "Call +41 22 799 61 11 or see www.example.org/p-12; version 2.10.3 of the tool, room 4 and "
          "Article 8 apply. {i}",
        "de":
          "Anruf unter +41 22 799 61 11 oder siehe www.example.org/p-12; es gelten Version 2.10.3, "
          "Raum 4 und Artikel 8. {i}",
        "fr":
          "Appeler le +41 22 799 61 11 ou voir www.example.org/p-12; la version 2.10.3, la salle 4 et "
          "l’article 8 s’appliquent. {i}",
        "es":
          "Llámese al +41 22 799 61 11 o véase www.example.org/p-12; se aplican la versión 2.10.3, la "
          "sala 4 y el artículo 8. {i}",
    },
    {
        "en":
          "Work under two outcomes went on, and {k} of the indicators were met between {y} and 2030. "
          "{i}",
        "de":
          "Die Arbeit an zwei Ergebnisvorgaben ging weiter, und {k} der Indikatoren wurden zwischen "
          "{y} und 2030 erreicht. {i}",
        "fr":
          "Les travaux relatifs à deux résultats se sont poursuivis, et {k} des indicateurs ont été "
          "atteints entre {y} et 2030. {i}",
        "es":
          "Prosiguió la labor relativa a dos resultados, y {k} de los indicadores se cumplieron entre "
          "{y} y 2030. {i}",
    },
    {
        "en":
          "Nobody knows why {m} per cent, or {k} offices out of ten, chose 3.5 days; see pages 12–14. "
          "{i}",
        "de":
          "Niemand weiß, warum {m} Prozent, oder {k} von zehn Ämtern, 3,5 Tage wählten; siehe Seiten "
          "12–14. {i}",
        "fr":
          "Nul ne sait pourquoi {m} pour cent, soit {k} bureaux sur dix, ont choisi 3,5 jours; voir "
          "pages 12 à 14. {i}",
        "es":
          "Nadie sabe por qué el {m} por ciento, esto es, {k} oficinas de cada diez, eligió 3,5 días; "
          "véanse las páginas 12 a 14. {i}",
    },
)  # fmt: skip
# So that no two paragraphs are alike, each ends with another remark.
REMARKS = {
    "en": ("all told", "as planned", "in the end", "with care", "at headquarters", "once more",
      "in the field"),
    "de": ("alles in allem", "wie geplant", "am Ende", "mit Sorgfalt", "in der Zentrale",
      "noch einmal", "im Außendienst"),
    "fr": ("en tout", "comme prévu", "pour finir", "avec soin", "au siège", "une fois de plus",
      "sur le terrain"),
    "es": ("en total", "según lo previsto", "al final", "con cuidado", "en la sede", "una vez más",
      "sobre el terreno"),
}  # fmt: skip


def paragraphs(count: int) -> Iterator[tuple[str, dict[str, str]]]:
    """Key and texts by language of so many paragraphs."""
    for place in range(count):
        pattern = PATTERNS[place % len(PATTERNS)]
        yield f"part/{place + 1}", {code: _filled(pattern[code], code, place) for code in LANGUAGES}


def _filled(pattern: str, code: str, place: int) -> str:
    spoken, turn = profile(code), place // len(PATTERNS)
    number = 1000 + 137 * (place + 1)
    year = 2012 + place % 9
    amount = spoken.money(Decimal(1_250_000 + 50_000 * turn), "USD", first_use=place < 3)
    remark = REMARKS[code][turn % len(REMARKS[code])]
    # A box has a sentence above it, and a remark stands as a sentence of its own.
    if pattern.startswith(":::"):
        pattern = f"{remark.capitalize()}.\n\n{pattern}"
    own = remark if ", {i}:" in pattern or "Table:" in pattern else f"{remark.capitalize()}."
    values: dict[str, Any] = {
        "n": spoken.number(number),
        "n100": spoken.number(number + 100),
        "m": 11 + place % 80,
        "k": spoken.words(4 + place % 6),
        "p": spoken.per_cent(12 + place % 70),
        "d": spoken.date(date(year, 1, 2) + timedelta(days=place % 300)),
        "y": year,
        "r": spoken.year_range(year, year + 3),
        "usd": amount,
        "t": "{{projects.total}}",
        "s": "{{projects.new_or_major form=count_share}}",
        "i": own,
    }
    return pattern.format(**values)
