"""The store of sessions: as Django's, and each row says whose it is, since when, from where.

`SESSION_ENGINE` names this module.
"""

import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from core.models import PersonSession
from core.prepared import prepared
from core.requests.addresses import client_address

BEGUN = "begun"
# A page that is read writes nothing, but for this once in a while.
SEEN_EVERY = timedelta(minutes=5)
LONGEST_AGENT = PersonSession._meta.get_field("agent").max_length or 0


class SessionStore(DatabaseStore):
    """Sessions as rows that their owners can list and end."""

    seen_at: datetime | None = None

    @classmethod
    def get_model_class(cls) -> type[PersonSession]:
        """Where they stand."""
        return PersonSession

    def _get_session_from_db(self) -> PersonSession | None:
        """The row of the session's key while it is valid: asked by every request, so prepared."""
        found = _valid(key=self.session_key or "", now=timezone.now())
        if not found:
            self._session_key = None
        self.seen_at = found[0].seen_at if found else None
        return found[0] if found else None

    def create_model_instance(self, data: Mapping[str, Any]) -> PersonSession:
        """The row as it is now: what is told of it stands in the session itself."""
        row: PersonSession = super().create_model_instance(data)  # type: ignore[assignment,arg-type]
        # Of the key, so that a new key, which the old row is copied to, has another.
        row.number = uuid.UUID(salted_hmac("core.sessions", row.session_key).hexdigest()[:32])
        row.user_id = int(data[SESSION_KEY]) if SESSION_KEY in data else None
        if begun := data.get(BEGUN):
            row.begun_at = datetime.fromisoformat(begun["at"])
            row.address, row.agent = begun["address"], begun["agent"]
        self.seen_at = row.seen_at
        return row

    def note_seen(self) -> None:
        """Its person was here just now."""
        now = timezone.now()
        if self.seen_at is None or self.session_key is None or now - self.seen_at < SEEN_EVERY:
            return
        PersonSession.objects.filter(pk=self.session_key).update(seen_at=now)
        self.seen_at = now


@prepared
def _valid(*, key: str, now: datetime) -> QuerySet[PersonSession, PersonSession]:
    return PersonSession.objects.filter(session_key=key, expire_date__gt=now).order_by()


def session_begin(request: HttpRequest) -> None:
    """Note in the session of somebody who has just signed in since when and from where."""
    request.session[BEGUN] = {
        "at": timezone.now().isoformat(),
        "address": client_address(request)[:64],
        "agent": request.headers.get("User-Agent", "")[:LONGEST_AGENT].replace("\0", ""),
    }
