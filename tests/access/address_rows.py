"""What stands for the parameters of addresses in `addresses.txt`: rows, there already or made."""

from collections.abc import Callable
from functools import partial

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone

from core.discussions.services import question_settle
from core.imports.waiting import sheet_keep
from core.models import AccessReview, Job
from core.models.job import JobState
from core.my_work.calendar import feed_renew
from core.pages import long_files
from core.rights.reviews.services import review_open
from core.time import working_date
from outcomes.models import (
    Deliverable,
    Indicator,
    Measurement,
    Output,
    OwnField,
    Strategy,
    Target,
    Term,
)
from outcomes.strategy.parts import KINDS
from portfolio.models import (
    Commitment,
    Decision,
    DeliverableLink,
    FundingLine,
    Project,
    StatusUpdate,
)
from portfolio.project_page.row_kinds import ROW_KINDS
from portfolio.sheets.kinds import SHEET_KINDS
from reports.checking.services import findings_of
from reports.gate.services import override_ask
from reports.models import NumberOverride, PartAssignment, Report, ReportPicture
from reports.writing.services import part_assign
from risks.models import Assessment, Mitigation, Risk
from tests.access.people import user
from tests.core.discussions.rows import ROWS as SUBJECTS
from tests.core.discussions.rows import ask
from tests.core.documents.rows import bring
from tests.reports.pictures.files import make_picture
from tests.reports.word_templates.docx_templates import make_word_template
from tests.risks.rows import make_assessment

STRATEGY, REPORT = "it-2018-21", "progress-2021"
# The project of pm-ams that has a row of a kind, where P-18 has none.
OWN = {"promises": "P-19"}
# What stands for the addresses' parameters, by the word behind the address's name.
ROWS = {
    "": (),
    "own": (STRATEGY, "P-18"),
    "other": (STRATEGY, "P-06"),
    "missing": (STRATEGY, "P-999"),
    **{f"own-{kind}": (STRATEGY, "P-18", kind) for kind in ROW_KINDS},
    "other-milestones": (STRATEGY, "P-06", "milestones"),
    **{f"{kind}-row": (STRATEGY, OWN.get(kind, "P-18"), kind, f"{kind}-key") for kind in ROW_KINDS},
    "round": (STRATEGY, "2021-12"),
    "waiting": (STRATEGY, "2021-12", "waiting"),
    **{f"sheet-{kind}": (kind, STRATEGY) for kind in SHEET_KINDS},
    "waiting-list": ("milestones", STRATEGY, "waiting-list"),
    "no-round": (STRATEGY, "2031-13"),
    "own-update": (STRATEGY, "P-18", "update"),
    "promise": ("promise",),
    "line": ("line",),
    "decision": ("decision",),
    "strategy": (STRATEGY,),
    **{f"new-{kind}": (STRATEGY, kind) for kind in KINDS},
    "new-category": (STRATEGY, "category"),
    "fixed-word": (STRATEGY, "stage", "in_progress"),
    "term": (STRATEGY, "term"),
    "own-field-of": (STRATEGY, "project"),
    "own-field": (STRATEGY, "own-field-key"),
    **{f"{kind}-part": (STRATEGY, kind, f"{kind}-key") for kind in KINDS},
    "indicator": ("indicator",),
    "target": ("indicator", "target"),
    "measurement": ("indicator", "measurement"),
    "person": ("person",),
    # Whose they are is asked behind the password: tests/core/account has both.
    "factor": (1,),
    "session": ("00000000-0000-0000-0000-000000000000",),
    "unit": ("AMS",),
    "role": ("person", "role"),
    "lent": ("lent",),
    "token": ("MQ", "set-nothing"),
    "first-code": ("1:nothing",),
    "own-risk": (STRATEGY, "R-05"),
    "other-risk": (STRATEGY, "R-03"),
    "risk-above": (STRATEGY, "risk-above"),
    "own-assessment": (STRATEGY, "R-05", "assessment"),
    "own-measure": (STRATEGY, "R-05", "measure"),
    "own-issue": (STRATEGY, "I-03"),
    "report": (REPORT,),
    "job": (REPORT, "job"),
    "any-job": ("job",),
    "long-file": ("long-file",),
    "file": (REPORT, 1, "en", "docx"),
    "file-de": (REPORT, 1, "de", "docx"),
    "number": (REPORT, "en", "introduction/total#1"),
    "edition": (REPORT, "de"),
    "text": (REPORT, "de", "para/introduction/total"),
    "finding": (REPORT, "finding"),
    "picture": (REPORT, "picture"),
    "picture-file": (REPORT, "picture-file"),
    "waiting-file": (REPORT, "de", "waiting-file"),
    "override": (REPORT, "override"),
    "assigned": (REPORT, "assigned"),
    "outline": ("outline",),
    "outline-entry": ("outline", "heading:introduction"),
    "new-heading": ("outline", "heading"),
    "word": ("word",),
    **{f"about-{kind}": (f"kind-{kind}", f"about-{kind}") for kind in SUBJECTS},
    "asked": ("asked",),
    "asked-other": ("asked-other",),
    "settled": ("settled",),
    "kept": ("kept",),
    "kept-file": ("kept-file",),
    "review": ("review",),
    "feed": ("feed",),
}


def _job_id() -> int:
    return Job.objects.values_list("pk", flat=True)[0]


def _finding() -> str:
    """What the checker tells of the demonstration: an output without a word."""
    return findings_of(Report.objects.get(slug=REPORT))[0].fingerprint


def _picture() -> ReportPicture:
    """A picture of the demonstration's report, which has none."""
    report = Report.objects.get(slug=REPORT)
    return report.pictures.first() or make_picture(report, "house")


def _review_id() -> int:
    """The open review of rights; there is one at most."""
    found = AccessReview.objects.open().first()
    return (found or review_open(by=user("admin"), on=working_date())).pk


def _long_file() -> int:
    """A file of a list that the PMO has asked for and that is ready."""
    name = default_storage.save("lists/long.csv", ContentFile(b"Code"))
    path = reverse("portfolio:project-list")
    return Job.objects.create(
        kind=long_files.KIND,
        key="long",
        requested_by=user("pmo"),
        params={"path": path, "query": "", "format": "csv"},
        state=JobState.DONE,
        finished_at=timezone.now(),
        result={"stored": name, "name": "long.csv", "rows": 1},
    ).pk


def _waiting_sheet(subject: str) -> int:
    """A sheet that the PMO has sent and that waits for their word."""
    file = ContentFile(b"Code,Achieved\nP-18,Tests were run.\n", name="round.csv")
    return sheet_keep(person=user("pmo"), subject=subject, file=file).pk


def _linked_deliverable() -> None:
    """The demonstration links none."""
    project = Project.objects.get(strategy__slug=STRATEGY, code="P-18")
    place = project.output or Output.objects.filter(deliverables__isnull=False)[0]
    deliverable = Deliverable.objects.filter(output__outcome=place.outcome)[0]
    DeliverableLink.objects.get_or_create(project=project, deliverable=deliverable)


def _row_of(kind: str) -> int:
    if kind == "deliverables":
        _linked_deliverable()
    rows = ROW_KINDS[kind].model._default_manager.filter(project__code=OWN.get(kind, "P-18"))
    key: int = rows.values_list("pk", flat=True)[0]
    return key


def _subject(kind: str) -> int:
    key: int = SUBJECTS[kind]().pk
    return key


def _settled() -> int:
    question = ask(by="auditor", of="pm-ams")
    question_settle(question=question, user=user("pmo"))
    return question.pk


def _part_of(kind: str) -> int:
    key: int = KINDS[kind].rows(STRATEGY).order_by("pk").values_list("pk", flat=True)[0]
    return key


def _term_that_nothing_holds() -> Term:
    strategy = Strategy.objects.get(slug=STRATEGY)
    return strategy.terms.get_or_create(
        vocabulary="size", key="giant", defaults={"name": "Giant", "position": 9}
    )[0]


def _own_field() -> OwnField:
    strategy = Strategy.objects.get(slug=STRATEGY)
    return strategy.own_fields.get_or_create(
        key="sponsor",
        defaults={"subject": "project", "kind": "text", "name": "Sponsor", "position": 0},
    )[0]


def _override() -> NumberOverride:
    """A number that somebody else has set by hand."""
    report = Report.objects.get(slug=REPORT)
    values = {"signature": "projects.total", "value": "7", "reason": "As counted."}
    override_ask(report=report, user=user("pmo2"), **values)
    return NumberOverride.objects.get(report=report)


def _assigned() -> PartAssignment:
    """A paragraph that waits for somebody who asks for none of these addresses."""
    return part_assign(
        report=Report.objects.get(slug=REPORT),
        target="para/introduction/total",
        to=user("pmo2"),
        due_on=None,
        user=user("pmo"),
    )


def _risk_above_tolerance() -> str:
    """The code of a risk that asks to be accepted: in the demonstration there is none."""
    risk = Risk.objects.get(code="R-06")
    if not Risk.objects.filter(pk=risk.pk).above_tolerance(working_date()).exists():
        make_assessment(risk, (4, 4), on=working_date())
    return risk.code


# Rows without a name of their own in addresses: what finds the key of one of pm-ams's projects.
KEYS: dict[object, Callable[[], int | str]] = {
    "job": _job_id,
    "long-file": _long_file,
    "waiting": lambda: _waiting_sheet(f"round {STRATEGY} 2021-12"),
    "waiting-list": lambda: _waiting_sheet(f"milestones {STRATEGY}"),
    "waiting-file": lambda: _waiting_sheet(f"xliff {REPORT} de"),
    "outline": lambda: STRATEGY,
    "word": lambda: make_word_template().pk,
    "review": _review_id,
    "feed": lambda: feed_renew(user=user("pmo")),
    "finding": _finding,
    "picture": lambda: _picture().pk,
    "picture-file": lambda: _picture().sha256,
    "risk-above": _risk_above_tolerance,
    # The kind's name itself, which may be that of a key above.
    **{f"kind-{kind}": partial(str, kind) for kind in SUBJECTS},
    **{f"about-{kind}": partial(_subject, kind) for kind in SUBJECTS},
    # Of a project of pm-ams, put to pm-ams by the auditor; of one of pm-tms, put to nobody.
    "asked": lambda: ask(by="auditor", of="pm-ams").pk,
    "asked-other": lambda: ask("other", by="cio").pk,
    "settled": lambda: _settled(),
    "kept": lambda: bring().document_id,
    "override": lambda: _override().pk,
    "assigned": lambda: _assigned().pk,
    "kept-file": lambda: bring().pk,
    **{f"{kind}-key": partial(_part_of, kind) for kind in KINDS},
    **{f"{kind}-key": partial(_row_of, kind) for kind in ROW_KINDS},
    # Indicator 1.2 is measured by chief-tms.
    "indicator": lambda: Indicator.objects.get(number="1.2").pk,
    "target": lambda: Target.objects.filter(indicator__number="1.2").values_list("pk")[0][0],
    "measurement": lambda: Measurement.objects.filter(indicator__number="1.2").values_list("pk")[0][
        0
    ],
    "update": lambda: (
        StatusUpdate.objects.filter(project__code="P-18").exclude(state="draft")[0].pk
    ),
    "promise": lambda: Commitment.objects.filter(project__code="P-19").values_list("pk")[0][0],
    "person": lambda: user("pm-ims").pk,
    "role": lambda: user("pm-ims").assignments.get(lent_by=None).pk,
    "lent": lambda: user("pm-ims").assignments.exclude(lent_by=None).get().pk,
    "line": lambda: FundingLine.objects.values_list("pk")[0][0],
    "assessment": lambda: Assessment.objects.filter(risk__code="R-05").values_list("pk")[0][0],
    "measure": lambda: Mitigation.objects.filter(risk__code="R-05").values_list("pk")[0][0],
    "term": lambda: _term_that_nothing_holds().pk,
    "own-field-key": lambda: _own_field().pk,
    "decision": lambda: Decision.objects.filter(project__code="P-17").values_list("pk")[0][0],
}
