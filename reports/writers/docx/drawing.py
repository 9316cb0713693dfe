"""The inline drawing that holds a chart in a paragraph, with its text for those who cannot see."""

from reports.document.tree import Figure
from reports.writers.docx.charts import Chart
from reports.writers.docx.xml import NAMESPACES, Element, a, c, w, wp


def inline_chart(figure: Figure, chart: Chart, relationship: str, drawing_id: int) -> Element:
    """A run with the chart; `drawing_id` must be unique in the whole document."""
    title = f"{figure.label}. {figure.caption}"
    properties = wp("docPr", id=drawing_id, name=figure.label, descr=figure.data.alt, title=title)
    graphic = a(
        "graphic",
        a("graphicData", c("chart", **{"r:id": relationship}), uri=NAMESPACES["c"]),
    )
    inline = wp(
        "inline",
        wp("extent", cx=chart.width, cy=chart.height),
        wp("effectExtent", l=0, t=0, r=0, b=0),
        properties,
        wp("cNvGraphicFramePr"),
        graphic,
        distT=0,
        distB=0,
        distL=0,
        distR=0,
    )
    return w("r", w("drawing", inline))
