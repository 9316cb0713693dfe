"""Every form with hostile values, as everybody who may send it, and as those who may not."""

import random
import sys
from urllib.parse import urljoin

import pytest
from django.http.response import HttpResponseBase

from tests.walks.drafted import draft
from tests.walks.lengths import FORMS, chance_of
from tests.walks.places import Place, in_turn, places_refused, places_to_send_to
from tests.walks.rendered_forms import BARE, Form, forms_on
from tests.walks.sent import hostile_form
from tests.walks.watching import Request, Watch, content_of, undone

pytestmark = pytest.mark.django_db

# Pages that show what many forms have written, looked at after a save.
AFTERWARDS = (
    *("/projects/", "/projects/?export=csv", "/dashboard/", "/strategy/it-2018-21/", "/risks/"),
    *("/reports/progress-2021/", "/updates/", "/money/", "/indicators/", "/search/?q=words"),
    *("/milestones/?export=xlsx", "/promises/", "/people/", "/people/units/", "/risks/matrix/"),
    *("/decisions/", "/quantities/", "/risks/issues/", "/templates/", "/"),
)
READER = "pmo"
DRAFTED, RENDERED = 0.3, 0.2  # so many of what is saved are drafted, and of these written as files
EVERY = 12  # so often somebody sends a form that is not theirs


class FormWalk:
    """One form a step."""

    def __init__(self) -> None:
        self.watch = Watch()
        self.taking, self.refused = places_to_send_to(), places_refused()
        self.forms = self.saved = 0

    def step(self, number: int) -> None:
        """A form as somebody who may send it; sometimes as somebody who may not."""
        chance = chance_of("forms", number)
        if number % EVERY == EVERY - 1:
            place = in_turn(self.refused, number // EVERY, chance_of("refused"))
            self._send_refused(chance, place)
        else:
            self._send(chance, in_turn(self.taking, number, chance_of("taking")))
        self.forms += 1

    def _send(self, chance: random.Random, place: Place) -> None:
        with undone():
            request = hostile_form(chance, place.person, self._form(chance, place))
            response = self.watch.send(request)
            if response.status_code == 302:
                self.saved += 1
                self._look_afterwards(chance, request, response)

    def _form(self, chance: random.Random, place: Place) -> Form:
        path = place.find()
        page = self.watch.send(Request(place.person, "GET", path))
        shown = [one for one in forms_on(content_of(page), path) if one.method == "POST"]
        return chance.choice(shown) if shown else Form(path, fields=BARE)

    def _look_afterwards(
        self, chance: random.Random, request: Request, response: HttpResponseBase
    ) -> None:
        """What was taken can be shown: where it leads, its own form, some page of many, a draft."""
        before = len(self.watch.seen.wrong)
        led = urljoin(request.path, response["Location"])
        self.watch.send(Request(request.person, "GET", led))
        self.watch.send(Request(request.person, "GET", request.path))
        self.watch.send(Request(READER, "GET", chance.choice(AFTERWARDS)))
        if chance.random() < DRAFTED:
            draft(chance, self.watch.seen, rendered=chance.random() < RENDERED)
        for number in range(before, len(self.watch.seen.wrong)):
            self.watch.seen.wrong[number] += f"\n    after {request}"

    def _send_refused(self, chance: random.Random, place: Place) -> None:
        """Whoever may not send a form is told what everybody is told, whatever it holds."""
        with undone():
            request = hostile_form(chance, place.person, Form(place.find(), fields=BARE))
            response = self.watch.send(request)
        to_sign_in = response.status_code == 302 and response["Location"].startswith("/sign-in/")
        if not to_sign_in and response.status_code not in {400, 403, 404, 405, 413}:
            self.watch.seen.wrong.append(f"{response.status_code} for who may not: {request}")


def walk(count: int) -> FormWalk:
    """So many forms."""
    made = FormWalk()
    for number in range(count):
        made.step(number)
    return made


def test_a_short_walk_over_forms_breaks_nothing() -> None:
    assert not walk(FORMS.short).watch.seen.wrong


def test_a_long_walk_over_forms_breaks_nothing() -> None:
    made = walk(FORMS.asked)
    sys.stdout.write(f"\n{made.forms:,} forms, {made.saved:,} saved: {made.watch.seen}\n")
    assert not made.watch.seen.wrong, "\n".join(made.watch.seen.wrong)
    # A walk that never saves tries nothing but the first check of each form.
    assert made.saved > made.forms // 50
