"""The points of a draft decision: joined once, at every level, and never more than was meant."""

import json

import pytest

from reports.document import tree
from reports.writers import json_, text
from tests.reports.texts import composed, lines


def decided(*points: str) -> list[str]:
    return lines(composed("\n".join(("The Governing Body:", *points)), decides=True))[1:]


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        (("- one", "- two", "- three"), ["(a) one;", "(b) two; and", "(c) three."]),
        (("(a) one.", "(b) two"), ["(a) one; and", "(b) two."]),
        (("- one; and", "- two."), ["(a) one; and", "(b) two."]),
        (("- one, and", "- two;"), ["(a) one; and", "(b) two."]),
        (("- one; or", "- two"), ["(a) one; or", "(b) two."]),
        (("- one?", "- two!"), ["(a) one?", "(b) two!"]),
        (("- reports, etc.", "- U.S."), ["(a) reports, etc.; and", "(b) U.S."]),
        (("- one...", "- two"), ["(a) one...; and", "(b) two."]),
        (("1. one", "2. two"), ["1. one; and", "2. two."]),
        (
            ("(a) requests the Office:", "(i) to plan.", "(ii) to report", "(b) decides."),
            ["(a) requests the Office:", "  (i) to plan; and", "  (ii) to report; and", "(b) decides."],
        ),
        (
            ("- requests to:", "  - plan", "  - report:", "    - now", "    - later", "- ends"),
            [
                *("(a) requests to:", "  (i) plan; and", "  (ii) report:"),
                *("    a) now; and", "    b) later; and", "(b) ends."),
            ],
        ),
        (
            ("(a) one", "(b) two", "", "and decides so."),
            ["(a) one; and", "(b) two", "and decides so."],
        ),
    ],
)  # fmt: skip
def test_points_are_joined_once(typed: tuple[str, ...], printed: list[str]) -> None:
    assert decided(*typed) == printed


def test_all_of_a_decision_is_in_bold_and_a_flat_one_is_the_tree_it_was() -> None:
    source = "The Governing Body:\n(a) requests:\n(i) one\n(ii) two\n(b) ends\n\nThis holds."
    paragraph, points, more = composed(source, decides=True).blocks
    assert isinstance(points, tree.BulletList)
    assert isinstance(more, tree.Passage)
    (inner,) = tree.lists_under(points.items[0])
    assert points.letters and inner.letters and more.decision
    assert (points.mark, inner.mark) == ("", "(i)")
    flat = composed("The Governing Body:\n\n- one\n- two", decides=True)
    assert json.loads(json_.write(flat))["blocks"][1] == {
        "type": "list",
        "letters": True,
        "items": [[{"type": "text", "text": "one; and"}], [{"type": "text", "text": "two."}]],
    }
    assert "(a) one; and\n     (b) two." in text.write(flat).decode()
    assert isinstance(paragraph, tree.Paragraph)
