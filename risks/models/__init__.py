"""Tables of the risks."""

from risks.models.issue import Issue, Severity
from risks.models.policy import RiskPolicy, limits_of
from risks.models.risk import Acceptance, Assessment, Mitigation, Register, Risk

__all__ = [
    "Acceptance",
    "Assessment",
    "Issue",
    "Mitigation",
    "Register",
    "Risk",
    "RiskPolicy",
    "Severity",
    "limits_of",
]
