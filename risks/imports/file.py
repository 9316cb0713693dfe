"""What files say of risks: a file of their own, and those a strategy lists under its outcomes."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from core.imports.difference import AffectedRows, Difference, load
from core.imports.fields import Choice, Day, Field, Flag, ListOf, Text, Texts, words_of
from core.imports.keys import Keys, RowKey, known_keys
from core.imports.nodes import Listing, Node
from core.imports.numeric_fields import Whole
from core.imports.problems import FileCheck, did_you_mean, quoted
from core.imports.records import Record, Row, ends_after_start, read_yaml
from core.lengths import SENTENCES, TEXT
from core.models import Unit, User
from outcomes.models import Outcome, Strategy
from portfolio.models import Project
from risks.choices import Severity
from risks.imports.write import risks_load
from risks.models import Acceptance, Assessment, Issue, Mitigation, Register, Risk

CODE = r"[A-Z][A-Z0-9.\-]*[0-9]"


def _code(known: Keys[str]) -> RowKey:
    asks = _("a code is capital letters and figures and ends with a figure, as in R-15.")
    return RowKey(20, known, pattern=CODE, asks=asks, required=True)


class Score(Field[tuple[int, int]]):
    """Likelihood and impact as [3, 4], each from 1 to 5."""

    def __init__(self, *, required: bool = False) -> None:
        super().__init__(required=required)
        self.level = Whole(1, 5)

    def read(self, node: Node, path: str, reading: FileCheck) -> tuple[int, int] | None:
        """Both numbers."""
        if not isinstance(node, Listing) or len(node.items) != 2:
            message = _("likelihood and impact belong here, as in [3, 4].")
            reading.problem(node.location, path, message)
            return None
        likelihood, impact = (self.level.read(one, path, reading) for one in node.items)
        return None if likelihood is None or impact is None else (likelihood, impact)


def framework_risk_record(known: Keys[str]) -> Record:
    """A risk that a strategy lists under one of its outcomes; it has no scores."""
    return Record(
        {
            "code": _code(known),
            "event": Texts(300, required=True),
            "cause": Texts(SENTENCES, lines=True),
            "consequence": Texts(SENTENCES, lines=True),
            "identified_on": Day(),
        }
    )


def risk_record(strategy: Strategy, known: Keys[str]) -> Record:
    """A risk of the register with its dated rows."""
    people = list(User.objects.values_list("username", flat=True))
    assessment = Record(
        {
            "on": Day(required=True),
            "inherent": Score(required=True),
            "residual": Score(required=True),
            "target": Score(),
            "note": Text(SENTENCES, lines=True),
            "assessed_by": Choice(people, _("person")),
        }
    )
    mitigation = Record(
        {
            "what": Texts(300, required=True),
            "owner": Choice(people, _("person")),
            "due_on": Day(),
            "done_on": Day(),
            "effect": Texts(SENTENCES, lines=True),
        }
    )
    acceptance = Record(
        {
            "accepted_by": Choice(people, _("person"), required=True),
            "on": Day(required=True),
            "until": Day(required=True),
            "score": Whole(1, 25, required=True),
            "reason": Text(SENTENCES, lines=True, required=True),
        },
        ends_after_start("on", "until"),
    )
    outcomes = Outcome.objects.filter(strategy=strategy).values_list("number", flat=True)
    projects = Project.objects.filter(strategy=strategy).values_list("code", flat=True)
    return Record(
        {
            **framework_risk_record(known).fields,
            "register": Choice(words_of(Register), _("list"), default=Register.REGISTER.value),
            "outcome": Choice(outcomes, _("outcome")),
            "project": Choice(projects, _("project")),
            "owner": Choice(people, _("person")),
            "unit": Choice(Unit.objects.values_list("code", flat=True), _("unit")),
            "identified_on": Day(required=True),
            "closed_on": Day(),
            "closing_note": Text(300),
            "illustrative": Flag(),
            "assessments": ListOf(assessment, unique="on"),
            "mitigations": ListOf(mitigation),
            "acceptances": ListOf(acceptance, unique="on"),
        },
        ends_after_start("identified_on", "closed_on"),
        _check_acceptances,
    )


def _check_acceptances(row: Row) -> None:
    for one in row["acceptances"] or []:
        if one["accepted_by"] and one["accepted_by"] == row["owner"]:
            one.problem("accepted_by", _("nobody accepts their own risk."))


def issue_record(strategy: Strategy, risks: Keys[str]) -> Record:
    """Something that has happened, of a risk or a project."""
    people = User.objects.values_list("username", flat=True)
    projects = Project.objects.filter(strategy=strategy).values_list("code", flat=True)
    codes = known_keys(strategy.issues.values_list("code", flat=True))
    return Record(
        {
            "code": _code(codes),
            "title": Texts(200, required=True),
            "description": Texts(TEXT, lines=True),
            "severity": Choice(words_of(Severity), _("severity"), default=Severity.MEDIUM.value),
            "risk": RowKey(20, risks, brings=False),
            "project": Choice(projects, _("project")),
            "owner": Choice(people, _("person")),
            "raised_on": Day(required=True),
            "escalated_on": Day(),
            "closed_on": Day(),
            "resolution": Text(300),
            "illustrative": Flag(),
        },
        ends_after_start("raised_on", "escalated_on"),
        ends_after_start("raised_on", "closed_on"),
        _check_subject,
    )


def _check_subject(row: Row) -> None:
    if not row.gives("risk") and not row.gives("project"):
        row.problem("risk", _("name the risk or the project that the issue is about."))


def risks_record(strategy: Strategy) -> Record:
    """The schema of a file of risks."""
    policy = Record(
        {
            name: Whole(1, 25, required=True)
            for name in ("low_until", "medium_until", "high_until", "tolerance")
        },
        _check_policy,
    )

    risks = known_keys(strategy.risks.values_list("code", flat=True))

    def known_risks(row: Row) -> None:
        codes = {risk["code"] for risk in row["risks"] or [] if risk["code"]}
        codes |= set(strategy.risks.values_list("code", flat=True))
        for issue in row["issues"] or []:
            if issue["risk"] and issue["risk"] not in codes:
                message = _("there is no risk %(code)s. %(known)s")
                known = did_you_mean(issue["risk"], codes)
                issue.problem("risk", message % {"code": quoted(issue["risk"]), "known": known})

    return Record(
        {
            "policy": policy,
            "risks": ListOf(risk_record(strategy, risks), unique="code"),
            "issues": ListOf(issue_record(strategy, risks), unique="code"),
        },
        known_risks,
    )


def _check_policy(row: Row) -> None:
    limits = [row[name] for name in ("low_until", "medium_until", "high_until")]
    if None not in limits and (sorted(set(limits)) != limits or limits[-1] >= 25):
        message = _("the limits of the bands must rise: low, medium, high, and high below 25.")
        row.problem("low_until", message)


def risk_fields() -> dict[str, Field[Any]]:
    """What a strategy file says of risks, of the strategy as a whole or of one outcome."""
    return {"risks": ListOf(framework_risk_record(known_keys(())))}


def framework_risks(data: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The risks of a checked strategy file as `risks_load` takes them."""
    found = [(outcome["number"], risk) for outcome in data["outcomes"] for risk in outcome["risks"]]
    found += [("", risk) for risk in data["risks"]]
    return [
        {
            **risk,
            "register": Register.FRAMEWORK.value,
            "outcome": number,
            "identified_on": risk["identified_on"] or data["period"]["from"],
        }
        for number, risk in found
    ]


def check_framework_risks(row: Row) -> None:
    """A code stands once in a strategy, under whichever outcome."""
    seen: dict[str, Row] = {}
    inner = [risk for outcome in row["outcomes"] or [] for risk in outcome["risks"] or []]
    for risk in (*inner, *(row["risks"] or [])):
        code = risk["code"]
        if code in seen:
            message = _("the code %(code)s stands here twice, first at %(place)s.")
            first = seen[code].location_of("code")
            risk.problem("code", message % {"code": quoted(code), "place": first})
        elif code:
            seen[code] = risk


def framework_risk_affected_rows(data: Mapping[str, Any]) -> list[AffectedRows]:
    """The framework's risks that a strategy file speaks of, if it speaks of any."""
    codes = frozenset((one["code"],) for one in framework_risks(data))
    rows = Risk.objects.filter(strategy__slug=data["slug"], register=Register.FRAMEWORK)
    return [AffectedRows(rows, ("code",), codes)] if codes else []


def risks_affected_rows(strategy: Strategy, data: Mapping[str, Any]) -> list[AffectedRows]:
    """The rows that a file of risks speaks of. What is judged or accepted is never pruned."""
    codes = [one["code"] for one in data["risks"]]
    below = {"risk__strategy": strategy, "risk__code__in": codes}
    # What the strategy's own file lists is missing here only if this file lists some of it.
    lists = {Register.REGISTER.value, *(one["register"] for one in data["risks"])}
    return [
        AffectedRows(
            Risk.objects.filter(strategy=strategy, register__in=lists),
            ("code",),
            frozenset((code,) for code in codes),
        ),
        AffectedRows(Assessment.objects.filter(**below), ("risk__code", "on"), named=False),
        AffectedRows(Mitigation.objects.filter(**below), ("risk__code", "what"), named=False),
        AffectedRows(Acceptance.objects.filter(**below), ("risk__code", "on"), named=False),
        AffectedRows(
            Issue.objects.filter(strategy=strategy),
            ("code",),
            frozenset((one["code"],) for one in data["issues"]),
        ),
    ]


def risks_import(
    content: bytes,
    reading: FileCheck,
    *,
    strategy: Strategy,
    dry_run: bool = False,
    prune: bool = False,
) -> Difference:
    """Load a file of risks. Raises `FileRefused` with every mistake; then nothing was written."""
    reading.original = strategy.original_language
    row = read_yaml(content, risks_record(strategy), reading)
    data: Mapping[str, Any] = _without_nothing(row) if row else {}
    return load(
        reading=reading,
        affected=lambda: risks_affected_rows(strategy, data),
        write=lambda: risks_load(strategy, data),
        dry_run=dry_run,
        prune=prune,
    )


def _without_nothing(row: Row) -> Mapping[str, Any]:
    """The file's values without a policy that it does not give."""
    return {name: value for name, value in row.items() if value is not None}
