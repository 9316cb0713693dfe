"""A tree that was stored before lists nested is read as it was, and printed as it was."""

import json

from reports.document.tree import BulletList, Table, from_json, to_json
from reports.writers import html, json_, text
from tests.reports.documents import make_document
from tests.reports.writers.docx_parts import parts_of

# As the program wrote it until the text format had more than flat lists (schema version 1).
STORED = json.loads("""[
 {"type": "heading", "id": "section/one", "level": 1, "children": [{"type": "text", "text": "One"}]},
 {"type": "paragraph", "id": "para/one", "number": 1, "children": [{"type": "text", "text": "We did:"}]},
 {"type": "list", "items": [
   [{"type": "text", "text": "this"},
    {"type": "note", "number": 1, "children": [{"type": "text", "text": "N."}]}],
   [{"type": "text", "text": "that", "strong": true}]]},
 {"type": "paragraph", "id": "para/decision", "number": 2, "decision": true,
  "children": [{"type": "text", "text": "The Governing Body:"}]},
 {"type": "list", "letters": true, "items": [
   [{"type": "text", "text": "notes; and"}], [{"type": "text", "text": "decides."}]]},
 {"type": "table", "id": "table/risks", "caption": "Risks", "label": "Table 1",
  "columns": ["Code", "Risk"],
  "rows": [["R1", "Fire"], ["R2", {"type": "text", "text": "Wasser", "language": "de"}]],
  "groups": [[0, "All"]], "widths": [1, 3]}
]""")  # fmt: skip


def test_it_is_read_and_stored_again_as_it_was() -> None:
    plain = json.loads(json_.write(make_document())) | {"blocks": STORED}
    document = from_json(plain)
    assert json.loads(json.dumps(to_json(document)))["blocks"] == STORED
    assert document.version == 1
    points, letters, table = document.blocks[2], document.blocks[4], document.blocks[5]
    assert isinstance(points, BulletList)
    assert isinstance(letters, BulletList)
    assert (points.first_mark, letters.first_mark) == ("", "(a)")
    assert isinstance(table, Table)
    assert not table.is_typed


def test_it_is_printed_as_it_was() -> None:
    plain = json.loads(json_.write(make_document())) | {"blocks": STORED}
    document = from_json(plain)
    outline = text.write(document).decode()
    assert "     • this[1]\n     • that\n" in outline
    assert "     (a) notes; and\n     (b) decides.\n" in outline
    assert '<ol type="a" class="points lettered">' in html.fragment(document)
    assert '<ul class="points">' in html.fragment(document)
    parts = parts_of(document)
    assert not parts.find("//w:ilvl")
    assert parts.styled("ListBullet") == ["this[1]", "that", "notes; and", "decides."]
