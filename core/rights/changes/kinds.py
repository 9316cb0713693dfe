"""Which tables hold settings, rights or templates; apps add theirs in `AppConfig.ready`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.access import OrganizationAction, Role
from core.models import (
    AccessReview,
    AccessReviewLine,
    Installation,
    RecoveryCodes,
    RoleAssignment,
    SecondFactor,
    SecurityEvent,
    StartSetting,
    Unit,
    User,
)
from core.registry import Registry


def related(row: models.Model, name: str) -> str:
    """What a relation of a row of the past leads to, in words; nothing where it leads nowhere.

    The row's relations have been read with those of all others (`core.rights.changes.wording`);
    of what is gone since then, the number is left.
    """
    key = getattr(row, row._meta.get_field(name).attname)  # type: ignore[union-attr]
    return "" if key is None else str(row._state.fields_cache.get(name, key))


@dataclass(frozen=True)
class SettingsKind:
    """A tracked table whose changes are changes of settings, rights or templates.

    `name` says which row it is; `texts` how a field of structured data reads, as lines. Without the
    right to do `reads`, a person sees that something changed, but not what it says.
    """

    key: str
    label: str | Promise
    model: type[models.Model]
    name: Callable[[Any], str] = str
    reads: OrganizationAction | None = None
    texts: Mapping[str, Callable[[Any], str]] = field(default_factory=dict)


settings_kinds: Registry[SettingsKind] = Registry("kind of settings")


def _scoped(row: RoleAssignment | AccessReviewLine) -> str:
    """Such as "Ruben Castellane: Manager (TMS), for Adaeze Whitcombe, 3.1.2022–"."""
    scope = ", ".join(filter(None, (related(row, "unit"), row.language)))
    role = str(dict(Role.choices).get(row.role, row.role)) + (f" ({scope})" if scope else "")
    parts = [f"{related(row, 'user')}: {role}"]
    if row.lent_by_id:
        parts.append(_("for %(lender)s") % {"lender": related(row, "lent_by")})
    if row.starts_on or row.ends_on:
        days = (row.starts_on, row.ends_on)
        parts.append("–".join(date_format(d, "SHORT_DATE_FORMAT") if d else "" for d in days))
    return ", ".join(parts)


# What one person signs in with, and what happened to their account; without any secret.
OF_ACCOUNTS: tuple[type[models.Model], ...] = (SecondFactor, RecoveryCodes, SecurityEvent)


def _factor(row: SecondFactor) -> str:
    return f"{related(row, 'user')}: {row.get_kind_display()}, {row.name}"


def _codes(row: RecoveryCodes) -> str:
    codes = _("Recovery codes")
    return f"{related(row, 'user')}: {codes}"


def _event(row: SecurityEvent) -> str:
    what = ", ".join(filter(None, (row.get_kind_display(), row.detail)))
    return f"{related(row, 'user')}: {what}"


def register() -> None:
    """The tables of the ground floor."""
    settings_kinds.register(
        SettingsKind("people", gettext_lazy("People"), User),
        SettingsKind("roles", gettext_lazy("Roles"), RoleAssignment, _scoped),
        SettingsKind("second_factors", gettext_lazy("Second factors"), SecondFactor, _factor),
        SettingsKind("recovery_codes", gettext_lazy("Recovery codes"), RecoveryCodes, _codes),
        SettingsKind("security", gettext_lazy("Security of accounts"), SecurityEvent, _event),
        SettingsKind("units", gettext_lazy("Units"), Unit),
        SettingsKind(
            "installation",
            gettext_lazy("Installation"),
            Installation,
            lambda _row: _("Settings of the installation"),
        ),
        SettingsKind("environment", gettext_lazy("Environment"), StartSetting),
        SettingsKind(
            "reviews",
            gettext_lazy("Reviews of rights"),
            AccessReview,
            lambda row: (
                _("Review of %(day)s") % {"day": date_format(row.opened_on, "SHORT_DATE_FORMAT")}
            ),
        ),
        SettingsKind("review_lines", gettext_lazy("Roles reviewed"), AccessReviewLine, _scoped),
    )
