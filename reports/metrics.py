"""What the reports tell /metrics."""

from collections.abc import Iterator

from core.requests.metrics import MetricSpec, metrics
from reports.models import Draft


def _drafts() -> Iterator[tuple[tuple[str, ...], float]]:
    yield (), Draft.objects.count()


def register() -> None:
    """Declare it."""
    metrics.register(MetricSpec("outturn_drafts", "Drafts of reports made, ever.", _drafts))
