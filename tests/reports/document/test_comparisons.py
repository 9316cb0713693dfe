"""What a number is compared with is what is counted; how that is printed is the edition's."""

from reports.document.markup_check import check_text
from reports.document.translations import numbers_apart


def problem(text: str) -> str:
    return next((one.message for one in check_text(text).problems), "")


def test_a_comparison_needs_a_form_that_says_it() -> None:
    assert "without a form that compares" in problem("There were {{projects.total against=2020}}.")
    assert "compares with nothing" in problem("It {{projects.total form=direction}}.")
    assert problem("It {{projects.total against=2020 form=direction}}.") == ""
    assert problem("It {{projects.late unit=TMS against=2020-12-31 form=movement}}.") == ""


def test_editions_share_the_comparison_and_not_its_words() -> None:
    texts = {
        "en": "It {{projects.total against=2020 form=movement}}.",
        "de": "Sie {{projects.total against=2020 form=direction}}.",
        "fr": "Il {{projects.total against=2019 form=movement}}.",
        "es": "{{projects.total}}",
    }
    apart = numbers_apart(texts, "en")
    assert set(apart) == {"fr", "es"}
    assert apart["fr"].lacking == ("projects.total against=2020",)


def test_editions_may_round_down_to_another_step() -> None:
    texts = {
        "en": "{{projects.total form=more_than step=50}}",
        "de": "{{projects.total form=more_than step=100}}",
    }
    assert numbers_apart(texts, "en") == {}
