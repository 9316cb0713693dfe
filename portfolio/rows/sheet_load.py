"""What sheets of projects' rows share: whose strategy, whose projects."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any, ClassVar, TypeVar

from core.access import Action
from core.imports.records import Row
from core.languages import LANGUAGES
from core.languages.translated import text_in, text_of
from core.models import User
from core.pages.sheet_loading import SheetLoad
from core.time import working_date
from outcomes.models import Strategy
from portfolio.models import Project
from portfolio.models.querysets import ProjectQuerySet

Stored = TypeVar("Stored", bound=Any)


def form_texts(name: str) -> dict[str, str]:
    """The fields of a translated form by the columns of a sheet: the original has no language."""
    return {f"{name}_{code}": name if code == "en" else f"{name}_{code}" for code in LANGUAGES}


class StrategyLoad(SheetLoad[Stored]):
    """A sheet about one strategy."""

    # Who finds the way to the page; row by row it is asked anew.
    action: Action = Action.EDIT_PROJECT
    texts: ClassVar[tuple[str, ...]] = ()  # fields that have a column for each language

    def __init__(self, user: User, strategy: Strategy) -> None:
        super().__init__(user, working_date(), strategy.original_language, strategy.slug)
        self.strategy = strategy

    def value(self, stored: Stored, name: str) -> Any:
        """What stands there; texts by their language."""
        stem, _sign, code = name.partition("_")
        if stem in self.texts and code in LANGUAGES:
            return text_in(stored, stem, code)
        return super().value(stored, name)

    def writable(self) -> ProjectQuerySet:
        """The projects whose rows the person may write."""
        return Project.objects.editable_by(self.user)

    @cached_property
    def writable_projects(self) -> frozenset[int]:
        """Their keys, of this strategy."""
        return frozenset(
            self.writable().filter(strategy=self.strategy).order_by().values_list("pk", flat=True)
        )


class ProjectRowLoad(StrategyLoad[Stored]):
    """A sheet whose rows belong to projects."""

    def rows_of(self, rows: Any, given: Sequence[Row]) -> Iterable[Stored]:
        """Of these, the ones of the projects that the sheet names."""
        projects = {row["project"].pk for row in given}
        found: Iterable[Stored] = rows.filter(project__in=projects).for_list().order_by("pk")
        return found

    def new(self, row: Row) -> Stored | None:
        """A row of a project that the person may change."""
        if row["project"].pk not in self.writable_projects:
            return None
        model: Any = self.model
        made: Stored = model(project=row["project"])
        return made

    def is_writable(self, stored: Stored) -> bool:
        """Of a project that the person may change."""
        return stored.project_id in self.writable_projects

    def words(self, row: Row) -> tuple[str, str]:
        """Those of the project."""
        return row["project"].code, text_of(row["project"], "name")
