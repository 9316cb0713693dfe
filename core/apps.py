"""The app `core`."""

from django.apps import AppConfig
from django.core.signals import request_finished
from django.db.models.signals import post_migrate


class CoreConfig(AppConfig):
    """Registers system checks and, after each migration, the rights of the application role."""

    name = "core"
    verbose_name = "Core"

    def ready(self) -> None:
        """Import what registers itself and hang the rights on the end of `migrate`."""
        from core import checks, measures  # noqa: F401
        from core.database import grant_rights
        from core.logs import forget_request
        from core.pages import navigation
        from core.people import search
        from core.people.navigation import PEOPLE
        from core.status import views as status

        navigation.register(PEOPLE)
        navigation.register(status.NAVIGATION)
        search.register()
        measures.register()
        post_migrate.connect(grant_rights, sender=self)
        request_finished.connect(forget_request)
