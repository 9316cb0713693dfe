"""House style in four languages: figures, words, money, dates, references."""

from __future__ import annotations

import re
import string
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.languages import LANGUAGES, LanguageProfile, NotSpelled, UnknownLanguage, profile
from core.languages.base import Gender

D = Decimal
NB = "\u00a0"
NNB = "\u202f"
EN, DE, FR, ES = (profile(code) for code in LANGUAGES)
ALL = pytest.mark.parametrize("language", [EN, DE, FR, ES], ids=LANGUAGES)
profiles = st.sampled_from([EN, DE, FR, ES])


def fields(pattern: str) -> set[str | None]:
    return {name for _, name, _, _ in string.Formatter().parse(pattern) if name is not None}


# Profiles


def test_languages_stand_in_the_order_of_the_interface() -> None:
    assert LANGUAGES == ("en", "de", "fr", "es")
    assert [p.name for p in (EN, DE, FR, ES)] == ["English", "Deutsch", "Français", "Español"]
    assert [p.file_suffix for p in (EN, DE, FR, ES)] == ["En", "De", "Fr", "Sp"]
    assert [p.word_language for p in (EN, DE, FR, ES)] == ["en-GB", "de-DE", "fr-FR", "es-ES"]
    assert [p.reviewed for p in (EN, DE, FR, ES)] == [True, True, False, False]


def test_an_unknown_language_names_the_known() -> None:
    with pytest.raises(UnknownLanguage, match="'it'; known are: en, de, fr, es"):
        profile("it")
    assert issubclass(UnknownLanguage, ValueError)


@ALL
def test_every_language_has_the_same_labels_with_the_same_fields(language: LanguageProfile) -> None:
    assert language.labels.keys() == EN.labels.keys()
    for name, pattern in language.labels.items():
        assert fields(pattern) == fields(EN.labels[name]), name
        assert pattern, name
        assert "?" not in pattern, name


@ALL
def test_unreviewed_words_exist(language: LanguageProfile) -> None:
    for name in language.unreviewed:
        assert name in language.labels or hasattr(language, name), name


@ALL
def test_labels_cannot_be_changed(language: LanguageProfile) -> None:
    with pytest.raises(TypeError):
        language.labels["body"] = "x"  # type: ignore[index]


@ALL
def test_captions_and_references_use_the_word_of_the_labels(language: LanguageProfile) -> None:
    caption = language.figure_caption(1, "IT projects by category")
    label = language.phrase("figure", n=1, caption="IT projects by category")
    assert caption.replace(NB, " ") == label
    assert language.para_abbrev(57).replace(NB, " ") == language.phrase("para_abbrev", n=57)


# Figures


@pytest.mark.parametrize(
    ("n", "en", "de", "fr", "es"),
    [
        (0, "0", "0", "0", "0"),
        (999, "999", "999", "999", "999"),
        (2637, "2,637", "2.637", f"2{NNB}637", "2637"),
        (12000, "12,000", "12.000", f"12{NNB}000", f"12{NB}000"),
        (-2637, "−2,637", "−2.637", f"−2{NNB}637", "−2637"),
        (1234567, "1,234,567", "1.234.567", f"1{NNB}234{NNB}567", f"1{NB}234{NB}567"),
    ],
)
def test_thousands(n: int, en: str, de: str, fr: str, es: str) -> None:
    assert [p.integer(n) for p in (EN, DE, FR, ES)] == [en, de, fr, es]


def test_decimals() -> None:
    assert EN.decimal(D("4.5000")) == "4.5"
    assert DE.decimal(D("4.5"), 2) == "4,50"
    assert EN.decimal(D("0.125"), 2) == "0.13"
    assert EN.decimal(D("1E+3")) == "1,000"
    assert EN.decimal(D("-0.0")) == "0"
    assert EN.decimal(D("-0.04"), 1) == "0.0"
    assert FR.decimal(D("-1234.5")) == f"−1{NNB}234,5"


def test_integer_refuses_a_fraction() -> None:
    with pytest.raises(ValueError, match="decimal"):
        EN.integer(D("1.5"))


def test_separators_agree_with_cldr_where_the_house_has_none_of_its_own() -> None:
    for language in (EN, DE, FR):
        symbols = language.locale.number_symbols["latn"]
        assert symbols["group"] == language.signs.group
        assert symbols["decimal"] == language.signs.decimal


def test_per_cent_and_count_with_share() -> None:
    assert EN.per_cent(61) == f"61{NB}per cent"
    assert DE.per_cent(D("60.5")) == f"60,5{NB}Prozent"
    assert FR.per_cent(61) == f"61{NB}pour cent"
    assert ES.per_cent(61) == f"61{NB}por ciento"
    assert EN.per_cent(D("60.0")) == f"60.0{NB}per cent"
    assert EN.count_share(72, 61) == f"72 (61{NB}per cent)"
    assert EN.count_share(5, 4) == f"five (4{NB}per cent)"
    assert EN.count_share(72, None) == "72"
    assert EN.count_share(72, 61, sentence_start=True) == f"Seventy-two (61{NB}per cent)"


# Words


@pytest.mark.parametrize(
    ("n", "en", "de"),
    [
        (0, "zero", "null"),
        (1, "one", "eins"),
        (13, "thirteen", "dreizehn"),
        (16, "sixteen", "sechzehn"),
        (17, "seventeen", "siebzehn"),
        (21, "twenty-one", "einundzwanzig"),
        (30, "thirty", "dreißig"),
        (66, "sixty-six", "sechsundsechzig"),
        (77, "seventy-seven", "siebenundsiebzig"),
        (100, "one hundred", "hundert"),
        (101, "one hundred and one", "hunderteins"),
        (119, "one hundred and nineteen", "hundertneunzehn"),
        (201, "two hundred and one", "zweihunderteins"),
        (1000, "one thousand", "tausend"),
        (1001, "one thousand and one", "tausendeins"),
        (1100, "one thousand one hundred", "tausendeinhundert"),
        (1101, "one thousand one hundred and one", "tausendeinhunderteins"),
        (
            2637,
            "two thousand six hundred and thirty-seven",
            "zweitausendsechshundertsiebenunddreißig",
        ),
        (
            9999,
            "nine thousand nine hundred and ninety-nine",
            "neuntausendneunhundertneunundneunzig",
        ),
        (101000, "one hundred and one thousand", "hunderteintausend"),
        (-5, "minus five", "minus fünf"),
    ],
)
def test_cardinals_in_english_and_german(n: int, en: str, de: str) -> None:
    assert EN.words(n) == en
    assert DE.words(n) == de


@pytest.mark.parametrize(
    ("n", "fr", "es"),
    [
        (16, "seize", "dieciséis"),
        (21, "vingt et un", "veintiuno"),
        (71, "soixante et onze", "setenta y uno"),
        (80, "quatre-vingts", "ochenta"),
        (81, "quatre-vingt-un", "ochenta y uno"),
        (99, "quatre-vingt-dix-neuf", "noventa y nueve"),
        (100, "cent", "cien"),
        (200, "deux cents", "doscientos"),
        (201, "deux cent un", "doscientos uno"),
        (80000, "quatre-vingt mille", "ochenta mil"),
        (21000, "vingt et un mille", "veintiún mil"),
    ],
)
def test_cardinals_in_french_and_spanish(n: int, fr: str, es: str) -> None:
    assert FR.words(n) == fr
    assert ES.words(n) == es


@pytest.mark.parametrize(
    ("language", "n", "gender", "expected"),
    [
        (DE, 1, None, "eins"),
        (DE, 1, "n", "ein"),
        (DE, 1, "f", "eine"),
        (DE, 101, "n", "hundertein"),
        (DE, 21, "f", "einundzwanzig"),
        (FR, 1, "f", "une"),
        (FR, 91, "f", "quatre-vingt-onze"),
        (ES, 1, "m", "un"),
        (ES, 21, "m", "veintiún"),
        (ES, 231, "f", "doscientas treinta y una"),
        (ES, 200_000, "f", "doscientas mil"),
        (EN, 1, "f", "one"),
    ],
)
def test_a_number_word_agrees_with_its_noun(
    language: LanguageProfile, n: int, gender: Gender | None, expected: str
) -> None:
    assert language.words(n, gender) == expected


@ALL
def test_all_words_are_different_and_finite(language: LanguageProfile) -> None:
    assert len({language.words(n) for n in range(10_000)}) == 10_000
    with pytest.raises(NotSpelled):
        language.words(1_000_000)


@pytest.mark.parametrize(
    ("n", "figure", "word"),
    [
        (1, "1st", "first"),
        (2, "2nd", "second"),
        (3, "3rd", "third"),
        (4, "4th", "fourth"),
        (11, "11th", "eleventh"),
        (12, "12th", "twelfth"),
        (13, "13th", "thirteenth"),
        (14, "14th", "fourteenth"),
        (20, "20th", "twentieth"),
        (21, "21st", "twenty-first"),
        (100, "100th", "one hundredth"),
        (101, "101st", "one hundred and first"),
        (111, "111th", "one hundred and eleventh"),
        (344, "344th", "three hundred and forty-fourth"),
        (1001, "1,001st", "one thousand and first"),
    ],
)
def test_english_ordinals(n: int, figure: str, word: str) -> None:
    assert EN.ordinal(n) == figure
    assert EN.ordinal_words(n) == word


@pytest.mark.parametrize(
    ("n", "stem"),
    [
        *[(1, "erst"), (3, "dritt"), (4, "viert"), (7, "siebt"), (8, "acht"), (16, "sechzehnt")],
        *[(19, "neunzehnt"), (20, "zwanzigst"), (21, "einundzwanzigst"), (100, "hundertst")],
        *[(101, "hunderterst"), (107, "hundertsiebt"), (117, "hundertsiebzehnt")],
    ],
)
def test_german_ordinal_stems(n: int, stem: str) -> None:
    assert DE.ordinal_words(n) == stem


def test_ordinals_in_figures_and_their_gender() -> None:
    assert [p.ordinal(344) for p in (EN, DE, FR, ES)] == ["344th", "344.", "344ᵉ", "344.ª"]
    assert FR.ordinal(1) == "1ʳᵉ"
    assert FR.ordinal(1, "m") == "1ᵉʳ"
    assert ES.ordinal(5, "m") == "5.º"
    assert FR.ordinal_words(21) == "vingt et unième"
    assert FR.ordinal_words(9) == "neuvième"
    assert ES.ordinal_words(14, "f") == "decimocuarta"
    assert ES.ordinal_words(22) == "vigésimo segundo"


@ALL
def test_ordinals_begin_at_one(language: LanguageProfile) -> None:
    for n in (0, -1):
        with pytest.raises(ValueError, match="begins at 1"):
            language.ordinal(n)
        with pytest.raises(ValueError, match="begins at 1"):
            language.ordinal_words(n)
    assert len({language.ordinal_words(n) for n in range(1, 1000)}) == 999
    with pytest.raises(NotSpelled):
        language.ordinal_words(10_000)


def test_one_to_ten_in_words_eleven_and_more_in_figures() -> None:
    assert [EN.text_number(n) for n in (0, 1, 10, 11)] == ["0", "one", "ten", "11"]
    assert [DE.text_number(n) for n in (0, 1, 10, 11)] == ["0", "eins", "zehn", "11"]
    assert DE.text_number(1, gender="n") == "ein"
    assert EN.text_number(D("4.5")) == "4.5"
    assert EN.text_number(-3) == "−3"


def test_a_sentence_begins_with_words_in_english_and_may_begin_with_a_figure_in_german() -> None:
    assert EN.text_number(119, sentence_start=True) == "One hundred and nineteen"
    assert EN.text_number(3, sentence_start=True) == "Three"
    assert EN.text_number(0, sentence_start=True) == "Zero"
    assert EN.text_number(D("60.5"), sentence_start=True) == "Sixty point five"
    assert EN.text_number(-12, sentence_start=True) == "Minus twelve"
    assert EN.text_number(2_000_000, sentence_start=True) == "2,000,000"
    assert DE.text_number(119, sentence_start=True) == "119"
    assert DE.text_number(3, sentence_start=True) == "Drei"
    assert EN.per_cent(61, sentence_start=True) == "Sixty-one per cent"
    assert DE.per_cent(61, sentence_start=True) == f"61{NB}Prozent"


# Money


@pytest.mark.parametrize(
    ("value", "en", "de"),
    [
        ("25000", "US$25,000", f"25.000{NB}US-Dollar"),
        ("4500000", f"US$4.5{NB}million", f"4,5{NB}Millionen US-Dollar"),
        ("9000000.00", f"US$9{NB}million", f"9{NB}Millionen US-Dollar"),
        ("1000000", f"US$1{NB}million", f"1{NB}Million US-Dollar"),
        ("999999.60", f"US$1{NB}million", f"1{NB}Million US-Dollar"),
        ("999999.40", "US$999,999", f"999.999{NB}US-Dollar"),
        ("2650000", f"US$2.65{NB}million", f"2,65{NB}Millionen US-Dollar"),
        ("999999999", f"US$1{NB}billion", f"1{NB}Milliarde US-Dollar"),
        ("12.50", "US$12.50", f"12,50{NB}US-Dollar"),
        ("0", "US$0", f"0{NB}US-Dollar"),
        ("-4500000", f"−US$4.5{NB}million", f"−4,5{NB}Millionen US-Dollar"),
    ],
)
def test_money(value: str, en: str, de: str) -> None:
    assert EN.money(D(value), "USD") == en
    assert DE.money(D(value), "USD") == de


def test_money_after_the_first_use_and_in_other_currencies() -> None:
    assert EN.money(D(4_500_000), "USD", False) == f"$4.5{NB}million"
    assert DE.money(D(4_500_000), "USD", False) == f"4,5{NB}Millionen US-Dollar"
    assert EN.money(D(25_000), "CHF") == f"CHF{NB}25,000"
    assert DE.money(D(25_000), "CHF") == f"25.000{NB}Schweizer Franken"
    assert FR.money(D(1_500_000), "EUR") == f"1,5{NB}million d’euros"
    assert FR.money(D(2_000_000), "USD") == f"2{NB}millions de dollars É.-U."
    assert ES.money(D(4_500_000), "USD") == f"4,5{NB}millones de dólares"
    assert ES.money(D(2_500_000_000), "USD") == f"2500{NB}millones de dólares"
    assert EN.money(D(9_000_000), "USD", places=1) == f"US$9.0{NB}million"


# Dates


def test_a_date() -> None:
    day = date(2022, 2, 14)
    assert EN.date(day) == "14 February 2022"
    assert DE.date(day) == "14. Februar 2022"
    assert FR.date(day) == "14 février 2022"
    assert ES.date(day) == "14 de febrero de 2022"
    assert FR.date(date(2021, 2, 1)) == "1er février 2021"
    assert EN.date(date(2024, 2, 29)) == "29 February 2024"


@pytest.mark.parametrize(
    ("language", "same_month", "two_months", "two_years"),
    [
        *[
            (
                EN,
                "13–23 March 2023",
                "26 October–9 November 2017",
                "28 December 2022–3 January 2023",
            )
        ],
        *[(DE, "13.–23. März 2023", "26. Oktober–9. November 2017", None)],
        *[(FR, "13-23 mars 2023", "26 octobre-9 novembre 2017", None)],
        *[(ES, "13-23 de marzo de 2023", "26 de octubre - 9 de noviembre de 2017", None)],
    ],
)
def test_date_ranges(
    language: LanguageProfile, same_month: str, two_months: str, two_years: str | None
) -> None:
    assert language.date_range(date(2023, 3, 13), date(2023, 3, 23)) == same_month
    assert language.date_range(date(2017, 10, 26), date(2017, 11, 9)) == two_months
    if two_years:
        assert language.date_range(date(2022, 12, 28), date(2023, 1, 3)) == two_years


def test_same_month_of_another_year_repeats_the_year() -> None:
    assert EN.date_range(date(2022, 3, 1), date(2023, 3, 1)) == "1 March 2022–1 March 2023"
    assert EN.month_range(date(2022, 3, 1), date(2023, 3, 1)) == "March 2022–March 2023"


def test_months_quarters_and_years() -> None:
    october, november = date(2017, 10, 31), date(2017, 11, 1)
    assert EN.month_year(date(2022, 3, 1)) == "March 2022"
    assert EN.month_range(october, november) == "October–November 2017"
    assert EN.month_range(date(2017, 10, 31), date(2017, 10, 1)) == "October 2017"
    assert ES.month_range(october, november) == "octubre-noviembre de 2017"
    assert EN.quarter(2022, 1) == "first quarter of 2022"
    assert DE.quarter(2022, 1) == "erstes Quartal 2022"
    assert FR.quarter(2022, 1) == "premier trimestre de 2022"
    assert ES.quarter(2022, 1) == "primer trimestre de 2022"
    assert [p.year_range(2018, 2021) for p in (EN, DE)] == ["2018–21", "2018–21"]
    assert [p.year_range(2018, 2021) for p in (FR, ES)] == ["2018-2021", "2018-2021"]
    assert EN.year_range(1998, 2003) == "1998–2003"
    assert EN.year_range(2000, 2001) == "2000–01"
    assert EN.year_range(2021, 2021) == "2021"


@ALL
def test_spans_do_not_run_backwards(language: LanguageProfile) -> None:
    later, earlier = date(2023, 3, 2), date(2023, 2, 28)
    with pytest.raises(ValueError, match="before it begins"):
        language.date_range(later, earlier)
    with pytest.raises(ValueError, match="before it begins"):
        language.month_range(later, earlier)
    with pytest.raises(ValueError, match="before it begins"):
        language.year_range(2021, 2018)
    with pytest.raises(ValueError, match="before it begins"):
        language.paragraphs(5, 4)
    with pytest.raises(ValueError, match="quarter"):
        language.quarter(2022, 5)


@given(profiles, st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 800))
def test_ranges_name_both_days_and_both_years(
    language: LanguageProfile, first: date, days: int
) -> None:
    last = first + timedelta(days=days)
    text = language.date_range(first, last)
    for day in (first, last):
        assert re.search(rf"(?<!\d){day.day}(?!\d)", text)
        assert str(day.year) in text or day.year == first.year == last.year


# Words and references


def test_quotes_and_lists() -> None:
    assert [p.quote("x") for p in (EN, DE, FR, ES)] == ["“x”", "„x“", f"«{NB}x{NB}»", "«x»"]
    assert EN.join([]) == ""
    assert EN.join(["a"]) == "a"
    assert EN.join(["a", "b"]) == "a and b"
    assert EN.join(["a", "b", "c"]) == "a, b and c"
    assert DE.join(["a", "b", "c"]) == "a, b und c"
    assert ES.join(["planes", "informes"]) == "planes e informes"
    assert ES.join(["agua", "hielo"]) == "agua y hielo"


def test_references() -> None:
    assert EN.paragraph(33) == f"paragraph{NB}33"
    assert EN.paragraphs(21, 32) == f"paragraphs{NB}21–32"
    assert EN.paragraphs(21, 21) == f"paragraph{NB}21"
    assert DE.paragraphs(21, 32) == f"Absätze{NB}21–32"
    assert FR.paragraphs(21, 32) == f"paragraphes{NB}21{NB}à{NB}32"
    assert EN.figure(1) == f"Figure{NB}1"
    assert DE.figure_caption(2, "X") == f"Abbildung{NB}2. X"
    assert EN.para_abbrev(57) == f"para.{NB}57"
    assert DE.para_abbrev(57) == f"Abs.{NB}57"


def test_lines_of_the_cover() -> None:
    assert EN.session_line(344, "Geneva", "March 2022") == "344th Session, Geneva, March 2022"
    assert DE.session_line(344, "Genf", "März 2022") == "344. Tagung, Genf, März 2022"
    assert FR.session_line(347, "Genève", "x") == "347ᵉ session, Genève, x"
    assert ES.session_line(338, "Ginebra", "x") == "338.ª reunión, Ginebra, x"
    assert EN.agenda_item(14) == "Fourteenth item on the agenda"
    assert DE.agenda_item(14) == "Vierzehnter Punkt der Tagesordnung"
    assert FR.agenda_item(1) == "Première question à l’ordre du jour"
    assert ES.agenda_item(5) == "Quinto punto del orden del día"
    assert ES.agenda_item(3) == "Tercer punto del orden del día"
    originals = [p.phrase("original", language=p.language_name("en")) for p in (EN, DE, FR, ES)]
    assert [line.split()[-1] for line in originals] == ["English", "Englisch", "anglais", "inglés"]


def test_plural_categories_come_from_cldr() -> None:
    assert [EN.plural_category(n) for n in (0, 1, 2)] == ["other", "one", "other"]
    assert [FR.plural_category(n) for n in (0, 1, 2)] == ["one", "one", "other"]
    assert ES.plural_category(1_000_000) == "many"
    assert EN.plural_category(D("1.5")) == "other"


# Reading back


@given(profiles, st.decimals(-(10**9), 10**9, places=3))
def test_a_figure_reads_back_as_its_value(language: LanguageProfile, value: Decimal) -> None:
    text = language.decimal(value).replace(language.signs.group, "")
    assert Decimal(text.replace(language.signs.decimal, ".").replace("−", "-")) == value
