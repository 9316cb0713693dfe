"""Two people, a file and a project's remark in one paper, in any order: no written word goes, no number
is left out, and a reference leads where it should or says that it leads nowhere.

What one person does alone stands in `test_steps`.
"""

import re
from dataclasses import dataclass, field
from functools import partial

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outcomes.models import Driver
from portfolio.models import Remark
from reports.composing.compose import compose
from reports.composing.merge import paper
from reports.composing.numbering import number
from reports.document import tree
from reports.document.both_changes import both_changes
from reports.document.notes import BrokenReference
from reports.document.walk import nodes
from reports.models import ParagraphText, Report
from reports.writing.services import (
    TextMoved,
    paragraph_text_save,
    remark_take_in,
    source_taken,
)
from tests.factories import (
    CUT_OFF,
    make_project,
    make_remark,
    make_report,
    make_strategy,
)
from tests.reports.writing.test_steps import History, add, sections

pytestmark = pytest.mark.django_db
EACH = {"each": "output", "heading": {"en": "Output {number}. {title}"}, "projects": True}
REFERENCE = re.compile(r"\[\[para:([^\]]+)\]\]")


def words_of(text: str) -> set[str]:
    """The words that only one text has."""
    return set(re.findall(r"w\d+x", text))


@dataclass
class TwoPeople(History):
    """`seen` are texts as the slower person read them, some steps ago."""

    seen: dict[str, str] = field(default_factory=dict)

    def do(self, what: str, place: int, other: int) -> None:
        """One step; those of one person are `History`'s."""
        keys = self.keys()
        key = keys[place % len(keys)][1] if keys else ""
        match what:
            case "source":
                one, two, three = (self.word() for _ in range(3))
                outline = sections((f"One {one} thing.",), (f"Two {two} things.", f"{three}."))
                outline = [*outline[: 1 + place % 2], EACH]
                Report.objects.filter(pk=self.report.pk).update(outline=outline)
                self.report.refresh_from_db()
            case "remark":
                remarks = Remark.objects.order_by("pk")
                remark = remarks[place % remarks.count()]
                remark.text = f"Remark {self.word()} of it.\n\nAnd {self.word()} more."
                remark.save()
            case "take_in":
                self.take_in(key, keys)
            case "refer" if keys:
                word, target = self.word(), keys[other % len(keys)][1]
                self.written.add(word)
                add(
                    self.report,
                    f"{word}, as [[para:{target}]] says.",
                    section=keys[place % len(keys)][0],
                    behind=key,
                )
            case "read" if keys:
                self.seen[key] = self._text(key)
            case "slower" if self.seen:
                self.slower(sorted(self.seen)[place % len(self.seen)])
            case "answer":
                self.answer(place)
            case _ if keys:
                self.act(what, place, other)

    def take_in(self, key: str, keys: list[tuple[str, str]]) -> None:
        """A remark that stands nowhere is taken in behind a paragraph."""
        standing = {one for _section, one in keys}
        removed = {one.key for _section, one in paper(self.report).removed}
        loose = [one.key for one in paper(self.report).plan.loose]
        for one in (one for one in loose if one not in standing | removed and keys):
            section = next(section for section, other in keys if other == key)
            remark_take_in(report=self.report, key=one, section=section, behind=key)
            return

    def slower(self, key: str) -> None:
        """Somebody saves what was written on a text of some steps ago; both together if that can be."""
        base = self.seen.pop(key)
        if key not in {one for _section, one in self.keys()}:
            return
        word = self.word()
        mine = f"{word} {base}"
        save = partial(paragraph_text_save, report=self.report, key=key, language="en")
        try:
            save(text=mine, base=base)
        except TextMoved as moved:
            both = both_changes(base, mine, moved.current)
            if both is None:
                return  # a choice, and the other's text is taken
            assert words_of(both) >= words_of(moved.current)
            save(text=both, base=moved.current)
        self.written.add(word)

    def answer(self, place: int) -> None:
        """What has become of the source of an edited text is taken together with it, else put aside."""
        edited = paper(Report.objects.get(pk=self.report.pk)).edited
        if not edited:
            return
        key, language = edited[place % len(edited)]
        row = ParagraphText.objects.get(
            paragraph__section__report=self.report, paragraph__key=key, language=language
        )
        source = paper(self.report).plan.paragraph(key)
        assert source is not None
        now = source.texts.get(language, "")
        both = both_changes(row.generated, row.text, now) or ""
        source_taken(
            report=self.report,
            key=key,
            language=language,
            seen=now,
            take=False,
            own=row.text,
            both=both,
        )
        if both:
            gone = words_of(row.text) - words_of(both)
            assert gone <= words_of(row.generated), "the source takes back its own words alone"
            self.written -= gone

    def holds(self, step: object) -> None:
        """Every written word is in the paper or waits beside it, and all is numbered."""
        now = paper(Report.objects.get(pk=self.report.pk))
        every = [one for section in now.sections for one in section.paragraphs]
        texts = [one.texts.get("en", "") for one in (*every, *(one for _s, one in now.removed))]
        stand = {word for text in texts for word in words_of(text)}
        missing = {word for word in self.written if re.fullmatch(r"w\d+x", word)} - stand
        assert not missing, (step, missing)
        assert [*number(now).paragraphs.values()] == [*range(1, len(every) + 1)], step

    def is_referred_well(self) -> None:
        """Each reference prints the number of its paragraph, or that there is none, and is told."""
        report = Report.objects.get(pk=self.report.pk)
        composed = compose(report, ["en"], draft=1, made_on=CUT_OFF)
        numbers = number(composed.paper).paragraphs
        texts = [one.texts["en"] for s in composed.paper.sections for one in s.paragraphs]
        wanted = [key for text in texts for key in REFERENCE.findall(text)]
        document = composed.documents["en"]
        found = [one for one in nodes(document) if isinstance(one, tree.Reference)]
        plain = [one.text for one in nodes(document) if isinstance(one, tree.Text)]
        assert sorted(one.target for one in found) == sorted(
            f"para/{key}" for key in wanted if key in numbers
        )
        for one in found:
            assert one.text.split()[-1] == str(numbers[one.target.removeprefix("para/")])
        lost = [key for key in wanted if key not in numbers]
        assert all(f"[para:{key}?]" in plain for key in lost)
        told = {note.key for note in composed.notes if isinstance(note, BrokenReference)}
        assert told == set(lost)


WHAT = (
    *("source", "remark", "take_in", "refer", "read", "read", "slower", "slower", "answer"),
    *("edit", "edit", "move", "join", "split", "remove", "restore", "draft"),
)
STEP = st.tuples(st.sampled_from(WHAT), st.integers(0, 9), st.integers(0, 9))


def run(steps: list[tuple[str, int, int]]) -> None:
    """One history, of which nothing stays for the next."""
    with transaction.atomic():
        live(steps)
        transaction.set_rollback(True)


def live(steps: list[tuple[str, int, int]]) -> None:
    """A paper with two sections of its file, and remarks: one under its output, one under none."""
    strategy = make_strategy()
    report = make_report(strategy=strategy, outline=[*sections(("One.",), ("Two.", "Three."))])
    placed = make_project(strategy=strategy)
    make_remark(placed, "Placed remark here.")
    history = TwoPeople(report)
    history.do("source", 1, 0)
    driver = Driver.objects.create(strategy=strategy, slug="people", title="People", position=1)
    loose = make_project(strategy=strategy, driver=driver)
    make_remark(loose, "Loose remark here.")
    for step in steps:
        history.do(*step)
        history.holds(step)
    history.is_referred_well()


QUIET = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]


@settings(max_examples=6, suppress_health_check=QUIET)
@given(st.lists(STEP, min_size=4, max_size=10))
def test_two_people_and_moving_sources_lose_no_word(
    db: None, steps: list[tuple[str, int, int]]
) -> None:
    run(steps)


@pytest.mark.slow
@settings(max_examples=20, suppress_health_check=QUIET)
@given(st.lists(STEP, min_size=8, max_size=18))
def test_long_histories_lose_no_word(db: None, steps: list[tuple[str, int, int]]) -> None:
    run(steps)
