"""Status updates out of a sheet that was sent: what is taken is a draft of the sender's."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from core.access import Action
from core.imports.records import Row
from core.imports.sheets import Column
from core.pages.forms import SaveRefused
from core.pages.sheet_loading import Key, RowDifference
from portfolio.models import Project, StatusRound, StatusUpdate, UpdateState
from portfolio.models.querysets import ProjectQuerySet
from portfolio.rows.sheet_load import ProjectRowLoad
from portfolio.rules.rounds import days_of
from portfolio.rules.versions import newest_version
from portfolio.status import services
from portfolio.status.forms import STATUS_FIELDS, StatusForm
from portfolio.status.imports import LAYOUT, update_columns
from portfolio.status.in_round import in_round

# What becomes of an update is not for a sheet to say, and changes without its words changing.
COURSE = ("reported_on", "kind", "state", "author", "on_behalf_of", "accepted_by", "version")


class UpdateLoad(ProjectRowLoad[StatusUpdate]):
    """Updates of open rounds. A sheet submits nothing: that is done on the page of the round."""

    action = Action.ENTER_STATUS
    layout = LAYOUT
    model = StatusUpdate
    has_versions = True
    fields = {name: name for name in STATUS_FIELDS}

    def columns(self) -> Iterable[Column]:
        """Those of the loader, of projects that the person sees."""
        return update_columns(self.strategy, Project.objects.visible_to(self.user))

    def stored(self, rows: Sequence[Row]) -> Iterable[StatusUpdate]:
        """What was said in these rounds, and the person's own drafts."""
        periods = {row["period"] for row in rows}
        seen = StatusUpdate.objects.visible_to(self.user).filter(round__period__in=periods)
        return self.rows_of(seen, rows)

    def key_of(self, row: Row) -> Key:
        """Project and month."""
        return row["project"].pk, row["period"]

    def key_of_stored(self, stored: StatusUpdate) -> Key:
        """The same of a stored one."""
        return stored.project_id, stored.round.period

    def writable(self) -> ProjectQuerySet:
        """Those whose status the person may enter."""
        return Project.objects.updatable_by(self.user)

    def value(self, stored: StatusUpdate, name: str) -> Any:
        """What stands there; a round is named by its month."""
        return stored.round.period if name == "period" else super().value(stored, name)

    def is_alike(self, name: str, given: Any, held: Any) -> bool:
        """An update is the same as long as its words are."""
        return name in COURSE or super().is_alike(name, given, held)

    def target(self, row: Row, candidates: Sequence[StatusUpdate]) -> StatusUpdate | None:
        """The person's own draft; else what was given last."""
        drafts = [one for one in candidates if one.state == UpdateState.DRAFT]
        return drafts[0] if drafts else newest_version(candidates)

    def new(self, row: Row) -> StatusUpdate | None:
        """A first word in a round."""
        update = super().new(row)
        if update is None:
            return None
        rounds = StatusRound.objects.filter(strategy=self.strategy, period=row["period"])
        opens, closes = days_of(row["period"])
        update.round = rounds.first() or StatusRound(
            strategy=self.strategy, period=row["period"], opens_on=opens, closes_on=closes
        )
        return update

    def refuse(self, row: Row, stored: StatusUpdate) -> None:
        """Rounds are open or not; what was accepted stays."""
        if why := stored.round.why_shut(self.at):
            row.problem("period", why)
        elif stored.state == UpdateState.ACCEPTED or stored.is_correction:
            row.problem("period", _("this update was accepted and never changes; what is new is "
                                    "reported in a later round."))  # fmt: skip

    def form(
        self, stored: StatusUpdate, data: dict[str, object]
    ) -> "forms.BaseModelForm[StatusUpdate]":
        """The form of its page, as for a draft."""
        return StatusForm(data or None, instance=stored, submitting=False)

    def save(self, difference: RowDifference[StatusUpdate]) -> None:
        """As a draft, beside what was given."""
        update: Any = difference.form.instance
        here = in_round(update.project, update.round, self.user)
        try:
            services.status_save(
                project=update.project,
                round_=update.round,
                author=self.user,
                on=self.at,
                values={name: getattr(update, name) for name in STATUS_FIELDS},
                version=here.version,
                state=UpdateState.DRAFT,
            )
        except services.RoundShut as error:
            raise SaveRefused(str(error)) from error
        except services.AlreadyAccepted as error:
            raise SaveRefused(_("This update has been accepted already.")) from error
