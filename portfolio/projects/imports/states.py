"""What the states and names in a sheet of projects mean."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from portfolio.models import Stage


@dataclass(frozen=True)
class Meaning:
    """What a word of the 2021 list says: kind, stage, a note on the stage, whether live in part."""

    kind: str
    stage: Stage
    note: str = ""
    live_in_part: bool = False


# The words of the list of 2021, as the domain's table maps them.
STATES: Mapping[str, Meaning] = {
    "proposed": Meaning("project", Stage.PROPOSED),
    "approved": Meaning("project", Stage.APPROVED),
    "on_hold": Meaning("project", Stage.ON_HOLD),
    "cancelled": Meaning("project", Stage.CANCELLED),
    "initiated": Meaning("project", Stage.IN_PROGRESS),
    "in_progress": Meaning("project", Stage.IN_PROGRESS),
    "partly_live": Meaning("project", Stage.IN_PROGRESS, live_in_part=True),
    "pilot": Meaning("pilot", Stage.IN_PROGRESS),
    "completed": Meaning("project", Stage.COMPLETED),
    "completed_enhancing": Meaning("project", Stage.COMPLETED, "Follow-up noted."),
    "operational": Meaning("service", Stage.RUNNING),
    "funded": Meaning("funding", Stage.APPROVED),
}
# "Training, partnership where the name says so."
_TRAINING = re.compile(
    r"\b(training|course|webinar|mooc|information session|workshop|schulung|kurs|seminar)", re.I
)
_PARTNERSHIP = re.compile(r"\b(partnership|network|committee|partnerschaft|netzwerk|ausschu)", re.I)


def kind_by_name(name: str) -> str:
    """Whether an operational line is a training or a partnership, by its name; else a service."""
    if _TRAINING.search(name):
        return "training"
    return "partnership" if _PARTNERSHIP.search(name) else "service"
