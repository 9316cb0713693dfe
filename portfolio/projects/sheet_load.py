"""Projects out of a sheet that was sent: looked at, then saved as their page saves them."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from core.access import Action
from core.imports.fields import Text
from core.imports.records import Row
from core.imports.sheets import Column
from core.languages import LANGUAGES
from core.languages.translated import text_of
from core.lengths import TEXT
from core.models import User
from core.pages.forms import SaveRefused
from core.pages.sheet_loading import Key, RowDifference
from outcomes.models import OwnSubject, Strategy, all_own_fields, all_terms
from outcomes.models.own_fields import to_store
from outcomes.own_fields.imports import with_own
from portfolio.choices import STAGE_WORDS
from portfolio.models import Project, Stage
from portfolio.projects import services, stages
from portfolio.projects.by_code import stage_of
from portfolio.projects.forms import ProjectForm
from portfolio.projects.imports.fields import holds_in
from portfolio.projects.imports.sheet import LAYOUT, facts_checks, project_columns
from portfolio.rows.sheet_load import StrategyLoad, form_texts

FIELDS = ("code", "kind", "category", "size", "output", "driver", "stage", "lead_unit", "manager",
          "business_owner", "baseline_start", "baseline_finish", "forecast_finish",
          "actual_finish")  # fmt: skip

TERMS = ("kind", "category", "size")


class ProjectLoad(StrategyLoad[Project]):
    """Facts of the projects that a person may change, and new ones that they propose."""

    layout = LAYOUT
    model = Project
    texts = ("name", "description")
    fields = {
        **{name: name for name in FIELDS},
        **form_texts("name"),
        **form_texts("description"),
    }

    def __init__(self, user: User, strategy: Strategy) -> None:
        super().__init__(user, strategy)
        self.layout = with_own(LAYOUT, OwnSubject.PROJECT)
        own = all_own_fields().of(strategy.pk, OwnSubject.PROJECT)
        self.own = {each.field: each for each in own}
        self.fields = {**type(self).fields, **{name: name for name in self.own}}
        self.checks = facts_checks(strategy.original_language)

    def columns(self) -> Iterable[Column]:
        """Those of the loader; placements of whatever time."""
        return project_columns(self.strategy, None, Text(TEXT))

    def stored(self, rows: Sequence[Row]) -> Iterable[Project]:
        """The strategy's projects that the person sees, as they stand today."""
        seen = Project.objects.visible_to(self.user).filter(strategy=self.strategy)
        return seen.for_list(self.at).order_by("pk")

    def key_of(self, row: Row) -> Key:
        """The code."""
        return (row["code"],)

    def key_of_stored(self, stored: Project) -> Key:
        """The code."""
        return (stored.code,)

    def new(self, row: Row) -> Project | None:
        """A project that is proposed; its code is nobody's."""
        if not self.user.access.opens(Action.CREATE_PROJECT):
            return None
        return Project(strategy=self.strategy)

    def is_writable(self, stored: Project) -> bool:
        """Whether its facts are the person's to change."""
        return stored.pk in self.writable_projects

    def words(self, row: Row) -> tuple[str, str]:
        """Its code, and the name that the sheet gives it."""
        spoken = [row.get(f"name_{code}") for code in (self.original, *LANGUAGES)]
        return row["code"], next(filter(None, spoken), "")

    def value(self, stored: Project, name: str) -> Any:
        """What stands there: the stage of today, and a placement by its number."""
        if name == "stage":
            return "" if stored._state.adding else stage_of(stored)
        if name in {"output", "driver"}:
            return _PlaceOf(getattr(stored, name))
        if name in self.own:
            return self.own[name].typed(stored.own)
        return super().value(stored, name)

    def shown(self, name: str, value: Any) -> str:
        """A placement as a sheet writes it."""
        if isinstance(value, _PlaceOf):
            value = value.place
        if name == "output":
            return value.number if value else ""
        if name == "driver":
            return value.slug if value else ""
        if name in self.own and value not in (None, ""):
            stored = to_store(self.own[name], value)
            return self.own[name].words({self.own[name].key: stored})
        return super().shown(name, value)

    def choices(self, name: str) -> dict[Any, Any]:
        """Stages are rows of their own; kinds, categories and sizes are the strategy's words."""
        if name == "stage":
            return dict(all_terms().shown(self.strategy.pk, STAGE_WORDS))
        if name in TERMS:
            field: Any = Project._meta.get_field(name)
            terms = all_terms().of(self.strategy.pk, field.vocabulary)
            return {each.key: each.name for each in terms}
        return super().choices(name)

    def refuse(self, row: Row, stored: Project) -> None:
        """A new project is proposed; nothing is placed where nothing holds any more."""
        if stored._state.adding and row.get("stage") not in (None, "", Stage.PROPOSED):
            row.problem("stage", _("a new project is proposed: set its stage once it is there."))
        for name in ("output", "driver"):
            place = row.get(name)
            if place is None or _PlaceOf(getattr(stored, name)) == place:
                continue
            if not holds_in(place, self.at.year):
                message = _("%(place)s does not hold in %(year)d.")
                told = {"place": text_of(place, "title"), "year": self.at.year}
                row.problem(name, message % told)

    def form(self, stored: Project, data: dict[str, object]) -> "forms.BaseModelForm[Project]":
        """The form of its page."""
        stage = "" if stored._state.adding else stage_of(stored)
        if data and stage:
            data = {"stage": stage, "stage_seen": stage, **data}
        form = ProjectForm(data or None, instance=stored, user=self.user, stage=stage)
        if not stage and "stage" in form.fields:  # a project without one may stay so
            form.fields["stage"].required = False
        return form

    def save(self, difference: RowDifference[Project]) -> None:
        """As the page does: a new one is proposed, a stage is the committee's or not."""
        project: Any = difference.form.instance
        if difference.is_new:
            services.project_create(project=project, year=self._year(project), on=self.at)
            return
        given = difference.form.cleaned_data
        seen = given["stage_seen"] or stage_of(project)
        try:
            services.project_save(
                project=project,
                version=difference.version,
                stage=Stage(given["stage"]) if given["stage"] != seen else None,
                seen=seen,
                on=self.at,
                user=self.user,
            )
        except (stages.StageMoved, stages.CommitteeStage) as error:
            raise SaveRefused(str(error)) from error

    def _year(self, project: Project) -> int | None:
        """The work plan that a new project is in; none where the person does not decide that."""
        first, last = self.strategy.starts_on.year, self.strategy.ends_on.year
        return min(max(self.at.year, first), last) if project.is_decided_by(self.user) else None


class _PlaceOf:
    """A placement that is the same for every row of its number, whenever that one holds."""

    def __init__(self, place: Any) -> None:
        self.place = place

    def __eq__(self, other: object) -> bool:
        other = other.place if isinstance(other, _PlaceOf) else other
        return _name_of(self.place) == _name_of(other)

    __hash__ = None  # type: ignore[assignment]


def _name_of(place: Any) -> str:
    return getattr(place, "number", "") or getattr(place, "slug", "")
