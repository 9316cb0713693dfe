"""Steps with an outline by hand; whatever their order, it stays valid and no word is lost."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.outline.entries import Kind, Outline, copy_of, entries, entry_of
from reports.outline.entry_check import entry_problems, new_problems
from reports.outline.steps import (
    Step,
    StepRefused,
    Way,
    Where,
    added,
    changed,
    goes_along,
    moved,
    put_back,
    removed,
    standing,
    ways,
)


def heading(key: str, *paragraphs: str, below: Any = (), **more: Any) -> dict[str, Any]:
    """A heading with paragraphs called after it."""
    found: dict[str, Any] = {"key": key, "heading": {"en": f"Heading {key}"}, **more}
    if paragraphs:
        found["paragraphs"] = [paragraph(f"{key}/{name}") for name in paragraphs]
    if below:
        found["sections"] = list(below)
    return found


def paragraph(key: str) -> dict[str, Any]:
    return {"key": key, "text": {"en": f"Words of {key}."}}


def generated(each: str, *below: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {"each": each, "heading": {"en": "Part {number}: {title}"}}
    return {**found, "sections": list(below)} if below else found


def example() -> Outline:
    outline: Any = [
        heading("a", "one", "two", below=[heading("a1", "one", below=[heading("a11", "one")])]),
        generated("outcome", generated("output")),
        heading("b", "one"),
        heading("lists", appendix=True, tables=["projects"]),
    ]
    return outline


def shape(outline: Outline) -> list[str]:
    """Every id with its level, as one reads it."""
    return [f"{one.level} {one.id}" for one in entries(outline)]


def test_every_entry_has_a_name_of_its_own() -> None:
    assert shape(example()) == [
        *("1 heading:a", "1 paragraph:a/one", "1 paragraph:a/two"),
        *("2 heading:a1", "2 paragraph:a1/one", "3 heading:a11", "3 paragraph:a11/one"),
        *("1 generated:outcome", "2 generated:outcome:output"),
        *("1 heading:b", "1 paragraph:b/one", "1 heading:lists", "1 table:projects"),
    ]


def test_a_second_part_of_a_kind_has_another_name() -> None:
    twice: Any = [generated("driver"), generated("driver")]
    assert [one.id for one in entries(twice)] == ["generated:driver", "generated:driver~2"]


@pytest.mark.parametrize(
    ("id", "way", "order"),
    [
        ("heading:b", Way.UP, ["heading:a", "heading:b", "generated:outcome", "heading:lists"]),
        ("heading:a", Way.DOWN, ["generated:outcome", "heading:a", "heading:b", "heading:lists"]),
        ("heading:a1", Way.OUT,
         ["heading:a", "heading:a1", "generated:outcome", "heading:b", "heading:lists"]),
    ],
)  # fmt: skip
def test_a_heading_moves(id: str, way: Way, order: list[str]) -> None:
    done = moved(example(), id, way)
    assert done.id == id
    assert [
        one.id for one in entries(done.outline) if one.kind.is_section and one.level == 1
    ] == order


def test_a_heading_moves_below_the_one_before_it() -> None:
    outline: Any = [heading("a"), heading("b", "one")]
    done = moved(outline, "heading:b", Way.IN)
    assert shape(done.outline) == ["1 heading:a", "2 heading:b", "2 paragraph:b/one"]


def test_what_stands_under_a_heading_moves_with_it() -> None:
    done = moved(example(), "heading:a1", Way.OUT)
    assert shape(done.outline)[3:7] == [
        *("1 heading:a1", "1 paragraph:a1/one", "2 heading:a11", "2 paragraph:a11/one"),
    ]


def test_a_paragraph_goes_on_under_the_next_heading_and_comes_back() -> None:
    down = moved(example(), "paragraph:a/two", Way.DOWN)
    assert shape(down.outline)[1:5] == [
        *("1 paragraph:a/one", "2 heading:a1", "2 paragraph:a/two", "2 paragraph:a1/one"),
    ]
    assert moved(down.outline, "paragraph:a/two", Way.UP).outline == example()


def test_a_paragraph_passes_over_a_generated_part() -> None:
    done = moved(example(), "paragraph:b/one", Way.UP)
    assert entry_of(done.outline, "paragraph:b/one").parent == "heading:a11"
    assert "paragraphs" not in done.outline[2]


@pytest.mark.parametrize(
    ("id", "way", "words"),
    [
        ("heading:a", Way.UP, "the first here"),
        ("heading:lists", Way.DOWN, "the last here"),
        ("heading:a", Way.IN, "the heading before it"),
        ("heading:lists", Way.IN, "top level"),
        ("heading:a", Way.OUT, "top level already"),
        ("heading:b", Way.IN, "only the outputs of each outcome"),
        ("paragraph:a/one", Way.UP, "no heading above"),
        ("paragraph:a/one", Way.IN, "up and down"),
    ],
)
def test_what_cannot_be_moved_says_why(id: str, way: Way, words: str) -> None:
    outline = example()
    assert way not in ways(outline, entry_of(outline, id))
    with pytest.raises(StepRefused, match=words):
        moved(outline, id, way)
    assert outline == example()


def test_a_fifth_level_is_refused() -> None:
    deep: Any = [heading("x"), example()[0]]
    deep[1]["sections"][0]["sections"][0]["sections"] = [heading("a111")]
    with pytest.raises(StepRefused, match="four levels"):
        moved(deep, "heading:a", Way.IN)
    with pytest.raises(StepRefused, match="four levels"):
        added(deep, Kind.HEADING, heading("y"), at="heading:a111", where=Where.BELOW)


def test_entries_are_added_before_after_and_below() -> None:
    outline: Outline = added([], Kind.HEADING, heading("a")).outline
    outline = added(outline, Kind.HEADING, heading("c"), at="heading:a").outline
    outline = added(outline, Kind.HEADING, heading("b"), at="heading:c", where=Where.BEFORE).outline
    outline = added(
        outline, Kind.GENERATED, generated("output"), at="heading:b", where=Where.BELOW
    ).outline
    outline = added(
        outline, Kind.PARAGRAPH, paragraph("p"), at="heading:a", where=Where.BELOW
    ).outline
    outline = added(
        outline, Kind.PARAGRAPH, paragraph("o"), at="paragraph:p", where=Where.BEFORE
    ).outline
    done = added(outline, Kind.TABLE, "risks", at="heading:c", where=Where.BELOW)
    assert done.id == "table:risks"
    assert shape(done.outline) == [
        *("1 heading:a", "1 paragraph:o", "1 paragraph:p", "1 heading:b"),
        *("2 heading:b:output", "1 heading:c", "1 table:risks"),
    ]


@pytest.mark.parametrize(
    ("kind", "at", "where", "words"),
    [
        (Kind.PARAGRAPH, "", Where.AFTER, "add a heading first"),
        (Kind.PARAGRAPH, "generated:outcome", Where.BELOW, "filled from the data"),
        (Kind.PARAGRAPH, "heading:a", Where.AFTER, "beside paragraphs"),
        (Kind.HEADING, "paragraph:a/one", Where.BELOW, "Only under a heading"),
    ],
)
def test_what_cannot_stand_there_says_why(kind: Kind, at: str, where: Where, words: str) -> None:
    with pytest.raises(StepRefused, match=words):
        added(example(), kind, heading("new"), at=at, where=where)


def test_a_changed_heading_keeps_what_stands_under_it() -> None:
    done = changed(example(), "heading:a", {"key": "new", "heading": {"en": "New"}, "words": 200})
    assert done.id == "heading:new"
    assert shape(done.outline)[1:4] == ["1 paragraph:a/one", "1 paragraph:a/two", "2 heading:a1"]
    assert done.outline[0]["words"] == 200


def test_what_goes_along_is_named_and_comes_back_in_its_place() -> None:
    outline = example()
    along = [one.id for one in goes_along(outline, "heading:a1")]
    assert along == ["paragraph:a1/one", "heading:a11", "paragraph:a11/one"]
    left = removed(outline, "heading:a1").outline
    assert not standing(left) & {"heading:a1", *along}
    assert put_back(left, outline, "heading:a1").outline == outline


def test_what_stands_elsewhere_meanwhile_does_not_come_back_twice() -> None:
    old = example()
    without = removed(moved(old, "paragraph:a11/one", Way.DOWN).outline, "heading:a1").outline
    done = put_back(without, old, "heading:a1")
    assert [one.id for one in entries(done.outline)].count("paragraph:a11/one") == 1
    assert entry_of(done.outline, "paragraph:a11/one").parent == "heading:b"


def test_a_paragraph_whose_heading_is_gone_waits_for_it() -> None:
    old = example()
    left = removed(removed(old, "paragraph:b/one").outline, "heading:b").outline
    with pytest.raises(StepRefused, match="put that back first"):
        put_back(left, old, "paragraph:b/one")
    again = put_back(left, old, "heading:b").outline
    assert again == old


def test_a_mistake_names_its_entry_and_its_field() -> None:
    wrong: Any = example()
    wrong[0]["sections"][0]["paragraphs"][0]["text"] = {"de": "Wörter.", "en": "{{projects.totl}}"}
    wrong[2]["key"] = "a"
    found = {(one.entry, one.field, one.language) for one in entry_problems(wrong, "en")}
    assert found == {("paragraph:a1/one", "text", "en"), ("heading:a", "key", "")}


@pytest.mark.parametrize(
    ("outline", "entry", "words"),
    [
        ([generated("outcome"), generated("outcome")], "generated:outcome~2", "already"),
        ([generated("outcome", generated("output")), generated("output")], "generated:output",
         "already"),
        ([generated("outcome", generated("outcome"))], "generated:outcome:outcome",
         "below “each: outcome”"),
        ([generated("driver", generated("output"))], "generated:driver:output", "below “each: driver”"),
        ([generated("outcome", heading("a", "one"))], "heading:a", "below “each: outcome”"),
        ([heading("a", below=[generated("outcome", generated("output"))])], "", ""),
    ],
)  # fmt: skip
def test_nothing_stands_in_a_paper_twice(outline: Outline, entry: str, words: str) -> None:
    found = entry_problems(outline, "en")
    assert [one.entry for one in found] == ([entry] if entry else [])
    assert all(words in one.message for one in found)


def test_a_mistake_that_was_there_keeps_nobody_from_mending_another() -> None:
    wrong: Any = example()
    wrong[0]["paragraphs"][0]["text"] = {"en": "{{projects.totl}}"}
    wrong[0]["paragraphs"][1]["figure"] = "nothing"
    half = changed(wrong, "paragraph:a/two", paragraph("a/two")).outline
    assert new_problems(wrong, half, "en") == []
    assert len(entry_problems(wrong, "en")) == 2


# --- Any sequence of steps ------------------------------------------------------------------------


def words_of(item: Any) -> set[str]:
    """Every text of an entry, and of what it holds."""
    if isinstance(item, str):
        return {item}
    if isinstance(item, dict):
        return set().union(*(words_of(one) for one in item.values()), set())
    return set().union(*(words_of(one) for one in item), set()) if isinstance(item, list) else set()


NEW: dict[Kind, Callable[[int], Any]] = {
    Kind.HEADING: lambda n: heading(f"new{n}"),
    Kind.GENERATED: lambda n: generated(["driver", "output", "outcome"][n % 3]),
    Kind.PARAGRAPH: lambda n: paragraph(f"new{n}/text"),
    Kind.TABLE: lambda n: ["risks", "deliverables", "indicators"][n % 3],
}


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_any_steps_keep_an_outline_valid_and_every_word_that_was_not_removed(data: Any) -> None:
    outline = example()
    gone: list[tuple[Outline, str]] = []
    for number in range(data.draw(st.integers(1, 12), label="steps")):
        before = copy_of(outline)
        every = [one.id for one in entries(outline)]
        at = data.draw(st.sampled_from([*every, ""]), label="at")
        action = data.draw(
            st.sampled_from(["add", "change", "move", "move", "remove", "back"]), label="action"
        )
        kept, new = words_of(outline), set[str]()
        try:
            if action == "add":
                kind = data.draw(st.sampled_from(list(Kind)), label="kind")
                item: Any = NEW[kind](number)
                where = data.draw(st.sampled_from(list(Where)), label="where")
                if f"table:{item}" in every:
                    continue
                done, new = added(outline, kind, item, at=at, where=where), words_of(item)
            elif action == "back":
                if not gone:
                    continue
                old, id = gone.pop()
                done = put_back(outline, old, id)
                assert done.id in {one.id for one in entries(done.outline)}
            elif not at:
                continue
            elif action == "move":
                done = moved(outline, at, data.draw(st.sampled_from(list(Way)), label="way"))
            elif action == "change":
                entry = entry_of(outline, at)
                if entry.kind is Kind.TABLE:
                    continue
                done = changed(outline, at, {**entry.item, "heading" if entry.kind.is_section
                                             else "text": {"en": f"Changed {number}"}})  # fmt: skip
                kept -= words_of(entry.item.get("heading") or entry.item.get("text"))
                new = {f"Changed {number}"}
            else:
                done = removed(outline, at)
                entry = entry_of(outline, at)
                gone.append((before, at))
                kept = words_of(done.outline)
                taken = [entry, *goes_along(outline, at)]
                assert len(entries(done.outline)) == len(every) - len(taken)
        except StepRefused:
            assert outline == before
            continue
        assert isinstance(done, Step)
        assert outline == before, "a step leaves the outline that it was given alone"
        assert kept | new <= words_of(done.outline)
        if new_problems(outline, done.outline, "en"):
            assert action in {"add", "back", "move"}  # a part of the framework would stand twice
            continue
        if action == "move":
            assert len(entries(done.outline)) == len(every)
            assert words_of(done.outline) == kept
        outline = done.outline
        assert entry_problems(outline, "en") == []
