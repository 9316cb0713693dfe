"""A page speaks one language: where a text has a translation, the original stands nowhere on it.

Every text of every row gets a word for each of its languages; then a person who reads German follows
every link there is.
"""

import re
from collections.abc import Iterator
from typing import Any

import pgtrigger
import pytest
from django.apps import apps
from django.db.models import Model

from core.history.tracking import event_models
from tests.access.people import user
from tests.access.test_hidden_names import KEPT, Walk, shown, starts
from tests.access.test_three_people import client_of

pytestmark = pytest.mark.django_db
ORIGINAL, GERMAN = "ZQ-ORIGINAL", "ZQ-DEUTSCH"
# Where a text stands in all its languages, and what somebody has written.
IN_ALL = re.compile(
    r'(?s)<textarea.*?</textarea>|<input[^>]*>|<(dd|td|p|li|span)[^>]* lang="en".*?</\1>'
    r'|<td data-label="(Vorher|Nachher)".*?</td>|<span class="change">.*?</section>'
    r'|<dl class="facts-rows">.*?</dl>'
)
# Their files have a column for each language; a report stands in the language that one asks for.
NOT_OURS = re.compile(r"export=|/reports/|language=")


def translated() -> Iterator[tuple[type[Model], Any]]:
    for model in set(apps.get_models()) - set(event_models()):
        for each in model._meta.get_fields():
            if each.name == "i18n":
                yield model, each


def mark_languages() -> None:
    for model, field in translated():
        rows: Any = model._base_manager.all()
        for row in rows:
            # What is not written has no translation either.
            written = [name for name in field.fields if getattr(row, name)]
            for name in written:
                setattr(row, name, f"{ORIGINAL}{row.pk}")
            row.i18n = {f"{name}_de": f"{GERMAN}{row.pk}{name}"[:60] for name in written}
            with pgtrigger.ignore(*KEPT):
                row.save()


class InOneLanguage(Walk):
    """A way through all pages that notes originals where a translation stands."""

    def look(self, address: str) -> str:
        response = self.client.get(address)
        page = shown(response) if response.status_code == 200 else ""
        if not NOT_OURS.search(address):
            for found in re.finditer(ORIGINAL, IN_ALL.sub("", page)):
                bare = IN_ALL.sub("", page)[max(0, found.start() - 160) : found.end() + 40]
                self.holes.setdefault(address, " ".join(bare.split()))
        return page


def test_no_original_stands_where_there_is_a_translation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.access.test_hidden_names.OF_A_KIND", 2)
    mark_languages()
    person = user("pmo")
    person.language = "de"
    person.save()
    client = client_of(person)
    walk = InOneLanguage(client)
    walk.go(["/", *starts()])
    assert len(walk.seen) > 200
    assert any(GERMAN in shown(client.get(address)) for address in ("/projects/", "/risks/"))
    told = "\n".join(f"{address}: {place}" for address, place in sorted(walk.holes.items()))
    assert not walk.holes, f"{len(walk.holes)} of {len(walk.seen)} pages:\n{told}"
