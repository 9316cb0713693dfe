"""Small document trees for the tests of the writers: `make_x(**changes)` builds a valid x.

`make_document()` is the smallest whole paper, `full_report()` one as long as a real edition (54
paragraphs, two figures, eight notes, a table), `decision_paper()` the other profile.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from core.figures.registry import FigureData, Point
from reports.document.tree import (
    Appendix,
    Block,
    BulletList,
    Cover,
    CoverLine,
    Document,
    Figure,
    Heading,
    Inline,
    Link,
    Note,
    Number,
    Paragraph,
    Reference,
    Table,
    Text,
)

NBSP = "\u00a0"
TITLE = "Final report on the implementation of the Information Technology Strategy 2018–21"
LONG_ADDRESS = "https://example.org/" + "a-very-long-folder-name/" * 12  # over 300 characters
LOREM = (
    "In 2021 the Office implemented the application in all field offices, so that staff could "
    "use it “on the go”, from any device and without a connection to the internal network."
)


def make_number(text: str = "119", **changes: Any) -> Number:
    """A live number, "119" unless told otherwise."""
    values: dict[str, Any] = {
        "uid": "introduction/total#1",
        "key": "projects.total",
        "signature": "projects.total",
        "exact": "119",
        "form": "figure",
        "rounding": "",
    }
    return Number(text=text, **(values | changes))


def make_note(number: int = 1, *children: Text | Number | Link | Reference) -> Note:
    """A footnote; without `children` it reads "GB.331/PFA/5, para. 57."."""
    return Note(number=number, children=children or (Text(text=f"GB.331/PFA/5, para.{NBSP}57."),))


def make_paragraph(number: int = 1, *children: Inline, **changes: Any) -> Paragraph:
    """A numbered paragraph; without `children` two plain sentences."""
    values: dict[str, Any] = {"id": f"p{number}", "children": children or (Text(text=LOREM),)}
    return Paragraph(number=number, **(values | changes))


def make_heading(level: int = 1, text: str = "Introduction", **changes: Any) -> Heading:
    """A heading of one run."""
    values: dict[str, Any] = {"id": f"h-{text}", "level": level, "children": (Text(text=text),)}
    return Heading(**(values | changes))


def make_list(*items: str | tuple[Inline, ...], **changes: Any) -> BulletList:
    """A bullet list; a plain string is an item of one run."""
    rows = items or ("the first point;", "the second point.")
    return BulletList(
        items=tuple((Text(text=row),) if isinstance(row, str) else row for row in rows), **changes
    )


def make_figure_data(**changes: Any) -> FigureData:
    """Figure 1 of the report: projects by outcome and, in a second group, by driver."""
    points = (
        Point(category="1", label="A more efficient ILO", value=38, group="Outcomes"),
        Point(category="2", label="A more insightful ILO", value=29, group="Outcomes"),
        Point(category="3", label="A more collaborative ILO", value=14, group="Outcomes"),
        Point(category="d1", label="Information security", value=13, group="Drivers"),
        Point(category="d2", label="IT governance", value=8, group="Drivers"),
        Point(category="d3", label="Service-level management", value=7, group="Drivers"),
        Point(category="d4", label="Change management", value=4, group="Drivers"),
        Point(category="d5", label="External partnerships", value=4, group="Drivers"),
        Point(category="d6", label="Risk management", value=2, group="Drivers"),
    )
    values: dict[str, Any] = {
        "key": "projects.by_framework",
        "kind": "bar",
        "caption": "IT projects by outcome/cross-cutting driver, 2021 work plan",
        "alt": "Bar chart of 119 projects: 38 under outcome 1, 29 under outcome 2, 14 under "
        "outcome 3 and 38 under the six cross-cutting drivers.",
        "unit": "projects",
        "points": points,
        "total": sum(point.value for point in points),
        "groups": ("Outcomes", "Drivers"),
    }
    return FigureData(**(values | changes))


def make_category_data(**changes: Any) -> FigureData:
    """Figure 2 of the report: one series, with a note under it."""
    labels = ("New service", "Major improvement", "Minor improvement", "Maintenance")
    points = tuple(
        Point(category=label.lower(), label=label, value=value)
        for label, value in zip(labels, (41, 31, 28, 19), strict=True)
    )
    values: dict[str, Any] = {
        "key": "projects.by_category",
        "caption": "IT projects by category, 2021 work plan",
        "alt": "Bar chart: 41 new services, 31 major and 28 minor improvements, 19 maintenance.",
        "points": points,
        "groups": (),
        "note": "The split by category is illustrative.",
    }
    return make_figure_data(**(values | changes))


def make_figure(number: int = 1, data: FigureData | None = None, **changes: Any) -> Figure:
    """A figure with its computed label."""
    data = data or make_figure_data()
    values: dict[str, Any] = {
        "id": f"figure-{number}",
        "number": number,
        "label": f"Figure {number}",
        "caption": data.caption,
        "data": data,
    }
    return Figure(**(values | changes))


def make_table(**changes: Any) -> Table:
    """A table of two text columns and a numeric one."""
    values: dict[str, Any] = {
        "id": "table-1",
        "caption": "Funding by purpose, per biennium",
        "columns": ("Purpose", "Source", "US$ million"),
        "rows": (
            ("Hardware", "Regular budget", "2.6"),
            ("Software", "Regular budget", "4.4"),
            ("Unfunded projects", "Information Technology Systems Fund", "2.0"),
        ),
        "numeric": (2,),
        "note": "The three add up to US$9.0 million.",
    }
    return Table(**(values | changes))


def make_cover(**changes: Any) -> Cover:
    """The cover of an information paper in English."""
    values: dict[str, Any] = {
        "body": "Governing Body",
        "session": "344th Session",
        "session_place_dates": "Geneva, March 2022",
        "symbol": "GB.344/PFA/INF/2",
        "section": "Programme, Financial and Administrative Section",
        "section_code": "PFA",
        "segment": "Programme, Financial and Administrative Segment",
        "banner": "For information",
        "date": "Date: 14 February 2022",
        "original": "Original: English",
        "title": TITLE,
        "box_label": "Summary:",
        "box": (
            Text(text="This report gives an overview of the progress made in the fourth and last "),
            Text(text="year of the Strategy, in which "),
            make_number(uid="summary/total#1"),
            Text(text=" projects were carried out."),
        ),
        "author_label": "Author unit:",
        "author": "Information and Technology Management Department (INFOTEC)",
        "related_label": "Related documents:",
        "related": ("GB.331/PFA/5", "GB.341/PFA/INF/2"),
    }
    return Cover(**(values | changes))


def make_document(*blocks: Block, **changes: Any) -> Document:
    """A whole paper; without `blocks` one heading and one paragraph."""
    values: dict[str, Any] = {
        "language": "en",
        "word_language": "en-GB",
        "symbol": "GB.344/PFA/INF/2",
        "title": TITLE,
        "subject": "344th Session, Programme, Financial and Administrative Section",
        "author": "INFOTEC",
        "keywords": ("IT strategy", "2021"),
        "dated": date(2022, 2, 14),
        "draft": 3,
        "file_stem": "GB344-PFA_INF_2_[INFOTEC-220214-3]-En",
        "cover": make_cover(),
        "blocks": blocks or (make_heading(), make_paragraph()),
    }
    return Document(**(values | changes))


def _introduction() -> list[Block]:
    return [
        make_heading(1, "Introduction"),
        make_paragraph(
            1,
            Text(text="The Strategy was approved by the Governing Body at its 331st Session."),
            make_note(1),
            Text(text=" It has three outcomes and "),
            make_number("six", uid="introduction/drivers#1", form="words"),
            Text(text=" cross-cutting drivers, described in "),
            Text(text="Information Technology Strategy 2018–21", emphasis=True),
            Text(text=". Lessons are drawn in "),
            Reference(target="p54", text=f"paragraph{NBSP}54"),
            Text(text="."),
        ),
        make_paragraph(
            2,
            Text(text="In 2021 the Office carried out "),
            make_number(),
            Text(text=" projects; many continued from earlier years. "),
            Reference(target="figure-1", text=f"Figure{NBSP}1"),
            Text(text=" shows them by outcome and driver."),
            make_note(2, Text(text="The count is of the work plan, not of completed projects.")),
        ),
        make_figure(1),
        make_paragraph(
            3,
            Text(text="Of these, "),
            make_number(f"72 (61 per{NBSP}cent)", uid="introduction/new#1"),
            Text(text=" were new services or major improvements, as "),
            Reference(target="figure-2", text=f"figure{NBSP}2"),
            Text(text=" shows."),
        ),
        make_figure(2, make_category_data()),
        make_paragraph(4, Text(text="The indicators are reported every two years, namely in:")),
        make_list(
            (
                Text(text="the paper on the first half of the Strategy;"),
                make_note(
                    3,
                    Text(text="See "),
                    Link(href="https://www.ilo.org/gb", children=(Text(text="GB.338/PFA/INF/2"),)),
                    Text(text="."),
                ),
            ),
            (Text(text="the paper on the second half."),),
        ),
    ]


def _body(first: int, last: int) -> list[Block]:
    """Paragraphs `first` to `last` under headings of level 1 and 2, a note in every ninth."""
    blocks: list[Block] = []
    notes = 3
    for number in range(first, last + 1):
        if (number - first) % 12 == 0:
            outcome = (number - first) // 12 + 1
            blocks.append(make_heading(1, f"Strategy outcome {outcome}: A more efficient ILO"))
        if (number - first) % 3 == 1:
            output = f"Output {(number - first) // 12 + 1}.{(number - first) % 12 // 3 + 1}."
            blocks.append(make_heading(2, f"{output} Staff able to work while on the go"))
        children: tuple[Inline, ...] = (
            Text(text=LOREM + " It was used by "),
            make_number("2,637", uid=f"body/{number}#1", exact="2637"),
            Text(text=f" members of staff. {LOREM}"),
        )
        if number % 9 == 0:
            notes += 1
            children = (*children, make_note(notes))
        blocks.append(make_paragraph(number, *children))
    return blocks


def full_report(**changes: Any) -> Document:
    """A paper as long as a real edition: 54 paragraphs, two figures, nine notes, a table."""
    blocks: Sequence[Block] = (
        *_introduction(),
        *_body(5, 53),
        make_table(),
        make_heading(1, "Lessons learned"),
        make_paragraph(
            54,
            Text(text="Change management must begin early. ", strong=True),
            Text(text=LOREM),
            Text(text=" See "),
            Link(
                href="https://www.ilo.org/empolgateway/",
                children=(Text(text="Employment Policy Gateway"),),
            ),
            Text(text="."),
        ),
    )
    return make_document(*blocks, **changes)


def _bare_cover() -> Cover:
    """A long title and hardly anything else."""
    return make_cover(
        title=f"{TITLE}, with a title that goes on and on so that it needs {'many words ' * 12}",
        segment="",
        section_code="",
        banner="",
        original="",
        author="",
        related=(),
        box=(),
    )


def hard_paper(**changes: Any) -> Document:
    """What writers trip over: two notes at one word, long addresses, Arabic, soft hyphens."""
    address = Link(href=LONG_ADDRESS, children=(Text(text=LONG_ADDRESS),))
    blocks: Sequence[Block] = (
        make_heading(1, "A heading so long that it must run over two lines of the page " * 2),
        make_paragraph(
            1,
            Text(text="Two notes at one word"),
            make_note(1, Text(text="See "), address, Text(text=".")),
            make_note(2, Text(text="The second, “quoted” & <escaped>.")),
            Text(text=" and a soft hyphen in Informations\u00adtechnologie, x\u2011ray."),
        ),
        make_heading(3, "1.1. Focus area: ‘single’ and “double” quotes"),
        make_paragraph(
            2,
            Text(text="The words منظمة العمل الدولية 119 are Arabic; "),
            Text(text="العمل اللائق", language="ar", strong=True),
            Text(text=" too, and "),
            Text(text="Verwaltungsrat", language="de", emphasis=True),
            Text(text=" is German. A dead reference: "),
            Reference(target="gone", text="paragraph 99"),
            Text(text="; a dangerous link: "),
            Link(href="javascript:alert(1)", children=(Text(text="click"),)),
            Text(text="; to the "),
            Reference(target="table-1", text="table"),
            Text(text="."),
        ),
        make_list(
            (Text(text="an item with a note"), make_note(3), Text(text=";")),
            (Text(text=LONG_ADDRESS),),
        ),
        make_paragraph(
            3,
            Text(text="Dieser Absatz ist noch nicht übersetzt; er nennt "),
            make_number("2.637", uid="hard/users#1", exact="2637"),
            Text(text=" Beschäftigte."),
            language="de",
            untranslated=True,
        ),
        make_figure(
            1,
            make_figure_data(
                points=tuple(
                    Point(
                        category=str(n), label=f"={'A very long category label ' * 3}{n}", value=n
                    )
                    for n in (12_345, 678, 0)
                ),
                groups=(),
            ),
        ),
        make_figure(2, make_figure_data(points=(), total=0, alt="No project is in the work plan.")),
        make_table(rows=(("", "x" * 80, "1"), ("=1+1", "", "-2"))),
        make_paragraph(4, Text(text="After the table.")),
    )
    return make_document(*blocks, **({"cover": _bare_cover()} | changes))


def decision_paper(**changes: Any) -> Document:
    """A short paper of the decision profile: no banner, an agenda item, six lines in the box."""
    labels = (
        ("Relevant strategic objective:", "None."),
        ("Main relevant outcome:", "Outcome C: Efficient support services."),
        ("Policy implications:", "None."),
        ("Legal implications:", "None."),
        ("Financial implications:", "See paragraphs 30–34."),
        ("Follow-up action required:", "None."),
    )
    cover = make_cover(
        symbol="GB.347/PFA/14",
        banner="",
        agenda_item="Fourteenth item on the agenda",
        box_label="Purpose of the document",
        lines=tuple(CoverLine(label=label, text=text) for label, text in labels),
        related_label="Related document:",
        related=("GB.331/PFA/5",),
    )
    return make_document(
        make_heading(1, "Introduction"),
        make_paragraph(1, Text(text=LOREM), make_note(1)),
        make_heading(1, "Draft decision"),
        make_paragraph(2, Text(text="The Governing Body:"), decision=True),
        make_list(
            "took note of the report; and",
            (
                Text(text="asked the Office to follow "),
                make_number("two", uid="decision/lessons#1"),
                Text(text=" lessons."),
            ),
            letters=True,
        ),
        **({"cover": cover, "symbol": "GB.347/PFA/14"} | changes),
    )


def make_appendix(label: str = "Appendix", title: str = "Indicators", **changes: Any) -> Appendix:
    """An appendix that begins."""
    values: dict[str, Any] = {
        "id": f"appendix/{title.lower()}",
        "label": label,
        "children": (Text(text=title),),
    }
    return Appendix(**(values | changes))


def paper_with_appendices(**changes: Any) -> Document:
    """A decision paper with two appendices: one upright with notes, one on its side with a table."""
    paper = decision_paper()
    blocks: Sequence[Block] = (
        *paper.blocks,
        make_appendix("Appendix I", "Method"),
        make_paragraph(
            1,
            Text(text="Values were read at the end of the year."),
            make_note(1, Text(text="First note of appendix one.")),
            Text(text=" See "),
            Reference(target="appendix/indicators", text=f"Appendix{NBSP}II"),
            Text(text=" and "),
            Reference(target="p1", text=f"paragraph{NBSP}1 of the main text"),
            Text(text="."),
            id="method/1",
        ),
        make_paragraph(
            2,
            Text(text="They are exact."),
            make_note(2, Text(text="Second note of appendix one.")),
            id="method/2",
        ),
        make_appendix("Appendix II", "Indicators", landscape=True),
        make_paragraph(
            1,
            Text(text="The table shows them all."),
            make_note(1, Text(text="First note of appendix two.")),
            id="indicators/1",
        ),
        make_table(
            id="table-9",
            label="Table 1",
            caption="Indicators",
            columns=("Indicator", "Name", "Actual"),
            rows=(
                ("1.1", "Staff able to work anywhere", "80"),
                ("1.2", Text(text="Zufriedenheit", language="de", emphasis=True), "93.5"),
                ("2.1", "Use of team sites", "12,400"),
            ),
            groups=(
                (0, "Outcome 1. A more efficient ILO"),
                (2, Text(text="Ergebnis 2", language="de")),
            ),
            widths=(1, 6, 2),
        ),
    )
    return make_document(*blocks, **({"cover": paper.cover, "symbol": paper.symbol} | changes))
