"""The app `outcomes`."""

from django.apps import AppConfig


class OutcomesConfig(AppConfig):
    """Registers the numbers, figures and pages of the framework."""

    name = "outcomes"
    verbose_name = "Outcomes"

    def ready(self) -> None:
        """Declare what other floors can ask for."""
        from core.pages.first_steps import first_step
        from core.pages.navigation import navigation
        from outcomes import my_work, search, subjects
        from outcomes.indicators import annexes, figures, numbers, own_fields
        from outcomes.navigation import INDICATORS, STRATEGY
        from outcomes.strategy import annexes as strategy_annexes
        from outcomes.strategy.first_steps import strategy_first

        numbers.register()
        own_fields.register()
        annexes.register()
        strategy_annexes.register()
        figures.register()
        search.register()
        my_work.register()
        subjects.register()
        navigation.register(STRATEGY)
        navigation.register(INDICATORS)
        first_step[:] = [strategy_first]
