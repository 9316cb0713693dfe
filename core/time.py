"""The working date: the one clock that views, jobs and checks ask.

Three clocks are never mixed: `at` (valid time, "as it was on that day"), `known_at` (recorded time,
"as we knew it then", see `core.history`) and the working date (today, or the fixed day of a
demonstration). The system clock itself is for leases and log lines only.
"""

from datetime import date

from django.utils import timezone

from core.request_cache import once_a_request


@once_a_request
def working_date() -> date:
    """The day on which this installation stands: fixed, or today in the active time zone."""
    return installation_facts()[0] or timezone.localdate()


@once_a_request
def installation_facts() -> tuple[date | None, bool]:
    """The fixed day, if there is one, and whether the data are a demonstration."""
    # core.kept needs this module while it loads.
    from core.kept import kept_on_all_days

    return kept_on_all_days("installation", (), _installation_facts)


def _installation_facts() -> tuple[date | None, bool]:
    # So does core.models.people.
    from core.models.installation import Installation

    facts = Installation.objects.values_list("fixed_date", "is_demonstration").first()
    return facts or (None, False)
