"""Facts of a row: a name and what is said, as the cards of detail pages show them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Fact:
    """`url` is where the value leads, if anywhere; `illustrative` where it is made up; `language` that
    of the value where it is a text in one of several.
    """

    label: str
    value: str
    url: str = ""
    illustrative: bool = False
    language: str = ""
