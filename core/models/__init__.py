"""Tables of the ground floor."""

from core.models.backup import Backup
from core.models.data_change import DataChange
from core.models.discussions import Answer, Question
from core.models.documents import Document, DocumentVersion
from core.models.installation import Heartbeat, Installation
from core.models.job import Job
from core.models.people import RoleAssignment, Unit, User
from core.models.review import AccessReview, AccessReviewLine
from core.models.second_factor import RecoveryCodes, SecondFactor, SecurityEvent
from core.models.session import PersonSession
from core.models.sign_in import SignInAttempt
from core.models.start_setting import StartSetting
from core.models.submission import Submission

__all__ = [
    "AccessReview",
    "AccessReviewLine",
    "Answer",
    "Backup",
    "DataChange",
    "Document",
    "DocumentVersion",
    "Heartbeat",
    "Installation",
    "Job",
    "PersonSession",
    "Question",
    "RecoveryCodes",
    "RoleAssignment",
    "SecondFactor",
    "SecurityEvent",
    "SignInAttempt",
    "StartSetting",
    "Submission",
    "Unit",
    "User",
]
