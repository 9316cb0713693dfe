"""Differences of two texts, word by word."""

import time

from core.languages.word_changes import word_changes


def changes(old: str, new: str) -> list[tuple[str, str]]:
    return [(str(each.mark), each.text) for each in word_changes(old, new)]


def test_words_that_were_taken_out_and_added_stand_where_they_were() -> None:
    assert changes("The vendor is late with the tests", "The vendor is done with the tests") == [
        ("same", "The vendor is"),
        ("gone", "late"),
        ("new", "done"),
        ("same", "with the tests"),
    ]


def test_equal_and_empty_texts() -> None:
    assert changes("As before", "As before") == [("same", "As before")]
    assert changes("", "New") == [("new", "New")]
    assert changes("Gone", " ") == [("gone", "Gone")]
    assert changes("", "") == []


def test_texts_that_share_next_to_nothing_stand_as_a_whole() -> None:
    old, new = "The tender of the vendor was late", "In May the pilots begin, with ten offices"
    assert changes(old, new) == [("gone", old), ("new", new)]


def test_lines_stay_lines() -> None:
    assert changes("One two\nThree", "One two\nFour three five\nThree") == [
        ("same", "One two\n"),
        ("new", "Four three five\n"),
        ("same", "Three"),
    ]


def test_the_longest_texts_are_compared_at_once() -> None:
    start = time.monotonic()
    word_changes("a b " * 1250, "b a c " * 800)
    assert time.monotonic() - start < 1
