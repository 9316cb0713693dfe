"""What the states and names in a sheet of projects mean."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from portfolio.models import Kind, Stage


@dataclass(frozen=True)
class Meaning:
    """What a word of the 2021 list says: kind, stage, a note on the stage, whether live in part."""

    kind: Kind
    stage: Stage
    note: str = ""
    live_in_part: bool = False


# The words of the list of 2021, as the domain's table maps them.
STATES: Mapping[str, Meaning] = {
    "proposed": Meaning(Kind.PROJECT, Stage.PROPOSED),
    "approved": Meaning(Kind.PROJECT, Stage.APPROVED),
    "on_hold": Meaning(Kind.PROJECT, Stage.ON_HOLD),
    "cancelled": Meaning(Kind.PROJECT, Stage.CANCELLED),
    "initiated": Meaning(Kind.PROJECT, Stage.IN_PROGRESS),
    "in_progress": Meaning(Kind.PROJECT, Stage.IN_PROGRESS),
    "partly_live": Meaning(Kind.PROJECT, Stage.IN_PROGRESS, live_in_part=True),
    "pilot": Meaning(Kind.PILOT, Stage.IN_PROGRESS),
    "completed": Meaning(Kind.PROJECT, Stage.COMPLETED),
    "completed_enhancing": Meaning(Kind.PROJECT, Stage.COMPLETED, "Follow-up noted."),
    "operational": Meaning(Kind.SERVICE, Stage.RUNNING),
    "funded": Meaning(Kind.FUNDING, Stage.APPROVED),
}
# "Training, partnership where the name says so."
_TRAINING = re.compile(
    r"\b(training|course|webinar|mooc|information session|workshop|schulung|kurs|seminar)", re.I
)
_PARTNERSHIP = re.compile(r"\b(partnership|network|committee|partnerschaft|netzwerk|ausschu)", re.I)


def kind_by_name(name: str) -> Kind:
    """Whether an operational line is a training or a partnership, by its name; else a service."""
    if _TRAINING.search(name):
        return Kind.TRAINING
    return Kind.PARTNERSHIP if _PARTNERSHIP.search(name) else Kind.SERVICE
