"""The app `portfolio`."""

from django.apps import AppConfig


class PortfolioConfig(AppConfig):
    """Registers the numbers and figures of the portfolio."""

    name = "portfolio"
    verbose_name = "Portfolio"

    def ready(self) -> None:
        """Declare what other floors can ask for."""
        from core.pages import current_strategy, navigation
        from portfolio import figures, numbers
        from portfolio.navigation import PROJECTS, standing

        numbers.register()
        figures.register()
        navigation.register(PROJECTS)
        current_strategy[:] = [standing]
