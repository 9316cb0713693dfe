"""The document tree as a JSON file, and back."""

import json

import msgspec

from reports.document.tree import Document, from_json, to_json


def write(document: Document) -> bytes:
    """`document` as indented JSON in UTF-8 with sorted keys: equal documents, equal bytes."""
    text = json.dumps(to_json(document), ensure_ascii=False, indent=2, sort_keys=True)
    return f"{text}\n".encode()


def read(data: bytes) -> Document:
    """The document back. `msgspec.ValidationError` names the place of what is wrong."""
    return from_json(json.loads(data))


def schema() -> bytes:
    """JSON Schema of these files, as `docs/formats/document.schema.json` holds it."""
    made: dict[str, object] = msgspec.json.schema(Document)
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A paper of Outturn",
    }
    text = json.dumps(head | made, ensure_ascii=False, indent=2, sort_keys=True)
    return f"{text}\n".encode()
