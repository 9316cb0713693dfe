"""What happens in a followed project or unit comes with the digest; what is muted does not."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core.access import Role
from core.models import Digest, ReminderChoice, User
from core.my_work.digests import digest_make, digest_send
from core.my_work.news import NewsItem, news_for_digest, news_of
from core.my_work.subscriptions import subscription_set
from core.request_cache import one_request
from portfolio.models import Decision, Milestone, Project
from portfolio.my_work import about_project
from tests.core.my_work.test_my_work import make_running, today
from tests.factories import make_unit, make_update, make_user

pytestmark = pytest.mark.django_db


def follow(user: User, subject: str, row: object, mode: str = "follow") -> None:
    subscription_set(user=user, subject=subject, key=str(row.pk), mode=mode)  # type: ignore[attr-defined]


def reader() -> User:
    """Somebody who sees everything, for whom nothing waits."""
    return make_user(Role.AUDITOR, email="reader@example.org")


def heard(user: User) -> list[str]:
    """What the digest of tomorrow tells of today."""
    fresh = User.objects.get(pk=user.pk)
    return [each.what for each in news_for_digest(fresh, today() + timedelta(days=1))]


def give(project: Project, **changes: object) -> None:
    values = {"round": project.strategy.rounds.get(), "author": project.manager, **changes}
    make_update(project, **values)


def test_a_followed_project_tells_what_happened_and_no_other_does() -> None:
    person, manager = reader(), make_user(Role.PROJECT_MANAGER)
    followed, other = make_running(manager), make_running(manager)
    follow(person, "project", followed)
    give(followed)
    give(other)
    Milestone.objects.create(project=followed, title="Go live", reached_on=today())
    Decision.objects.create(
        strategy=followed.strategy,
        project=followed,
        body="ITGC",
        on=today(),
        kind="approval",
        title="More money",
    )
    told = heard(person)
    assert any(each.startswith("the status of") and each.endswith("given") for each in told)
    assert any("milestone reached" in each and "Go live" in each for each in told)
    assert any("decided by ITGC" in each and "More money" in each for each in told)
    assert any("stage from" in each for each in told)
    items = news_of(User.objects.get(pk=person.pk), today(), today() + timedelta(days=1))
    assert {each.about for each in items} == {about_project(followed)}
    assert heard(manager) == [], "who follows nothing hears of nothing"


def test_a_followed_unit_tells_of_its_parts_and_a_muted_project_in_it_is_still() -> None:
    person, manager = reader(), make_user(Role.PROJECT_MANAGER)
    unit = make_unit()
    part = make_unit(parent=unit)
    loud, muted = make_running(manager, lead_unit=part), make_running(manager, lead_unit=unit)
    follow(person, "unit", unit)
    give(loud)
    give(muted)
    titles = {each.title.split()[0] for each in news(person)}
    assert titles == {loud.code, muted.code}
    follow(person, "project", muted, "mute")
    assert {each.title.split()[0] for each in news(person)} == {loud.code}
    follow(person, "unit", part, "mute")
    assert news(person) == []


def news(user: User) -> list[NewsItem]:
    return news_for_digest(User.objects.get(pk=user.pk), today() + timedelta(days=1))


def test_drafts_ones_own_doing_and_what_one_sees_no_more_are_no_news() -> None:
    manager = make_user(Role.PROJECT_MANAGER)
    project = make_running(manager)
    follow(manager, "project", project)
    give(project)
    assert not any("status" in each for each in heard(manager)), "their own"
    person = reader()
    draft = make_running(manager)
    follow(person, "project", draft)
    give(draft, state="draft")
    assert not any("status" in each for each in heard(person))
    follow(manager, "project", draft)
    Project.objects.filter(pk__in=[project.pk, draft.pk]).update(manager=None)
    assert heard(manager) == []


def test_the_digest_brings_it_by_mail_once_also_where_nothing_waits() -> None:
    person, manager = reader(), make_user(Role.PROJECT_MANAGER)
    project = make_running(manager)
    follow(person, "project", project)
    give(project)
    tomorrow = today() + timedelta(days=1)
    digest = digest_make(user=User.objects.get(pk=person.pk), on=tomorrow)
    assert digest is not None and digest.item_count == 0
    assert digest_send(digest=digest)
    (sent,) = mail.outbox
    assert "follow" in sent.subject
    assert project.code in str(sent.body) and "the status of" in str(sent.body)
    # The day after, there is nothing new.
    assert digest_make(user=User.objects.get(pk=person.pk), on=tomorrow + timedelta(days=1)) is None


def test_a_weekly_mail_brings_the_week() -> None:
    person, manager = reader(), make_user(Role.PROJECT_MANAGER)
    ReminderChoice.objects.create(user=person, mails="week")
    project = make_running(manager)
    follow(person, "project", project)
    give(project)
    Digest.objects.create(user=person, day=today() - timedelta(days=2), item_count=1, mail="sent")
    later = today() + timedelta(days=4)
    # Digests of the days between were made, but not mailed.
    Digest.objects.create(user=person, day=today() + timedelta(days=2), item_count=1)
    fresh = User.objects.get(pk=person.pk)
    assert any("status" in each.what for each in news_for_digest(fresh, later))


def test_my_work_shows_it_in_a_constant_number_of_queries() -> None:
    person, manager = reader(), make_user(Role.PROJECT_MANAGER)
    unit = make_unit()
    follow(person, "unit", unit)
    client = Client()
    client.force_login(person)

    def asked() -> int:
        give(make_running(manager, lead_unit=unit))
        fresh = User.objects.get(pk=person.pk)
        news_of(fresh, today(), today() + timedelta(days=1))
        with CaptureQueriesContext(connection) as queries, one_request(reads_only=True):
            news_of(fresh, today(), today() + timedelta(days=1))
        return len(queries)

    asked()  # What a strategy says of itself is kept from here on.
    assert asked() == asked()
    page = client.get("/my-work/").content.decode()
    assert "What you follow" in page and page.count('class="work-news"') >= 2
