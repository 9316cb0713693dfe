"""The base form of a row of the portfolio."""

from datetime import date
from typing import Any, ClassVar

from core.forms.translated import TranslatedForm
from core.models import User


class PortfolioForm(TranslatedForm[Any]):
    """A row of the portfolio: its form knows who fills it in, and the working date."""

    also_checked: ClassVar[tuple[str, ...]] = ("project",)

    def __init__(self, *args: Any, user: User, at: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.at = user, at
        self.prepare()

    def prepare(self) -> None:
        """Narrow choices and set first values; `user` and `at` are known."""

    def year_before(self) -> int:
        """The year that people report on now: the one before, or the strategy's nearest to it."""
        years = self.instance.project.strategy.years
        return int(min(max(self.at.year - 1, years[0]), years[-1]))

    def propose(self, name: str, value: Any) -> None:
        """A first value for a field that is still empty."""
        if self.initial.get(name) is None:
            self.initial[name] = value
