"""Sessions: who is signed in, since when, from where."""

import uuid
from importlib import import_module
from typing import ClassVar

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils import timezone

from core.models.people import User


class PersonSession(AbstractBaseSession):
    """A browser's session. Its key is what a browser shows to be let in: no page tells it.

    `number` names it to its owner. Without a user nobody is signed in, or not yet.
    """

    number = models.UUIDField(default=uuid.uuid4, unique=True)
    user = models.ForeignKey(User, on_delete=models.CASCADE, null=True, related_name="sessions")
    begun_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)
    address = models.CharField(max_length=64, blank=True)
    agent = models.CharField(max_length=300, blank=True)

    class Meta(AbstractBaseSession.Meta):
        abstract = False
        ordering = ("-seen_at", "session_key")
        indexes: ClassVar = []

    @classmethod
    def get_session_store_class(cls) -> type[SessionBase]:
        """The store that `SESSION_ENGINE` names."""
        found: type[SessionBase] = import_module(settings.SESSION_ENGINE).SessionStore
        return found
