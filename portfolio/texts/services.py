"""Writing the text for the report where it is written in passing: one language of it, from a table."""

from datetime import date

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from core.languages.translated import text_in, texts_of
from portfolio.models import Project, Remark
from portfolio.texts.checks import number_context, problems_of


class RemarkRefused(Exception):
    """The text cannot stand so; the message says why."""


class RemarkChanged(Exception):
    """Another text stands there by now than the one that was seen."""

    def __init__(self, current: str) -> None:
        super().__init__(current)
        self.current = current


def remark_language() -> str:
    """The language in which a text is read and written on a page: that of the page."""
    return (translation.get_language() or settings.LANGUAGE_CODE)[:2]


def remark_write(*, project: Project, year: int, text: str, seen: str | None, at: date) -> str:
    """Make `text` what the report on `year` says of a project, in the language of the page.

    `seen` is what stood there when it was written (None: it was not known). Empty takes the text away.
    Gives what stands there now. Asked with the project's row locked. Raises `RemarkChanged` and
    `RemarkRefused`.
    """
    language = remark_language()
    remark = Remark.objects.select_for_update().filter(project=project, year=year).first()
    remark = remark or Remark(project=project, year=year)
    current = text_in(remark, "text", language)
    if current == text:
        return current
    if seen not in (None, current):
        raise RemarkChanged(current)
    spoken = settings.INTERFACE_LANGUAGES
    texts = {code: each for code, each in texts_of(remark, "text").items() if code in spoken}
    texts[language] = text
    others = {code for code, each in texts.items() if each} - {language}
    if language == settings.LANGUAGE_CODE and not text:
        if others:
            raise RemarkRefused(
                _("the text has translations: take it away on the page of the project.")
            )
        remark.delete()
        return ""
    if settings.LANGUAGE_CODE not in others | {language}:
        raise RemarkRefused(
            _("there is no text in %(language)s yet: write that one first.")
            % {"language": dict(settings.LANGUAGES)[settings.LANGUAGE_CODE]}
        )
    wrong = problems_of(texts, number_context(project, year, at))
    if wrong:
        raise RemarkRefused(" ".join(problem for each in wrong.values() for problem in each))
    if language == settings.LANGUAGE_CODE:
        remark.text = text
    else:
        setattr(remark, f"text_{language}", text or None)
    try:
        with transaction.atomic():
            remark.save()
    except IntegrityError:  # a form has added one meanwhile, which locks no project
        added = Remark.objects.get(project=project, year=year)
        raise RemarkChanged(text_in(added, "text", language)) from None
    return text
