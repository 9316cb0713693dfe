"""A draft of the demonstration's report from what is saved now: nobody's text may stop it."""

import random

from bench.measure import timed
from core.languages import LANGUAGES
from core.time import working_date
from reports.drafts.services import render, report_compose
from reports.models import Report
from reports.word_templates.services import template_in_use
from reports.writers import WRITERS
from tests.walks.watching import Seen, errors_logged, where

SLUG = "progress-2021"


def draft(chance: random.Random, seen: Seen, *, rendered: bool) -> None:
    """Compose an edition; `rendered`: and write it in every format."""
    report = Report.objects.select_related("strategy").get(slug=SLUG)
    language = chance.choice(tuple(LANGUAGES))

    def make() -> None:
        composition = report_compose(report, [language], draft=99, made_on=working_date())
        if rendered:
            in_use = template_in_use(report)
            for format_ in WRITERS:
                render(composition.documents[language], format_, in_use)

    with errors_logged() as errors:
        try:
            taken = timed(make)
        except Exception as error:
            seen.wrong.append(f"no draft in {language}: {where(error)}")
            return
    seen.wrong += [f"logged while drafting: {error}" for error in errors]
    seen.count("drafted")
    if not rendered:  # five formats are a job's work, not a page's
        seen.took(taken.work, f"composing {language}")
