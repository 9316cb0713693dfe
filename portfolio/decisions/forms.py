"""The form of a decision."""

from django.utils.translation import gettext_lazy as _

from core.forms.row_form import DateInput
from core.forms.translated import areas, in_languages
from portfolio.models import Decision, Project
from portfolio.rows.forms import PortfolioForm


class DecisionForm(PortfolioForm):
    """What a body decided, of the strategy or of one project."""

    also_checked = ()
    translated = ("title", "text")

    class Meta:
        model = Decision
        fields = (
            *("on", "body", "kind", "reference", *in_languages("title")),
            *("strategy", "project", *in_languages("text")),
        )
        widgets = {"on": DateInput(), **areas(("text",), 5)}

    def prepare(self) -> None:
        """Projects in which the person has no hand; today."""
        self.choose_from("project", Project.objects.decidable_by(self.user))
        if self.instance.pk is None:
            self.propose("on", self.at)

    def clean(self) -> dict[str, object]:
        """A project's decision is of the project's strategy."""
        cleaned = super().clean() or {}
        project, strategy = cleaned.get("project"), cleaned.get("strategy")
        if project and strategy and project.strategy_id != strategy.pk:
            self.add_error("project", _("This project belongs to another strategy."))
        return cleaned
