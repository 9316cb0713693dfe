"""A message about a file is one line to read, whatever stands in the file."""

import pytest

from core.imports.problems import Location, Problem, printable, quoted


@pytest.mark.parametrize(
    "text",
    ["a\x1b[31mred", "\u202etxt.exe", "a\x08b", "x\u2028y", "a\x85b", "\x00", "\ud800", "\x9b31m"],
)
def test_signs_that_a_terminal_obeys_are_written_out(text: str) -> None:
    problem = Problem(Location(f"{text}.csv", 1), text, f"wrong: {quoted(text)}")
    [line] = str(problem).splitlines()
    assert line == printable(line)
    assert line.replace("\u00a0", " ").isprintable()
    line.encode()


def test_words_of_all_languages_stay_as_they_are() -> None:
    for text in ("Größe\u00a0: 5\u202f000", "日本語 עברית العربية", "naïve – “so”"):
        assert printable(text) == text


def test_a_name_or_a_value_without_end_is_cut() -> None:
    endless = "a" * 100_000
    assert len(str(Problem(Location("a.csv", 1), endless, quoted(endless)))) < 500
    assert len(quoted(" " * 100_000)) < 10
