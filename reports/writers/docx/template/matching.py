"""Which style of the template stands for which of ours.

Word keeps its built-in styles under English names in every language; other programs, and people,
name them in their own. So a style is looked for by its name, then by its localised names, then by
its id; its type must be ours.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from reports.writers.docx.xml import Element, qualified

# Stands before the name of a style of ours whose own name another style has taken.
OURS = "Outturn"
# Localised names of built-in styles, as programs in these languages show them.
LOCALISED = {
    "normal": ("Standard", "Normale"),
    "heading 1": ("Überschrift 1", "Titre 1", "Título 1", "Titulo 1", "Titolo 1"),
    "heading 2": ("Überschrift 2", "Titre 2", "Título 2", "Titulo 2", "Titolo 2"),
    "heading 3": ("Überschrift 3", "Titre 3", "Título 3", "Titulo 3", "Titolo 3"),
    "heading 4": ("Überschrift 4", "Titre 4", "Título 4", "Titulo 4", "Titolo 4"),
    "title": ("Titel", "Titre", "Título", "Puesto", "Titolo"),
    "caption": ("Beschriftung", "Légende", "Descripción", "Epígrafe", "Didascalia"),
    "list bullet": ("Aufzählungszeichen", "Liste à puces", "Lista con viñetas", "Punto elenco"),
    "footnote text": (
        "Fußnotentext", "Note de bas de page", "Texto nota pie", "Testo nota a piè di pagina",
    ),
    "footnote reference": (
        "Fußnotenzeichen", "Appel note de bas de p.", "Appel de note de bas de page",
        "Ref. de nota al pie", "Rimando nota a piè di pagina",
    ),
    "header": ("Kopfzeile", "En-tête", "Encabezado", "Intestazione"),
    "footer": ("Fußzeile", "Pied de page", "Pie de página", "Piè di pagina"),
    "hyperlink": ("Lien hypertexte", "Hipervínculo", "Collegamento ipertestuale"),
    "default paragraph font": (
        "Absatz-Standardschriftart", "Police par défaut", "Fuente de párrafo predeter.",
    ),
    "normal table": ("Normale Tabelle", "Tableau Normal", "Tabla normal"),
    "no list": ("Keine Liste", "Aucune liste", "Sin lista"),
}  # fmt: skip


def attribute(element: Element | None, name: str = "val") -> str:
    """An attribute in Word's namespace; empty where element or attribute is missing."""
    return "" if element is None else element.get(qualified(f"w:{name}"), "")


@dataclass(frozen=True, eq=False)
class Style:
    """One `w:style`."""

    element: Element

    @cached_property
    def id(self) -> str:
        """What paragraphs refer to it by."""
        return attribute(self.element, "styleId")

    @cached_property
    def type(self) -> str:
        """paragraph, character, table or numbering."""
        return attribute(self.element, "type") or "paragraph"

    @cached_property
    def name(self) -> str:
        """What people see it by."""
        return self.part("name")

    @property
    def is_default(self) -> bool:
        """Whether text without a style is in it."""
        return attribute(self.element, "default") in {"1", "true", "on"}

    def part(self, tag: str) -> str:
        """The value of a direct child such as "basedOn"."""
        return attribute(self.element.find(qualified(f"w:{tag}")))

    def find(self, path: str) -> Element | None:
        """A property such as "pPr/spacing"."""
        return self.element.find("/".join(qualified(f"w:{step}") for step in path.split("/")))


class StyleSheet:
    """The styles of a part, and how they follow from one another."""

    def __init__(self, part: Element) -> None:
        self.part = part
        self.styles = [Style(one) for one in part.findall(qualified("w:style"))]

    @cached_property
    def by_id(self) -> dict[str, Style]:
        """Each style by its id; the first of a name counts, as in Word."""
        found: dict[str, Style] = {}
        for style in self.styles:
            found.setdefault(style.id, style)
        return found

    def default(self, type_: str) -> Style | None:
        """The style of what names none."""
        return next((one for one in self.styles if one.type == type_ and one.is_default), None)

    def line(self, style: Style | None) -> Iterator[Style]:
        """A style and what it is based on, nearest first; a circle ends it."""
        seen: set[str] = set()
        while style is not None and style.id not in seen:
            seen.add(style.id)
            yield style
            style = self.by_id.get(style.part("basedOn"))

    def resolved(self, style: Style | None, path: str) -> Element | None:
        """A property of a style, its own or inherited, at last the document's default."""
        for one in self.line(style):
            if (found := one.find(path)) is not None:
                return found
        half, _slash, rest = path.partition("/")
        steps = ("docDefaults", f"{half}Default", half, *rest.split("/"))
        return self.part.find("/".join(qualified(f"w:{step}") for step in steps))

    def match(self, ours: Style) -> Style | None:
        """The style of this sheet that stands for one of ours."""
        if ours.is_default and (found := self.default(ours.type)):
            return found
        if found := self.named(ours.name, ours.type):
            return found
        if ours.is_default:
            return None
        wanted = ours.id.casefold()
        return next(
            (s for s in self.styles if s.type == ours.type and s.id.casefold() == wanted), None
        )

    def named(self, name: str, type_: str = "paragraph") -> Style | None:
        """The style that people see by a name, in whatever language, or by the one we gave it."""
        for one in (name, f"{OURS} {name}", *LOCALISED.get(name.casefold(), ())):
            if found := self._by_name.get((type_, one.casefold())):
                return found
        return None

    @cached_property
    def _by_name(self) -> dict[tuple[str, str], Style]:
        found: dict[tuple[str, str], Style] = {}
        for style in self.styles:
            for name in (style.name, *style.part("aliases").split(",")):
                found.setdefault((style.type, name.strip().casefold()), style)
        return found
