"""What a file that comes back would change: compared with the paper as it stands, and only then saved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.imports.problems import Location, Problem
from core.languages.word_changes import word_changes
from core.pages.marked_words import marked_words
from core.pages.sheet_loading import SheetPreview
from reports.composing.behind import behind_save
from reports.composing.merge import Paper
from reports.drafts.level import OriginalMoved, fingerprint, translation_level, words_level
from reports.editions.texts import PaperText, TextKind, paper_texts
from reports.editions.xliff.read import FileText, XliffRefused, read_xliff
from reports.editions.xliff.readable import readable
from reports.editions.xliff.rebuild import Rebuilt, TextDamaged, rebuilt
from reports.editions.xliff.seal import Remembered, unsealed
from reports.editions.xliff.slots import markup_of
from reports.editions.xliff.write import is_translated_here
from reports.models import ParagraphText, Report
from reports.writing.services import (
    ParagraphGone,
    TextMoved,
    TextRefused,
    cover_text_save,
    heading_save,
    paragraph_text_save,
)


@dataclass(frozen=True)
class TextDifference:
    """A text that a file says otherwise.

    `now` is the translation as it stands, `brought` what the file says; `then` is what stood there when
    the file was made, where somebody has changed it since, and `original_then` the original, where that
    has. `is_level` only says that the present translation is still right. `reads` says how people read
    each of these texts.
    """

    pk: str
    label: str
    kind: str
    key: str
    section: str
    original: str
    now: str
    brought: str
    then: str = ""
    original_then: str = ""
    is_level: bool = False
    reads: Mapping[str, str] = field(default_factory=dict)

    @property
    def marked(self) -> SafeString:
        """The translation with what the file takes out and adds."""
        return self._difference(self.now, self.brought)

    @property
    def original_marked(self) -> SafeString:
        """The original with what has changed in it since the file was made."""
        return self._difference(self.original_then, self.original)

    @property
    def then_read(self) -> str:
        """What stood there when the file was made."""
        return self.reads.get(self.then, self.then)

    def _difference(self, old: str, new: str) -> SafeString:
        before, after = (self.reads.get(text, text) for text in (old, new))
        if before == after and old != new:
            # Only marks have changed, such as bold: they are what there is to see.
            before, after = old, new
        return marked_words(word_changes(before, after))


Preview = SheetPreview[TextDifference]


def preview(report: Report, paper: Paper, language: str, name: str, content: bytes) -> Preview:
    """What a file would change; nothing is written."""
    found: Preview = SheetPreview()
    try:
        texts = read_xliff(name, content, report.slug, report.original_language, language)
    except XliffRefused as error:
        found.problems.append(error.problem)
        return found
    here = {one.id: one for one in paper_texts(report, paper) if is_translated_here(one)}
    reading = _Comparison(report, language, name, here, found)
    for each in texts:
        reading.compare(each)
    if reading.untouched:
        message = _(
            "Texts that nobody has translated in the file: %(count)d. They stay as they are."
        )
        found.notices.append(message % {"count": reading.untouched})
    _make_readable(report, paper, language, found, here)
    return found


def _make_readable(
    report: Report, paper: Paper, language: str, found: Preview, here: Mapping[str, PaperText]
) -> None:
    """Give each difference the words that people read, in the language of each."""
    every = (*found.free, *found.overtaken)
    own = [(here[one.pk], text) for one in every for text in (one.now, one.brought, one.then)]
    above = [(here[one.pk], text) for one in every for text in (one.original_then, one.original)]
    reads = {
        **readable(report, paper, report.original_language, above),
        **readable(report, paper, language, own),
    }
    found.free = [replace(one, reads=reads) for one in found.free]
    found.overtaken = [replace(one, reads=reads) for one in found.overtaken]


class _Comparison:
    """Sorts the texts of a file by what each would do."""

    def __init__(
        self,
        report: Report,
        language: str,
        name: str,
        here: Mapping[str, PaperText],
        found: Preview,
    ) -> None:
        self.report, self.language, self.name = report, language, name
        self.here, self.found = here, found
        self.untouched = 0
        self.met: set[str] = set()

    def compare(self, brought: FileText) -> None:
        """One text of the file."""
        try:
            self._compare(brought)
        except TextDamaged as error:
            where = Location(self.name, error.line)
            unit = f" ({error.unit})" if error.unit else ""
            # By the name that the page has for it; the file has it in its maker's language.
            text = self.here.get(brought.id)
            name = text.label if text else brought.name
            self.found.problems.append(Problem(where, f"{name}{unit}", str(error)))

    def _compare(self, brought: FileText) -> None:
        remembered = self._remembered(brought)
        text = self.here.get(brought.id)
        if text is None:
            raise TextDamaged(_("the paper has no such text any more."), brought.line)
        made = rebuilt(text, remembered, brought)
        if made is None:
            self.untouched += 1
            return
        self._sort(text, remembered, made)

    def _remembered(self, brought: FileText) -> Remembered:
        """What the file remembers of the text: of this report and edition, and once."""
        found = unsealed(brought.seal)
        expected = (self.report.slug, self.language, brought.id)
        if found is None or (found.report, found.language, found.text) != expected:
            message = _("the mark by which the program knows the text again is damaged or missing; make "
                        "the file anew.")  # fmt: skip
            raise TextDamaged(message, brought.line)
        if brought.id in self.met:
            raise TextDamaged(_("the text stands twice in the file."), brought.line)
        self.met.add(brought.id)
        return found

    def _sort(self, text: PaperText, remembered: Remembered, made: Rebuilt) -> None:
        original = text.texts.get(self.report.original_language, "")
        now = text.texts.get(self.language, "")
        has_moved = original != remembered.original
        is_same = made.source == now or _reads_alike(text, made.source, now)
        says_nothing = _reads_alike(text, made.source, remembered.translation)
        if is_same or says_nothing:
            is_level = is_same and made.is_done and not has_moved and self.language in text.behind
            if not is_level:
                self.found.same += 1
                return
            made = Rebuilt(now, made.is_done)
        is_overtaken = now != remembered.translation
        difference = TextDifference(
            pk=text.id,
            label=text.label,
            kind=text.kind,
            key=text.key,
            section=text.section,
            original=original,
            now=now,
            brought=made.source,
            then=remembered.translation if is_overtaken else "",
            original_then=remembered.original if has_moved else "",
            is_level=made.source == now,
        )
        asks = has_moved or (is_overtaken and not difference.is_level)
        (self.found.overtaken if asks else self.found.free).append(difference)


def _reads_alike(text: PaperText, one: str, other: str) -> bool:
    """Whether two sources are read as the same."""
    try:
        return bool(other) and markup_of(text, one) == markup_of(text, other)
    except ValueError:
        return False


def take(report: Report, language: str, chosen: Sequence[TextDifference]) -> dict[str, str]:
    """Save these texts, each by itself; why some were not, by `pk`."""
    refused = {}
    for each in chosen:
        try:
            _save(report, language, each)
        except (TextMoved, OriginalMoved):
            refused[each.pk] = _("somebody else has just saved it: look at both once more.")
        except ParagraphGone:
            refused[each.pk] = _("the paper has no such text any more.")
        except TextRefused as error:
            refused[each.pk] = str(error)
    return refused


def _save(report: Report, language: str, one: TextDifference) -> None:
    words = {"language": language, "text": one.brought, "base": one.now}
    match one.kind:
        case TextKind.COVER | TextKind.HEADING if one.is_level:
            seen = fingerprint(one.original)
            words_level(report=report, language=language, target=one.pk, seen=seen)
        case TextKind.COVER:
            cover_text_save(report=report, field=one.key, **words)
            _note_words_behind(report, language, one)
        case TextKind.HEADING:
            heading_save(report=report, section=one.key, **words)
            _note_words_behind(report, language, one)
        case _ if one.is_level:
            translation_level(
                report=report,
                language=language,
                paragraph=one.key,
                seen=fingerprint(one.original),
            )
        case _:
            paragraph_text_save(report=report, key=one.key, **words)
            if one.original_then:
                _note_behind(report, language, one)


def _note_words_behind(report: Report, language: str, one: TextDifference) -> None:
    """The same of a heading or a text of the first page, which saving has called level."""
    if not one.original_then:
        return
    rows = report.translations_behind.filter(target=one.pk)
    behind = {row.language: row.translated_from for row in rows}
    behind_save(report, one.pk, {**behind, language: one.original_then})


def _note_behind(report: Report, language: str, one: TextDifference) -> None:
    """A translation of an older original stays behind until somebody has looked at it."""
    rows = ParagraphText.objects.filter(
        paragraph__section__report=report, paragraph__key=one.key, language=language
    )
    for row in rows:
        row.translated_from = one.original_then
        row.save(update_fields=["translated_from"])
