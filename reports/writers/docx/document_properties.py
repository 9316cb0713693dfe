"""Core and extended properties: what the file says about itself outside its text."""

from lxml import etree

from reports.document.tree import Document
from reports.writers.docx.xml import Element, append, plain_root, qualified, root


def core_properties(document: Document) -> Element:
    """docProps/core.xml, dated on the paper's day, never by the clock."""
    moment = f"{document.dated.isoformat()}T00:00:00Z"
    texts = {
        "dc:title": document.title,
        "dc:subject": document.subject,
        "dc:creator": document.author,
        "cp:keywords": ", ".join(document.keywords),
        "cp:lastModifiedBy": document.author,
        # Word takes 0 and less for a damaged file.
        "cp:revision": str(max(document.draft, 1)),
        "dcterms:created": moment,
        "dcterms:modified": moment,
        "dc:language": document.word_language,
    }
    children = [_child(name, text) for name, text in texts.items() if text]
    return root("cp", "coreProperties", children, uses="dc dcterms xsi")


def _child(name: str, text: str) -> Element:
    element = etree.Element(qualified(name))
    element.text = text
    if name.startswith("dcterms:"):
        element.set(qualified("xsi:type"), "dcterms:W3CDTF")
    return element


def extended_properties(document: Document) -> Element:
    """docProps/app.xml; Word wants the version as two numbers."""
    top = plain_root("ep", "Properties")
    values = {"Application": "Outturn", "DocSecurity": "0", "Company": document.cover.body}
    for name, text in (values | {"AppVersion": "16.0000"}).items():
        child = etree.SubElement(top, qualified(f"ep:{name}"))
        append(child, text)
    return top
