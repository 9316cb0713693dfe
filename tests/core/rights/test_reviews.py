"""Reviews of rights: opened, decided by others, ended roles really end, closed and kept."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.conf import LazySettings
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from core.access import Role
from core.history.events import changes_of
from core.models import AccessReview, AccessReviewLine, Installation, RoleAssignment, User
from core.models.review import ReviewResult
from core.operations.health import program_parts
from core.people.services import NotAllowed, absence_begin, role_end
from core.rights.reviews import services
from core.rights.reviews.reminding import review_remind
from tests.access.test_three_people import client_of
from tests.factories import make_unit, make_user

pytestmark = pytest.mark.django_db
TODAY = date(2022, 1, 17)


@pytest.fixture(autouse=True)
def _working_date() -> None:
    """A day of one's own, and no roles but those a test gives."""
    Installation.objects.update(fixed_date=TODAY)
    RoleAssignment.objects.all().delete()


def again(user: User) -> User:
    """The same person in another request."""
    return User.objects.get(pk=user.pk)


def open_review(by: User) -> AccessReview:
    return services.review_open(by=by, on=TODAY)


def line_of(review: AccessReview, user: User) -> AccessReviewLine:
    return review.lines.get(user=user)


def decide(client: Client, review: AccessReview, *lines: AccessReviewLine, **given: str) -> int:
    """Send the form; the status of the answer."""
    values = {"result": "confirmed", "reason": "still their work", **given}
    posted = {"lines": [line.pk for line in lines], **values}
    return client.post(f"/rights/reviews/{review.pk}/decide/", posted).status_code


def test_a_review_holds_every_role_that_is_not_over() -> None:
    administrator, held, coming, past = (
        make_user(Role.ADMINISTRATOR), make_user(Role.PMO), make_user(), make_user(),
    )  # fmt: skip
    RoleAssignment.objects.create(user=coming, role=Role.CLEARER, starts_on=date(2022, 3, 1))
    RoleAssignment.objects.create(user=past, role=Role.CLEARER, ends_on=date(2022, 1, 16))
    client = client_of(administrator)
    assert client.post("/rights/reviews/new/", {"due_on": "2022-02-28"}).status_code == 302
    review = AccessReview.objects.get()
    assert (review.opened_on, review.due_on) == (TODAY, date(2022, 2, 28))
    assert set(review.lines.values_list("user", flat=True)) == {
        administrator.pk,
        held.pk,
        coming.pk,
    }
    page = client.get(review.get_absolute_url()).content.decode()
    assert held.full_name in page and "0 of 3 roles decided" in page


def test_a_second_review_waits_for_the_first(client: Client) -> None:
    administrator = make_user(Role.ADMINISTRATOR)
    open_review(administrator)
    with pytest.raises(services.AlreadyOpen):
        open_review(administrator)
    answer = client_of(administrator).post("/rights/reviews/new/", {"due_on": "2022-02-28"})
    assert answer.status_code == 422 and "A review is open already" in answer.content.decode()
    with pytest.raises(IntegrityError), transaction.atomic():
        AccessReview.objects.create(opened_on=TODAY, opened_by=administrator, due_on=TODAY)


def test_confirming_keeps_who_when_and_why() -> None:
    administrator, held = make_user(Role.ADMINISTRATOR), make_user(Role.PMO)
    review = open_review(administrator)
    line = line_of(review, held)
    assert decide(client_of(administrator), review, line) == 302
    line.refresh_from_db()
    assert (line.result, line.reason, line.decided_by) == (
        ReviewResult.CONFIRMED, "still their work", administrator,
    )  # fmt: skip
    assert line.decided_at is not None and timezone.now() - line.decided_at < timedelta(minutes=1)
    assert again(held).access.roles == {Role.PMO}
    assert changes_of(line)[0].user_id == administrator.pk


def test_ending_in_the_review_ends_the_role_and_what_was_lent_of_it() -> None:
    administrator, held, stand_in = make_user(Role.ADMINISTRATOR), make_user(Role.PMO), make_user()
    absence_begin(
        by=held, lender=held, stand_in=stand_in, starts_on=TODAY,
        ends_on=date(2022, 2, 1), roles=held.assignments.all(),
    )  # fmt: skip
    review = open_review(administrator)
    both = (line_of(review, held), line_of(review, stand_in))
    assert decide(client_of(administrator), review, *both, result="ended", reason="moved on") == 302
    assert again(held).access.roles == again(stand_in).access.roles == frozenset()
    assert {line.result for line in review.lines.filter(user__in=(held, stand_in))} == {"ended"}


def test_nobody_decides_on_their_own_roles_nor_on_those_of_a_lender() -> None:
    one, other, away = (
        make_user(Role.ADMINISTRATOR),
        make_user(Role.ADMINISTRATOR),
        make_user(Role.PMO),
    )
    absence_begin(
        by=away, lender=away, stand_in=one, starts_on=TODAY,
        ends_on=date(2022, 2, 1), roles=away.assignments.all(),
    )  # fmt: skip
    review = open_review(other)
    theirs = [*review.lines.filter(user=one), line_of(review, away)]
    assert len(theirs) == 3
    for line in theirs:
        assert decide(client_of(one), review, line) == 422
        with pytest.raises(NotAllowed):
            services.lines_decide(
                by=one, lines=[line], result=ReviewResult.CONFIRMED, reason="mine", on=TODAY
            )
    assert not review.lines.exclude(result="").exists()
    line = theirs[0]
    line.result, line.reason = ReviewResult.CONFIRMED, "mine"
    line.decided_by, line.decided_at = one, timezone.now()
    with pytest.raises(IntegrityError), transaction.atomic():
        line.save()
    assert decide(client_of(other), review, *theirs) == 302


def test_a_decision_needs_a_reason_and_is_made_once() -> None:
    administrator, held = make_user(Role.ADMINISTRATOR), make_user(Role.PMO)
    review, client = open_review(administrator), client_of(administrator)
    line = line_of(review, held)
    assert decide(client, review, line, reason=" ") == 422
    assert decide(client, review) == 422
    assert decide(client, review, line) == 302
    assert decide(client, review, line, result="ended") == 422  # Back, and once more
    with pytest.raises(services.AlreadyDecided):
        services.lines_decide(
            by=administrator, lines=[line], result=ReviewResult.ENDED, reason="no", on=TODAY
        )
    assert again(held).access.roles == {Role.PMO}


def test_a_review_closes_when_all_is_decided_and_then_stands_still() -> None:
    one, other = make_user(Role.ADMINISTRATOR), make_user(Role.ADMINISTRATOR)
    review, client = open_review(one), client_of(one)
    assert decide(client, review, line_of(review, other)) == 302
    page = client.get(review.get_absolute_url()).content.decode()
    assert "another administrator decides on it" in page and "Close the review" not in page
    client.post(f"{review.get_absolute_url()}close/")
    with pytest.raises(services.NotDecided):
        services.review_close(by=one, review=review, on=TODAY)
    assert decide(client_of(other), review, line_of(review, one)) == 302
    assert client.post(f"{review.get_absolute_url()}close/").status_code == 302
    review.refresh_from_db()
    assert (review.closed_on, review.closed_by) == (TODAY, one)
    assert client.get(f"{review.get_absolute_url()}decide/").status_code == 404
    assert client.post(f"{review.get_absolute_url()}close/").status_code == 404
    page = client.get(review.get_absolute_url()).content.decode()
    assert "2 of 2 roles decided" in page and "Decide on" not in page


def test_what_ends_meanwhile_needs_no_decision() -> None:
    administrator, other = make_user(Role.ADMINISTRATOR), make_user(Role.ADMINISTRATOR)
    coming = make_user()
    not_begun = RoleAssignment.objects.create(
        user=coming, role=Role.PMO, starts_on=date(2022, 3, 1)
    )
    review = open_review(administrator)
    role_end(by=administrator, assignment=not_begun, on=TODAY)
    assert not RoleAssignment.objects.filter(pk=not_begun.pk).exists()
    page = client_of(administrator).get(review.get_absolute_url()).content.decode()
    assert "1 of 3 roles decided" in page and "Ended meanwhile" in page
    decide(client_of(administrator), review, line_of(review, other))
    decide(client_of(other), review, line_of(review, administrator))
    services.review_close(by=administrator, review=review, on=TODAY)
    assert line_of(review, coming).result == ReviewResult.OVER


def test_the_result_is_kept_and_taken_along() -> None:
    administrator, auditor = make_user(Role.ADMINISTRATOR), make_user(Role.AUDITOR)
    unit, held = make_unit(), make_user()
    RoleAssignment.objects.create(user=held, role=Role.MANAGER, unit=unit)
    review = open_review(administrator)
    decide(client_of(administrator), review, line_of(review, held), reason="heads the unit")
    address = review.get_absolute_url()
    content = client_of(auditor).get(f"{address}?export=csv&result=confirmed").content
    (line,) = csv.DictReader(io.StringIO(content.decode("utf-8-sig")))
    assert line["Person"] == held.full_name and line["Where"] == f"{unit.code} and its parts"
    assert line["Decided by"] == administrator.full_name and line["Reason"] == "heads the unit"
    assert client_of(auditor).get(f"{address}?export=xlsx").status_code == 200
    assert "decide/" not in client_of(auditor).get(address).content.decode()


@pytest.mark.parametrize("role", [each for each in Role if each != Role.ADMINISTRATOR])
def test_only_administrators_open_decide_and_close(role: Role) -> None:
    administrator, person = make_user(Role.ADMINISTRATOR), make_user(role)
    review = open_review(administrator)
    line = line_of(review, administrator)
    client = client_of(person)
    assert decide(client, review, line) == 404
    assert client.post(f"{review.get_absolute_url()}close/").status_code == 404
    assert client.post("/rights/reviews/new/", {"due_on": "2022-02-28"}).status_code == 404
    for act in (
        lambda: services.review_open(by=person, on=TODAY),
        lambda: services.review_close(by=person, review=review, on=TODAY),
        lambda: services.lines_decide(
            by=person, lines=[line], result=ReviewResult.ENDED, reason="x", on=TODAY
        ),
    ):
        with pytest.raises(NotAllowed):
            act()


# --- Once a year --------------------------------------------------------------------------------


def test_a_review_is_due_when_the_last_is_a_year_old() -> None:
    administrator = make_user(Role.ADMINISTRATOR)
    assert services.review_is_due(TODAY)  # there was none yet
    review = open_review(administrator)
    assert not services.review_is_due(TODAY + timedelta(days=400))  # late, not due
    assert services.review_is_late(review.due_on) is None
    assert services.review_is_late(review.due_on + timedelta(days=1)) == review
    AccessReview.objects.update(closed_on=TODAY, closed_by=administrator)
    assert not services.review_is_due(TODAY + timedelta(days=365))
    assert services.review_is_due(TODAY + timedelta(days=366))


def test_administrators_of_the_whole_are_reminded(settings: LazySettings) -> None:
    settings.EMAIL_HOST = "mail.example.org"
    make_user(Role.ADMINISTRATOR, email="a@example.org", language="de")
    make_user(Role.PMO, email="p@example.org")
    RoleAssignment.objects.create(
        user=make_user(email="u@example.org"), role=Role.ADMINISTRATOR, ends_on=date(2022, 1, 1)
    )
    assert review_remind(on=TODAY) == 1
    (sent,) = mail.outbox
    assert sent.to == ["a@example.org"]
    open_review(User.objects.get(email="a@example.org"))
    assert review_remind(on=TODAY) == 0
    assert review_remind(on=TODAY + timedelta(days=31)) == 1


def test_overdue_is_shown_on_the_page_and_among_the_parts_of_the_program() -> None:
    administrator = make_user(Role.ADMINISTRATOR)
    review = open_review(administrator)
    Installation.objects.update(fixed_date=review.due_on + timedelta(days=1))
    client = client_of(administrator)
    assert "Overdue" in client.get(review.get_absolute_url()).content.decode()
    assert "Overdue" in client.get("/rights/reviews/").content.decode()
    part = next(each for each in program_parts() if each.name == "Review of rights")
    assert part.state == "a"
