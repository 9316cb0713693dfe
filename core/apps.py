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
        from core.discussions.navigation import QUESTIONS
        from core.history.rights import append_only_tables, grant_rights
        from core.models import Answer, DocumentVersion
        from core.operations import checks, metrics  # noqa: F401
        from core.operations import views as operations
        from core.pages import long_files
        from core.pages.shell import navigation
        from core.people import search
        from core.people.navigation import PEOPLE
        from core.requests.logs import forget_request
        from core.rights.changes import kinds
        from core.rights.navigation import RIGHTS
        from core.second_factor import notices

        navigation.register(PEOPLE)
        navigation.register(QUESTIONS)
        navigation.register(RIGHTS)
        navigation.register(operations.NAVIGATION)
        kinds.register()
        search.register()
        long_files.register()
        metrics.register()
        notices.register()
        append_only_tables.update(each._meta.db_table for each in (Answer, DocumentVersion))
        post_migrate.connect(grant_rights, sender=self)
        request_finished.connect(forget_request)
