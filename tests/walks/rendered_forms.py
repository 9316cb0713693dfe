"""The forms that pages show, and what an honest person would send with them."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from lxml import html

# What is typed into an empty field, by its name or its kind; elsewhere a word.
TYPED = {
    "year": "2021",
    "date": "2022-01-17",
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
    required: bool = False

    def honest(self, chance: random.Random) -> str | None:
        """What stands in it, or what somebody might choose or type; None: it is not sent."""
        filled = [one for one in self.options if one]
        is_wanted = chance.random() < (1 if self.required else 0.5)
        if self.kind in CHOSEN:
            if filled and chance.random() < 0.05 if self.value else filled and is_wanted:
                return chance.choice(filled)
            return self.value if self.value or self.kind == "select" else None
        if self.value or self.kind == "hidden" or not is_wanted:
            return self.value
        return TYPED.get(self.name, TYPED.get(self.kind, "Words"))


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
        required = element.get("required") is not None
        if not name:
            continue
        if element.tag == "select":
            options = [one.get("value", "") for one in element.iter("option")]
            chosen = [
                one.get("value", "")
                for one in element.iter("option")
                if one.get("selected") is not None
            ]
            several = element.get("multiple") is not None
            first = chosen or ([] if several else options) or [""]
            yield from (Field(name, "select", value, tuple(options), required) for value in first)
        elif element.tag == "textarea":
            # A browser takes the first end of line for the template's.
            yield Field(name, "textarea", (element.text or "").removeprefix("\n"), (), required)
        elif kind in {"radio", "checkbox"}:
            radios.setdefault(name, []).append(element)
        elif element.tag == "button" or kind in NOT_SENT:
            yield Field(name, "submit", element.get("value", ""))
        else:
            # A day is typed as text; what makes the field one is the button of its calendar.
            kind = "date" if element.xpath("boolean(../button/@data-day)") else kind
            yield Field(name, kind, element.get("value", ""), (), required)
    for name, boxes in radios.items():
        kind = boxes[0].get("type")
        boxed = tuple(one.get("value", "on") for one in boxes)
        chosen = [one.get("value", "on") for one in boxes if one.get("checked") is not None]
        yield from (Field(name, kind, value, boxed) for value in chosen or [""])
