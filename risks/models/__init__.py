"""Tables of the risks."""

from risks.choices import Register, Severity
from risks.models.issue import Issue
from risks.models.policy import RiskPolicy, limits_of
from risks.models.risk import Acceptance, Assessment, Mitigation, Risk

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
