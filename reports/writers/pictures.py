"""The files of a paper's pictures, for the formats that hold them."""

from django.utils.translation import gettext

from core.files.store import FileStoreError
from reports.document.picture_files import picture_content
from reports.document.tree import Picture
from reports.writers.locations import DocumentError


def picture_bytes(picture: Picture) -> bytes:
    """The PNG of a picture. Raises `DocumentError` where its file is missing or cannot be had."""
    try:
        return picture_content(picture.sha256)
    except FileNotFoundError as error:
        words = gettext(
            "The file of %(picture)s is missing in the file store. Upload the picture again under "
            "Pictures."
        )
        raise DocumentError(words % {"picture": picture.title}) from error
    except FileStoreError as error:
        raise DocumentError(str(error)) from error


def shown_size(picture: Picture, room: float, most_height: float) -> tuple[float, float]:
    """Width and height in points: 96 dots to the inch, unless that is more than there is room for."""
    width, height = picture.width * 0.75, picture.height * 0.75
    scale = min(1.0, room / width, most_height / height)
    return width * scale, height * scale
