"""Reading XML of strangers: no document types, no entities, no network, no endless depth."""

from lxml import etree

_SIGNS = ("<!DOCTYPE", "<!ENTITY")
_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be")
_FORBIDDEN = tuple(sign.encode(encoding) for sign in _SIGNS for encoding in _ENCODINGS)


class DoctypeRefused(ValueError):
    """The file declares a document type or entities, which can attack whoever reads it."""


class XmlDamaged(ValueError):
    """What was read is no XML; the message is the parser's."""


def parse_xml(content: bytes) -> etree._Element:
    """The top element, without comments and processing instructions.

    Raises `DoctypeRefused`, `XmlDamaged`.
    """
    if any(sign in content for sign in _FORBIDDEN):
        raise DoctypeRefused
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
    except (etree.XMLSyntaxError, ValueError) as error:
        raise XmlDamaged(str(error)) from error
    # An unusual encoding hides the sign from the search above, not from the parser.
    if element.getroottree().docinfo.internalDTD is not None:
        raise DoctypeRefused
    return element
