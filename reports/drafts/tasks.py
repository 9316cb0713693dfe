"""Beat tasks of the reports."""

from celery import shared_task

from reports.drafts import services


@shared_task(name="reports.refresh")
def refresh() -> int:
    """Every night, by beat: new drafts where data have changed."""
    return services.reports_refresh()
