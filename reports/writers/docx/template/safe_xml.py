"""The parts of a Word file that somebody brings, read as XML of strangers."""

from django.utils.translation import gettext as _

from core.files.xml_files import DoctypeRefused, XmlDamaged, parse_xml
from reports.writers.docx.template.errors import TemplateRefused
from reports.writers.docx.xml import Element


def parse(path: str, content: bytes) -> Element:
    """The top element of a part. Raises `TemplateRefused`."""
    try:
        return parse_xml(content)
    except DoctypeRefused as error:
        raise TemplateRefused(_doctype(path)) from error
    except XmlDamaged as error:
        raise TemplateRefused(
            _(
                "The part “%(path)s” is damaged (%(reason)s). Open the file in Word, save it under "
                "a new name, and upload that file."
            )
            % {"path": path, "reason": str(error)[:160]}
        ) from error


def _doctype(path: str) -> str:
    return _(
        "The part “%(path)s” declares a document type or entities, which Word never writes and which "
        "can be used to attack whoever opens the file. Copy your styles, header and footer into a "
        "new document in Word, and upload that."
    ) % {"path": path}
