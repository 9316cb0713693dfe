"""What is sent in place of a form as a browser sends it."""

import random
from collections.abc import Callable, Sequence
from urllib.parse import quote

from tests.walks.rendered_forms import Field, Form
from tests.walks.values import GROUPS, hostile
from tests.walks.watching import Request

URLENCODED = "application/x-www-form-urlencoded"
BOUNDARY = "walk"
MULTIPART = f"multipart/form-data; boundary={BOUNDARY}"
Pair = tuple[str | bytes, bytes]
File = tuple[str, str, str, bytes]  # of a field: file name, content type, content
MOST_FIELDS = 1100  # Django reads a thousand

TYPES = (
    *("application/json", "text/plain", "text/xml", "multipart/form-data", "image/png", ""),
    *(
        f"{URLENCODED}; charset=utf-16",
        f"{URLENCODED}; charset=nothing",
    ),
    *(f"multipart/form-data; boundary={'b' * 300}", "multipart/form-data; boundary=\u00e4"),
    *(
        "multipart/mixed; boundary=walk",
        "application/x-www-form-urlencoded; boundary=walk",
        "/",
        "a" * 5000,
    ),
)
HEADERS: tuple[tuple[str, str], ...] = (
    ("HX-Request", "true"),
    ("HX-Current-URL", "http://[::1"),
    ("Accept-Language", "de;q=" + "9" * 500),
    ("Accept-Language", "x" * 5000),
    ("Accept-Language", "zh-\u00e4,*;q=nan"),
    ("Referer", "http://[bad"),
    ("Origin", "null"),
    ("Range", "bytes=99999999999999999999-"),
    ("If-Modified-Since", "Mon, 99 Foo 99999 99:99:99 GMT"),
    ("If-None-Match", '"' * 300),
    ("X-Request-ID", "a\u00e4" * 300),
    ("X-Forwarded-For", "1.2.3.4, ::1, " * 200),
    ("X-Forwarded-Proto", "javascript"),
    ("Forwarded", "for=[::1"),
    ("Cookie", "outturn_language=xx; csrftoken=\u00e4"),
    ("Accept-Encoding", "gzip;q=x"),
    ("X-HTTP-Method-Override", "DELETE"),
    ("Host", "localhost:99999"),
)


def hostile_form(chance: random.Random, person: str, form: Form) -> Request:
    """The form, honest but for a few fields, or sent as no browser would."""
    files = [one.name for one in form.fields if one.kind == "file"]
    pairs = honest_pairs(chance, form)
    for _ in range(chance.choice((1, 1, 2, 3))):
        pairs = chance.choice(CHANGES)(chance, pairs, form.fields)
    headers = (chance.choice(HEADERS),) if chance.random() < 0.1 else ()
    if chance.random() < 0.06:
        kind, body = _as_nobody_sends_it(chance, pairs)
        return Request(person, form.method, form.path, body, kind, headers)
    if files or chance.random() < 0.1:
        uploads = [odd_file(chance, name) for name in files if chance.random() < 0.8]
        return Request(
            person, form.method, form.path, multipart(pairs, uploads), MULTIPART, headers
        )
    return Request(person, form.method, form.path, urlencoded(pairs), URLENCODED, headers)


def honest_pairs(chance: random.Random, form: Form) -> list[Pair]:
    """Names and values as a person would send them, files left out."""
    fields = [one for one in _chosen(chance, form.fields) if one.kind != "file"]
    said = ((one.name, one.honest(chance)) for one in fields)
    return [(name, value.encode()) for name, value in said if value is not None]


def _chosen(chance: random.Random, fields: Sequence[Field]) -> list[Field]:
    """A browser sends one of several buttons."""
    buttons = [one for one in fields if one.kind == "submit"]
    return [one for one in fields if one.kind != "submit"] + (
        [chance.choice(buttons)] if buttons else []
    )


def urlencoded(pairs: Sequence[Pair]) -> bytes:
    """Names and values as forms send them."""
    return "&".join(
        f"{quote(name, safe='')}={quote(value, safe='')}" for name, value in pairs
    ).encode()


def multipart(pairs: Sequence[Pair], files: Sequence[File] = ()) -> bytes:
    """Names, values and files as forms with files send them."""
    parts = [
        f'Content-Disposition: form-data; name="{_name(name)}"\r\n\r\n'.encode() + value
        for name, value in pairs
    ]
    parts += [
        f'Content-Disposition: form-data; name="{_name(name)}"; filename="{_name(title)}"\r\n'
        f"Content-Type: {kind}\r\n\r\n".encode()
        + content
        for name, title, kind, content in files
    ]
    line = f"--{BOUNDARY}\r\n".encode()
    return b"".join(line + part + b"\r\n" for part in parts) + f"--{BOUNDARY}--\r\n".encode()


def _name(name: str | bytes) -> str:
    text = name.decode(errors="replace") if isinstance(name, bytes) else name
    return text.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")


def odd_file(chance: random.Random, name: str) -> File:
    """A small file that is not what it says."""
    title = chance.choice(
        ("a.pdf", "a.docx", "a.exe", "", "a", "x" * 500 + ".pdf", "a\u202efdp.exe", "a.pdf\0.exe")
    )
    kind = chance.choice(
        ("application/pdf", "text/html", "", "a" * 300, "text/plain; charset=utf-7")
    )
    content = chance.choice(
        (b"", b"%PDF-", b"PK\x03\x04", b"\0" * 1000, b"<html>", hostile(chance))
    )
    if chance.random() < 0.3:
        title = hostile(chance, "text").decode(errors="replace")[:2000]
    return name, title, kind, content


# --- Changes of what is sent ----------------------------------------------------------------------


def _one(chance: random.Random, pairs: list[Pair], fields: Sequence[Field]) -> list[Pair]:
    """A field, or two, with a hostile value."""
    kinds: dict[str | bytes, str] = {field.name: field.kind for field in fields}
    if not pairs:
        return pairs
    for place in chance.sample(range(len(pairs)), min(len(pairs), chance.choice((1, 1, 2)))):
        name = pairs[place][0]
        pairs[place] = (name, hostile(chance, kinds.get(name, "")))
    return pairs


def _all(chance: random.Random, pairs: list[Pair], fields: Sequence[Field]) -> list[Pair]:
    kinds: dict[str | bytes, str] = {field.name: field.kind for field in fields}
    return [(name, hostile(chance, kinds.get(name, ""))) for name, _value in pairs]


def _same_everywhere(chance: random.Random, pairs: list[Pair], _: Sequence[Field]) -> list[Pair]:
    value = hostile(chance)[:10_000]
    return [(name, value) for name, _value in pairs]


def _missing(chance: random.Random, pairs: list[Pair], _: Sequence[Field]) -> list[Pair]:
    return [one for one in pairs if chance.random() < 0.6]


def _doubled(chance: random.Random, pairs: list[Pair], _: Sequence[Field]) -> list[Pair]:
    return pairs + [(name, hostile(chance)) for name, _value in pairs if chance.random() < 0.3]


def _unknown(chance: random.Random, pairs: list[Pair], _: Sequence[Field]) -> list[Pair]:
    names = (
        "id",
        "pk",
        "is_active",
        "is_superuser",
        "owner",
        "strategy",
        "next",
        "on_behalf_of",
        "version",
        "period",
        "submit",
        "state",
        "author",
        "password",
        "csrfmiddlewaretoken",
        "_save",
        "_popup",
        "_to_field",
        "__all__",
        "form-TOTAL_FORMS",
    )
    name = chance.choice((*names, hostile(chance)[:500]))
    return [*pairs, (name, hostile(chance))]


def _many(chance: random.Random, pairs: list[Pair], _: Sequence[Field]) -> list[Pair]:
    if chance.random() < 0.7:
        return _doubled(chance, pairs, _)
    return pairs + [(f"field{n}", b"1") for n in range(MOST_FIELDS)]


Change = Callable[[random.Random, list[Pair], Sequence[Field]], list[Pair]]
CHANGES: tuple[Change, ...] = (
    *(_one, _one, _one, _one, _one, _one, _one, _all, _same_everywhere),
    *(_missing, _doubled, _unknown, _many),
)


def _as_nobody_sends_it(chance: random.Random, pairs: list[Pair]) -> tuple[str, bytes]:
    """A content type and a body that do not fit."""
    honest = urlencoded(pairs)
    whole = multipart(pairs)
    body = chance.choice(
        (
            honest,
            whole,
            whole[: len(whole) // 2],
            whole.replace(b"form-data", b"form-data; filename*=UTF-8''%ff"),
            whole.replace(b"\r\n\r\n", b"\r\nContent-Transfer-Encoding: base64\r\n\r\n=", 1),
            whole.replace(b"\r\n", b"\n"),
            chance.choice(GROUPS["json"]),
            b"%" * 5000,
            b"&=" * 900,
            b"=" * 5000,
            b"\0" * 500,
            b"a" * 3_000_000,
        )
    )
    return chance.choice((*TYPES, URLENCODED, MULTIPART)), body
