"""Loading people: units, users and their roles, by natural keys."""

from collections.abc import Mapping
from typing import Any

from core.languages.translated import set_texts
from core.models import RoleAssignment, Unit, User


def people_load(data: Mapping[str, Any]) -> dict[str, int]:
    """Bring units, users and roles to what a checked file says; safe to repeat. Returns counts.

    Passwords are never in files: new users cannot sign in until one is set.
    """
    units = {unit.code: unit for unit in Unit.objects.all()}
    for row in data["units"]:
        unit = units.get(row["code"]) or Unit(code=row["code"])
        unit.parent = units[row["parent"]] if row["parent"] else None
        set_texts(unit, "name", row["name"])
        unit.save()
        units[unit.code] = unit
    for row in data["users"]:
        _load_user(row, units)
    return {"units": len(data["units"]), "users": len(data["users"])}


def _load_user(row: Mapping[str, Any], units: Mapping[str, Unit]) -> None:
    user = User.objects.filter(username=row["username"]).first()
    if user is None:
        user = User(username=row["username"])
        user.set_unusable_password()
    user.full_name, user.language, user.email = row["full_name"], row["language"], row["email"]
    user.unit = units[row["unit"]] if row["unit"] else None
    user.save()
    for role in row["roles"]:
        assignment, _made = RoleAssignment.objects.get_or_create(
            user=user,
            role=role["role"],
            unit=units[role["unit"]] if role["unit"] else None,
            language=role["edition"],
            starts_on=role["from"],
            lent_by=User.objects.get(username=role["lent_by"]) if role["lent_by"] else None,
            # The database refuses a lent role without a last day, so it is there from the start.
            defaults={"ends_on": role["to"]},
        )
        if assignment.ends_on != role["to"]:
            assignment.ends_on = role["to"]
            assignment.save()
