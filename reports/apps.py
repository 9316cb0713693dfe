"""The app `reports`."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Registers its jobs, its numbers, its pages and the tables that only ever grow."""

    name = "reports"
    verbose_name = "Reports"

    def ready(self) -> None:
        """Declare what other floors can ask for."""
        from core.forms.live_numbers import pickers
        from core.history.rights import append_only_tables
        from core.pages.navigation import navigation
        from portfolio.projects.removing import holders
        from portfolio.texts.report_markup import markup_checks
        from reports import metrics, my_work, search, settings_kinds, subjects
        from reports.dashboard import numbers
        from reports.document.markup_check import paragraph_problems
        from reports.drafts import jobs
        from reports.drafts.counted import drafts_counting
        from reports.navigation import DASHBOARD, REPORTS, TEMPLATES
        from reports.picking.fields import picker_for

        append_only_tables.update({"reports_draft", "reports_draftedition", "reports_export"})
        markup_checks[:] = [paragraph_problems]
        pickers[:] = [picker_for]
        holders[:] = [drafts_counting]
        jobs.register()
        search.register()
        subjects.register()
        my_work.register()
        numbers.register()
        metrics.register()
        settings_kinds.register()
        for entry in (DASHBOARD, REPORTS, TEMPLATES):
            navigation.register(entry)
