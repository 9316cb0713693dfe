"""What differs between two states of a paper: figures by their bars, texts with their points."""

from datetime import date
from typing import Any

import msgspec

from core.figures.registry import FigureData, Point
from reports.document import tree
from reports.document.compare import changed_texts, moved_figures


def figure(*points: tuple[str, str, int]) -> tree.Figure:
    data = FigureData(
        key="f",
        kind="bar",
        caption="Projects",
        alt="",
        unit="projects",
        points=tuple(
            Point(category=label, label=label, value=value, group=group)
            for group, label, value in points
        ),
        total=sum(value for *_, value in points),
    )
    return tree.Figure(id="fig/f", number=2, label="Figure 2", caption="Projects", data=data)


def paper(*blocks: tree.Block) -> tree.Document:
    parts, fields = msgspec.structs.fields(tree.Document), msgspec.structs.fields(tree.Cover)
    words: Any = {each.name: "" for each in parts if each.type is str}
    cover: Any = {each.name: "" for each in fields if each.required}
    return tree.Document(
        **words,
        keywords=(),
        dated=date(2022, 2, 14),
        draft=1,
        cover=tree.Cover(**cover),
        blocks=blocks,
    )


def said(id_: str, words: str, number: int = 1) -> tree.Paragraph:
    return tree.Paragraph(id=id_, number=number, children=(tree.Text(text=words),))


def points(*words: str) -> tree.BulletList:
    return tree.BulletList(items=tuple((tree.Text(text=each),) for each in words))


def test_a_figure_moved_by_the_bars_that_differ() -> None:
    old = paper(figure(("", "New service", 8), ("", "Upgrade", 30), ("", "Gone", 1)))
    new = paper(figure(("", "New service", 7), ("", "Upgrade", 30), ("", "Came", 2)))
    (moved,) = moved_figures(old, new)
    assert (moved.target, moved.label) == ("fig/f", "Figure 2")
    assert moved.points == (("New service", 8, 7), ("Came", None, 2), ("Gone", 1, None))
    assert moved_figures(old, old) == []


def test_bars_of_two_groups_are_told_apart() -> None:
    old = paper(figure(("Outcomes", "1", 8), ("Drivers", "1", 3)))
    new = paper(figure(("Outcomes", "1", 8), ("Drivers", "1", 4)))
    assert moved_figures(old, new)[0].points == (("Drivers, 1", 3, 4),)


def test_a_figure_that_came_or_went_has_not_moved() -> None:
    assert moved_figures(paper(), paper(figure(("", "A", 1)))) == []
    assert moved_figures(paper(figure(("", "A", 1))), paper()) == []


def test_points_belong_to_the_paragraph_before_them() -> None:
    old = paper(said("a", "We did:"), points("this;", "that."), said("b", "And more.", 2))
    new = paper(said("a", "We did:"), points("this;", "those."), said("b", "And more.", 2))
    (changed,) = changed_texts(old, new)
    assert changed.target == "a"
    assert changed.old == "We did:\n– this;\n– that."
    assert changed.new == "We did:\n– this;\n– those."


def test_paragraphs_that_came_and_went() -> None:
    old, new = paper(said("a", "One.")), paper(said("b", "Two."))
    assert [(each.target, each.old, each.new) for each in changed_texts(old, new)] == [
        ("b", "", "Two."),
        ("a", "One.", ""),
    ]
