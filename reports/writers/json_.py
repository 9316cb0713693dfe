"""The document tree as a JSON file, and back."""

import json

from reports.tree import Document, from_json, to_json


def write(document: Document) -> bytes:
    """`document` as indented JSON in UTF-8 with sorted keys: equal documents, equal bytes."""
    text = json.dumps(to_json(document), ensure_ascii=False, indent=2, sort_keys=True)
    return f"{text}\n".encode()


def read(data: bytes) -> Document:
    """The document back. `msgspec.ValidationError` names the place of what is wrong."""
    return from_json(json.loads(data))
