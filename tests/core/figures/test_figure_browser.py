"""Figures in a real Chromium under the product's own CSP."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page

from core.figures.page import figure_view
from tests.core.figures.figure_site import Watched, chromium, page_html, serve, static_file
from tests.reports.documents import make_figure_data
from tests.waiting import wait_for

STYLES = ("reports/standalone.css", "core/figures/figure.css")
SCRIPTS = ("core/figures/figure.js",)


def package_script() -> str:
    """Plotly as the page gets it."""
    file = static_file("vendor/plotly/plotly.min.js")
    assert file, "plotly.min.js is not among the static files"
    return file.read_text("utf-8")


def figure_page() -> str:
    view = figure_view(
        make_figure_data(),
        id="figure-1",
        label="Figure 1",
        address=lambda point: f"/projects/?category={point.category}",
    )
    return page_html(view.html(), *STYLES, scripts=SCRIPTS)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as one:
        yield one


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    pages = {"/": figure_page(), "/projects/": page_html("<p>Projects</p>")}
    with serve(pages) as address:
        yield address


@pytest.fixture
def watched(browser: Browser, site: str) -> Iterator[Watched]:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, color_scheme="light")
    yield Watched(context.new_page())
    context.close()


def open_figure(watched: Watched, site: str) -> Page:
    """The page, with Plotly drawn."""
    watched.page.goto(site + "/")
    watched.page.wait_for_selector(".figure-drawing--live", state="attached")
    return watched.page


def test_plotly_draws_under_our_csp_without_a_complaint(watched: Watched, site: str) -> None:
    page = open_figure(watched, site)
    page.mouse.move(700, 200)
    page.set_viewport_size({"width": 390, "height": 800})
    page.wait_for_timeout(500)
    assert watched.complaints() == []
    assert page.locator(".figure-plot .bars path").count() == 9


def test_the_svg_shows_before_plotly_has_loaded(watched: Watched, site: str) -> None:
    watched.page.route("**/plotly.min.js", lambda route: route.abort())
    watched.page.goto(site + "/")
    svg = watched.page.locator(".figure-svg--wide")
    assert svg.is_visible()
    assert svg.locator(".figure-row .figure-bar").count() == 9


def bars(page: Page, selector: str) -> list[list[float]]:
    """Left, middle and width of the bars of `selector`, in document order."""
    script = (
        "all => all.map(e => e.getBoundingClientRect()).map(b => [b.x, b.y + b.height/2, b.width])"
    )
    boxes: list[list[float]] = page.locator(selector).evaluate_all(script)
    return boxes


@pytest.mark.parametrize(("width", "variant"), [(1280, "wide"), (640, "wide"), (390, "narrow")])
def test_plotly_lies_exactly_on_the_svg(
    watched: Watched, site: str, width: int, variant: str
) -> None:
    watched.page.set_viewport_size({"width": width, "height": 900})
    page = open_figure(watched, site)
    page.mouse.move(1, 1)
    drawn = bars(page, f".figure-svg--{variant} .figure-row .figure-bar")
    over = bars(page, ".figure-plot .bars .point path")
    assert len(over) == len(drawn) == 9
    for one, other in zip(drawn, over, strict=True):
        assert other == pytest.approx(one, abs=1.6)


def test_a_click_on_a_bar_goes_to_its_rows(watched: Watched, site: str) -> None:
    page = open_figure(watched, site)
    x, y, width = bars(page, ".figure-svg--wide .figure-row .figure-bar")[0]
    page.mouse.move(x + width / 3, y)
    page.mouse.click(x + width / 2, y)
    page.wait_for_url("**/projects/?category=1")


def opacity(page: Page) -> str:
    """How visible the rows of the SVG are."""
    script = "e => getComputedStyle(e).opacity"
    found: str = page.locator(".figure-svg--wide .figure-row").first.evaluate(script)
    return found


def test_the_keyboard_reaches_the_links_of_the_svg(watched: Watched, site: str) -> None:
    page = open_figure(watched, site)
    assert opacity(page) == "0"
    page.keyboard.press("Tab")
    assert opacity(page) == "1"
    assert page.locator(".figure-plot").evaluate("e => getComputedStyle(e).visibility") == "hidden"
    page.keyboard.press("Enter")
    page.wait_for_url("**/projects/?category=1")


def fill(page: Page) -> str:
    colour: str = page.locator(".figure-plot .bars path").first.evaluate(
        "e => getComputedStyle(e).fill"
    )
    return colour


def test_plotly_follows_light_and_dark(watched: Watched, site: str) -> None:
    page = open_figure(watched, site)
    assert fill(page) == "rgb(31, 61, 188)"
    page.emulate_media(color_scheme="dark")
    wait_for(lambda: fill(page) == "rgb(142, 164, 255)")


def test_print_shows_the_svg(watched: Watched, site: str) -> None:
    page = open_figure(watched, site)
    page.emulate_media(media="print")
    assert not page.locator(".figure-plot").is_visible()
    assert opacity(page) == "1"


def test_the_ids_that_stop_plotlys_own_styles_are_those_in_the_package() -> None:
    script = package_script()
    ours = (Path(settings.BASE_DIR) / "static/core/figures/figure.js").read_text("utf-8")
    maps = re.findall(r'getElementById\("([0-9a-f]{64})"\)', script)
    assert maps, "Plotly has changed how its map styles are inserted: look again."
    for id in maps:
        assert f'MAP_STYLES = "{id}"' in ours
    assert '"plotly.js-style-"' in script and "no-inline-styles" in script


def test_our_style_sheet_has_every_rule_of_plotly_that_the_drawing_needs(
    watched: Watched, site: str
) -> None:
    """Rules of the package whose selector finds something in our drawing stand in plotly.css."""
    page = open_figure(watched, site)
    ours = (Path(settings.BASE_DIR) / "static/core/figures/plotly.css").read_text("utf-8")
    for selector in plotly_selectors():
        if page.locator(selector).count():
            for one in selector.split(","):
                assert one in ours, f"Plotly's rule for {one} is missing in plotly.css."


def plotly_selectors() -> list[str]:
    """The selectors of the style sheet inside the package, without those of hover."""
    script = package_script()
    start = script.index('={"X,X div":')
    block = script[start : script.index("};for(", start)]
    keys = [one or other for one, other in re.findall(r'[{,](?:"([XY][^"]*)"|(Y)):', block)]
    found = [
        key.replace("X", ".js-plotly-plot .plotly").replace("Y", ".plotly-notifier") for key in keys
    ]
    assert len(found) > 40
    return [selector for selector in found if "hover" not in selector]
