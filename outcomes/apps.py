"""The app `outcomes`."""

from django.apps import AppConfig


class OutcomesConfig(AppConfig):
    """Registers the numbers of the framework."""

    name = "outcomes"
    verbose_name = "Outcomes"

    def ready(self) -> None:
        """Declare what other floors can ask for."""
        from outcomes import numbers

        numbers.register()
