"""What can be done with the pictures of a report: bring one, replace its file, take it away."""

import hashlib

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from core.figures.registry import figures
from core.files import names
from core.files.store import store_whole
from core.history.saving import row_save
from core.models import User
from reports.composing.merge import Paper
from reports.document.picture_files import picture_path
from reports.document.picture_markup import picture_keys
from reports.models import Report, ReportPicture
from reports.pictures.encoding import EncodedPicture

_MOST_NAME = 100


class PictureStands(Exception):
    """A text shows the picture, so it stays; `paragraph` is the key of the first that does."""

    def __init__(self, paragraph: str) -> None:
        super().__init__(paragraph)
        self.paragraph = paragraph


def picture_upload(
    *,
    picture: ReportPicture,
    made: EncodedPicture,
    file_name: str,
    user: User | None,
    version: int = 0,
) -> ReportPicture:
    """Make what was drawn anew the picture's; `picture` is a new row or one whose file is replaced.

    Raises `StaleRow`; then nothing is changed. The old file stays in the store, since drafts were made
    with it.
    """
    take_file(picture, made, file_name, user)
    row_save(row=picture, version=version)
    return picture


def take_file(
    picture: ReportPicture, made: EncodedPicture, file_name: str, user: User | None
) -> None:
    """Store a picture's file and note it in its row, which is not saved."""
    digest = hashlib.sha256(made.content).hexdigest()
    path = picture_path(digest)
    store_whole(path, ContentFile(made.content))
    picture.file.name, picture.sha256, picture.size = path, digest, len(made.content)
    picture.width, picture.height = made.width, made.height
    picture.file_name = names.file_name(
        names.given_stem(file_name)[:_MOST_NAME], names.extension(file_name), otherwise="picture"
    )
    picture.uploaded_by, picture.uploaded_at = user, timezone.now()


def picture_delete(*, picture: ReportPicture, paper: Paper) -> None:
    """Take a picture away that no text of the `paper` shows. Raises `PictureStands`.

    Its file stays in the store, where drafts still lead to it.
    """
    with transaction.atomic():
        shown = shown_in(paper).get(picture.key)
        if shown:
            raise PictureStands(shown)
        picture.delete()


def shown_in(paper: Paper) -> dict[str, str]:
    """Which paragraph shows a picture, by the picture's key; those that were taken out too."""
    paragraphs = [one for section in paper.sections for one in section.paragraphs]
    paragraphs += [one for _section, one in paper.removed]
    return {
        key: one.key
        for one in reversed(paragraphs)
        for text in one.every.values()
        for key in picture_keys(text)
    }


def is_key_of_a_figure(report: Report, key: str) -> bool:
    """Whether a figure goes by this key, under which pictures are referred to as well."""
    return key in figures or key in report.declared.figures
