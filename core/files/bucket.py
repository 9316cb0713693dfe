"""The file store on S3-compatible storage. Imported only when a bucket is set."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

from boto3.exceptions import Boto3Error
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, NoCredentialsError
from django.core.files import File
from django.utils.functional import Promise
from storages.backends.s3 import S3Storage

from core.files.store import AWAY, REFUSED, FileStoreError

# A click waits for the store no longer than it takes to see that nobody answers.
CONNECT_SECONDS, READ_SECONDS, ATTEMPTS = 3, 15, 2


@contextmanager
def _in_words() -> Iterator[None]:
    """What the client library raises, as a `FileStoreError`; a missing file stays what it is."""
    try:
        yield
    except (ClientError, NoCredentialsError) as error:
        raise FileStoreError(_what(error)) from error
    except Boto3Error as error:
        # A failed upload hides its cause, and with it who is to act.
        raise FileStoreError(_what(error.__context__)) from error
    except BotoCoreError as error:
        raise FileStoreError(AWAY) from error


def _what(error: BaseException | None) -> str | Promise:
    """The store is unwell (5xx, no answer), or it knows us and says no."""
    if isinstance(error, ClientError):
        status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
        return AWAY if status >= 500 else REFUSED
    return REFUSED if isinstance(error, NoCredentialsError) else AWAY


class BucketStore(S3Storage):
    """Files as private objects of one bucket; an object appears whole or not at all."""

    def __init__(self, *, path_style: bool, **options: Any) -> None:
        super().__init__(
            **options,
            default_acl=None,
            # Names are made from the content or drawn by lot: a second writer writes the same.
            file_overwrite=True,
            client_config=Config(
                s3={"addressing_style": "path" if path_style else "auto"},
                signature_version="s3v4",
                connect_timeout=CONNECT_SECONDS,
                read_timeout=READ_SECONDS,
                retries={"total_max_attempts": ATTEMPTS, "mode": "standard"},
                # Not every store knows the newer checksums; our own stand in the database.
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
            ),
            transfer_config=TransferConfig(use_threads=False),
        )

    def _open(self, name: str, mode: str = "rb") -> "File[Any]":
        with _in_words():
            file: File[Any] = super()._open(name, mode)
            # Fetched now: an answer that has begun could not say any more that it failed.
            file.open()
            return file

    def _save(self, name: str, content: "File[Any]") -> str:
        with _in_words():
            return str(super()._save(name, content))

    def exists(self, name: str) -> bool:
        """Whether there is such an object."""
        with _in_words():
            return bool(super().exists(name))

    def delete(self, name: str) -> None:
        """Remove the object; nothing happens when there is none."""
        with _in_words():
            super().delete(name)

    def listdir(self, name: str) -> tuple[list[str], list[str]]:
        """Folders and files under a name."""
        with _in_words():
            folders, files = super().listdir(name)
            return folders, files

    def size(self, name: str) -> int:
        """Its length in bytes."""
        with _in_words():
            return int(super().size(name))

    def url(self, *_arguments: Any, **_more: Any) -> NoReturn:
        """There is none: files are handed out by the program, to those who may have them."""
        raise ValueError("This file is not accessible via a URL.")
