"""The app `risks`."""

from django.apps import AppConfig


class RisksConfig(AppConfig):
    """Registers the numbers, the figure and the panels of the risks."""

    name = "risks"
    verbose_name = "Risks"

    def ready(self) -> None:
        """Declare what other floors can ask for."""
        from core.pages.navigation import navigation
        from risks import (
            annexes,
            evidence,
            figures,
            my_work,
            numbers,
            own_fields,
            panels,
            search,
            settings_kinds,
            subjects,
            wording,
        )
        from risks.navigation import ENTRIES

        numbers.register()
        own_fields.register()
        annexes.register()
        evidence.register()
        figures.register()
        panels.register()
        search.register()
        my_work.register()
        subjects.register()
        settings_kinds.register()
        wording.register()
        for entry in ENTRIES:
            navigation.register(entry)
