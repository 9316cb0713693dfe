"""A stored file on its way to somebody who saves it."""

from typing import IO

from django.http import FileResponse

from core.files.names import as_attachment


def download(content: IO[bytes], name: str, content_type: str) -> FileResponse:
    """The file under its name, to be saved and never shown in place."""
    response = FileResponse(content, content_type=content_type)
    response["Content-Disposition"] = as_attachment(name)
    return response
