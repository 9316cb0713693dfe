"""A file of units and people: its schema, and which rows it speaks of."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from core.access import Limit, Role, limit_of
from core.codes import ASKS, PATTERN
from core.imports.difference import AffectedRows, Difference, load
from core.imports.fields import Choice, Day, ListOf, Text, Texts, words_of
from core.imports.keys import RowKey, known_keys
from core.imports.problems import FileCheck, did_you_mean, quoted
from core.imports.records import Record, Row, ends_after_start, read_yaml
from core.languages import LANGUAGES
from core.models import RoleAssignment, Unit, User
from core.models.people import NOT_FOR_A_UNIT, NOT_FOR_AN_EDITION
from core.people.loading import people_load


def people_record() -> Record:
    """The schema of the file."""
    units = known_keys(Unit.objects.values_list("code", flat=True))
    people = known_keys(User.objects.values_list("username", flat=True))
    unit = Record(
        {
            "code": RowKey(20, units, pattern=PATTERN, asks=str(ASKS), required=True),
            "name": Texts(200, required=True),
            "parent": RowKey(20, units, brings=False),
        }
    )
    role = Record(
        {
            "role": Choice(words_of(Role), _("role"), required=True),
            "unit": RowKey(20, units, brings=False),
            "edition": Choice(LANGUAGES, _("language"), default=""),
            "from": Day(),
            "to": Day(),
            "lent_by": RowKey(60, people, brings=False),
        },
        ends_after_start("from", "to"),
    )
    asks = _("a user name is letters, figures, points, hyphens and underscores.")
    user = Record(
        {
            "username": RowKey(60, people, pattern=r"[\w.\-]+", asks=asks, required=True),
            "full_name": Text(120, required=True),
            "email": Text(254, pattern=r"[^@\s]+@[^@\s]+", asks=_("this is no e-mail address.")),
            "unit": RowKey(20, units, brings=False),
            "language": Choice(LANGUAGES, _("language"), default="en"),
            "roles": ListOf(role),
        }
    )
    return Record(
        {
            "units": ListOf(unit, unique="code"),
            "users": ListOf(user, unique="username"),
        },
        _check_units,
    )


def _check_units(row: Row) -> None:
    """Units are named before they are used, or are there already."""
    known = set(Unit.objects.values_list("code", flat=True))
    for unit in row["units"] or []:
        _known(unit, "parent", known)
        known.add(unit["code"] or "")
    people = set(User.objects.values_list("username", flat=True))
    for user in row["users"] or []:
        _known(user, "unit", known)
        for role in user["roles"] or []:
            _known(role, "unit", known)
            _check_limits(role)
            _check_lender(role, people)
        people.add(user["username"] or "")


def _check_limits(role: Row) -> None:
    """A limit must mean something for the role."""
    limit = limit_of(role["role"] or "")
    if role["unit"] and limit != Limit.UNIT:
        role.problem("unit", str(NOT_FOR_A_UNIT))
    if role["edition"] and limit != Limit.EDITION:
        role.problem("edition", str(NOT_FOR_AN_EDITION))


def _check_lender(role: Row, people: set[str]) -> None:
    """Who lends a role is named before; a lent role has a first and a last day."""
    if role["lent_by"] and role["lent_by"] not in people:
        message = _("there is no person %(name)s up to here.")
        role.problem("lent_by", message % {"name": quoted(role["lent_by"])})
    elif role["lent_by"] and not (role["from"] and role["to"]):
        role.problem("lent_by", _("a lent role needs a first and a last day (from, to)."))


def _known(row: Row, name: str, units: set[str]) -> None:
    code = row[name]
    if code and code not in units:
        message = _("there is no unit %(code)s up to here. %(known)s")
        hint = did_you_mean(code, units)
        row.problem(name, message % {"code": quoted(code), "known": hint})


def people_file(content: bytes, reading: FileCheck) -> Row | None:
    """Check a file of people; every mistake goes to `reading`."""
    return read_yaml(content, people_record(), reading)


def people_affected_rows(data: Mapping[str, Any]) -> list[AffectedRows]:
    """The rows such a file speaks of. Nobody is removed for not being in one."""
    codes = [one["code"] for one in data["units"]]
    names = [one["username"] for one in data["users"]]
    roles = RoleAssignment.objects.filter(user__username__in=names)
    return [
        AffectedRows(Unit.objects.filter(code__in=codes), ("code",), named=False),
        AffectedRows(User.objects.filter(username__in=names), ("username",), named=False),
        AffectedRows(
            roles,
            (
                *("user__username", "role", "unit__code", "language"),
                "starts_on",
                "lent_by__username",
            ),
            frozenset(
                (
                    *(user["username"], r["role"], r["unit"] or None, r["edition"]),
                    *(r["from"], r["lent_by"] or None),
                )
                for user in data["users"]
                for r in user["roles"]
            ),
        ),
    ]


def people_import(
    content: bytes, reading: FileCheck, *, dry_run: bool = False, prune: bool = False
) -> Difference:
    """Load a file of people. Raises `FileRefused` with every mistake; then nothing was written."""
    data: Mapping[str, Any] = people_file(content, reading) or {}
    return load(
        reading=reading,
        affected=lambda: people_affected_rows(data),
        write=lambda: people_load(data),
        dry_run=dry_run,
        prune=prune,
    )
