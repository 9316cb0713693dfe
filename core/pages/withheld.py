"""Why somebody else must decide: what the history knows of a person's hand in a row, in words."""

from datetime import datetime
from functools import partial

from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.history.involvement import Involvement, Separation, span
from core.kept import kept
from core.models import User
from core.models.people import REACH, people_by_id
from core.time import day_of


def withheld(rule: Separation, row: Model, user: User) -> str:
    """The reason why `user` does not decide of `row`; empty when nothing speaks against it."""
    found = rule.involvement(row, user.deciding_as)
    return "" if found is None else reason(found, user)


def kept_withheld(rule: Separation, row: Model, user: User) -> str:
    """The same for pages that only show it: kept until a table is written that it was read from."""
    make = partial(withheld, rule, row, user)
    return kept("withheld", REACH, make, rule.name, row._meta.label, row.pk, user.pk, span())


def refuse_withheld(rule: Separation, row: Model, user: User) -> None:
    """Raise `PermissionDenied` with the reason; whoever gets so far may see the row."""
    if why := withheld(rule, row, user):
        raise PermissionDenied(why)


def reason(found: Involvement, user: User) -> str:
    """By whom, what and when, and that somebody else must decide."""
    words, values = found.words, {}
    if found.at is not None:
        day = day_of(found.at) if isinstance(found.at, datetime) else found.at
        values["day"] = date_format(day, "DATE_FORMAT")
    if found.person == user.pk:
        said = (words.still if found.at is None else words.you) % values
        return _("%(reason)s Somebody else must decide.") % {"reason": said}
    values["person"] = str(people_by_id([found.person])[found.person])
    said = (words.they_still if found.at is None else words.they) % values
    return _(
        "%(reason)s You and %(person)s count as one here, because one of you stands in for the other "
        "or did so lately. Somebody else must decide."
    ) % {"reason": said, "person": values["person"]}
