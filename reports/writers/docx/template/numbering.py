"""numbering.xml of a paper in a template: the template's lists, then ours under free numbers."""

from collections.abc import Iterator
from copy import deepcopy

from reports.writers.docx import look
from reports.writers.docx.template.matching import Style, attribute
from reports.writers.docx.template.schema_order import P_RANK, put
from reports.writers.docx.template.styles import TemplateStyles, properties
from reports.writers.docx.xml import Element, qualified, w

_LIST, _NUM = qualified("w:abstractNum"), qualified("w:num")
_LOOK = ("suff", "lvlText", "lvlJc", "pPr", "rPr")


class TemplateNumbering:
    """The lists of both; `numbers` says which number a list of ours has now."""

    def __init__(self, theirs: Element | None, ours: Element, styles: TemplateStyles) -> None:
        self.part = w("numbering") if theirs is None else deepcopy(theirs)
        self._theirs_lists = {attribute(one, "abstractNumId"): one for one in self.part.iter(_LIST)}
        self._theirs = {attribute(one, "numId"): one for one in self.part.iter(_NUM)}
        self._lists = {
            attribute(one, "abstractNumId"): deepcopy(one) for one in ours.findall(_LIST)
        }
        first = 1 + max(map(_whole, self._theirs), default=0)
        base = 1 + max(map(_whole, self._theirs_lists), default=0)
        nums = ours.findall(_NUM)
        self.numbers = {attribute(n, "numId"): str(first + at) for at, n in enumerate(nums)}
        self._list_of = {
            attribute(n, "numId"): attribute(n.find(qualified("w:abstractNumId"))) for n in nums
        }
        new_lists = {old: str(base + at) for at, old in enumerate(self._lists)}
        self._connect(styles)
        self._append(nums, new_lists)

    def renumber(self, tree: Element) -> None:
        """Let every paragraph of ours in `tree` point to its list's new number."""
        for reference in tree.iter(qualified("w:numId")):
            if new := self.numbers.get(attribute(reference)):
                reference.set(qualified("w:val"), new)

    def indent_of(self, styles: TemplateStyles, style: Style) -> Element | None:
        """Where the points of a style of theirs stand: its own indent, else its list's."""
        if (own := styles.sheet.resolved(style, "pPr/ind")) is not None:
            return own
        reference = styles.sheet.resolved(style, "pPr/numPr")
        level = self._level_of(reference)
        if level is None and reference is not None:
            level = self._our_level(attribute(reference.find(qualified("w:numId"))))
        return None if level is None else level.find(f"{qualified('w:pPr')}/{qualified('w:ind')}")

    def _our_level(self, number: str) -> Element | None:
        """The outermost level of the list of ours that a style of theirs counts by now."""
        old = next((own for own, new in self.numbers.items() if new == number), "")
        list_ = self._lists.get(self._list_of.get(old, ""))
        return None if list_ is None else list_.find(qualified("w:lvl"))

    # --- Styles -----------------------------------------------------------------------------------

    def _connect(self, styles: TemplateStyles) -> None:
        """Join our lists with the styles that stand for ours."""
        for style in styles.ours.styles:
            number = _number(style)
            if not number:
                continue
            level = self._level(number, style)
            if style.id in styles.added:
                self.renumber(styles.added[style.id].element)
                _name_style(level, styles.ids[style.id])
            elif self._counts(level):
                self._take_over(styles, style, number, level)
            elif self._is_optional(level) or self._has_list(styles, style):
                _name_style(level, "")
            else:
                self._set(styles.found[style.id], number)
                _name_style(level, styles.ids[style.id])

    def _level(self, number: str, style: Style) -> Element:
        level = attribute(style.find("pPr/numPr/ilvl")) or "0"
        levels = self._lists[self._list_of[number]].findall(qualified("w:lvl"))
        return next(one for one in levels if attribute(one, "ilvl") == level)

    def _counts(self, level: Element) -> bool:
        return attribute(level.find(qualified("w:numFmt"))) not in {"bullet", "none"}

    def _is_optional(self, level: Element) -> bool:
        """▶ belongs to our look; a house that has headings without a sign wants none."""
        return attribute(level.find(qualified("w:lvlText"))) == look.MARK

    def _has_list(self, styles: TemplateStyles, style: Style) -> bool:
        found = styles.sheet.resolved(styles.found[style.id], "pPr/numPr/numId")
        return attribute(found) in self._theirs

    def _set(self, style: Style, number: str) -> None:
        put(properties(style.element), w("numPr", w("numId", val=self.numbers[number])), P_RANK)

    def _take_over(self, styles: TemplateStyles, style: Style, number: str, level: Element) -> None:
        """Their style counts by our list, which looks as theirs did."""
        theirs = styles.found[style.id]
        reference = styles.sheet.resolved(theirs, "pPr/numPr")
        self._imitate(reference, level)
        for one in self._named_levels(theirs.id):
            _name_style(one, "")
        self._set(theirs, number)
        _name_style(level, theirs.id)

    def _imitate(self, reference: Element | None, level: Element) -> None:
        """Give `level` the look of the list that `reference` points to, if it shows one number."""
        theirs = self._level_of(reference)
        if theirs is not None and _same_counting(theirs, level):
            _copy_look(theirs, level)

    def _level_of(self, reference: Element | None) -> Element | None:
        """The level of their lists that a `w:numPr` points to."""
        if reference is None:
            return None
        num = self._theirs.get(attribute(reference.find(qualified("w:numId"))))
        wanted = attribute(reference.find(qualified("w:ilvl"))) or "0"
        list_ = attribute(num.find(qualified("w:abstractNumId"))) if num is not None else ""
        found = self._theirs_lists.get(list_)
        levels = found.findall(qualified("w:lvl")) if found is not None else []
        return next((one for one in levels if attribute(one, "ilvl") == wanted), None)

    def _named_levels(self, style_id: str) -> Iterator[Element]:
        for list_ in self._theirs_lists.values():
            for level in list_.findall(qualified("w:lvl")):
                if attribute(level.find(qualified("w:pStyle"))) == style_id:
                    yield level

    # --- The part ---------------------------------------------------------------------------------

    def _append(self, nums: list[Element], new_lists: dict[str, str]) -> None:
        """Word wants every list before the first number."""
        taken = {attribute(one.find(qualified("w:nsid"))) for one in self._theirs_lists.values()}
        at = self._after(qualified("w:numPicBullet"), _LIST)
        for old, list_ in self._lists.items():
            list_.set(qualified("w:abstractNumId"), new_lists[old])
            _free_nsid(list_, taken)
            self.part.insert(at, list_)
            at += 1
        at = self._after(qualified("w:numPicBullet"), _LIST, _NUM)
        for num in map(deepcopy, nums):
            num.set(qualified("w:numId"), self.numbers[attribute(num, "numId")])
            reference = num.find(qualified("w:abstractNumId"))
            if reference is not None:
                reference.set(qualified("w:val"), new_lists[attribute(reference)])
            self.part.insert(at, num)
            at += 1

    def _after(self, *tags: str) -> int:
        return 1 + max((at for at, one in enumerate(self.part) if one.tag in tags), default=-1)


def _number(style: Style) -> str:
    return attribute(style.find("pPr/numPr/numId"))


def _same_counting(theirs: Element, ours: Element) -> bool:
    """One number alone, counted alike: "%2." at the second level does, "%1.%2" does not."""
    formats = [attribute(one.find(qualified("w:numFmt"))) for one in (theirs, ours)]
    text = attribute(theirs.find(qualified("w:lvlText")))
    own = f"%{_whole(attribute(theirs, 'ilvl')) + 1}"
    return formats[0] == formats[1] and text.count("%") == 1 and own in text


def _copy_look(theirs: Element, ours: Element) -> None:
    for tag in _LOOK:
        for old in ours.findall(qualified(f"w:{tag}")):
            ours.remove(old)
    for tag in _LOOK:
        for new in theirs.findall(qualified(f"w:{tag}")):
            ours.append(deepcopy(new))
    text = ours.find(qualified("w:lvlText"))
    if text is not None:
        own = f"%{_whole(attribute(theirs, 'ilvl')) + 1}"
        text.set(qualified("w:val"), attribute(text).replace(own, "%1"))


def _name_style(level: Element, style_id: str) -> None:
    """Say for which style a level is; "" for none."""
    tag = qualified("w:pStyle")
    if (found := level.find(tag)) is None:
        return
    if style_id:
        found.set(qualified("w:val"), style_id)
    else:
        level.remove(found)


def _free_nsid(list_: Element, taken: set[str]) -> None:
    """Word takes two lists with one nsid for one list."""
    nsid = list_.find(qualified("w:nsid"))
    if nsid is None:
        return
    while attribute(nsid) in taken:
        nsid.set(qualified("w:val"), f"{(int(attribute(nsid), 16) + 0x101) % 2**32:08X}")
    taken.add(attribute(nsid))


def _whole(text: str) -> int:
    return int(text) if text.lstrip("-").isdigit() else 0
