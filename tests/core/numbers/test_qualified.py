"""Forms that say more than the number: more than, of all, rose and fell; how each agrees."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.languages import LANGUAGES, profile
from core.numbers.syntax import MOVING_FORMS, Form, TokenError, format_token, parse_token
from core.numbers.words import Amount, Style, render_token

D = Decimal
NB, NNB = "\u00a0", "\u202f"
START = Style(sentence_start=True)
COUNTS = (0, 1, 2, 11, 21, 101)


def render(
    source: str,
    value: int | str | None,
    *,
    of: int | None = None,
    before: int | str | None = None,
    language: str = "en",
    unit: str = "",
    style: Style | None = None,
) -> str:
    value_, of_, before_ = (None if each is None else D(each) for each in (value, of, before))
    amount = Amount(value_, of_, unit, before_)
    return render_token(parse_token(source), amount, profile(language), style or Style())


# More than


@pytest.mark.parametrize(
    ("language", "more", "exactly"),
    [
        ("en", "more than 85,000", "85,000"),
        ("de", "mehr als 85.000", "85.000"),
        ("fr", f"plus de 85{NNB}000", f"85{NNB}000"),
        ("es", f"más de 85{NB}000", f"85{NB}000"),
    ],
)
def test_more_than_a_step_in_every_language(language: str, more: str, exactly: str) -> None:
    source = "a.b form=more_than step=5000"
    assert render(source, 88300, language=language) == more
    assert render(source, 89999, language=language) == more
    assert render(source, "85000.5", language=language) == more
    assert render(source, 85000, language=language) == exactly


def test_below_the_first_step_the_number_stands_as_it_is() -> None:
    source = "a.b form=more_than step=5000"
    assert render(source, 4999) == "4,999"
    assert render(source, 3) == "three"
    assert render(source, 0) == "0"
    assert render(source, -7000) == "\u22127,000"
    assert render(source, None) == "[no data]"


def test_small_steps_are_words_as_in_running_text() -> None:
    assert render("a.b form=more_than step=5", 7) == "more than five"
    assert render("a.b form=more_than step=5", 7, style=START) == "More than five"
    assert render("a.b form=more_than step=1 agree=f", "1.5", language="fr") == "plus d’une"
    # Nothing stands before an exact multiple: it begins the sentence itself.
    assert render("a.b form=more_than step=50", 100, style=START) == "One hundred"
    assert render("a.b form=more_than step=50", 101, style=START) == "More than 100"


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", f"more than US$4.5{NB}million"),
        ("de", f"mehr als 4,5{NB}Millionen US-Dollar"),
        ("fr", f"plus de 4,5{NB}millions de dollars É.-U."),
        ("es", f"más de 4,5{NB}millones de dólares"),
    ],
)
def test_more_than_an_amount_of_money(language: str, expected: str) -> None:
    printed = render("a.b form=more_than step=500000", 4_730_000, unit="USD", language=language)
    assert printed == expected


def test_more_than_a_share() -> None:
    assert render("a.b form=more_than_per_cent step=5", 72, of=119) == f"more than 60{NB}per cent"
    assert render("a.b form=more_than_per_cent step=5", 60, of=100) == f"60{NB}per cent"
    assert render("a.b form=more_than_per_cent step=5", 0, of=0) == "[no data]"
    assert render("a.b form=more_than_per_cent step=5", 3) == "[no data]"


# Of all


@pytest.mark.parametrize(
    ("language", "agree", "none", "one", "some", "every"),
    [
        ("en", "", "none of the", "one of the", "72 of the", "all of the"),
        ("de", "", "keines der", "eines der", "72 der", "alle"),
        ("de", "agree=m", "keiner der", "einer der", "72 der", "alle"),
        ("de", "agree=f", "keine der", "eine der", "72 der", "alle"),
        ("fr", "agree=m", "aucun des", "un des", "72 des", "tous les"),
        ("fr", "agree=f", "aucune des", "une des", "72 des", "toutes les"),
        ("es", "agree=m", "ninguno de los", "uno de los", "72 de los", "todos los"),
        ("es", "agree=f", "ninguna de las", "una de las", "72 de las", "todas las"),
    ],
)
def test_none_one_some_and_all(
    language: str, agree: str, none: str, one: str, some: str, every: str
) -> None:
    source = f"a.b form=of_all {agree}"
    found = [render(source, n, of=119, language=language) for n in (0, 1, 72, 119)]
    assert found == [none, one, some, every]
    assert render(source, 0, of=119, language=language, style=START) == none[0].upper() + none[1:]


def test_of_nothing_and_of_no_whole() -> None:
    assert render("a.b form=of_all", 0, of=0) == "[no data]"
    assert render("a.b form=of_all", 1, of=1) == "all of the"
    with pytest.raises(TokenError, match="part of no whole"):
        render("a.b form=of_all", 3)


def test_the_words_for_all_come_after_an_exact_number_and_before_the_categories() -> None:
    source = "a.b | =0 {none} =3 {three} =all {all #} one {one} other {# of them}"
    assert [render(source, n, of=4) for n in (0, 1, 2, 3, 4)] == [
        *("none", "one", "two of them", "three", "all four")
    ]
    assert render(source, 3, of=3) == "three"
    assert render(source, 1, of=1) == "all one"
    assert render(source, 0, of=0) == "none"
    assert render(source, 4) == "four of them"
    assert render("a.b form=per_cent | =all {all} other {#}", 4, of=4) == "all"


# Counts that agree

SENTENCES = {
    "en": (
        "{{a.b | =0 {No project was} one {# project was} other {# projects were}}}",
        ("No project was", "One project was", "Two projects were", "Eleven projects were",
         "Twenty-one projects were", "One hundred and one projects were"),
    ),
    "de": (
        "{{a.b agree=n | =0 {Kein Projekt war} one {# Projekt war} other {# Projekte waren}}}",
        ("Kein Projekt war", "Ein Projekt war", "Zwei Projekte waren", "11 Projekte waren",
         "21 Projekte waren", "101 Projekte waren"),
    ),
    "fr": (
        "{{a.b agree=m | =0 {Aucun projet n’était} one {# projet était} other {# projets étaient}}}",
        ("Aucun projet n’était", "Un projet était", "Deux projets étaient", "Onze projets étaient",
         "Vingt et un projets étaient", "Cent un projets étaient"),
    ),
    "es": (
        "{{a.b agree=m | =0 {Ningún proyecto era} one {# proyecto era} other {# proyectos eran}}}",
        ("Ningún proyecto era", "Un proyecto era", "Dos proyectos eran", "Once proyectos eran",
         "Veintiún proyectos eran", "Ciento un proyectos eran"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("language", SENTENCES)
def test_counts_read_right_at_the_beginning_of_a_sentence(language: str) -> None:
    source, expected = SENTENCES[language]
    found = [render(source, n, language=language, style=START) for n in COUNTS]
    assert found == list(expected)


# Movements


@pytest.mark.parametrize(
    ("language", "up", "down", "same"),
    [
        ("en", "rose by 12", "fell by two", "did not change"),
        ("de", "stieg um 12", "sank um zwei", "blieb unverändert"),
        ("fr", "a augmenté de 12", "a diminué de deux", "est resté inchangé"),
        ("es", "aumentó en 12", "disminuyó en dos", "no varió"),
    ],
)
def test_what_moved_in_every_language(language: str, up: str, down: str, same: str) -> None:
    def of(form: str, value: int) -> str:
        return render(f"a.b against=2020 form={form}", value, before=60, language=language)

    assert [of("movement", n) for n in (72, 58, 60)] == [up, down, same]
    assert of("direction", 72) == up.rsplit(" ", 2)[0]
    assert of("change", 72) == " ".join(up.rsplit(" ", 2)[1:])


def test_what_moved_agrees_and_begins_sentences() -> None:
    source = "a.b against=2020 form=direction"
    assert render(f"{source} agree=f", 6, before=6, language="fr") == "est restée inchangée"
    assert render(source, 7, before=6, style=START) == "Rose"
    assert render("a.b against=2020 form=change", 7, before=6) == "by one"
    assert render("a.b against=2020 form=change", 7, before=6, language="fr") == "d’un"
    assert render("a.b against=2020 form=change", 17, before=6, language="fr") == "de 11"
    assert render("a.b against=2020 form=change", 7, before=6, unit="USD") == "by US$1"


def test_what_moved_in_per_cent() -> None:
    change = "a.b against=2020 form=change_per_cent"
    assert render(change, 63, before=60) == f"by 5{NB}per cent"
    assert render(f"{change} places=1 round=cut", 61, before=60) == f"by 1.6{NB}per cent"
    assert (
        render("a.b against=2020 form=movement_per_cent", 57, before=60) == f"fell by 5{NB}per cent"
    )
    # From nothing there is no share, but a direction.
    assert render(change, 5, before=0) == "[no data]"
    assert render("a.b against=2020 form=movement_per_cent", 5, before=0) == "[no data]"
    assert render("a.b against=2020 form=movement_per_cent", 0, before=0) == "did not change"
    assert render("a.b against=2020 form=direction", 5, before=0) == "rose"


def test_what_moved_from_or_to_nothing_known_is_no_data() -> None:
    for form in MOVING_FORMS:
        assert render(f"a.b against=2020 form={form}", 5) == "[no data]"
        assert render(f"a.b against=2020 form={form}", None, before=5) == "[no data]"
        assert render(f"a.b against=2020 form={form} | other {{#}}", 5) == "[no data]"


def test_an_author_s_words_for_up_down_and_same() -> None:
    source = "a.b against=2020 form=direction | up {# more} down {# fewer} same {as many}"
    assert [render(source, n, before=60) for n in (63, 59, 60)] == [
        *("three more", "one fewer", "as many")
    ]
    source = "a.b against=2020 form=change | one {by # project} other {by # projects}"
    assert [render(source, n, before=60) for n in (61, 48)] == ["by one project", "by 12 projects"]
    source = "a.b against=2020 form=change_per_cent | down {a fall of #} other {#}"
    assert render(source, 57, before=60) == f"a fall of 5{NB}per cent"


@pytest.mark.parametrize(
    ("source", "offset", "message"),
    [
        ("{{a.b form=direction}}", 6, "compares with nothing"),
        ("{{a.b form=more_than}}", 6, "has no step"),
        ("{{a.b form=more_than step=0}}", 21, "step=0 is no step"),
        ("{{a.b form=more_than step=x}}", 21, "step=x is no step"),
        ("{{a.b step=5}}", 6, "belongs to form=more_than"),
        ("{{a.b | up {x} other {y}}}", 8, "'up' is no plural form.*zero, one"),
        ("{{a.b against=2020 form=change | up {x} down {y}}}", 32, "'other' is missing"),
    ],
)
def test_what_does_not_go_together_is_refused(source: str, offset: int, message: str) -> None:
    with pytest.raises(TokenError, match=message) as caught:
        parse_token(source)
    assert caught.value.offset == offset


amounts = st.builds(
    Amount,
    st.none() | st.decimals(-(10**7), 10**7, places=2),
    st.none() | st.integers(0, 10**6).map(Decimal),
    st.sampled_from(["", "USD"]),
    st.none() | st.decimals(-(10**7), 10**7, places=2),
)
sources = st.sampled_from(
    [
        "{{a.b form=more_than step=7}}",
        "{{a.b form=more_than_per_cent places=1 step=3}}",
        "{{a.b form=of_all}}",
        *(f"{{{{a.b against=2020 form={form}}}}}" for form in MOVING_FORMS),
        "{{a.b against=2020 form=change | up {# a} down {b} same {c}}}",
    ]
)


@given(sources, amounts, st.booleans())
def test_whatever_the_amount_there_are_words_in_every_language(
    source: str, amount: Amount, start: bool
) -> None:
    token = parse_token(source)
    assert format_token(token) == source
    for code in LANGUAGES:
        try:
            text = render_token(token, amount, profile(code), Style(sentence_start=start))
        except TokenError:
            assert token.form is Form.OF_ALL and amount.of is None
            continue
        assert text.strip() == text != ""
        assert not start or text[0] == text[0].upper()
