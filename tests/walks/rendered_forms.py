"""The forms that pages show, and what an honest person would send with them."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from lxml import html

# What is typed into an empty field, by its kind; elsewhere a word.
TYPED = {
    "date": "2021-05-31",
    "number": "3",
    "email": "somebody@example.org",
    "password": "a long enough one",
}
CHOSEN = frozenset({"select", "radio", "checkbox"})
NOT_SENT = frozenset({"submit", "button", "reset", "image"})


@dataclass(frozen=True)
class Field:
    """A field as a browser would send it: `kind` is its type, `options` what a choice offers."""

    name: str
    kind: str
    value: str = ""
    options: tuple[str, ...] = ()

    def honest(self, chance: random.Random) -> str:
        """What stands in it, or what somebody might choose or type."""
        filled = [one for one in self.options if one]
        if self.kind in CHOSEN:
            return chance.choice(filled) if filled and chance.random() < 0.5 else self.value
        return self.value if self.value or self.kind == "hidden" else TYPED.get(self.kind, "Words")


@dataclass(frozen=True)
class Form:
    """A form on a page, with the fields that a browser would send."""

    path: str
    method: str = "POST"
    fields: tuple[Field, ...] = ()

    @property
    def takes_files(self) -> bool:
        """Whether any of its fields does."""
        return any(field.kind == "file" for field in self.fields)


BARE = (Field("version", "hidden", "0"),)


def forms_on(content: bytes, path: str) -> list[Form]:
    """Every form of the page at `path`, those of its content first."""
    if b"<form" not in content:
        return []
    page: Any = html.fromstring(content.decode())
    forms = page.xpath("//main//form") or page.xpath("//form")
    return [
        Form(
            urljoin(path, form.get("action") or path),
            (form.get("method") or "get").upper(),
            tuple(_fields(form)),
        )
        for form in forms
    ]


def _fields(form: Any) -> Iterator[Field]:
    # A field may stand elsewhere on the page and name its form.
    own = form.get("id")
    elsewhere = form.getroottree().xpath("//*[@form=$own]", own=own) if own else []
    radios: dict[str, list[Any]] = {}
    for element in [*form.iter("input", "select", "textarea", "button"), *elsewhere]:
        name, kind = element.get("name"), element.get("type", "text").lower()
        if not name:
            continue
        if element.tag == "select":
            options = [one.get("value", "") for one in element.iter("option")]
            chosen = [
                one.get("value", "")
                for one in element.iter("option")
                if one.get("selected") is not None
            ]
            yield Field(name, "select", (chosen or options or [""])[0], tuple(options))
        elif element.tag == "textarea":
            yield Field(name, "textarea", element.text or "")
        elif kind in {"radio", "checkbox"}:
            radios.setdefault(name, []).append(element)
        elif element.tag == "button" or kind in NOT_SENT:
            yield Field(name, "submit", element.get("value", ""))
        else:
            yield Field(name, kind, element.get("value", ""))
    for name, boxes in radios.items():
        chosen = [one.get("value", "on") for one in boxes if one.get("checked") is not None]
        kind = boxes[0].get("type")
        yield Field(name, kind, (chosen or [""])[0], tuple(one.get("value", "on") for one in boxes))
