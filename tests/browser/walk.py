"""Every page of the program in one walk: who sees which address, and what is asked of each page."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import axe_playwright_python
import dj_database_url
from playwright.sync_api import Browser, Page

from bench.faults.site import Up
from runtime.processes import wait_until
from tests.access.people import COLUMNS
from tests.access.test_every_address import ALIKE, LINES
from tests.browser.conftest import REPORT, sign_in, speak
from tests.core.figures.figure_site import Watched

PROBES = Path(__file__).with_name("probes.js").read_text(encoding="utf-8")
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDE, NARROW = 1280, 390
PAPER, BROAD_PAPER = 672, 1016  # what the margins leave of A4, upright and on its side
HIGH = 800
ZOOMED = WIDE // 2  # what 200 per cent leaves of it, and half of the height
SIZES = (("wide", WIDE, HIGH), ("zoom", ZOOMED, HIGH // 2), ("narrow", NARROW, HIGH))
CHARTS_FIT_WITHIN = 30.0  # seconds; no limit of the test: what does not fit is found by the probes
# Answers of machines, and files.
NO_PAGES = (
    *("core:healthz", "core:readyz", "core:metrics"),
    *("core:long-file-download", "reports:export-download", "documents:document-file", "export="),
    *("work:calendar feed", "portfolio:round-workbook", "rights:file"),
    "reports:edition-xliff edition",
    # Answered as data, to scripts.
    *("reports:text-detail", "reports:reference-list", "reports:number-said"),
)
# Rows of somebody else: the same pages as of one's own, and each takes the browser a second or more.
ANOTHERS = "other"
# Parts of a page, fetched by it.
FRAGMENTS = (
    *("core:search-hits", "reports:report-job", "reports:report-findings-count"),
    *("reports:piece-detail", "reports:number-choices", "reports:number-window"),
    *("reports:numbers-waiting", "reports:report-requirements-card"),
    "core:long-file-job",
)
PROJECT = "/projects/it-2018-21/P-15/"
# What no line of the table shows: states of pages, and pages about nothing.
STATES = (
    ("", "/no-such-page/"),
    ("outsider", "/"),
    ("pmo", "/no-such-page/"),
    ("pmo", "/projects/?attention=late&category=new_service&year=2021&sort=-due"),
    ("pmo", "/projects/?q=nothing-of-that-name"),
    ("pmo", "/projects/?q=service&per_page=25&page=2"),
    ("pmo", PROJECT),
    ("pmo", f"{PROJECT}edit/"),
    ("pmo", "/search/?q=service"),
    ("pmo", "/search/?q=service&kind=projects&page=2"),
    ("pmo", "/search/?q=nothing-of-that-name"),
    ("pmo", "/milestones/?q=nothing-of-that-name"),
    ("pmo", "/risks/acceptances/?q=nothing-of-that-name"),
    ("pmo", "/dashboard/?year=2018"),
    ("pmo", "/strategy/it-2018-21/?all=1"),
    ("editor", f"{REPORT}?language=de"),
    ("editor", f"{REPORT}?language=fr"),
)
# A page of each kind, looked at in every other language as well: words are longer there.
LANGUAGES = ("de", "fr", "es")
SPOKEN = (
    *(
        ("pmo", each)
        for each in ("/dashboard/", "/my-work/", "/projects/", PROJECT, f"{PROJECT}edit/")
    ),
    *(("pmo", each) for each in (f"{PROJECT}status/", f"{PROJECT}history/", "/updates/")),
    *(("pmo", each) for each in ("/milestones/", "/promises/", "/money/", "/decisions/")),
    ("pmo", "/deliverables/"),
    *(("pmo", each) for each in ("/rounds/", "/rounds/it-2018-21/2021-12/", "/risks/")),
    *(("pmo", each) for each in ("/risks/matrix/", "/risks/it-2018-21/R-01/", "/risks/issues/")),
    *(("pmo", each) for each in ("/indicators/", "/strategy/it-2018-21/", "/search/?q=service")),
    *(("pmo", each) for each in ("/people/", "/questions/", "/account/")),
    *(("editor", each) for each in (REPORT, "/reports/")),
    *(("admin", each) for each in ("/rights/", "/rights/changes/", "/status/")),
)
# Forms sent empty: each mistake is said beside its field.
MISTAKEN = (
    ("pmo", "/projects/it-2018-21/new/"),
    ("pmo", f"{PROJECT}milestones/new/"),
    ("pmo", "/risks/it-2018-21/new/"),
)


@dataclass
class Found:
    """What was found, by aspect: sentences that begin with the page."""

    by_aspect: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    pages: list[str] = field(default_factory=list)

    def add(self, aspect: str, page: str, sentences: list[str]) -> None:
        """Note what a probe said of a page, at most eight sentences of it."""
        self.by_aspect[aspect] += [f"{page}: {each}" for each in sentences[:8]]


@contextmanager
def database_of(up: Up, blocker: Any) -> Iterator[None]:
    """Django's models read the running site's database, to find the keys in its addresses."""
    from django.db import connection

    parts = dj_database_url.parse(up.state["environment"]["DATABASE_OWNER_URL"])
    wanted = {name: parts.get(name, "") for name in ("NAME", "USER", "HOST", "PORT", "PASSWORD")}
    with blocker.unblock():
        before = {name: connection.settings_dict[name] for name in wanted}
        connection.close()
        connection.settings_dict.update(wanted)
        try:
            yield
        finally:
            connection.close()
            connection.settings_dict.update(before)


def addresses() -> list[tuple[str, str]]:
    """Who looks at which page: each of the table with the first person who may see it.

    Django's own administration is left out: its templates are not ours.
    """
    found = []
    seen: set[str] = set()
    for line in LINES:
        who = next((who for who, sign in line.expected.items() if sign == "200"), None)
        if (
            line.method == "GET"
            and who
            and not any(part in str(line) for part in (*NO_PAGES, *FRAGMENTS))
            and not (line.name in seen and (line.name in ALIKE or line.row.startswith(ANOTHERS)))
        ):
            found.append((COLUMNS[who], line.url))
            seen.add(line.name)
    return sorted({*found, *STATES})


def walk(browser: Browser, up: Up, pages: list[tuple[str, str]]) -> Found:
    """Look at every page, person by person, in one window."""
    found = Found()
    context = browser.new_context(base_url=up.address, viewport={"width": WIDE, "height": HIGH})
    context.add_init_script(AXE)
    context.add_init_script(PROBES)
    watched = Watched(context.new_page())
    failed: list[str] = []
    page, signed_in = watched.page, ""
    page.on("requestfailed", lambda request: _note_failure(request, failed))
    page.on("response", lambda answer: _note(answer, failed))
    for who, address in pages:
        is_new = who != signed_in
        if is_new:
            sign_in(page, who)
            signed_in = who
        failed.clear()
        watched.messages.clear()
        page.goto(address)
        look(page, address, found, whole=is_new)
        missing = [text for text in failed if address.partition("?")[0] not in text]
        said = [text for text in watched.complaints() if "404 (Not Found)" not in text]
        found.add("quiet", address, [*said, *missing])
    for who, address in MISTAKEN:
        if who != signed_in:
            sign_in(page, who)
            signed_in = who
        page.goto(address)
        page.locator("main form[data-draft] button[type=submit]").first.click()
        page.wait_for_selector(".form-errors, .errors, [aria-invalid=true]")
        look(page, f"{address} sent empty", found)
    for who in dict.fromkeys(who for who, _address in SPOKEN):
        sign_in(page, who)
        for language in LANGUAGES:
            speak(page, language)
            for address in (address for each, address in SPOKEN if each == who):
                page.goto(address)
                found.pages.append(f"{address} ({language})")
                measure(page, f"{address} ({language})", found)
        speak(page, "en")
    context.close()
    return found


def _note(answer: Any, failed: list[str]) -> None:
    if answer.status >= 400:
        failed.append(f"{answer.url} answers {answer.status}")


def _note_failure(request: Any, failed: list[str]) -> None:
    # What the page before was still loading when it was left.
    if request.failure != "net::ERR_ABORTED":
        failed.append(f"{request.url} {request.failure}")


def look(page: Page, name: str, found: Found, *, whole: bool = False) -> None:
    """One page: wide and narrow, light and dark, at twice the size, on paper and by keyboard."""
    found.pages.append(name)
    measure(page, name, found)
    page.emulate_media(color_scheme="dark", media="print")
    # A list is printed on the broad side of the paper.
    _resize(page, BROAD_PAPER if page.locator(".rows, .reconciled").count() else PAPER, HIGH)
    found.add("paper", name, probe(page, "paper"))
    page.emulate_media(color_scheme="light", media="screen")
    _resize(page, WIDE, HIGH)
    # Every row has its place; what it is made of is the same in all of them.
    probe(page, "shorten")
    found.add("axe", f"{name} (light)", axe(page, {"type": "tag", "values": TAGS}))
    page.emulate_media(color_scheme="dark")
    colours = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
    found.add("axe", f"{name} (dark)", axe(page, colours, "" if whole else "main"))
    page.emulate_media(color_scheme="light")
    found.add("keyboard", name, by_keyboard(page, whole))


def measure(page: Page, name: str, found: Found) -> None:
    """One page, loaded once, at each of the sizes."""
    for aspect, width, height in SIZES:
        _resize(page, width, height)
        for sentences in page.evaluate("probes.measured()"):
            found.add(aspect, name, sentences)


def _resize(page: Page, width: int, height: int) -> None:
    """Another size; charts that follow it are waited for, and if they do not, the probes say so."""
    if page.viewport_size != {"width": width, "height": height}:
        page.set_viewport_size({"width": width, "height": height})
    if page.locator(".js-plotly-plot").count():
        fits = "document.scrollingElement.scrollWidth <= innerWidth"
        wait_until(lambda: bool(page.evaluate(fits)), CHARTS_FIT_WITHIN, 0.1)


def probe(page: Page, name: str) -> list[str]:
    """What one of the probes says."""
    said: list[str] = page.evaluate(f"probes.{name}()")
    return said


def axe(page: Page, only: dict[str, Any], within: str = "") -> list[str]:
    """The rules that axe sees broken, each with the first element that breaks it."""
    said: list[str] = page.evaluate(
        """async ([runOnly, within]) => {
          const how = { runOnly, resultTypes: ["violations"], selectors: false };
          const place = document.querySelector(within || "html") ?? document;
          const { violations } = await axe.run(place, how);
          return violations.map(({ id, nodes }) =>
            `${id}: ${nodes.length} × ${nodes[0].html.slice(0, 160)} ${nodes[0].failureSummary}`);
        }""",
        [only, within],
    )
    return said


def by_keyboard(page: Page, whole: bool) -> list[str]:
    """Tab through the page: everything is reached, shows it, and nothing holds the focus.

    The frame is the same around every page, so it is gone through once for each person (`whole`);
    after that the way begins where the skip link leads.
    """
    has_frame = bool(page.locator(".skip").count())
    within = "main" if has_frame and not whole else "body"
    every: int = page.evaluate(f"probes.watchFocus('{within}')")
    said = []
    # A chart that is drawn again under the focus takes it along: then once more from the beginning.
    for _time in range(2):
        if has_frame:
            page.locator(".skip[href='#main']").focus()
            page.keyboard.press("Enter")
            if page.evaluate("document.activeElement.id") != "main":
                said.append("the skip link does not lead to the content")
            if whole:
                page.locator(".skip[href='#main']").focus()
        # Dates and boxes that scroll have stops of their own, so it may take more than one for each.
        waiting = every
        while waiting:
            for _ in range(waiting + 2):
                page.keyboard.press("Tab")
            before, waiting = waiting, page.evaluate("probes.unreached().length")
            if waiting == before:
                break
        if not waiting:
            break
    return said + probe(page, "unreached")
