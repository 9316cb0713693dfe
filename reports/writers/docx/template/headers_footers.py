"""Headers and footers of the template, with the words of this paper in their places.

A place is a word in braces ("{symbol}"), a content control whose tag is such a word, or one of
Word's own fields and controls for properties of the document. Braces were chosen as the way to
teach: they are replaced by text when the paper is written, so that Word, LibreOffice and every other
program show the same at once; a field shows what it showed last until somebody updates it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy

from reports.document.tree import Document
from reports.writers.docx.template.matching import attribute
from reports.writers.docx.xml import Element, qualified, w

PAGE_FIELDS = {"page": "PAGE", "pages": "NUMPAGES"}
# In the order of the documentation.
PLACEHOLDERS = (
    *("symbol", "title", "body", "session", "place", "date", "original", "section", "code"),
    *("segment", "author", "related", *PAGE_FIELDS),
)
_PLACEHOLDER = re.compile(r"\{\s*([A-Za-z_]+)\s*\}")
# What Word's fields and controls call the properties that every paper has.
_PROPERTIES = {
    "title": "title", "subject": "subject", "author": "author", "creator": "author",
    "keywords": "keywords", "company": "body",
}  # fmt: skip
_CORE = re.compile(r":(title|subject|creator|keywords|Company)\[1\]\s*$", re.IGNORECASE)
_DROPPED = ("bookmarkStart", "bookmarkEnd", "proofErr", "permStart", "permEnd")
_P, _R, _T = qualified("w:p"), qualified("w:r"), qualified("w:t")


def values_of(document: Document) -> dict[str, str]:
    """What stands for each place, in the paper's language."""
    cover = document.cover
    return {
        "symbol": document.symbol,
        "title": cover.title or document.title,
        "body": cover.body,
        "session": cover.session,
        "place": cover.session_place_dates,
        "date": cover.date,
        "original": cover.original,
        "section": cover.section,
        "code": cover.section_code,
        "segment": cover.segment,
        "author": cover.author,
        "related": "; ".join(cover.related),
        "subject": document.subject,
        "keywords": ", ".join(document.keywords),
    }


def placeholders_in(tree: Element) -> Iterator[str]:
    """The words in braces of a header or footer, known or not, as somebody wrote them."""
    for paragraph in tree.iter(_P):
        text = "".join(one.text or "" for one in _own_texts(paragraph))
        yield from (found.group(1).lower() for found in _PLACEHOLDER.finditer(text))
    for control in tree.iter(qualified("w:sdt")):
        if (name := _control(control)) in PLACEHOLDERS:
            yield name


def filled(tree: Element, values: Mapping[str, str]) -> Element:
    """A copy of a header or footer with `values` in their places."""
    tree = deepcopy(tree)
    for tag in _DROPPED:
        for one in list(tree.iter(qualified(f"w:{tag}"))):
            _parent(one).remove(one)
    for control in tree.iter(qualified("w:sdt")):
        _fill_control(control, values)
    for paragraph in list(tree.iter(_P)):
        _fill_fields(paragraph, values)
        _fill_braces(paragraph, values)
    return tree


# --- Braces -------------------------------------------------------------------------------------


def _own_texts(paragraph: Element) -> list[Element]:
    """The texts of a paragraph, not those of text boxes inside it."""
    return [
        one
        for one in paragraph.iter(_T)
        if next(one.iterancestors(_P)) is paragraph
    ]  # fmt: skip


def _fill_braces(paragraph: Element, values: Mapping[str, str]) -> None:
    """Word cuts a word into runs as it likes, so places are found in the joined text."""
    while True:
        texts = _own_texts(paragraph)
        joined = "".join(one.text or "" for one in texts)
        place = next(
            (f for f in _PLACEHOLDER.finditer(joined) if f.group(1).lower() in PLACEHOLDERS), None
        )
        if place is None:
            return
        _replace(texts, place.start(), place.end(), place.group(1).lower(), values)


def _replace(
    texts: Sequence[Element], start: int, end: int, name: str, values: Mapping[str, str]
) -> None:
    """Put the value into the text where the place begins, and take the rest of the place away."""
    position, first = 0, None
    for text in texts:
        words = text.text or ""
        begin, finish = max(start - position, 0), min(end - position, len(words))
        position += len(words)
        if begin >= finish:
            continue
        before, after = words[:begin], words[finish:]
        if first is None:
            first = text
            if name in PAGE_FIELDS:
                _set(text, before)
                _insert_field(text, PAGE_FIELDS[name], after)
            else:
                # A value with braces must not be taken for a place.
                _set(
                    text, before + values.get(name, "").replace("{", "(").replace("}", ")") + after
                )
        else:
            _set(text, after)


def _insert_field(text: Element, instruction: str, after: str) -> None:
    """A field and the words after it, in runs that look like the one the place stood in."""
    run = next(text.iterancestors(_R))
    look = run.find(qualified("w:rPr"))

    def like(*content: Element) -> Element:
        return w("r", deepcopy(look) if look is not None else None, *content)

    field = w("fldSimple", like(w("t", "1")), instr=f" {instruction} ")
    rest = w("t", after)
    _set(rest, after)
    following = list(text.itersiblings())
    tail = like(rest, *following)
    run.addnext(tail)
    run.addnext(field)


def _set(text: Element, words: str) -> None:
    text.text = words
    text.set(qualified("xml:space"), "preserve")


def _parent(element: Element) -> Element:
    parent = element.getparent()
    assert parent is not None
    return parent


# --- Fields of Word -----------------------------------------------------------------------------


def _fill_fields(paragraph: Element, values: Mapping[str, str]) -> None:
    """Give TITLE, SUBJECT, AUTHOR, KEYWORDS and DOCPROPERTY the result they will have."""
    for simple in paragraph.iter(qualified("w:fldSimple")):
        _show(list(simple.iter(_T)), _property(attribute(simple, "instr")), values)
    instruction, results, in_result = "", [], False
    for element in paragraph.iter(qualified("w:fldChar"), qualified("w:instrText"), _T):
        if element.tag == _T:
            if in_result:
                results.append(element)
        elif element.tag == qualified("w:instrText"):
            instruction += element.text or ""
        elif attribute(element, "fldCharType") == "begin":
            instruction, results, in_result = "", [], False
        elif attribute(element, "fldCharType") == "separate":
            in_result = True
        else:
            _show(results, _property(instruction), values)
            instruction, results, in_result = "", [], False


def _property(instruction: str) -> str:
    """The value that a field asks for; empty for another field."""
    words = instruction.replace('"', " ").split()
    if words and words[0].upper() in {"DOCPROPERTY", "INFO"}:
        words = words[1:]
    return _PROPERTIES.get(words[0].lower(), "") if words else ""


def _show(texts: Sequence[Element], name: str, values: Mapping[str, str]) -> None:
    if not name:
        return
    for index, text in enumerate(texts):
        _set(text, values[name] if index == 0 else "")


# --- Content controls ---------------------------------------------------------------------------


def _control(control: Element) -> str:
    """Which place a content control is for: by its tag, or by the property it is bound to."""
    properties = control.find(qualified("w:sdtPr"))
    if properties is None:
        return ""
    tag = attribute(properties.find(qualified("w:tag"))).strip("{} ").lower()
    if tag in PLACEHOLDERS:
        return tag
    bound = _CORE.search(attribute(properties.find(qualified("w:dataBinding")), "xpath"))
    return _PROPERTIES[bound.group(1).lower()] if bound else ""


def _fill_control(control: Element, values: Mapping[str, str]) -> None:
    """The value into the control; what is bound to data that no paper has stays as it shows."""
    name, properties = _control(control), control.find(qualified("w:sdtPr"))
    if properties is None:
        return
    binding = properties.find(qualified("w:dataBinding"))
    if binding is not None and not _CORE.search(attribute(binding, "xpath")):
        properties.remove(binding)
    content = control.find(qualified("w:sdtContent"))
    if content is None or name not in values:
        return
    hint = properties.find(qualified("w:showingPlcHdr"))
    if hint is not None:
        properties.remove(hint)
    _show(list(content.iter(_T)), name, values)
