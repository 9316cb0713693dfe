"""Adding, splitting, joining, moving, taking out, putting back; whatever the order, no word is lost."""

from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reports.composing.compose import compose
from reports.composing.keep import paper_save
from reports.composing.merge import PaperParagraph, paper
from reports.document import tree
from reports.models import Paragraph, Report
from reports.outline.plan import plan
from reports.writing.services import (
    ParagraphGone,
    TextMoved,
    TextRefused,
    paragraph_add,
    paragraph_join,
    paragraph_move,
    paragraph_remove,
    paragraph_restore,
    paragraph_split,
    paragraph_text_save,
    source_taken,
)
from tests.factories import CUT_OFF, make_report

pytestmark = pytest.mark.django_db


def sections(*texts: tuple[str, ...]) -> list[dict[str, object]]:
    """An outline of sections "s1", "s2" …, their paragraphs "s1/1" … with these English texts."""
    return [
        {
            "key": f"s{number}",
            "heading": {"en": f"Section {number}"},
            "paragraphs": [
                {"key": f"s{number}/{place}", "text": {"en": text}}
                for place, text in enumerate(row, 1)
            ],
        }
        for number, row in enumerate(texts, 1)
    ]


def make(*texts: tuple[str, ...]) -> Report:
    """A report with these sections, in English and German."""
    return make_report(outline=sections(*texts), editions=("en", "de"))


def order(report: Report) -> list[list[str]]:
    """The English texts by section, as the paper has them."""
    found = paper(Report.objects.get(pk=report.pk))
    return [[one.texts["en"] for one in section.paragraphs] for section in found.sections]


def named(report: Report, text: str) -> PaperParagraph:
    """The paragraph that begins so."""
    found = paper(Report.objects.get(pk=report.pk))
    every = [one for section in found.sections for one in section.paragraphs]
    return next(one for one in every if one.texts["en"].startswith(text))


def add(report: Report, text: str, *, section: str = "s1", behind: str = "") -> str:
    """A new paragraph in English."""
    return paragraph_add(report=report, section=section, behind=behind, language="en", text=text)


def german(report: Report, key: str, text: str) -> None:
    """Translate a paragraph."""
    paragraph_text_save(report=report, key=key, language="de", text=text, base="")


def test_a_paragraph_is_added_where_it_is_asked_for() -> None:
    report = make(("A.", "B."), ("C.",))
    key = add(report, "New.", behind="s1/1")
    add(report, "First.")
    add(report, "Behind it.", behind=key)
    assert order(report) == [["First.", "A.", "New.", "Behind it.", "B."], ["C."]]
    paper_save(report, plan(report))
    assert order(report) == [["First.", "A.", "New.", "Behind it.", "B."], ["C."]]


def test_a_section_in_which_nothing_stood_takes_a_paragraph() -> None:
    report = make(("A.",), ())
    add(report, "New.", section="s2")
    assert order(report) == [["A."], ["New."]]


@pytest.mark.parametrize(("section", "behind"), [("s9", ""), ("s1", "s2/1"), ("s1", "no")])
def test_a_place_that_is_gone_is_told(section: str, behind: str) -> None:
    report = make(("A.",), ("B.",))
    with pytest.raises(ParagraphGone):
        add(report, "New.", section=section, behind=behind)
    assert order(report) == [["A."], ["B."]]


def test_nothing_is_added_without_words_or_with_what_cannot_be_read() -> None:
    report = make(("A.",))
    for text in ("", " \n", "Of {{projects.totl}}."):
        with pytest.raises(TextRefused):
            add(report, text)
    assert order(report) == [["A."]]


def test_a_paragraph_is_split_and_its_translation_is_told_to_be_behind() -> None:
    report = make(("One. Two, see [[fig:projects-by-place]].",))
    german(report, "s1/1", "Eins. Zwei, siehe [[fig:projects-by-place]].")
    text = "One. Two, see [[fig:projects-by-place]]."
    paragraph_split(
        report=report,
        key="s1/1",
        language="en",
        first="One.",
        second="Two, see [[fig:projects-by-place]].",
        base=text,
    )
    assert order(report) == [["One.", "Two, see [[fig:projects-by-place]]."]]
    assert named(report, "One").behind == {"de": text}
    assert "de" not in named(report, "Two").texts
    with pytest.raises(TextMoved):
        paragraph_split(report=report, key="s1/1", language="en", first="a", second="b", base=text)


def test_a_figure_goes_with_the_sentence_that_names_it() -> None:
    report = make(("One. See [[fig:projects-by-place]].",))
    report.outline[0]["paragraphs"][0]["figure"] = "projects-by-place"
    report.save()
    paragraph_split(
        report=report,
        key="s1/1",
        language="en",
        first="One.",
        second="See [[fig:projects-by-place]].",
        base="One. See [[fig:projects-by-place]].",
    )
    assert [named(report, text).figure for text in ("One", "See")] == ["", "projects-by-place"]
    paper_save(report, plan(report))
    assert [named(report, text).figure for text in ("One", "See")] == ["", "projects-by-place"]


def test_paragraphs_are_joined_in_every_language_and_stay_level() -> None:
    report = make(("One.", "Two."))
    german(report, "s1/1", "Eins.")
    german(report, "s1/2", "Zwei.")
    paragraph_join(report=report, key="s1/2")
    assert order(report) == [["One. Two."]]
    assert named(report, "One").texts["de"] == "Eins. Zwei."
    assert named(report, "One").behind == {}
    with pytest.raises(TextRefused, match="No paragraph stands above"):
        paragraph_join(report=report, key="s1/1")


def test_half_a_translation_is_told_when_paragraphs_are_joined() -> None:
    report = make(("One.", "Two."))
    german(report, "s1/1", "Eins.")
    paragraph_join(report=report, key="s1/2")
    assert named(report, "One").texts["de"] == "Eins."
    assert named(report, "One").behind == {"de": "One."}


def test_what_stands_under_a_list_goes_on_below_it() -> None:
    report = make(("One:\n- a\n- b", "Two."))
    paragraph_join(report=report, key="s1/2")
    assert order(report) == [["One:\n- a\n- b\n+\nTwo."]]
    compose(report, ["en"], draft=1, made_on=CUT_OFF)


def test_a_paragraph_is_moved_and_stays_there_and_follows_its_source() -> None:
    report = make(("A.", "B."), ("C.", "D."))
    paragraph_move(report=report, key="s1/1", section="s2", behind="s2/1")
    assert order(report) == [["B."], ["C.", "A.", "D."]]
    Report.objects.filter(pk=report.pk).update(outline=sections(("A2.", "B."), ("C.", "D.", "E.")))
    report.refresh_from_db()
    paper_save(report, plan(report))
    assert order(report) == [["B."], ["C.", "A2.", "D.", "E."]]
    paragraph_move(report=report, key="s1/1", section="s1", behind="")
    assert order(report) == [["A2.", "B."], ["C.", "D.", "E."]]


def test_what_is_taken_out_is_kept_and_put_back() -> None:
    report = make(("A.", "B."))
    paragraph_text_save(report=report, key="s1/1", language="en", text="Mine.", base="A.")
    paragraph_remove(report=report, key="s1/1")
    assert order(report) == [["B."]]
    assert [one.texts["en"] for _section, one in paper(report).removed] == ["Mine."]
    paper_save(report, plan(report))
    Report.objects.filter(pk=report.pk).update(outline=sections((), ("B.",)))
    report.refresh_from_db()
    paper_save(report, plan(report))
    assert [one.texts["en"] for _section, one in paper(report).removed] == ["Mine."]
    paragraph_restore(report=report, key="s1/1")
    assert sorted(map(sorted, order(report))) == [["B."], ["Mine."]]


def test_a_source_that_has_moved_is_taken_or_answered() -> None:
    report = make(("A.",))
    paragraph_text_save(report=report, key="s1/1", language="en", text="Mine.", base="A.")
    Report.objects.filter(pk=report.pk).update(outline=sections(("A2.",)))
    report.refresh_from_db()
    assert paper(report).edited == (("s1/1", "en"),)
    with pytest.raises(TextMoved):
        source_taken(report=report, key="s1/1", language="en", seen="A.", take=True)
    source_taken(report=report, key="s1/1", language="en", seen="A2.", take=False)
    assert (paper(report).edited, order(report)) == ((), [["Mine."]])
    source_taken(report=report, key="s1/1", language="en", seen="A2.", take=True)
    assert order(report) == [["A2."]]


# --- Random histories -----------------------------------------------------------------------------


@dataclass
class History:
    """What must stand: the words of people, by what they were given."""

    report: Report
    written: set[str] = field(default_factory=set)
    count: int = 0

    def keys(self) -> list[tuple[str, str]]:
        """Section and key of every paragraph of the paper."""
        found = paper(Report.objects.get(pk=self.report.pk))
        return [(s.key, one.key) for s in found.sections for one in s.paragraphs]

    def word(self) -> str:
        """A word that no other text has."""
        self.count += 1
        return f"w{self.count}x"

    def act(self, what: str, place: int, other: int) -> None:
        """One step of somebody, at a place of the paper."""
        keys = self.keys()
        if what == "source" or not keys:
            words = [self.word() for _ in range(3)]
            texts = sections((f"{words[0]}.",), (f"{words[1]}.", f"{words[2]}."))
            Report.objects.filter(pk=self.report.pk).update(outline=texts[: 1 + place % 2])
            self.report.refresh_from_db()
            return
        (section, key), (to, behind) = keys[place % len(keys)], keys[other % len(keys)]
        match what:
            case "add":
                word = self.word()
                self.written.add(word)
                add(self.report, f"{word}.", section=section, behind=key)
            case "edit":
                text = self._text(key)
                word = self.word()
                self.written.add(word)
                paragraph_text_save(
                    report=self.report, key=key, language="en", text=f"{text} {word}.", base=text
                )
            case "move":
                paragraph_move(report=self.report, key=key, section=to, behind=behind)
            case "join":
                if keys.index((section, key)) and keys[place % len(keys) - 1][0] == section:
                    self.written |= set(_words(self._text(key)))
                    paragraph_join(report=self.report, key=key)
            case "split":
                text = self._text(key)
                first, _space, second = text.partition(" ")
                if second:
                    self.written |= set(_words(text))
                    paragraph_split(
                        report=self.report,
                        key=key,
                        language="en",
                        first=first,
                        second=second,
                        base=text,
                    )
            case "remove":
                paragraph_remove(report=self.report, key=key)
            case "restore":
                row = Paragraph.objects.filter(section__report=self.report, removed=True).first()
                if row is not None:
                    paragraph_restore(report=self.report, key=row.key)
            case "draft":
                paper_save(self.report, plan(self.report))

    def _text(self, key: str) -> str:
        found = paper(Report.objects.get(pk=self.report.pk))
        every = [one for s in found.sections for one in s.paragraphs]
        return next(one.texts["en"] for one in every if one.key == key)


def _words(text: str) -> list[str]:
    return text.replace(".", " ").split()


STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            ["source", "add", "edit", "move", "join", "split", "remove", "restore", "draft"]
        ),
        st.integers(0, 9),
        st.integers(0, 9),
    ),
    max_size=9,
)


@settings(
    max_examples=8,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(STEPS)
def test_after_any_history_every_written_word_stands_and_numbers_run_on(
    db: None, steps: list[tuple[str, int, int]]
) -> None:
    report = make(("One.", "Two."), ("Three.",))
    history = History(report)
    for step in steps:
        history.act(*step)
        now = paper(Report.objects.get(pk=report.pk))
        every = [one for s in now.sections for one in s.paragraphs]
        texts = [one.texts["en"] for one in (*every, *(one for _s, one in now.removed))]
        stand = {word for text in texts for word in _words(text)}
        assert history.written <= stand, (step, history.written - stand)
        keys = [one.key for one in every]
        assert len(keys) == len(set(keys)), "a paragraph stands once"
    composed = compose(report, ["en", "de"], draft=1, made_on=CUT_OFF)
    blocks = composed.documents["de"].blocks
    numbers = [one.number for one in blocks if isinstance(one, tree.Paragraph)]
    assert numbers == list(range(1, len(numbers) + 1))
