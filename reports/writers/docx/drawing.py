"""The inline drawings of a paragraph, a chart or a picture, with words for those who cannot see them."""

from reports.document.tree import Figure, Picture
from reports.writers.docx.charts import Chart
from reports.writers.docx.xml import NAMESPACES, Element, a, c, pic, w, wp
from reports.writers.pictures import shown_size

_EMU = 12_700  # to the point
_TWIPS = 20
# A picture leaves room for its caption and note on the page.
_MOST_HEIGHT = 580.0
_MOST_HEIGHT_LANDSCAPE = 330.0


def inline_chart(figure: Figure, chart: Chart, relationship: str, drawing_id: int) -> Element:
    """A run with the chart; `drawing_id` must be unique in the whole document."""
    title = f"{figure.label}. {figure.caption}"
    properties = wp("docPr", id=drawing_id, name=figure.label, descr=figure.data.alt, title=title)
    graphic = c("chart", **{"r:id": relationship})
    return _inline(properties, graphic, "c", chart.width, chart.height)


def inline_picture(
    picture: Picture, relationship: str, drawing_id: int, room: int, *, landscape: bool
) -> Element:
    """A run with the picture, at most `room` twips wide."""
    most = _MOST_HEIGHT_LANDSCAPE if landscape else _MOST_HEIGHT
    points = shown_size(picture, room / _TWIPS, most)
    width, height = (round(side * _EMU) for side in points)
    properties = wp(
        "docPr", id=drawing_id, name=picture.label, descr=picture.alt, title=picture.title
    )
    graphic = pic(
        "pic",
        pic(
            "nvPicPr",
            pic("cNvPr", id=drawing_id, name=picture.label, descr=picture.alt),
            pic("cNvPicPr", a("picLocks", noChangeAspect=1)),
        ),
        pic("blipFill", a("blip", **{"r:embed": relationship}), a("stretch", a("fillRect"))),
        pic(
            "spPr",
            a("xfrm", a("off", x=0, y=0), a("ext", cx=width, cy=height)),
            a("prstGeom", a("avLst"), prst="rect"),
        ),
    )
    return _inline(properties, graphic, "pic", width, height)


def _inline(properties: Element, graphic: Element, kind: str, width: int, height: int) -> Element:
    inline = wp(
        "inline",
        wp("extent", cx=width, cy=height),
        wp("effectExtent", l=0, t=0, r=0, b=0),
        properties,
        wp("cNvGraphicFramePr"),
        a("graphic", a("graphicData", graphic, uri=NAMESPACES[kind])),
        distT=0,
        distB=0,
        distL=0,
        distR=0,
    )
    return w("r", w("drawing", inline))
