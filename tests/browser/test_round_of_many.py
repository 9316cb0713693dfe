"""A round of 476 projects: the page opens with its first rows, and the others come right behind it."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Route, expect

from bench.faults.site import Up
from tests.browser.conftest import sign_in
from tests.browser.round_page import ADDRESS, RoundPage
from tests.browser.walk import AXE, TAGS, axe
from tests.core.figures.figure_site import Watched

pytestmark = pytest.mark.slow
FIRST, ALL = 200, 476
ROWS, REST = "tr[data-project]", "[data-round-rest]"

# Three copies of each project, in the same work plans and stages.
GROW = """
DO $$
DECLARE cols text; name text;
BEGIN
  SELECT string_agg(quote_ident(column_name), ', ') INTO cols FROM information_schema.columns
    WHERE table_name = 'portfolio_project' AND table_schema = 'public'
      AND column_name NOT IN ('id', 'code');
  EXECUTE format('INSERT INTO portfolio_project (code, %1$s) '
    'SELECT ''Y'' || n || ''-'' || code, %1$s FROM portfolio_project, generate_series(1, 3) AS n',
    cols);
  FOREACH name IN ARRAY ARRAY['portfolio_workplanentry', 'portfolio_stagechange'] LOOP
    SELECT string_agg(quote_ident(column_name), ', ') INTO cols FROM information_schema.columns
      WHERE table_name = name AND table_schema = 'public'
        AND column_name NOT IN ('id', 'project_id', 'carried_over_from_id', 'part_of_id');
    EXECUTE format('INSERT INTO %1$I (project_id, %2$s) SELECT twin.copy, %2$s FROM %1$I JOIN '
      '(SELECT one.id AS old, copy.id AS copy FROM portfolio_project AS one '
      'JOIN portfolio_project AS copy ON copy.code IN '
      '(''Y1-'' || one.code, ''Y2-'' || one.code, ''Y3-'' || one.code)) AS twin '
      'ON project_id = twin.old', name, cols);
  END LOOP;
END $$
"""


@pytest.fixture(scope="module")
def many(up: Up) -> Up:
    """The demonstration with three copies of each project."""
    up.sql(GROW)
    return up


@pytest.fixture
def page(watched: Watched, many: Up) -> Iterator[Page]:
    """The PMO, signed in, with nothing begun."""
    many.sql("DELETE FROM portfolio_statusupdate WHERE state = 'draft'")
    watched.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    sign_in(watched.page, "pmo")
    yield watched.page
    assert [each for each in watched.complaints() if "Failed to load resource" not in each] == []


class Gate:
    """Holds back what asks for rows until it is opened; or lets it fail."""

    def __init__(self, page: Page) -> None:
        self.held: list[Route] = []
        self.is_open = self.fails = False
        page.route("**/*rows=*", self.asked)

    def asked(self, route: Route) -> None:
        """A request for rows."""
        if self.fails:
            route.abort()
        elif self.is_open:
            route.continue_()
        else:
            self.held.append(route)

    def open(self, *, fails: bool = False) -> None:
        """Let them through, those that were held and those that come; or let them fail."""
        self.is_open, self.fails = True, fails
        held, self.held = self.held, []
        for route in held:
            self.asked(route)


def opened(page: Page, query: str = "?plan=1") -> RoundPage:
    """The table as it opens, before the rest has come."""
    table = RoundPage.__new__(RoundPage)
    table.page = page
    table.open(query)
    return table


def whole(table: RoundPage) -> list[str]:
    """Wait for all rows; gives their codes."""
    expect(table.page.locator(REST)).to_have_count(0)
    codes: list[str] = table.page.locator(ROWS).evaluate_all(
        "all => all.map(row => row.dataset.code)"
    )
    return codes


def stands(page: Page) -> list[int]:
    """The number that each row of the table tells assistive technology."""
    found: list[int] = page.locator("table.round tbody tr").evaluate_all(
        "all => all.map(row => Number(row.getAttribute('aria-rowindex')))"
    )
    return found


@pytest.mark.parametrize("query", ["?plan=1", "?plan=1&group=unit"])
def test_all_rows_come_in_their_places(page: Page, query: str) -> None:
    gate = Gate(page)
    table = opened(page, query)
    assert len(table.codes) == FIRST
    said = int(page.locator("table.round").get_attribute("aria-rowcount") or 0)
    expect(page.locator(REST)).to_have_text(f"{ALL - FIRST} more rows are coming …")
    page.evaluate(AXE)
    assert axe(page, {"type": "tag", "values": TAGS}) == []
    gate.open()
    codes = whole(table)
    assert len(set(codes)) == len(codes) == ALL
    assert stands(page) == list(range(2, said + 1)), "from the start it was said how many"
    assert page.locator("table.round [tabindex='0']").count() == 1
    page.unroute_all()
    page.goto(f"{ADDRESS}{query}&all=1")
    assert [row.get_attribute("data-code") for row in page.locator(ROWS).all()[:5]] == codes[:5]
    at_once: list[str] = page.locator(ROWS).evaluate_all("all => all.map(row => row.dataset.code)")
    assert at_once == codes


def test_a_paste_over_the_seam_waits_for_its_rows(page: Page, many: Up) -> None:
    gate = Gate(page)
    table = opened(page)
    last, before = table.codes[-1], table.codes[-2]
    table.go(before, "reason")
    table.paste("One\nTwo\nThree\nFour\n")
    expect(page.locator("table.round .waiting")).to_have_count(0)
    gate.open()
    codes = whole(table)
    table.settle()
    reached = codes[FIRST - 2 : FIRST + 3]
    assert reached[:2] == [before, last]
    assert [table.value(code, "reason") for code in reached] == ["One", "Two", "Three", "Four", ""]
    expect(table.notes).to_be_hidden()
    table.undo()
    table.settle()
    assert table.value(reached[3], "reason") == "", "one step"
    # Filled down over the seam, by keys alone.
    table.go(before, "reason")
    table.type("Late")
    table.press("Enter", "ArrowUp", *["Shift+ArrowDown"] * 3, "Control+d")
    table.settle()
    assert [table.value(code, "reason") for code in reached] == ["Late"] * 4 + [""]


def test_keys_go_to_rows_that_have_still_to_come(page: Page) -> None:
    gate = Gate(page)
    table = opened(page)
    table.go(table.codes[0], "overall")
    table.press("Control+End")
    expect(table.cell(table.codes[0], "overall")).to_be_focused()
    gate.open()
    codes = whole(table)
    expect(page.locator(f"tr[data-code='{codes[-1]}'] .active")).to_have_count(1)
    table.press("Control+Home", "Control+a")
    fields = len(table.fields)
    expect(page.locator("#announce")).to_have_text(f"{ALL * fields} cells chosen")
    table.go(codes[FIRST - 1], "overall")
    table.press("ArrowDown", "r")
    table.settle()
    assert table.value(codes[FIRST], "overall") == "r"


def test_who_has_turned_to_something_else_is_not_taken_away(page: Page) -> None:
    gate = Gate(page)
    table = opened(page)
    table.go(table.codes[0], "overall")
    table.press("Control+End")
    table.go(table.codes[2], "reason")
    table.type("Half a wo")
    gate.open()
    whole(table)
    table.type("rd")
    table.press("Enter")
    table.settle()
    assert table.value(table.codes[2], "reason") == "Half a word"


def test_what_a_closed_tab_left_for_a_late_row_goes_out(page: Page, many: Up) -> None:
    table = opened(page)
    late = whole(table)[-1]
    page.route("**/save/", lambda route: route.abort())
    table.go(late, "reason")
    table.type("Kept in the browser")
    table.press("Enter")
    expect(page.locator("[data-round-state]")).to_have_attribute("data-state", "offline")
    context = page.context
    page.close()
    again = context.new_page()
    gate = Gate(again)
    table = opened(again)
    assert late not in table.codes
    gate.open()
    whole(table)
    expect(table.cell(late, "reason")).to_contain_text("Kept in the browser")
    table.settle()
    said = many.sql("SELECT reason FROM portfolio_statusupdate WHERE state = 'draft'")
    assert said == [("Kept in the browser",)]
    again.close()


def test_without_an_answer_the_table_works_and_asks_again(page: Page) -> None:
    gate = Gate(page)
    table = opened(page)
    table.go(table.codes[-1], "reason")
    table.paste("One\nTwo")
    gate.open(fails=True)
    expect(page.locator(REST)).to_contain_text(f"{ALL - FIRST} rows of this table have not come.")
    # What cannot wait any longer is done, and what found no place is told.
    table.settle()
    assert table.value(table.codes[-1], "reason") == "One"
    expect(table.notes).to_contain_text("1 copied rows did not fit")
    expect(page.locator(f"{REST} a")).to_have_attribute("href", re.compile("all=1"))
    gate.open()
    assert len(whole(table)) == ALL, "it asks again by itself"


def test_a_row_that_has_gone_meanwhile_is_told(page: Page) -> None:
    def without_the_last(route: Route) -> None:
        answer = route.fetch()
        kept, _between, _gone = answer.text().rpartition("<tr ")
        route.fulfill(response=answer, body=kept)

    page.route("**/*rows=*", without_the_last)
    table = opened(page)
    assert len(whole(table)) == ALL - 2, "each of the two pieces lacked one"
    expect(table.notes).to_contain_text("2 projects have left the round")
    assert stands(page) == list(range(2, ALL))
    assert page.locator("table.round").get_attribute("aria-rowcount") == str(ALL - 1)
