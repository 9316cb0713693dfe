"""More of the demonstration: copies of its projects, risks, indicators and people with their rows.

The copies are made inside the database, with history, as in use. Every project comes to twelve
status updates: what its original has of 2021, gaps and silences included, and the rest in 2020.
"""

from typing import Any

from django.db import connection

from core.models import Answer, Document, DocumentVersion, Question, RoleAssignment, User
from outcomes.models import Indicator, Measurement, Strategy, Target
from portfolio.models import (
    Commitment,
    Cost,
    Decision,
    DeliverableLink,
    Milestone,
    Project,
    Quantity,
    Remark,
    StageChange,
    StatusRound,
    StatusUpdate,
    WorkPlanEntry,
)
from risks.models import Assessment, Issue, Mitigation, Risk

UPDATES = 12  # of each project
INDICATORS = 100  # in all; they are the strategy's own and do not grow with its projects
OF_PROJECT = (
    *(StageChange, WorkPlanEntry, StatusUpdate, Remark, Quantity),
    *(Milestone, Commitment, Cost, Decision, DeliverableLink),
)
Twins = dict[int, int]


def grow(wanted: int) -> int:
    """Copy projects until there are `wanted`; returns how many there are now. Some 2 s per 1,000."""
    projects = list(Project.objects.filter(code__regex=r"^[PS]-\d+$").order_by("id"))
    have = Project.objects.count()
    if have >= wanted:
        return have
    risks = list(Risk.objects.filter(code__regex=r"^R[-.\d]+$"))
    issues = list(Issue.objects.filter(code__regex=r"^I-\d+$"))
    indicators = list(Indicator.objects.filter(number__regex=r"^\d\.\d$"))
    people = list(User.objects.filter(username__regex=r"^[a-z-]+\d?$"))
    while have < wanted:
        batch = projects[: wanted - have]
        mark = f"X{have:06}"
        twins = _copies(batch, code=lambda n, _row, have=have: f"X{have + n:07}")
        of_people = _copies(people, username=lambda n, _row, mark=mark: f"{mark}-{n}")
        _copy_rows(RoleAssignment, "user_id", of_people)
        of_risks = _copies(risks, code=lambda n, _row, mark=mark: f"{mark}-{n}")
        places = {"project_id": twins, "risk_id": of_risks}
        _copies(issues, places, code=lambda n, _row, mark=mark: f"{mark}-{n}")
        room = max(0, INDICATORS - Indicator.objects.count())
        of_indicators = _copies(
            indicators[:room], number=lambda _n, row, have=have: f"{row.number}.{have}"
        )
        for owner, many, models in (
            ("project_id", twins, OF_PROJECT),
            ("risk_id", of_risks, (Assessment, Mitigation)),
            ("indicator_id", of_indicators, (Target, Measurement)),
        ):
            for model in models:
                # A paper on 10,000 projects is no longer than one on 119: texts of copies are for 2020.
                earlier = "year" if model is Remark else ""
                _copy_rows(model, owner, many, earlier)
        have += len(batch)
    _updates_of_the_year_before()
    _question_and_document_each()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return have


def _copies(rows: list[Any], places: dict[str, Twins] | None = None, **names: Any) -> Twins:
    """Copies of rows under new names, standing under the copies of what they belong to."""
    made = []
    for number, row in enumerate(rows):
        fields = row._meta.local_concrete_fields
        values = {f.attname: getattr(row, f.attname) for f in fields if not f.primary_key}
        for name, twins in (places or {}).items():
            values[name] = twins.get(values[name], values[name])
        for name, name_of in names.items():
            values[name] = name_of(number, row)
        made.append(type(row)(**values))
    if made:
        type(made[0])._base_manager.bulk_create(made)
    return {old.pk: new.pk for old, new in zip(rows, made, strict=True)}


def _columns(model: Any, *without: str) -> str:
    skipped = {"part_of_id", "carried_over_from_id", *without}
    columns = [f.column for f in model._meta.local_concrete_fields if not f.primary_key]
    return ", ".join(f'"{column}"' for column in columns if column not in skipped)


def _copy_rows(model: Any, owner: str, twins: Twins, earlier: str = "") -> None:
    """One INSERT … SELECT: rows of the originals again, for their copies; `earlier` less by one."""
    kept = _columns(model, owner)
    read = kept.replace(f'"{earlier}"', f'"{earlier}" - 1') if earlier else kept
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{model._meta.db_table}" ({owner}, {kept}) '
            f'SELECT twin.new, {read} FROM "{model._meta.db_table}" '
            f"JOIN unnest(%s::bigint[], %s::bigint[]) AS twin(old, new) ON {owner} = twin.old",
            [list(twins), list(twins.values())],
        )


def _question_and_document_each() -> None:
    """For each project that has none: a question to its manager, answered in every second, and a file."""
    asker = User.objects.get(username="pmo")
    asked = Question.objects.filter(kind="project").values("row")
    projects = list(Project.objects.exclude(pk__in=asked).order_by("pk"))
    questions = Question.objects.bulk_create(
        Question(
            kind="project",
            row=each.pk,
            text=f"What keeps {each.code} from being ready for acceptance?",
            author=asker,
            asked_of_id=each.manager_id,
        )
        for each in projects
    )
    Answer.objects.bulk_create(
        Answer(question=each, text="The supplier delivers in March.", author_id=each.asked_of_id)
        for each in questions[::2]
        if each.asked_of_id is not None
    )
    documents = Document.objects.bulk_create(
        Document(kind="project", row=each.pk, title=f"Business case of {each.code}")
        for each in projects
    )
    DocumentVersion.objects.bulk_create(
        DocumentVersion(
            document=each,
            number=1,
            file=f"documents/{each.pk}.pdf",
            file_name="case.pdf",
            format="pdf",
            size=1000,
            uploaded_by=asker,
        )
        for each in documents
    )


def _updates_of_the_year_before() -> None:
    """What each project lacks of twelve updates, said in the latest months of 2020.

    Each is what some project of the demonstration said in the same month of 2021.
    """
    strategy = Strategy.objects.get(slug="it-2018-21")
    StatusRound.objects.bulk_create(
        [
            StatusRound(
                strategy=strategy,
                period=each.period.replace(year=2020),
                opens_on=each.opens_on.replace(year=each.opens_on.year - 1),
                closes_on=each.closes_on.replace(year=each.closes_on.year - 1),
            )
            for each in StatusRound.objects.filter(strategy=strategy, period__year=2021)
        ],
        ignore_conflicts=True,
    )
    kept = _columns(StatusUpdate, "project_id", "round_id", "reported_on")
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH said AS (
                SELECT r.period, u.*, count(*) OVER same AS many,
                       row_number() OVER (same ORDER BY u.id) AS n
                FROM portfolio_statusupdate u JOIN portfolio_statusround r ON r.id = u.round_id
                JOIN portfolio_project p ON p.id = u.project_id
                WHERE r.period >= '2021-01-01' AND p.code ~ '^[PS]-'
                WINDOW same AS (PARTITION BY u.round_id)
            ), lacking AS (
                SELECT p.id AS project_id, %s - count(u.id) AS many
                FROM portfolio_project p LEFT JOIN portfolio_statusupdate u ON u.project_id = p.id
                GROUP BY p.id
            ), past AS (
                SELECT id, period, row_number() OVER (ORDER BY period DESC) AS back
                FROM portfolio_statusround WHERE period < '2021-01-01'
            )
            INSERT INTO portfolio_statusupdate (project_id, round_id, reported_on, {kept})
            SELECT lacking.project_id, past.id, said.reported_on - 366, {kept}
            FROM lacking JOIN past ON past.back <= lacking.many
            JOIN said ON said.period = past.period + interval '1 year'
                AND said.n = 1 + lacking.project_id %% said.many
            """,
            [UPDATES],
        )
