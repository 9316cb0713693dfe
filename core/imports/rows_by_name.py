"""Fields that name a row which is there already: a person, a unit, whatever an app offers."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from core.codes import same_key
from core.imports.fields import Field, Mistake, folded
from core.imports.keys import Keys
from core.imports.layouts import code_of
from core.imports.nodes import Scalar
from core.imports.problems import did_you_mean, quoted
from core.languages.translated import texts_of
from core.models import Unit, User


class RowByName(Field[Any]):
    """A row, by any of the words it goes by; `message` says that there is none of that word."""

    def __init__(self, words: Mapping[str, Any], message: str, *, required: bool = False) -> None:
        super().__init__(required=required)
        self.keys, self.message = Keys(words, same_key, folded), message

    def value(self, scalar: Scalar) -> Any:
        """The row."""
        found = self.keys.find(scalar.text)
        if found is None:
            known = did_you_mean(scalar.text.strip(), self.keys.words)
            raise Mistake(self.message % {"word": quoted(scalar.text), "known": known})
        return found


def unit_by_name(*, required: bool = False) -> RowByName:
    """A unit, by its code or its name in any language."""
    found = list(Unit.objects.all())
    words = {word: u for u in found for word in (*texts_of(u, "name").values(), u.code)}
    return RowByName(words, _("there is no unit %(word)s. %(known)s"), required=required)


def person_by_name(*, required: bool = False) -> RowByName:
    """A person, by user name, full name or both; two of one name go by their user names only."""
    found = list(User.objects.all())
    names = [user.full_name for user in found]
    words = {user.full_name: user for user in found if names.count(user.full_name) == 1}
    words |= {code_of(user): user for user in found}
    words |= {user.username: user for user in found}
    return RowByName(words, _("there is no person %(word)s. %(known)s"), required=required)
