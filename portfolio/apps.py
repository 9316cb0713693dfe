"""The app `portfolio`."""

from django.apps import AppConfig


class PortfolioConfig(AppConfig):
    """Registers the numbers and figures of the portfolio."""

    name = "portfolio"
    verbose_name = "Portfolio"

    def ready(self) -> None:
        """Declare what other floors can ask for."""
        from core.pages.navigation import navigation
        from core.pages.strategies import strategies_seen
        from portfolio import my_work, news, search, subjects
        from portfolio.deliverables import numbers as deliverable_numbers
        from portfolio.deliverables import panels as deliverable_panels
        from portfolio.milestones import numbers as milestone_numbers
        from portfolio.money import annexes as money_annexes
        from portfolio.money import checks as money_checks
        from portfolio.money import figures as money_figures
        from portfolio.money import numbers as money_numbers
        from portfolio.navigation import ENTRIES, strategies_named_to
        from portfolio.projects import (
            annexes,
            figures,
            numbers,
            own_numbers,
            panels,
            term_uses,
            tree_counts,
        )
        from portfolio.promises import annexes as promise_annexes
        from portfolio.promises import numbers as promise_numbers
        from portfolio.rounds import word_lists
        from portfolio.rules.update_checks import CHECKS, update_checks
        from portfolio.texts import numbers as text_numbers
        from portfolio.work_plan import numbers as work_plan_numbers

        update_checks.register(*CHECKS)
        for room in (
            *(
                numbers,
                own_numbers,
                text_numbers,
                milestone_numbers,
                promise_numbers,
                money_numbers,
            ),
            *(
                work_plan_numbers,
                deliverable_numbers,
                deliverable_panels,
                annexes,
                promise_annexes,
                money_annexes,
                figures,
                money_figures,
                money_checks,
                panels,
                term_uses,
                tree_counts,
                word_lists,
            ),
            *(search, my_work, news, subjects),
        ):
            room.register()
        for entry in ENTRIES:
            navigation.register(entry)
        strategies_seen[:] = [strategies_named_to]
