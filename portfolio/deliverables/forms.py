"""The form that links a project with a deliverable."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from outcomes.models import Deliverable
from portfolio.models import Commitment, DeliverableLink
from portfolio.rows.forms import PortfolioForm


class DeliverableLinkForm(PortfolioForm):
    """On what the project works, and which of its promises that answers."""

    class Meta:
        model = DeliverableLink
        fields = ("deliverable", "promise")
        help_texts = {
            "promise": _("Where a report has promised it; promises are entered with the project."),
        }

    def prepare(self) -> None:
        """Deliverables of the project's strategy, in its order; promises of the project itself."""
        project = self.instance.project
        rows = Deliverable.objects.of_strategy(project.strategy.slug)
        self.choose_from("deliverable", rows.select_related("output").in_order())
        field: Any = self.fields["deliverable"]
        field.label_from_instance = _named
        self.choose_from("promise", Commitment.objects.filter(project=project))


def _named(row: Deliverable) -> str:
    return f"{row.output.number} {row}"
