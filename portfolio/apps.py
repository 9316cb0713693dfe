"""The app `portfolio`."""

from django.apps import AppConfig


class PortfolioConfig(AppConfig):
    """Registers the numbers and figures of the portfolio."""

    name = "portfolio"
    verbose_name = "Portfolio"

    def ready(self) -> None:
        """Declare what other floors can ask for."""
        from portfolio import figures, numbers

        numbers.register()
        figures.register()
