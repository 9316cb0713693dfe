"""A number, or a bar of a figure, that differs between two states of a paper."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Difference:
    """A number, or a bar of a figure, that was different; `uses` where that is of interest.

    `panel`: the address is that of a number's panel, else a place in the paper.
    """

    label: str
    old: str
    new: str
    url: str
    uses: int = 0
    panel: bool = True
    signature: str = ""
