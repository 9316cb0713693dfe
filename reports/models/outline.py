"""The form in which outlines are stored (`reports.outline.plan` says what each item stands for)."""

from typing import Required, TypedDict


class OutlineParagraph(TypedDict, total=False):
    """A paragraph of a fixed section; `text` by language, `figure` the key of one after it."""

    key: Required[str]
    text: Required[dict[str, str]]
    figure: str


class OutlineSection(TypedDict, total=False):
    """A section: fixed with a `key`, or repeated for `each` part of the framework."""

    key: str
    each: str
    heading: Required[dict[str, str]]
    opening: bool
    projects: bool
    paragraphs: list[OutlineParagraph]
    tables: list[str]
    words: int
    appendix: bool
    landscape: bool
    decision: bool
    sections: "list[OutlineSection]"
