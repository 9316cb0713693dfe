"""The December 2021 round as its PMO does it: 119 projects, ten with news, by keyboard alone.

What counts is the number of keys. It may only go down: lower `MOST_KEYS` when it does.
"""

import pytest
from playwright.sync_api import Page, expect

from bench.faults.site import Up
from tests.browser.round_page import RoundPage
from tests.core.figures.figure_site import Watched

pytestmark = pytest.mark.slow
MOST_KEYS = 440
SECONDS_A_KEY = 0.2  # an ordinary typist, counting the looking too
SECONDS = 300

# What is new, by project: field and text, from left to right. These ten cannot be confirmed.
NEWS = {
    "P-20": {"overall": "g", "per_cent_complete": "100"},
    "P-37": {"per_cent_complete": "100"},
    "P-54": {"overall": "g"},
    "S-001": {"forecast_finish": "31 Mar 2022", "achieved": "Contract signed."},
    "S-011": {"overall": "a", "reason": "Supplier late", "forecast_finish": "29 Apr 2022"},
    "S-026": {"forecast_finish": "28 Feb 2022"},
    "S-041": {"forecast_finish": "31 Jan 2022", "planned": "Go live."},
    "S-046": {"forecast_finish": "30 Jun 2022"},
    "S-052": {"per_cent_complete": "100"},
    "S-056": {"forecast_finish": "31 Mar 2022"},
}


class Typist:
    """Counts every key: a letter, an arrow, and each of several that are held together."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.keys = 0

    def press(self, key: str, times: int = 1) -> None:
        """Press a key so often."""
        for _each in range(times):
            self.page.keyboard.press(key)
        self.keys += times * len(key.split("+")) if len(key) > 1 else times

    def type(self, text: str) -> None:
        """Type a text."""
        self.page.keyboard.type(text)
        self.keys += len(text)


@pytest.fixture
def december(up: Up) -> None:
    """The round as it opens: of December nothing has been said yet."""
    with up.connect() as line:
        line.execute("ALTER TABLE portfolio_statusupdate DISABLE TRIGGER USER")
        line.execute(
            "DELETE FROM portfolio_statusupdate USING portfolio_statusround AS round "
            "WHERE round.id = round_id AND round.period = '2021-12-01'"
        )
        line.execute("ALTER TABLE portfolio_statusupdate ENABLE TRIGGER USER")


@pytest.mark.usefixtures("december")
def test_a_round_of_119_projects_in_five_minutes(watched: Watched, up: Up) -> None:
    table = RoundPage(watched.page)
    assert len(table.codes) == 119
    typist = Typist(table.page)
    table.page.locator("table.round [tabindex='0']").focus()
    fields = table.fields
    at = 0
    for code in table.codes:
        news = NEWS.get(code)
        if news is None:
            typist.press("=")
            continue
        for field, text in news.items():
            place = fields.index(field)
            typist.press("ArrowRight", place - at)
            at = place
            typist.type(text)
            if len(text) > 1:
                typist.press("Tab")
                at += 1
        typist.press("Home")
        at = 0
        typist.press("ArrowDown")
    table.settle()
    expect(table.notes).to_be_hidden()
    said = up.sql(
        "SELECT kind, state, count(*) FROM portfolio_statusupdate u JOIN portfolio_statusround r "
        "ON r.id = round_id WHERE period = '2021-12-01' GROUP BY 1, 2 ORDER BY 1"
    )
    assert said == [("confirmation", "submitted", 109), ("substantive", "draft", 10)]
    # What was begun goes out together; ten words of reason at most, none here but for what is asked.
    table.page.reload()
    submit = table.page.get_by_role("button", name="Submit 10")
    submit.focus()
    typist.press("Enter")
    table.page.wait_for_url("**/submit/?plan=1")
    for reason in table.page.locator("input[name^='reason-']").all():
        reason.focus()
        typist.keys += 3  # Tab, past the tick box and the name of the next
        typist.type("Known, and agreed")
    typist.press("Enter")
    table.page.wait_for_url("**/2021-12/?plan=1")
    left = up.sql("SELECT count(*) FROM portfolio_statusupdate WHERE state = 'draft'")
    assert left == [(0,)]
    assert typist.keys <= MOST_KEYS, f"{typist.keys} keys"
    assert typist.keys * SECONDS_A_KEY < SECONDS


@pytest.mark.usefixtures("december")
def test_a_sheet_of_119_rows_is_pasted_and_four_cells_are_named(watched: Watched, up: Up) -> None:
    """Three days that are none and one state that nobody knows: 115 rows are taken whole."""
    up.sql("DELETE FROM portfolio_statusupdate WHERE state = 'draft'")
    table = RoundPage(watched.page)
    codes = table.codes
    table.go(codes[0], "overall")
    table.press("Control+Shift+ArrowDown")
    across = table.fields.index("forecast_finish") - table.fields.index("overall")
    table.press(*["Shift+ArrowRight"] * across)
    rows = [line.split("\t") for line in table.copied().split("\r\n")]
    assert len(rows) == 119
    for row in rows:
        row[0], row[-1] = "A", "31 Aug 2023"
    rows[10][0] = "blue"
    for place, text in ((20, "30 Feb 2022"), (40, "soon"), (60, "31/31/2022")):
        rows[place][-1] = text
    table.paste("\r\n".join("\t".join(row) for row in rows) + "\r\n")
    expect(table.notes.locator("li.refused")).to_have_count(4)
    for place, label in ((10, "Overall"), *((n, "Forecast finish") for n in (20, 40, 60))):
        expect(table.notes).to_contain_text(f"{codes[place]}, {label}")
    begun = up.sql(
        "SELECT count(*) FROM portfolio_statusupdate WHERE state = 'draft' AND overall = 'a' "
        "AND forecast_finish = '2023-08-31'"
    )
    assert begun == [(115,)]
    up.sql("DELETE FROM portfolio_statusupdate WHERE state = 'draft'")
