"""Codes of things that have a page: they stand in its address."""

from django.core.validators import RegexValidator
from django.db.models import CheckConstraint, Q
from django.utils.translation import gettext_lazy as _

# What an address takes for something else: no part of it, or a page of its own.
TAKEN = ("new", ".", "..")
PATTERN = r"(?!(?:new|\.{1,2})\Z)[^/\\?#]+"
ASKS = _("A code stands in addresses: it has no slash, ? or #, and is not “new”.")
CODE_IN_ADDRESS = RegexValidator(rf"^{PATTERN}\Z", ASKS)


def code_in_address(name: str) -> CheckConstraint:
    """The same rule for the database."""
    return CheckConstraint(
        condition=~Q(code__regex=r"[/\\?#]") & ~Q(code__in=TAKEN),
        name=name,
        violation_error_message=ASKS,
    )
