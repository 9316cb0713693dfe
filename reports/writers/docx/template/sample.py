"""A paper of invented words that shows every kind of block, for looking at a template."""

from datetime import date

from django.utils.translation import gettext as _

from core.figures.registry import FigureData, Point
from reports.document import tree

_DAY = date(2022, 2, 14)


def sample_document(language: str, word_language: str) -> tree.Document:
    """The sample in the active language; the codes name it for Word."""
    return tree.Document(
        language=language,
        word_language=word_language,
        symbol="GB.1/SAMPLE/1",
        title=_("A sample paper in your template"),
        subject=_("Every kind of block once"),
        author=_("Author unit of the sample"),
        keywords=("GB.1/SAMPLE/1",),
        dated=_DAY,
        draft=1,
        file_stem="sample",
        cover=_cover(),
        blocks=(*_chapter(), *_decision(), *_appendix()),
    )


def _words(text: str) -> tuple[tree.Inline, ...]:
    return (tree.Text(text=text),)


def _cover() -> tree.Cover:
    return tree.Cover(
        body=_("Governing Body"),
        session=_("1st Session"),
        session_place_dates=_("Geneva, March 2022"),
        symbol="GB.1/SAMPLE/1",
        section=_("Section of the sample"),
        section_code="SMP",
        segment=_("Segment of the sample"),
        banner=_("For information"),
        date=_("Date: 14 February 2022"),
        original=_("Original: English"),
        title=_("A sample paper in your template"),
        box_label=_("Summary"),
        box=_words(_("The box holds the summary, or the purpose of a paper for decision.")),
        lines=(tree.CoverLine(_("Legal implications:"), _("None.")),),
        author_label=_("Author unit:"),
        author=_("Author unit of the sample"),
        related_label=_("Related documents:"),
        related=("GB.1/SAMPLE/2", "GB.1/SAMPLE/3"),
    )  # fmt: skip


def _chapter() -> tuple[tree.Block, ...]:
    plain = _(
        "Numbered paragraphs run through the whole paper, whatever headings stand between them. Their "
        "numbers are Word's own, so that a paragraph put in by hand is counted too."
    )
    return (
        tree.Heading(id="one", level=1, children=_words(_("A heading of level 1"))),
        _paragraph(
            1,
            tree.Text(text=_("This paragraph has a footnote.")),
            tree.Note(number=1, children=(tree.Text(text=_("The text of the footnote.")),)),
            tree.Text(text=" "),
            tree.Text(text=_("Some words are strong,"), strong=True),
            tree.Text(text=" "),
            tree.Text(text=_("some are emphasized,"), emphasis=True),
            tree.Text(text=" "),
            tree.Link(href="https://example.org/", children=(tree.Text(text=_("some are a link.")),)),
        ),
        tree.Heading(id="two", level=2, children=_words(_("A heading of level 2"))),
        _paragraph(2, tree.Text(text=plain)),
        tree.Heading(id="three", level=3, children=_words(_("A heading of level 3"))),
        _paragraph(3, tree.Text(text=_("Points follow a paragraph that announces them:"))),
        tree.BulletList(items=(_words(_("the first point;")), _words(_("the second point.")))),
        _paragraph(4, tree.Text(text=_("Figure 1 is a chart that can be edited in Word."))),
        _figure(),
        tree.Paragraph(
            id="para/5",
            number=5,
            children=_words("Dieser Absatz ist noch nicht übersetzt."),
            language="de",
            untranslated=True,
        ),
    )  # fmt: skip


def _paragraph(number: int, *children: tree.Inline, decision: bool = False) -> tree.Paragraph:
    return tree.Paragraph(id=f"para/{number}", number=number, children=children, decision=decision)


def _figure() -> tree.Figure:
    groups = (_("First group"), _("Second group"))
    points = tuple(
        Point(category=str(n), label=_("Bar %(n)d") % {"n": n}, value=value, group=groups[n > 3])
        for n, value in enumerate((38, 29, 14, 13, 8), 1)
    )
    data = FigureData(
        key="sample",
        kind="bar",
        caption=_("A caption over the chart"),
        alt=_("Bar chart with five invented bars."),
        unit=_("projects"),
        points=points,
        total=sum(point.value for point in points),
        groups=groups,
        note=_("A note under the chart."),
    )
    label = _("Figure %(number)d") % {"number": 1}
    return tree.Figure(id="fig/1", number=1, label=label, caption=data.caption, data=data)


def _decision() -> tuple[tree.Block, ...]:
    points = (
        _("takes note of the sample; and"),
        _("requests the Office to look at every page of it."),
    )
    return (
        tree.Heading(id="decision", level=1, children=_words(_("Draft decision"))),
        _paragraph(6, tree.Text(text=_("The Governing Body:")), decision=True),
        tree.BulletList(items=tuple(map(_words, points)), letters=True),
    )


def _appendix() -> tuple[tree.Block, ...]:
    columns = (_("Name"), _("What it is"), _("Value"))
    rows = (
        (_("First row"), _("Words of a cell, long enough to show how lines are broken"), "1,234"),
        (_("Second row"), _("Words of a cell"), "56"),
        (_("Third row"), _("Words of a cell"), "7"),
    )
    return (
        tree.Appendix(
            id="appendix", label=_("Appendix"), children=_words(_("A table on its side")), landscape=True
        ),
        tree.Table(
            id="table/1",
            caption=_("A caption over the table"),
            label=_("Table %(number)d") % {"number": 1},
            columns=columns,
            rows=rows,
            numeric=(2,),
            groups=((0, _("First group")), (2, _("Second group"))),
            note=_("A note under the table."),
        ),
    )  # fmt: skip
