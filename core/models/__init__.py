"""Tables of the ground floor."""

from core.models.backup import Backup
from core.models.data_change import DataChange
from core.models.discussions import Answer, Question
from core.models.documents import Document, DocumentVersion
from core.models.installation import Heartbeat, Installation
from core.models.job import Job
from core.models.people import RoleAssignment, Unit, User
from core.models.sign_in import SignInAttempt

__all__ = [
    "Answer",
    "Backup",
    "DataChange",
    "Document",
    "DocumentVersion",
    "Heartbeat",
    "Installation",
    "Job",
    "Question",
    "RoleAssignment",
    "SignInAttempt",
    "Unit",
    "User",
]
