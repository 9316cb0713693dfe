"""Live numbers: their syntax, its errors, and their words in every language."""

from __future__ import annotations

import pickle
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.languages import LANGUAGES, profile
from core.languages.rounding import Rounding
from core.numbers.syntax import (
    MOVING_FORMS,
    OPTIONS,
    STEPPED_FORMS,
    Form,
    Params,
    Token,
    TokenError,
    find_tokens,
    format_token,
    parse_token,
    token_signature,
)
from core.numbers.words import Amount, Style, render_token, starts_sentence, token_problems

D = Decimal
NB = "\u00a0"
LATE = "{{projects.late | =0 {no project is} one {# project is} other {# projects are}}}"
SPAET = (
    "{{projects.late agree=n | =0 {ist kein Projekt} one {ist # Projekt} other {sind # Projekte}}}"
)


def render(
    source: str,
    value: Decimal | int | str | None,
    of: int | None = None,
    *,
    language: str = "en",
    unit: str = "",
    style: Style | None = None,
) -> str:
    amount = Amount(None if value is None else D(value), None if of is None else D(of), unit)
    return render_token(parse_token(source), amount, profile(language), style or Style())


START = Style(sentence_start=True)


# Syntax


def test_a_key_alone() -> None:
    token = parse_token("{{projects.total}}")
    assert token == Token("projects.total")
    assert token == parse_token("projects.total") == parse_token("  {{ projects.total }} ")
    assert (token.form, token.rounding, token.plural) == (Form.TEXT, None, ())
    assert parse_token("projects.total").source == "{{projects.total}}"


def test_parameters_are_sorted_and_reserved_ones_set_apart() -> None:
    token = parse_token(
        '{{projects.quantity quantity=participants project=P-47 unit="Human \\"R\\" Resources" '
        "form=figure round=cut places=1 agree=f}}"
    )
    assert token.params == {
        "project": "P-47",
        "quantity": "participants",
        "unit": 'Human "R" Resources',
    }
    assert list(token.params) == ["project", "quantity", "unit"]
    assert token.params.pairs[0] == ("project", "P-47")
    assert (token.form, token.rounding) == (Form.FIGURE, Rounding.CUT)
    assert (token.places, token.agree) == (1, "f")
    assert hash(token.params) == hash(Params(dict(token.params)))


def test_the_signature_leaves_out_what_belongs_to_a_language() -> None:
    english = parse_token("{{projects.quantity project=P-47 quantity=participants form=figure}}")
    german = parse_token(
        "{{projects.quantity quantity=participants agree=f round=cut project=P-47 | other {#}}}"
    )
    expected = "projects.quantity project=P-47 quantity=participants"
    assert token_signature(english) == token_signature(german) == expected
    assert token_signature(parse_token('a.b x="y z"')) == 'a.b x="y z"'


def test_plural_forms_keep_their_order_escapes_and_nested_braces() -> None:
    token = parse_token("{{a.b | =00 {none} one {{x} \\# \\}} other {# a {b {c}} d}}}")
    assert token.plural == (
        ("=0", "none"),
        ("one", "{x} \\# \\}"),
        ("other", "# a {b {c}} d"),
    )


def test_tokens_in_a_text_come_with_their_place() -> None:
    text = f"Of {{{{projects.total}}}} projects, {LATE} late; {{not a token}}."
    found = find_tokens(text)
    assert [token.key for _, _, token in found] == ["projects.total", "projects.late"]
    assert [text[start:end] for start, end, _ in found] == [token.source for *_, token in found]
    assert found[1][2].source == LATE
    assert find_tokens("nothing here") == ()


def test_a_no_break_space_separates_as_well() -> None:
    assert parse_token(f"{{{{a.b{NB}form=figure}}}}").form is Form.FIGURE


# Errors


@pytest.mark.parametrize(
    ("source", "offset", "message"),
    [
        ("{{a.b", 0, "not closed.*}}"),
        ("{{a.b}} }", 7, "follows the end"),
        ("{{a.b}", 5, "'}' was not expected"),
        ("{{}}", 2, "begins with its key"),
        ("{{Projects.total}}", 2, "begins with its key"),
        ("{{a.b form=figures}}", 6, "form=figures is unknown.*text, figure, words, ordinal"),
        ("{{a.b round=up}}", 6, "round=up is unknown.*nearest, cut"),
        ("{{a.b places=-1}}", 6, "places=-1 is unknown.*0, 1"),
        ("{{a.b agree=x}}", 6, "agree=x is unknown.*m, f, n"),
        ("{{a.b x=1 x=2}}", 10, "'x' stands twice"),
        ("{{a.b form=text form=figure}}", 16, "'form' stands twice"),
        ("{{a.b x}}", 6, "'x' has no value"),
        ("{{a.b x=}}", 8, "'x' has no value"),
        ("{{a.b x = 1}}", 6, "without spaces"),
        ('{{a.b x="1"y=2}}', 11, "without a space"),
        ("{{a.b | one {#}}}", 7, "'other' is missing"),
        ("{{a.b |}}", 7, "'other' is missing"),
        ("{{a.b | one {#} one {x} other {y}}}", 16, "'one' stands twice"),
        ("{{a.b | some {#} other {y}}}", 8, "'some' is no plural form.*one, two, few"),
        ("{{a.b | other #}}", 14, "'other' has no words"),
        ("{{a.b | other {# {x}}}", 21, "'}' was not expected"),
        ("{{a.b | other {# x", 14, "this brace is not closed"),
        ("{{a.b | other {{{c.d}} x}}}", 15, "inside the plural forms"),
    ],
)
def test_an_error_says_where_what_and_how(source: str, offset: int, message: str) -> None:
    with pytest.raises(TokenError, match=message) as caught:
        parse_token(source)
    assert caught.value.offset == offset
    assert str(caught.value).startswith(f"Character {offset + 1}: ")
    assert caught.value.remedy


def test_the_offset_counts_in_what_was_given() -> None:
    with pytest.raises(TokenError) as bare:
        parse_token("a.b form=x")
    assert bare.value.offset == 4
    with pytest.raises(TokenError) as indented:
        parse_token("  {{a.b form=x}}")
    assert indented.value.offset == 8
    with pytest.raises(TokenError) as inside:
        find_tokens("One {{a.b}} and {{a.c form=x}}")
    assert inside.value.offset == 22


@pytest.mark.parametrize(("text", "offset"), [("a }} b", 2), ("{{a.b}} }} {{c.d}}", 8)])
def test_closing_braces_need_opening_ones(text: str, offset: int) -> None:
    with pytest.raises(TokenError, match="not opened") as caught:
        find_tokens(text)
    assert caught.value.offset == offset


def test_an_error_survives_the_way_from_a_worker() -> None:
    error = TokenError("what", "how", 3)
    copy = pickle.loads(pickle.dumps(error))
    assert (str(copy), copy.offset) == (str(error), 3)


names = st.from_regex(r"[a-z][a-z0-9_]{0,6}", fullmatch=True).filter(
    lambda name: name not in (*OPTIONS, "against")
)
words = st.text(st.characters(exclude_characters="{}\\"), max_size=12)


def well_formed(token: Token) -> Token:
    """The token with what its form asks for."""
    if token.form in STEPPED_FORMS:
        return replace(token, step=5000)
    if token.form in MOVING_FORMS:
        return replace(token, params=Params({**token.params, "against": "2020"}))
    return token


tokens = st.builds(
    Token,
    key=st.from_regex(r"[a-z][a-z0-9_]{0,5}(\.[a-z0-9_]{1,5}){0,2}", fullmatch=True),
    params=st.dictionaries(names, st.text(max_size=8), max_size=3).map(Params),
    form=st.sampled_from(Form),
    rounding=st.none() | st.sampled_from(Rounding),
    plural=st.just(())
    | st.dictionaries(st.sampled_from(["=0", "=12", "one", "few"]), words, max_size=3).map(
        lambda forms: (*forms.items(), ("other", "{#} \\} x"))
    ),
    places=st.none() | st.integers(0, 12),
    agree=st.none() | st.sampled_from(["m", "f", "n"]),
).map(well_formed)


@given(tokens)
def test_parsing_undoes_formatting(token: Token) -> None:
    source = format_token(token)
    parsed = parse_token(source)
    assert parsed == token
    assert parsed.source == source
    assert format_token(parsed) == source
    assert token_signature(parsed) == token_signature(token)


@given(st.lists(st.tuples(st.text(st.characters(exclude_characters="{}")), tokens), max_size=4))
def test_tokens_are_found_wherever_they_stand(pieces: list[tuple[str, Token]]) -> None:
    text = "".join(before + format_token(token) for before, token in pieces)
    assert [token for _, _, token in find_tokens(text)] == [token for _, token in pieces]


@given(st.text(alphabet='{}ab.|=#\\ "one ther1', max_size=40))
def test_any_text_parses_or_says_why(text: str) -> None:
    try:
        find_tokens(text)
    except TokenError as error:
        assert error.offset is not None
        assert 0 <= error.offset <= len(text)


# Words


@pytest.mark.parametrize(
    ("form", "en", "de"),
    [
        ("text", "119", "119"),
        ("figure", "119", "119"),
        ("words", "one hundred and nineteen", "hundertneunzehn"),
        ("ordinal", "119th", "119."),
        ("ordinal_words", "one hundred and nineteenth", "hundertneunzehnt"),
    ],
)
def test_forms_of_a_count(form: str, en: str, de: str) -> None:
    assert render(f"projects.total form={form}", 119) == en
    assert render(f"projects.total form={form}", 119, language="de") == de


def test_72_of_119() -> None:
    source = "projects.new_or_major form="
    assert render(source + "count_share", 72, 119) == f"72 (61{NB}per cent)"
    assert render(source + "count_share round=cut", 72, 119) == f"72 (60{NB}per cent)"
    assert render(source + "per_cent places=1", 72, 119) == f"60.5{NB}per cent"
    assert render(source + "per_cent", 72, 119, language="de") == f"61{NB}Prozent"
    assert render(source + "per_cent", 72, 119, style=Style(Rounding.CUT)) == f"60{NB}per cent"
    nearest = "per_cent round=nearest"
    assert render(source + nearest, 72, 119, style=Style(Rounding.CUT)) == f"61{NB}per cent"


def test_ten_in_words_eleven_in_figures_zero_as_a_figure() -> None:
    assert [render("a.b", n) for n in (0, 1, 10, 11)] == ["0", "one", "ten", "11"]
    assert render("a.b form=figure", 3) == "3"
    assert render("a.b form=words", 2_000_000) == "2,000,000"


def test_measured_values() -> None:
    assert render("a.b", "99.9500") == "99.95"
    assert render("a.b", "60.504201680672") == "60.5"
    assert render("a.b places=1", "4.00") == "4.0"
    assert render("a.b form=figure places=2", 3) == "3.00"
    assert render("a.b form=per_cent places=2", "99.95") == f"99.95{NB}per cent"
    assert render("a.b form=words", "4.5") == "4.5"
    assert render("a.b form=figure", -5) == "−5"
    assert render("a.b form=figure", "1E+30", language="de").endswith(".000")


def test_money() -> None:
    assert render("a.b form=money", 4_500_000, unit="USD") == f"US$4.5{NB}million"
    later = Style(first_money_use=False)
    assert render("a.b", 4_500_000, unit="USD", style=later) == f"$4.5{NB}million"
    assert render("a.b form=figure", 4_500_000, unit="USD") == "4,500,000"
    assert render("a.b", 12, unit="FTE") == "12"
    with pytest.raises(TokenError, match="a.b is no amount of money"):
        render("a.b form=money", 5)


@pytest.mark.parametrize(
    ("language", "label"),
    [
        ("en", "[no data]"),
        ("de", "[keine Angabe]"),
        ("fr", "[donnée manquante]"),
        ("es", "[sin datos]"),
    ],
)
def test_an_empty_value_shows_and_never_becomes_0(language: str, label: str) -> None:
    every = (format_token(well_formed(Token("a.b", form=form))) for form in Form)
    for source in (*every, LATE):
        assert render(source, None, 119, language=language) == label


def test_a_share_of_nothing() -> None:
    assert render("a.b form=count_share", 0, 0) == "0"
    assert render("a.b form=count_share", 5) == "five"
    assert render("a.b form=per_cent", 0, 0) == "[no data]"
    assert render("a.b form=per_cent | other {# of all}", 0, 0) == "[no data]"
    assert render("a.b form=count_share | =0 {no projects} other {#}", 0, 0) == "no projects"


def test_a_report_says_up_to_which_number_there_are_words() -> None:
    united = Style(most_in_words=9)
    assert render("a.b", 10) == "ten" and render("a.b", 10, style=united) == "10"
    assert render("a.b", 9, style=united) == "nine"
    assert render("a.b form=count_share", 10, 40, style=united) == f"10 (25{NB}per cent)"
    assert render("a.b form=of_all", 10, 40, style=united) == "10 of the"
    assert render("a.b form=more_than step=5", 12, style=united) == "more than 10"
    assert render("a.b", 10, style=replace(united, sentence_start=True)) == "Ten"
    assert render("a.b form=words", 10, style=united) == "ten"


def test_a_number_without_an_ordinal() -> None:
    for value in ("0", "-1", "4.5"):
        with pytest.raises(TokenError, match="whole numbers from 1") as caught:
            render("a.b form=ordinal", value)
        assert caught.value.offset is None
    assert render("a.b form=ordinal_words", 10_001) == "10,001st"


# Plural forms and sentence starts


def test_plural_forms() -> None:
    assert [render(LATE, n) for n in (0, 1, 2, 11)] == [
        "no project is",
        "one project is",
        "two projects are",
        "11 projects are",
    ]
    assert [render(SPAET, n, language="de") for n in (0, 1, 2, 11)] == [
        "ist kein Projekt",
        "ist ein Projekt",
        "sind zwei Projekte",
        "sind 11 Projekte",
    ]


def test_a_category_the_language_lacks_falls_back_to_other() -> None:
    source = "a.b | one {# projet} other {# projets}"
    assert render(source, 0, language="fr") == "0 projet"
    assert render(source, 1_000_000, language="fr") == "1\u202f000\u202f000 projets"


def test_exact_forms_go_by_the_exact_value_and_categories_by_the_printed_one() -> None:
    source = "a.b form=per_cent | =0 {none} =100 {all} one {# is} other {# are}"
    assert render(source, 0, 119) == "none"
    assert render(source, 119, 119) == "all"
    assert render(source, 9999, 10000) == f"100{NB}per cent are"
    assert render(source, 1, 1000) == f"0{NB}per cent are"
    assert render(source, 1, 119) == f"1{NB}per cent is"


def test_escapes_and_braces_in_forms() -> None:
    assert render("a.b | other {\\# {#} \\{ \\}}", 3) == "# {three} { }"
    assert render("a.b | other {}", 3) == ""


def test_a_sentence_in_english_begins_with_words() -> None:
    assert render("a.b", 119, style=START) == "One hundred and nineteen"
    assert render("a.b form=figure", 2637, style=START) == (
        "Two thousand six hundred and thirty-seven"
    )
    assert render("a.b form=words", 3, style=START) == "Three"
    assert render("a.b form=ordinal", 21, style=START) == "Twenty-first"
    assert render("a.b form=per_cent", 72, 119, style=START) == "Sixty-one per cent"
    assert render("a.b form=per_cent places=1", 72, 119, style=START) == "Sixty point five per cent"
    assert render("a.b form=count_share", 72, 119, style=START) == f"Seventy-two (61{NB}per cent)"
    assert render("a.b form=money", 25_000, unit="USD", style=START) == "US$25,000"
    assert render("a.b", None, style=START) == "[no data]"


def test_a_sentence_in_german_may_begin_with_a_figure() -> None:
    assert render("a.b", 119, language="de", style=START) == "119"
    assert render("a.b", 3, language="de", style=START) == "Drei"
    assert render("a.b form=ordinal", 21, language="de", style=START) == "21."
    assert render(SPAET, 1, language="de", style=START) == "Ist ein Projekt"


def test_a_plural_form_at_a_sentence_start_follows_the_same_rule() -> None:
    assert [render(LATE, n, style=START) for n in (0, 1, 119)] == [
        "No project is",
        "One project is",
        "One hundred and nineteen projects are",
    ]
    assert render("a.b | other {All # projects}", 119, style=START) == "All 119 projects"
    assert render("a.b | other {all # projects}", 3, style=START) == "All three projects"


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("@ projects", "en", True),
        ("In all. @ projects", "en", True),
        ("In all.” @ projects", "en", True),
        ("In all? (@ projects", "en", True),
        ("“@ projects", "en", True),
        ("In all, @ projects", "en", False),
        ("see para. @", "en", False),
        ("see No.\u00a0@", "en", False),
        ("version 2.@", "en", False),
        ("in 2021. @ projects", "en", True),
        ("am 14. @", "de", False),
        ("siehe Abs. @", "de", False),
        ("z. B. @", "de", False),
        ("Ende. @ Projekte", "de", True),
    ],
)
def test_where_a_sentence_begins(text: str, language: str, expected: bool) -> None:
    assert starts_sentence(text, text.index("@"), profile(language)) is expected


def test_an_author_is_told_of_a_number_word_that_cannot_stand_before_a_noun() -> None:
    bare = parse_token("a.b | one {# Projekt} other {# Projekte}")
    assert "'eins'" in token_problems(bare, profile("de"))[0]
    assert token_problems(bare, profile("en")) == []
    assert token_problems(parse_token(SPAET), profile("de")) == []
    figure = parse_token("a.b form=figure | one {# Projekt} other {# Projekte}")
    assert token_problems(figure, profile("de")) == []


@given(tokens, st.decimals(0, 10**7, places=2), st.none() | st.integers(0, 10**6), st.booleans())
def test_whatever_is_well_formed_prints_in_every_language(
    token: Token, value: Decimal, of: int | None, start: bool
) -> None:
    amount = Amount(value, None if of is None else D(of), "USD")
    style = Style(sentence_start=start)
    for code in LANGUAGES:
        try:
            text = render_token(token, amount, profile(code), style)
        except TokenError:
            assert token.form in (Form.ORDINAL, Form.ORDINAL_WORDS, Form.OF_ALL)
            continue
        assert isinstance(text, str)
        if code == "en" and start and not token.plural and value < 9999:
            assert not text[:1].isdigit()
