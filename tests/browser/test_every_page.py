"""Every page is good: reachable, readable, at every size, in both schemes, on paper, by keyboard."""

from typing import Any

import pytest
from playwright.sync_api import Browser

from bench.faults.site import Up
from tests.browser.conftest import sign_in
from tests.browser.walk import AXE, TAGS, Found, addresses, axe, database_of, walk


@pytest.fixture(scope="module")
def pages(up: Up, django_db_blocker: Any) -> list[tuple[str, str]]:
    """Who looks at what. Asked before the browser starts: Django reads no database beside its loop."""
    with database_of(up, django_db_blocker):
        return addresses()


@pytest.fixture(scope="module")
def found(pages: list[tuple[str, str]], browser: Browser, up: Up) -> Found:
    """What one walk over every page has found."""
    return walk(browser, up, pages)


def test_the_walk_has_seen_every_page(found: Found) -> None:
    assert len(found.pages) > 90


@pytest.mark.parametrize(
    "aspect",
    [
        pytest.param("axe", id="axe finds nothing in light and dark"),
        pytest.param("narrow", id="at 390 pixels nothing is cut off, hidden, too small or beside"),
        pytest.param("zoom", id="nor at twice the size"),
        pytest.param("wide", id="nor at 1280 pixels"),
        pytest.param("paper", id="paper has the content alone, whole and dark on white"),
        pytest.param("keyboard", id="Tab reaches everything and shows where it is"),
        pytest.param("quiet", id="the console is silent and no request fails"),
    ],
)
def test_every_page(found: Found, aspect: str) -> None:
    assert not found.by_aspect[aspect], "\n".join(found.by_aspect[aspect])


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_djangos_administration_is_readable_too(
    found: Found, browser: Browser, up: Up, scheme: Any
) -> None:
    """Its pages are not ours, but the colours that we give them are. After the walk: see `pages`."""
    context = browser.new_context(base_url=up.address, color_scheme=scheme)
    context.add_init_script(AXE)
    page = context.new_page()
    sign_in(page, "admin")
    for address in ("core/user/", "core/user/add/"):
        page.goto(f"/admin/{address}")
        assert axe(page, {"type": "tag", "values": TAGS}) == [], address
    context.close()
