"""Every rule finds what its page says it finds, and leaves the rest alone."""

import pytest

from reports.checking.check import UNREADABLE
from reports.checking.rules import RULES
from tests.reports.checking.examples import Example, examples, sections, texts_in
from tests.reports.checking.papers import checked, keys

EVERY = list(examples())
# What hangs on rows, and not on words: tried in `test_rows.py`.
OF_ROWS = {
    "open-promise",
    "silent-part",
    "lone-heading",
    "missing-translation",
    "other-live-numbers",
}


@pytest.mark.parametrize("example", EVERY, ids=lambda one: f"{one.rule}: {one.line[:60]}")
def test_an_example_is_found_or_left(example: Example) -> None:
    found = checked(texts_in(example.line))
    assert (example.rule in keys(found)) is example.found, [(f.rule, f.words) for f in found]


@pytest.mark.parametrize("example", EVERY, ids=lambda one: f"{one.rule}: {one.line[:60]}")
def test_what_is_left_alone_is_found_by_no_other_rule(example: Example) -> None:
    if not example.found:
        assert not checked(texts_in(example.line))


def test_the_page_has_every_rule_in_its_order_with_what_it_finds_and_leaves() -> None:
    assert [one.rule for one in sections()] == [rule.key for rule in (*RULES, UNREADABLE)]
    tried = {(one.rule, one.found) for one in EVERY}
    without = [
        (rule.key, kind)
        for rule in RULES
        if rule.key not in OF_ROWS
        for kind in (True, False)
        if (rule.key, kind) not in tried
    ]
    assert not without


@pytest.mark.parametrize("rule", [*RULES, UNREADABLE], ids=lambda rule: rule.key)
def test_the_page_says_of_a_rule_what_the_program_says(rule: object) -> None:
    section = next(one for one in sections() if one.rule == rule.key)  # type: ignore[attr-defined]
    words = " ".join(section.text.split())
    assert f"**{rule.severity}** · {rule.title}." in words  # type: ignore[attr-defined]
    assert str(rule.explanation) in words  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "of_the_papers", "of_the_united_nations"),
    [
        ("It was tried in 10 departments.", ["small-number"], []),
        ("It was tried in ten departments.", [], ["large-number"]),
        ("It was tried in 9 departments.", ["small-number"], ["small-number"]),
        ("It was tried in nine departments.", [], []),
        ("It was tried in twenty departments.", [], []),
    ],
)
def test_a_report_says_up_to_which_number_there_are_words(
    text: str, of_the_papers: list[str], of_the_united_nations: list[str]
) -> None:
    assert keys(checked(text)) == of_the_papers
    assert keys(checked(text, most_in_words=9)) == of_the_united_nations
