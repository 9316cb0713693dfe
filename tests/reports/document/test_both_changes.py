"""Two changes of one text: together where they touch different words, and never a word of either lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.document.both_changes import both_changes, units
from reports.document.markup import parse

BASE = "In 2021 it closed {{projects.total | one {# old project} other {# old projects}}} for good."


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "both"),
    [
        # Two sentences, two words, one word and a whole new sentence.
        ("One. Two. Three.", "First. Two. Three.", "One. Two. Third.", "First. Two. Third."),
        ("One of two is late.", "One of three is late.", "One of two is early.",
         "One of three is early."),
        ("A b c d.", "A x c d.", "A b c y.", "A x c y."),
        ("A b c.", "A b c. New.", "First b c.", "First b c. New."),
        ("A b c.", "Now a b c.", "A b c d.", "Now a b c d."),
        ("A b c d.", "b c d.", "A b c.", "b c."),
        ("A b c d.", "b c d.", "A b c d e.", "b c d e."),
        # The same words: a choice. Beside each other: one phrase, a choice as well.
        ("A b c.", "A x c.", "A y c.", None),
        ("A b c d.", "A x c d.", "A b y d.", None),
        ("A b.", "A b. Mine.", "A b. Theirs.", None),
        # The same change by both counts once.
        ("A b c d e.", "A x c d e.", "A x c d y.", "A x c d y."),
        ("A b c.", "A x c.", "A x c.", "A x c."),
        # A live number is one word, with all the words that it holds.
        (BASE, BASE.replace("old", "small"), BASE.replace("good", "now"),
         BASE.replace("old", "small").replace("good", "now")),
        (BASE, BASE.replace("old project}", "new project}"),
         BASE.replace("old projects", "big projects"), None),
        # So are notes, links and references.
        ("A^[Of which one.] b c d.", "A^[Of which two.] b c d.", "A^[Of which one.] b c e.",
         "A^[Of which two.] b c e."),
        ("A^[Of which one.] b c d.", "A^[Of what one.] b c d.", "A^[Of which two.] b c d.", None),
        ("See [the old page](https://a.org/x) as [[para:a..b]] says.",
         "See [the new page](https://a.org/x) as [[para:a..b]] says.",
         "See [the old page](https://a.org/x) as [[para:a..c]] says.",
         "See [the new page](https://a.org/x) as [[para:a..c]] says."),
        # Points, cells and lines stay where they are.
        ("Of:\n- one thing;\n- two things;\n- three.", "Of:\n- a thing;\n- two things;\n- three.",
         "Of:\n- one thing;\n- two things;\n- more things;\n- three.",
         "Of:\n- a thing;\n- two things;\n- more things;\n- three."),
        ("T.\n\nTable: N\n| a | b |\n| --- | --- |\n| c | d |",
         "T.\n\nTable: N\n| a | b |\n| --- | --- |\n| c | x |",
         "T.\n\nTable: M\n| a | b |\n| --- | --- |\n| c | d |",
         "T.\n\nTable: M\n| a | b |\n| --- | --- |\n| c | x |"),
        # What could not be read as both meant it: half of what became bold is no longer there.
        ("A b c d e.", "A **b c d** e.", "A b c.", None),
        # What cannot be read at all.
        ("A b c.", "A {{no b c.", "A b d.", None),
        ("A b c d.", "", "A b c e.", None),
    ],
)  # fmt: skip
def test_both_together(base: str, mine: str, theirs: str, both: str | None) -> None:
    assert both_changes(base, mine, theirs) == both
    assert both_changes(base, theirs, mine) == both


PIECES = st.sampled_from(
    ["one", "two", "three", "{{projects.total form=figure}}", "[[para:a]]", "^[A note.]", "**b**",
     "[a link](https://a.org)", "\n- point", "\\[", "is", "is", "(a", "b)", "*", "|", "2021."]
)  # fmt: skip
TEXTS = st.lists(PIECES, min_size=1, max_size=12).map(lambda words: "A " + " ".join(words))


@given(TEXTS, TEXTS, TEXTS)
def test_nothing_that_either_wrote_is_lost_and_order_does_not_matter(
    base: str, mine: str, theirs: str
) -> None:
    both = both_changes(base, mine, theirs)
    assert both == both_changes(base, theirs, mine)
    if both is None:
        return
    parse(both)
    was = [one.word for one in units(base)]
    for text in (mine, theirs):
        own = [one.word for one in units(text)]
        for word in own:
            more = own.count(word) - was.count(word)
            assert [one.word for one in units(both)].count(word) >= more, word


@given(
    st.integers(3, 30),
    st.data(),
)
def test_two_words_apart_are_always_put_together(length: int, data: st.DataObject) -> None:
    base = [f"w{place}" for place in range(length)]
    mine = data.draw(st.integers(0, length - 3))
    theirs = data.draw(st.integers(mine + 2, length - 1))
    texts = [list(base) for _ in range(3)]
    for text, place, word in ((0, mine, "mine"), (1, theirs, "{{projects.total}}"),
                              (2, mine, "mine"), (2, theirs, "{{projects.total}}")):  # fmt: skip
        texts[text][place] = word
    first, second, both = map(" ".join, texts)
    assert both_changes(" ".join(base), first, second) == both


@given(TEXTS, TEXTS)
def test_one_change_alone_stands_as_it_is(base: str, mine: str) -> None:
    both = both_changes(base, mine, base)
    assert both is None or [one.word for one in units(both)] == [one.word for one in units(mine)]
