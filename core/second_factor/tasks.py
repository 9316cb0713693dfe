"""Celery's side of sessions."""

from celery import shared_task

from core.second_factor.services import sessions_forget


@shared_task(name="core.forget_sessions")
def forget_sessions() -> int:
    """Every hour, by beat: sessions that are over go."""
    return sessions_forget()
