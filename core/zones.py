"""Time zones by their names."""

from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


@cache
def zone_names() -> tuple[str, ...]:
    """UTC, then every place that has a time of its own, such as Europe/Zurich."""
    return ("UTC", *sorted(zone for zone in available_timezones() if "/" in zone))


def known_zone(name: str) -> None:
    """Validator: refuse a zone that does not exist on this machine."""
    if name not in zone_names():
        raise ValidationError(_("There is no time zone of this name."), code="unknown_zone")


def zone_of(name: str) -> ZoneInfo:
    """The zone; that of the installation where there is none of this name (any more)."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo(settings.TIME_ZONE)
