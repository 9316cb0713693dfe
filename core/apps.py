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
        from core.discussions import my_work as questions
        from core.discussions.navigation import QUESTIONS
        from core.documents.navigation import DOCUMENTS
        from core.history.rights import append_only_tables, grant_rights
        from core.models import Answer, DocumentVersion
        from core.my_work import jobs as reminder_jobs
        from core.my_work.navigation import MY_WORK
        from core.operations import checks, metrics  # noqa: F401
        from core.operations import views as operations
        from core.pages import long_files
        from core.pages.navigation import navigation
        from core.people import search
        from core.people.navigation import PEOPLE
        from core.requests.logs import forget_request
        from core.rights.changes import kinds
        from core.rights.navigation import ENTRIES
        from core.second_factor import notices

        for entry in (MY_WORK, QUESTIONS, DOCUMENTS, PEOPLE, *ENTRIES, operations.NAVIGATION):
            navigation.register(entry)
        kinds.register()
        search.register()
        long_files.register()
        reminder_jobs.register()
        questions.register()
        metrics.register()
        notices.register()
        append_only_tables.update(each._meta.db_table for each in (Answer, DocumentVersion))
        post_migrate.connect(grant_rights, sender=self)
        request_finished.connect(forget_request)
