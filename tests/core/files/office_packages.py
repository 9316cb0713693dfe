"""Small office files, made for tests: sound ones, and ones with something that runs."""

import io
import zipfile

OOXML = "application/vnd.openxmlformats-officedocument"
MAIN = {
    "docx": ("word/document.xml", f"{OOXML}.wordprocessingml.document.main+xml"),
    "xlsx": ("xl/workbook.xml", f"{OOXML}.spreadsheetml.sheet.main+xml"),
    "pptx": ("ppt/presentation.xml", f"{OOXML}.presentationml.presentation.main+xml"),
}
ODF = {
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}


def packed(parts: dict[str, str]) -> bytes:
    """A zip of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def office(kind: str, *more: str, content_type: str = "", relations: str = "") -> bytes:
    """A file of the `kind`, with `more` parts, and with these relations of its settings."""
    others = dict.fromkeys(more, "x")
    if relations:
        others["word/_rels/settings.xml.rels"] = relations
    if kind in ODF:
        return packed({"mimetype": content_type or ODF[kind], "content.xml": "<x/>", **others})
    part, meant = MAIN[kind]
    types = f'<Types><Override PartName="/{part}" ContentType="{content_type or meant}"/></Types>'
    return packed({"[Content_Types].xml": types, part: "<x/>", **others})


def letter(attachment: str = "", content: bytes = b"") -> bytes:
    """A mail as a program saves it, perhaps with something attached."""
    from email.message import EmailMessage

    message = EmailMessage()
    message["From"], message["To"] = "a@example.org", "b@example.org"
    message["Date"], message["Subject"] = "Mon, 17 Jan 2022 09:00:00 +0000", "Minutes"
    message.set_content("As agreed.")
    if attachment:
        message.add_attachment(
            content, maintype="application", subtype="octet-stream", filename=attachment
        )
    return message.as_bytes()
