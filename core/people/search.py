"""What search finds of people and units: names, never addresses."""

from django.utils.translation import gettext_lazy as _

from core.languages.translated import text_of
from core.models import Unit, User
from core.models.people import PERSON_WORDS, UNIT_WORDS
from core.search.sources import Hit, Source, sources, title_hit


def _person(user: User) -> Hit:
    note = f"{user.unit.code} {text_of(user.unit, 'name')}" if user.unit else ""
    return Hit(url=user.get_absolute_url(), title=user.full_name, note=note)


PEOPLE = Source(
    key="people",
    label=_("People"),
    rows=lambda user: User.objects.visible_to(user).active().select_related("unit"),
    words=PERSON_WORDS,
    code_of=("unit", UNIT_WORDS),
    hit=_person,
    position=80,
)
UNITS = Source(
    key="units",
    label=_("Units"),
    rows=lambda user: Unit.objects.visible_to(user),
    words=UNIT_WORDS,
    hit=lambda unit: title_hit(unit, unit.code, titles="name"),
    position=81,
)


def register() -> None:
    """Let people and units be found."""
    sources.register(PEOPLE)
    sources.register(UNITS)
