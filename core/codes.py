"""Codes and short names: they stand in addresses, in names of files, in texts of a report.

A code is printed as it is read: no control signs, no marks that turn or hide its neighbours, no blanks
but the plain one. It cannot leave its address, its quotation marks or its folder.
"""

import re
import unicodedata
from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

# What an address takes for something else: no part of it, or a page of its own.
TAKEN = ("new", ".", "..")
# Signs that print nothing, or something else than they are, by their code points: controls, blanks of
# other widths, zero widths, marks of direction, joiners, fillers, variations, tags, private ones, halves
# of a pair. Written in escapes that Python and PostgreSQL read alike.
UNPRINTED = (
    r"\u0001-\u001f\u007f-\u00a0\u00ad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2"
    r"\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200f\u2028-\u202f\u205f-\u206f\u2800\u3000"
    r"\u3164\ue000-\uf8ff\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    r"\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff\U000f0000-\U0010ffff"
)
# What ends an address, a quoted name or one of several in a cell.
BREAKS_OUT = r"/\\?#\";"
PATTERN = rf"(?!(?:new|\.{{1,2}})\Z)[^{BREAKS_OUT}\x00\ud800-\udfff{UNPRINTED}]+"
ASKS = _(
    "A code is printed as it stands: letters, figures and signs, no / \\ ? # ; or quotation marks, "
    "nothing invisible, and not “new”."
)
CODE_IN_ADDRESS = RegexValidator(rf"^{PATTERN}\Z", ASKS)
ASKS_PRINTED = _("A sign that cannot be seen stands here; type the text anew.")
PRINTED = RegexValidator(rf"^[^\x00\ud800-\udfff{UNPRINTED}]*\Z", ASKS_PRINTED)


def printed(name: str, field: str) -> CheckConstraint:
    """For the database: nothing in the field that cannot be seen."""
    return CheckConstraint(
        condition=~Q(**{f"{field}__regex": f"[{UNPRINTED}]"}),
        name=name,
        violation_error_message=ASKS_PRINTED,
    )


def code_in_address(name: str, field: str = "code") -> CheckConstraint:
    """The same rule for the database."""
    return CheckConstraint(
        condition=~Q(**{f"{field}__regex": f"[{BREAKS_OUT}{UNPRINTED}]"})
        & ~Q(**{f"{field}__in": TAKEN}),
        name=name,
        violation_error_message=ASKS,
    )


# --- When two spellings are one key -------------------------------------------------------------

# What spreadsheets and word processors make of a hyphen.
_HYPHENS = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2212\ufe58\ufe63\uff0d", "-"))
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0]"
)


def tidied(text: str) -> str:
    """A key as it is stored: composed letters, plain single blanks, nothing that prints nothing."""
    return " ".join(_UNSEEN.sub("", unicodedata.normalize("NFC", text)).split())


def same_key(text: str) -> str:
    """What two spellings of one key have in common: "P-14", "p-14" and "P‑14" with blanks around."""
    found = unicodedata.normalize("NFKC", tidied(text)).translate(_HYPHENS)
    return tidied(unicodedata.normalize("NFKC", found.casefold()))


def refuse_twin(field: str, code: str, others: Collection[str]) -> None:
    """Raise where a row has this key already, in another spelling."""
    twin = next((each for each in others if same_key(each) == same_key(code)), None)
    if twin is not None and twin != code:
        message = gettext("“%(twin)s” is there already: “%(code)s” would be taken for it.")
        raise ValidationError({field: message % {"twin": twin, "code": code}}, code="twin")


class KeyConstraint(UniqueConstraint):
    """Rows of one key once: exactly in the database; forms refuse another spelling of one as well.

    The last of its fields is the key. It stands in migrations as Django's own.
    """

    def deconstruct(self) -> tuple[str, Any, Any]:
        """Django's constraint."""
        _path, args, kwargs = super().deconstruct()
        return "django.db.models.UniqueConstraint", args, kwargs

    def validate(
        self, model: Any, instance: Any, exclude: Any = None, using: str = "default"
    ) -> None:
        """As Django does, then in other spellings; what stands there may stay as it is."""
        super().validate(model, instance, exclude=exclude, using=using)
        *within, key = self.fields
        if exclude and set(self.fields) & set(exclude):
            return
        rows = model._default_manager.using(using)
        same = {name: getattr(instance, model._meta.get_field(name).attname) for name in within}
        others = rows.filter(**same).exclude(pk=instance.pk)
        code = getattr(instance, key)
        if rows.filter(pk=instance.pk, **{key: code}).exists():
            return
        refuse_twin(key, code, set(others.values_list(key, flat=True)))
