"""A soft date in another language is the same time: each phrase is read back."""

import pytest
from django.conf import settings
from django.utils.translation import override

from portfolio.rules.soft_date_phrases import soft_date_phrase
from portfolio.rules.soft_dates import read_soft_date

WRITTEN = [
    *("2022-03-31", "31.03.2022", "31 March 2022", "by 31 March 2022", "March 2022", "2022-03"),
    *("by March 2022", "2022-Q1", "Q3 2022", "the first quarter of 2022", "2022-H2", "H1 2022"),
    *("the second half of 2022", "early 2022", "mid-2022", "late 2022", "beginning of 2022"),
    *("end of 2022", "by the end of 2022", "later in 2022", "in the course of 2022", "2022"),
    *("2022–23", "2022-2024", "Anfang 2022", "début 2022", "principios de 2022", "gegen Ende 2022"),
]


@pytest.mark.parametrize("language", settings.INTERFACE_LANGUAGES)
@pytest.mark.parametrize("text", WRITTEN)
def test_a_phrase_means_what_was_written(text: str, language: str) -> None:
    with override(language):
        assert read_soft_date(soft_date_phrase(text)) == read_soft_date(text)


@pytest.mark.parametrize(
    ("text", "german"),
    [
        ("early 2022", "Anfang 2022"),
        ("2022-Q1", "1. Quartal 2022"),
        ("2022-03-31", "31. März 2022"),
        ("by the end of 2022", "bis Ende 2022"),
        ("late 2022", "gegen Ende 2022"),
        ("later in 2022", "im Laufe des Jahres 2022"),
        ("2022", "2022"),
        ("when the supplier says so", "when the supplier says so"),
        ("", ""),
    ],
)
def test_german_says_it_in_german(text: str, german: str) -> None:
    with override("de"):
        assert soft_date_phrase(text) == german
