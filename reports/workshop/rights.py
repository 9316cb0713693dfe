"""Who may write what of a paper."""

from core.access import Action
from core.models import User
from reports.models import Report


def may_write(user: User, report: Report) -> bool:
    """Whether a person may write every edition, and move and take out paragraphs."""
    return report.is_in_drafting and user.access.may(Action.EDIT_PAPER)


def may_write_in(user: User, report: Report, language: str) -> bool:
    """Whether a person may write the words of one edition: a translator only a translation."""
    if may_write(user, report):
        return True
    return (
        report.is_in_drafting
        and language != report.original_language
        and user.access.may(Action.TRANSLATE)
        and user.access.translations.covers(language)
    )
