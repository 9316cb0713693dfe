"""From where on a project is slipping, silent or stuck: settings, read here and nowhere else.

Read at every call, so that all pages, numbers and drafts of a process count alike.
"""

from datetime import timedelta

from django.conf import settings
from django.utils.translation import ngettext, npgettext

from core.figures.annexes import active_profile


def slip() -> timedelta:
    """A forecast that lies further than this after the planned finish is slipping."""
    return timedelta(days=settings.SLIP_DAYS)


def silence() -> timedelta:
    """A project of which nothing was said for so long is silent."""
    return timedelta(days=settings.SILENT_DAYS)


def stuck_updates() -> int:
    """So many updates in a row that show no movement make a project stuck."""
    return int(settings.STUCK_UPDATES)


def thresholds() -> tuple[int, int, int]:
    """All of them as they are set, for whoever keeps what was counted by them."""
    return slip().days, silence().days, stuck_updates()


def slipping_definition() -> str:
    """What the number of slipping projects counts, in the reader's language."""
    return _with_days(
        ngettext(
            "Projects in the work plan of the year that are not finished and whose forecast "
            "lies more than %(days)s day after the planned finish.",
            "Projects in the work plan of the year that are not finished and whose forecast "
            "lies more than %(days)s days after the planned finish.",
            slip().days,
        ),
        slip(),
    )


def silent_definition() -> str:
    """What the number of silent projects counts."""
    return _with_days(
        ngettext(
            "Projects in the work plan of the year that have begun, are not finished, and "
            "have had no update for %(days)s day; a confirmation by the manager is an update.",
            "Projects in the work plan of the year that have begun, are not finished, and "
            "have had no update for %(days)s days; a confirmation by the manager is an update.",
            silence().days,
        ),
        silence(),
    )


def stuck_definition() -> str:
    """What the number of stuck projects counts."""
    return _with_updates(
        # Translators: updates is a number in words up to ten: "whose last three updates".
        ngettext(
            "Projects in the work plan of the year, begun and not on hold, whose last %(updates)s "
            "update was amber or red, or gave the same per cent done in the same words.",
            "Projects in the work plan of the year, begun and not on hold, whose last %(updates)s "
            "updates were all amber or red, or gave the same per cent done in the same words.",
            stuck_updates(),
        )
    )


def silent_choice() -> str:
    """The filter of the list, beginning with a capital."""
    words = ngettext("Silent for %(days)s day", "Silent for %(days)s days", silence().days)
    return _with_days(words, silence())


def silent_label() -> str:
    """The count of the dashboard, behind its figure."""
    words = npgettext(
        "short, behind a figure: 13 silent for 60 days",
        "silent for %(days)s day",
        "silent for %(days)s days",
        silence().days,
    )
    return _with_days(words, silence())


def stuck_label() -> str:
    """What is wrong with a project that is stuck."""
    return _with_updates(
        ngettext("stuck for %(updates)s update", "stuck for %(updates)s updates", stuck_updates())
    )


def _with_days(words: str, span: timedelta) -> str:
    """A measured time stands in figures."""
    return words % {"days": active_profile().integer(span.days)}


def _with_updates(words: str) -> str:
    """A count stands as in running text: to ten in words."""
    return words % {"updates": active_profile().text_number(stuck_updates())}
