"""A paragraph is checked as it is typed: no file, no form, no database."""

import pytest

from reports.document.markup_check import ReferenceAt, check_text


def problems(text: str, *, many: bool = False) -> list[tuple[str, str]]:
    """Each problem with the text from where it begins."""
    return [(text[one.offset :][:12], one.message) for one in check_text(text, many=many).problems]


def test_what_can_be_read_has_no_problem_and_names_what_it_uses() -> None:
    text = "We ran {{projects.total}}, see [[para:a..b]].^[GB.344/PFA/1]\n\n- a point"
    checked = check_text(text)
    assert checked.problems == ()
    (number,) = checked.numbers
    assert (number.token.key, text[number.offset :][:16]) == ("projects.total", "{{projects.total")
    at = text.index("[[")
    assert checked.references == (ReferenceAt("para", "a", at), ReferenceAt("para", "b", at))


def test_every_mistake_is_told_with_the_place_where_it_begins() -> None:
    text = "A {{projects.totl}} and {{projects.total form=loud}} in [[fig:none]] and [[page:1]]."
    found = problems(text)
    assert [begin for begin, _message in found] == [
        "{{projects.t",
        "form=loud}} ",
        "[[fig:none]]",
        "[[page:1]].",
    ]
    assert "projects.total" in found[0][1]
    assert "loud" in found[1][1]


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("Half a number: {{projects.total", "{{projects.t"),
        ("A note ^[that never ends", "^[that never"),
        ("One.\n\nTwo.", "Two."),
        ("A bell\x07 rings", "\x07 rings"),
    ],
)
def test_what_is_not_closed_or_too_much_begins_there(text: str, begins: str) -> None:
    ((found, _message),) = problems(text)
    assert found == begins


def test_several_paragraphs_are_a_problem_only_where_one_is_asked_for() -> None:
    assert problems("One.\n\nTwo.", many=True) == []


def test_numbers_are_named_even_beside_a_mistake() -> None:
    checked = check_text("{{projects.total}} and {{projects.totl}}")
    assert [one.token.key for one in checked.numbers] == ["projects.total"]
    assert len(checked.problems) == 1
