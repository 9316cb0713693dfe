"""A long list as a file: one click, progress, the file; with a real worker, in a real browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from bench.faults.site import Demonstrations, Up
from tests.browser.conftest import LEASES, sign_in
from tests.core.figures.figure_site import Watched


@pytest.fixture(scope="module")
def up(demonstrations: Demonstrations) -> Iterator[Up]:
    """Here a list of more than fifty rows is long."""
    with demonstrations.running(**LEASES, OUTTURN_ROWS_AT_ONCE="50") as running:
        yield running


def test_one_click_progress_and_the_file(watched: Watched, tmp_path: Path) -> None:
    page = watched.page
    sign_in(page, "pmo")
    page.goto("/projects/?year=2021&sort=name")
    page.click("#files summary")
    page.click("#files a[href$='export=csv']")
    page.wait_for_url("**/files/*/")
    link = page.locator("a[download]")
    expect(link).to_be_visible()
    expect(page.locator("#long-file")).to_contain_text("holds 119 rows")
    expect(page.locator("#announce")).to_have_text("The file is ready.")
    with page.expect_download() as waiting:
        link.click()
    path = tmp_path / "list.csv"
    waiting.value.save_as(path)
    assert waiting.value.suggested_filename == "projects-2022-01-17.csv"
    lines = path.read_text("utf-8-sig").splitlines()
    assert lines[0].startswith("Code,Name")
    page.get_by_role("link", name="Back to the list").click()
    page.wait_for_url("**/projects/?year=2021&sort=name")
    assert watched.complaints() == []
