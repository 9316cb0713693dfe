"""Reading XML of strangers: no document types, no entities, no network, no endless depth."""

from django.utils.translation import gettext as _
from lxml import etree

from reports.writers.docx.template.errors import TemplateRefused
from reports.writers.docx.xml import Element

_SIGNS = ("<!DOCTYPE", "<!ENTITY")
_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be")
_FORBIDDEN = tuple(sign.encode(encoding) for sign in _SIGNS for encoding in _ENCODINGS)


def parse(path: str, content: bytes) -> Element:
    """The top element of a part. Raises `TemplateRefused`."""
    if any(sign in content for sign in _FORBIDDEN):
        raise TemplateRefused(_doctype(path))
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        element = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise TemplateRefused(
            _(
                "The part “%(path)s” is damaged (%(reason)s). Open the file in Word, save it under "
                "a new name, and upload that file."
            )
            % {"path": path, "reason": str(error)[:160]}
        ) from error
    # An unusual encoding hides the sign from the search above, not from the parser.
    if element.getroottree().docinfo.internalDTD is not None:
        raise TemplateRefused(_doctype(path))
    return element


def _doctype(path: str) -> str:
    return _(
        "The part “%(path)s” declares a document type or entities, which Word never writes and which "
        "can be used to attack whoever opens the file. Copy your styles, header and footer into a "
        "new document in Word, and upload that."
    ) % {"path": path}
