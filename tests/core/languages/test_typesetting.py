"""No-break spaces: where they stand, and that nothing else changes."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.languages import LANGUAGES, LanguageProfile, profile

NB = "\u00a0"
NNB = "\u202f"
EN, DE, FR, ES = (profile(code) for code in LANGUAGES)
profiles = st.sampled_from([EN, DE, FR, ES])


@pytest.mark.parametrize(
    ("language", "typed", "expected"),
    [
        (EN, "see para. 57 and No. 190", f"see para.{NB}57 and No.{NB}190"),
        (EN, "10 per cent of US$4.5 million", f"10{NB}per cent of US$4.5{NB}million"),
        (EN, "GB.344/PFA/INF/2 has none", "GB.344/PFA/INF/2 has none"),
        (EN, "GB.331/PFA/5 (Rev.1)", f"GB.331/PFA/5{NB}(Rev.1)"),
        (EN, "in 2021 119 projects; Windows 10", "in 2021 119 projects; Windows 10"),
        (EN, "10 percentages, 3 millionaires", "10 percentages, 3 millionaires"),
        (EN, "10\nper cent", "10\nper cent"),
        (DE, "60 Prozent, Abs. 57", f"60{NB}Prozent, Abs.{NB}57"),
        (DE, "4,5 Millionen US-Dollar", f"4,5{NB}Millionen US-Dollar"),
        (FR, "Oui ; non : si ! où ?", f"Oui{NNB}; non{NB}: si{NNB}! où{NNB}?"),
        (FR, "« mot » et «mot»", f"«{NB}mot{NB}» et «{NB}mot{NB}»"),
        (FR, "https://a.b à 10:30", "https://a.b à 10:30"),
        (FR, "Date: 9 février", "Date: 9 février"),
        (ES, "el párr. 5: 60 por ciento", f"el párr.{NB}5: 60{NB}por ciento"),
    ],
)
def test_typeset(language: LanguageProfile, typed: str, expected: str) -> None:
    assert language.typeset(typed) == expected


snippets = st.lists(
    st.sampled_from(
        [
            *"«»;:!? \n\u00a0\u202f.,()",
            "10",
            "per cent",
            "pour cent",
            "para.",
            "No.",
            "GB.1/A",
            "mot",
            "(Rev.1)",
        ]
    ),
    max_size=12,
).map("".join)


@given(profiles, st.one_of(snippets, st.text(max_size=40)))
def test_typeset_is_idempotent_and_touches_only_spaces(
    language: LanguageProfile, text: str
) -> None:
    once = language.typeset(text)
    assert language.typeset(once) == once
    spaces = f"[ {NB}{NNB}]"
    assert re.sub(spaces, "", once) == re.sub(spaces, "", text)
    if language is not FR:
        assert re.sub(spaces, " ", once) == re.sub(spaces, " ", text)


@given(profiles, st.decimals(-(10**9), 10**9, places=2), st.integers(1, 500))
def test_what_a_profile_writes_is_typeset_already(
    language: LanguageProfile, value: Decimal, n: int
) -> None:
    written = (
        language.per_cent(n),
        language.count_share(n, 5),
        language.money(value, "USD"),
        language.paragraph(n),
        language.para_abbrev(n),
        language.figure_caption(n, "x"),
        language.quote("x"),
    )
    for text in written:
        assert language.typeset(text) == text
