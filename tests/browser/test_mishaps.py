"""What dies in the middle: worker, broker, the person's patience. The job comes to its end."""

import os
import signal
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from bench.faults.site import Up
from tests.browser.conftest import REPORT, sign_in
from tests.core.figures.figure_site import Watched
from tests.waiting import wait_for


@pytest.fixture
def slowed(up: Up) -> Iterator[None]:
    """Jobs take some seconds: the worker stays in the middle until the trigger is dropped."""
    up.sql(
        "CREATE OR REPLACE FUNCTION public.dawdle() RETURNS trigger LANGUAGE plpgsql AS "
        "'BEGIN PERFORM pg_sleep(0.25); RETURN NEW; END';"
        "CREATE TRIGGER dawdle BEFORE UPDATE OF done_steps ON core_job FOR EACH ROW "
        "WHEN (NEW.done_steps > OLD.done_steps) EXECUTE FUNCTION public.dawdle()"
    )
    yield
    up.sql("DROP TRIGGER IF EXISTS dawdle ON core_job")


def drafts(up: Up) -> int:
    ((count,),) = up.sql("SELECT count(*) FROM reports_draft")
    return int(count)


def regenerate(watched: Watched, clicks: int = 1) -> None:
    page = watched.page
    sign_in(page, "editor")
    page.goto(REPORT)
    button = page.get_by_role("button", name="Regenerate")
    button.click(click_count=clicks, no_wait_after=True)


def test_a_worker_killed_in_the_middle_is_replaced_and_the_job_finished(
    up: Up, watched: Watched, slowed: None
) -> None:
    before = drafts(up)
    regenerate(watched)
    running = "SELECT id FROM core_job WHERE state = 'running' AND done_steps > 0"
    wait_for(lambda: up.sql(running))
    os.killpg(up.pid("worker"), signal.SIGKILL)
    up.sql("DROP TRIGGER dawdle ON core_job")
    wait_for(lambda: drafts(up) == before + 1)
    ((state, attempts),) = up.sql("SELECT state, attempts FROM core_job ORDER BY id DESC LIMIT 1")
    assert (state, attempts) == ("done", 2)
    expect(watched.page.locator(".head-line")).to_contain_text(f"draft {before + 1}")
    assert drafts(up) == before + 1


def test_with_the_broker_gone_at_the_click_the_job_runs_when_it_is_back(
    up: Up, watched: Watched
) -> None:
    before = drafts(up)
    page = watched.page
    sign_in(page, "editor")
    page.goto(REPORT)
    dead = up.pid("valkey")
    os.kill(up.pid_of_up, signal.SIGSTOP)  # nobody starts the broker again
    try:
        os.kill(dead, signal.SIGKILL)
        page.get_by_role("button", name="Regenerate").click()
        page.wait_for_selector("#job:not([hidden])")
    finally:
        os.kill(up.pid_of_up, signal.SIGCONT)
    wait_for(lambda: up.pid("valkey") != dead)
    wait_for(lambda: drafts(up) == before + 1)


def test_two_clicks_make_one_draft(up: Up, watched: Watched, slowed: None) -> None:
    before = drafts(up)
    ((jobs,),) = up.sql("SELECT count(*) FROM core_job")
    regenerate(watched, clicks=2)
    wait_for(lambda: drafts(up) == before + 1)
    time.sleep(1)
    assert up.sql("SELECT count(*) FROM core_job") == [(jobs + 1,)]
    assert drafts(up) == before + 1


def test_two_people_at_once_join_one_job(up: Up, watched: Watched, slowed: None) -> None:
    before = drafts(up)
    regenerate(watched)
    wait_for(lambda: up.sql("SELECT 1 FROM core_job WHERE state = 'running'"))
    other = watched.page.context.browser.new_context(base_url=up.address)  # type: ignore[union-attr]
    page = other.new_page()
    sign_in(page, "pmo")
    page.goto(REPORT)
    expect(page.locator("#job")).to_be_visible()
    page.get_by_role("button", name="Regenerate").click()
    wait_for(lambda: drafts(up) == before + 1)
    expect(page.locator(".head-line")).to_contain_text(f"draft {before + 1}")
    other.close()


def test_a_failed_job_says_why_and_offers_a_way_on(up: Up, watched: Watched) -> None:
    before = drafts(up)
    up.sql(
        "UPDATE reports_report SET outline = jsonb_set(outline, "
        "'{0,paragraphs,3,text,en}', '\"Broken {{projects.total\"')"
    )
    page = watched.page
    regenerate(watched)
    failed = page.locator(".job-failed")
    expect(failed).to_be_visible()
    expect(failed).to_contain_text("introduction/scope")
    up.sql(
        "UPDATE reports_report SET outline = jsonb_set(outline, "
        "'{0,paragraphs,3,text,en}', '\"Whole.\"')"
    )
    failed.get_by_role("button").click()
    wait_for(lambda: drafts(up) == before + 1)
