"""The links of a page, and the counts they carry."""

import re
from collections.abc import Collection
from html.parser import HTMLParser

# A whole number standing alone: not the 1.1 of an output, nor the 2018 of 2018–21.
COUNT = re.compile(r"(?<![\w.,–/-])\d[\d,]*(?![\w.,–/-]*\d)")


class Links(HTMLParser):
    """Every link of a page with its text, SVG included."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[tuple[str, str]] = []
        self._open: list[str] | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "a":
            self._open = [given.get("href") or ""]

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._open:
            self.links.append((self._open[0], " ".join("".join(self._open[1:]).split())))
            self._open = None

    def handle_data(self, data: str) -> None:
        if self._open:
            self._open.append(data)


def counted_links(html: str, *, without: Collection[str] = ()) -> list[tuple[str, int, str]]:
    """Address, count and text of every link to a narrowed list whose text holds a count.

    `without` are words, such as titles, whose figures are no counts.
    """
    found = set()
    for href, text in Links(html).links:
        for words in without:
            text = text.replace(words, "")
        count = COUNT.search(text)
        if "?" in href and count:
            found.add((href, int(count[0].replace(",", "")), text))
    return sorted(found)
