"""Loading people: units, users and their roles, by natural keys."""

from collections.abc import Mapping
from typing import Any

from core.models import RoleAssignment, Unit, User
from core.translated import set_texts


def people_load(data: Mapping[str, Any]) -> dict[str, int]:
    """Bring units, users and roles to what `data` says; safe to repeat. Returns counts.

    Passwords are never in files: new users cannot sign in until one is set.
    """
    for row in data["units"]:
        unit = Unit.objects.filter(code=row["code"]).first() or Unit(code=row["code"])
        unit.parent = Unit.objects.get(code=row["parent"]) if row.get("parent") else None
        set_texts(unit, "name", row["name"])
        unit.save()
    for row in data["users"]:
        user = User.objects.filter(username=row["username"]).first()
        if user is None:
            user = User(username=row["username"])
            user.set_unusable_password()
        user.full_name = row["full_name"]
        user.language = row["language"]
        user.unit = Unit.objects.get(code=row["unit"])
        user.save()
        for role in row["roles"]:
            RoleAssignment.objects.get_or_create(
                user=user,
                role=role["role"],
                unit=Unit.objects.get(code=role["unit"]) if "unit" in role else None,
                language=role.get("edition", ""),
            )
    return {"units": len(data["units"]), "users": len(data["users"])}
