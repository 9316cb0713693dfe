"""The app `portfolio`."""

from django.apps import AppConfig


class PortfolioConfig(AppConfig):
    """Registers the numbers and figures of the portfolio."""

    name = "portfolio"
    verbose_name = "Portfolio"

    def ready(self) -> None:
        """Declare what other floors can ask for."""
        from core.pages import current_strategy, navigation
        from portfolio import annexes, figures, numbers, panels, place_counts, search
        from portfolio.navigation import DECISIONS, MILESTONES, MONEY, PROJECTS, PROMISES, standing

        numbers.register()
        annexes.register()
        figures.register()
        panels.register()
        place_counts.register()
        search.register()
        for entry in (PROJECTS, PROMISES, MILESTONES, MONEY, DECISIONS):
            navigation.register(entry)
        current_strategy[:] = [standing]
