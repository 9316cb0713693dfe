"""One submission once: a form that is sent again leads to what it has made the first time.

Two clicks, two tabs, the way back and *Save*: docs/decisions/036-one-submission-once.md.
"""

import hashlib
import json
import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Self

from django.apps import apps
from django.db import connection, models
from django.http import HttpRequest
from django.utils import timezone

from core.history.versions import version_of
from core.models import Submission
from core.pages.view_access import current_user

FIELD = "submission"
# For so long a form is known by its key: no session lasts as long.
KEPT_FOR = timedelta(days=30)
# For so long an equal form with another key counts as the same: a second tab, a page read anew.
ALIKE_FOR = timedelta(hours=1)
_NOT_CONTENT = {"csrfmiddlewaretoken", FIELD, "another"}


def new_key() -> str:
    """What a form carries that is shown now."""
    return str(uuid.uuid4())


def key_given(request: HttpRequest) -> uuid.UUID | None:
    """The key of the form that was sent; None for a form without, or with what is none."""
    try:
        return uuid.UUID(request.POST.get(FIELD, ""))
    except ValueError:
        return None


@dataclass(frozen=True)
class SentForm:
    """A form as it was sent: by whom, under which key, and a digest of where and what."""

    person: int
    key: uuid.UUID | None
    content: str

    @classmethod
    def of(cls, request: HttpRequest) -> Self:
        """What this request sends."""
        person = current_user(request).pk
        return cls(person, key_given(request), _content(request, person))

    def wait(self) -> None:
        """Let no other of this key or of this content go on before this transaction has ended."""
        # Always the key first: whoever holds a content waits for nobody.
        own_key = [f"{self.person} {self.key}"] if self.key else []
        with connection.cursor() as cursor:
            for held in (*own_key, self.content):
                cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [held])

    def earlier(self) -> Submission | None:
        """The same form, taken before."""
        if self.key is None:
            return None
        return Submission.objects.filter(person=self.person, key=self.key).first()

    def alike(self) -> Submission | None:
        """Another form of the same content that this person has sent lately, if its row is there."""
        lately = Submission.objects.filter(
            content=self.content, taken_at__gt=timezone.now() - ALIKE_FOR
        )
        found = lately.last()
        return found if found is not None and not is_gone(found) else None

    def taken(self, row: Any, leads_to: str) -> None:
        """Write down that it was saved as `row` (None: as no single one) and where that leads."""
        is_one = isinstance(row, models.Model) and row.pk is not None
        Submission.objects.update_or_create(
            person_id=self.person,
            key=self.key or uuid.uuid4(),
            defaults={
                "content": self.content,
                "taken_at": timezone.now(),
                "leads_to": leads_to,
                "model": row._meta.label_lower if is_one else "",
                "row": row.pk if is_one else None,
                "version": version_of(row) if is_one else 0,
            },
        )


def is_gone(submission: Submission) -> bool:
    """Whether the row that it has made was removed since."""
    if submission.row is None:
        return False
    rows: Any = apps.get_model(submission.model)._default_manager
    return not rows.filter(pk=submission.row).exists()


def submissions_forget() -> int:
    """Remove what is older than any form that may still be sent. Returns how many."""
    old = Submission.objects.filter(taken_at__lt=timezone.now() - KEPT_FOR)
    return old.delete()[0]


def _content(request: HttpRequest, person: int) -> str:
    """A digest of who sends what to which address; of a file its name and what is in it."""
    values = [(name, request.POST.getlist(name)) for name in sorted(request.POST)]
    files = [
        (name, file.name, _digest_of(file))
        for name in sorted(request.FILES)
        for file in request.FILES.getlist(name)
    ]
    told = [person, request.get_full_path(), [v for v in values if v[0] not in _NOT_CONTENT], files]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def _digest_of(file: Any) -> str:
    found = hashlib.sha256()
    for chunk in file.chunks():
        found.update(chunk)
    file.seek(0)
    return found.hexdigest()
