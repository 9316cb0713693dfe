"""What can be done with whole paragraphs: add, split, join, move, take out, put back."""

import secrets
from collections.abc import Mapping

from django.utils.translation import gettext as _

from core.languages.translated import set_texts
from reports.composing.merge import Paper, PaperSection
from reports.document.both_changes import both_changes
from reports.document.markup import parse
from reports.models import Origin, Paragraph, ParagraphText, Report, Section
from reports.outline.plan import DECISION
from reports.writing.check import text_problems
from reports.writing.errors import ParagraphGone, TextMoved, TextRefused
from reports.writing.opened import Opened, opened
from reports.writing.texts import clean, refuse_language


def paragraph_add(*, report: Report, section: str, behind: str, language: str, text: str) -> str:
    """Add a paragraph of a person's own behind the one called `behind` ("": as the first of the section).

    Returns its key. Raises `TextRefused`, `ParagraphGone`.
    """
    with opened(report) as paper:
        refuse_language(report, language)
        words = clean(text)
        _refuse(paper, words, language)
        paper.kept()
        return _add(paper, section, behind, {language: words}).key


def paragraph_split(
    *, report: Report, key: str, language: str, first: str, second: str, base: str
) -> str:
    """Make two paragraphs of one, whose text in `language` was `base`; returns the key of the second.

    Translations stay with the first, whole, and are told to be behind it. A figure goes with the
    sentence that names it. Raises as `paragraph_add`, and `TextMoved`.
    """
    with opened(report) as paper:
        refuse_language(report, language)
        _refuse_decision(key)
        paper.kept()
        row, texts = paper.paragraph(key)
        stored = texts.get(language)
        current = stored.text if stored else ""
        if current != clean(base):
            raise TextMoved(current)
        parts = clean(first), clean(second)
        for part in parts:
            _refuse(paper, part, language, before=current)
        assert stored is not None
        if language != report.original_language:
            original = texts.get(report.original_language)
            stored.translated_from = original.text if original else ""
        paper.say(stored, key, parts[0])
        new = _add(paper, row.section.key, key, {language: parts[1]})
        if row.figure and f"[[fig:{row.figure}]]" in parts[1]:
            _put_figure(new, row.figure)
            _put_figure(row, "")
        return new.key


def paragraph_join(*, report: Report, key: str) -> str:
    """Put the words of a paragraph behind those of the one above, in every language that has both, and
    take it out. Returns the key of the one above. Raises `TextRefused` where there is none.
    """
    with opened(report) as paper:
        _refuse_decision(key)
        section = _section_of(paper.kept(), key)
        keys = [one.key for one in section.paragraphs]
        place = keys.index(key)
        if not place:
            raise TextRefused(_("No paragraph stands above this one under its heading."))
        above, texts_above = paper.paragraph(keys[place - 1])
        row, texts = paper.paragraph(key)
        if above.figure and row.figure:
            message = _(
                "A figure stands below each of the two paragraphs; take one of them elsewhere."
            )
            raise TextRefused(message)
        _join_texts(paper, above, texts_above, texts)
        if row.figure:
            _put_figure(above, row.figure)
        row.removed = True
        row.save(update_fields=["removed"])
        return above.key


def _join_texts(
    paper: Opened,
    above: Paragraph,
    texts_above: Mapping[str, ParagraphText],
    texts: Mapping[str, ParagraphText],
) -> None:
    original = paper.report.original_language
    for language, text in texts.items():
        first = texts_above.get(language)
        if not text.text:
            continue
        if first is None or not first.text:
            if language != original:
                continue  # half a translation would read like a whole one
            first = first or ParagraphText(paragraph=above, language=language)
        paper.say(first, above.key, joined(first.text, text.text))
    whole = ParagraphText.objects.filter(paragraph=above, language=original).first()
    for language, first in texts_above.items():
        has_both = language in texts and texts[language].text and first.text
        if language != original and has_both and whole is not None:
            was_level = first.translated_from and texts[language].translated_from
            before = joined(first.translated_from, texts[language].translated_from)
            first.translated_from = before if was_level else ""
            first.save(update_fields=["translated_from"])


def joined(above: str, below: str) -> str:
    """Two texts as one: sentences go on in the line, what stands under a list or table below a "+"."""
    if not above or not below:
        return above or below
    return f"{above}\n+\n{below}" if parse(above).blocks else f"{above} {below}"


def paragraph_move(*, report: Report, key: str, section: str, behind: str) -> None:
    """Put a paragraph into `section`, behind the one called `behind` ("": as its first).

    It stays there whatever the outline says. Raises `TextRefused`, `ParagraphGone`.
    """
    with opened(report) as paper:
        _refuse_decision(key)
        if behind == key:
            return
        paper.kept()
        row, _texts = paper.paragraph(key)
        row.placed = True
        _put(paper, row, section, behind)


def remark_take_in(*, report: Report, key: str, section: str, behind: str) -> None:
    """Take in a remark whose project stands under no heading; it follows its source there."""
    with opened(report) as paper:
        source = next((one for one in paper.plan.loose if one.key == key), None)
        if source is None:
            raise ParagraphGone(key)
        paper.kept()
        row = Paragraph.objects.filter(section__report=paper.report, key=key).first()
        row = row or Paragraph(key=key, origin=source.origin)
        row.placed, row.removed = True, False
        _put(paper, row, section, behind)
        paper.paragraph(key)


def paragraph_remove(*, report: Report, key: str) -> None:
    """Take a paragraph out of the paper; its words are kept to be put back."""
    with opened(report) as paper:
        _refuse_decision(key)
        paper.kept()
        row, _texts = paper.paragraph(key)
        row.removed = True
        row.save(update_fields=["removed"])


def paragraph_restore(*, report: Report, key: str) -> None:
    """Put back what was taken out, where it stood."""
    with opened(report) as paper:
        rows = Paragraph.objects.filter(section__report=paper.report, key=key, removed=True)
        row = rows.first()
        if row is None:
            raise ParagraphGone(key)
        row.removed = False
        row.save(update_fields=["removed"])
        paper.kept()


def source_taken(
    *,
    report: Report,
    key: str,
    language: str,
    seen: str,
    take: bool,
    own: str = "",
    both: str = "",
) -> None:
    """Answer what the source of an edited paragraph says now (`seen`): take it, keep one's own words, or
    take `both` changes together as they were shown.

    Kept words stand against the new source from now on. Raises `TextMoved` when the source has moved on,
    or the paragraph does not read any more as it did (`own`, "" for whoever has not seen it).
    """
    with opened(report) as paper:
        _row, texts = paper.paragraph(key)
        source = paper.source(key)
        if source is None or language not in texts:
            raise ParagraphGone(key)
        now = source.texts.get(language, "")
        if now != clean(seen):
            raise TextMoved(now)
        stored = texts[language]
        if own and stored.text != clean(own):
            raise TextMoved(stored.text)
        if both:
            if both_changes(stored.generated, stored.text, now) != clean(both):
                raise TextMoved(stored.text)
            _refuse(paper, clean(both), language, before=stored.text)
            stored.text = clean(both)
        elif take:
            stored.text = now
        stored.generated = now
        stored.save()


# --- How it is done -------------------------------------------------------------------------------


def _refuse(paper: Opened, text: str, language: str, before: str = "") -> None:
    if not text:
        raise TextRefused(_("A paragraph says something; write its first words."))
    if problems := text_problems(paper, text, language, before):
        raise TextRefused("\n".join(problems))


def _refuse_decision(key: str) -> None:
    if key == DECISION:
        message = _("The draft decision stands where it is; its words are written in its place.")
        raise TextRefused(message)


def _section_of(current: Paper, key: str) -> PaperSection:
    for section in current.sections:
        if any(one.key == key for one in section.paragraphs):
            return section
    raise ParagraphGone(key)


def _put_figure(row: Paragraph, figure: str) -> None:
    row.figure, row.figure_placed = figure, True
    row.save(update_fields=["figure", "figure_placed"])


def _add(paper: Opened, section: str, behind: str, texts: Mapping[str, str]) -> Paragraph:
    row = Paragraph(key=f"written/{secrets.token_hex(5)}", origin=Origin.WRITTEN, placed=True)
    _put(paper, row, section, behind)
    for language, text in texts.items():
        ParagraphText.objects.create(paragraph=row, language=language, text=text)
    return row


def _put(paper: Opened, row: Paragraph, section: str, behind: str) -> None:
    """Place a row, and number the places of its new section."""
    target = _section_row(paper, section)
    # In the order of the paper; those taken out keep their places.
    standing = target.paragraphs.order_by("position", "pk")
    others = [one for one in standing if one.key != row.key]
    place = 0
    if behind:
        place = next((i for i, one in enumerate(others, 1) if one.key == behind), 0)
        if not place:
            raise ParagraphGone(behind)
    row.section = target
    others.insert(place, row)
    for position, one in enumerate(others):
        if one is row or one.position != position:
            one.position = position
            one.save()


def _section_row(paper: Opened, key: str) -> Section:
    """The row of a section; one in which nothing stood so far gets its row."""
    row = paper.report.sections.filter(key=key).first()
    if row is not None:
        return row
    for position, planned in enumerate(paper.plan.sections):
        if planned.key == key:
            row = Section(report=paper.report, key=key, position=position)
            row.level, row.part = planned.level, planned.part
            set_texts(row, "heading", planned.headings)
            row.save()
            return row
    raise ParagraphGone(key)
