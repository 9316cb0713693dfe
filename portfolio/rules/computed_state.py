"""What the data say of a project beside what its manager declares: signs, and the state they make.

Pure functions. The rule, as the page tells it: red when the finish has passed, the forecast slips by
`SLIP_RED_DAYS` or a red risk is open; amber when it slips by `SLIP_DAYS`, nothing has been said for
`SILENT_DAYS`, a milestone is overdue or the project is stuck; green otherwise.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from portfolio.choices import Rag
from portfolio.rules.standing import Sign

ORDER = {"": -1, Rag.GREEN.value: 0, Rag.AMBER.value: 1, Rag.RED.value: 2}


@dataclass(frozen=True)
class Evidence:
    """What is known of a project without asking anybody.

    `overdue` counts milestones whose day has passed, `red_risks` open risks in the red of the matrix.
    """

    signs: frozenset[Sign] = frozenset()
    overdue: int = 0
    red_risks: int = 0


def computed_state(evidence: Evidence, slip_days: int | None, *, slip: int, slip_red: int) -> str:
    """The state that the data make, by the rule above; `slip_days` is None where plan or forecast is
    unknown, `slip` and `slip_red` are thresholds in days."""
    days = slip_days or 0
    if Sign.LATE in evidence.signs or evidence.red_risks or days > slip_red:
        return Rag.RED.value
    is_amber = {Sign.SILENT, Sign.STUCK, Sign.SLIPPING} & evidence.signs
    return (Rag.AMBER if is_amber or evidence.overdue or days > slip else Rag.GREEN).value


def is_too_green(declared: Iterable[str], computed: str) -> bool:
    """Whether everything declared is greener than what the data say."""
    given = [ORDER[state] for state in declared if state]
    return bool(given) and max(given) < ORDER[computed]
