"""Who does not decide of a project, nor accept what is said of it: the rules of each decision.

What counts as a hand in a row, and for how long, is `core.history.involvement` (decision 035).
"""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.history.involvement import Changed, Held, Recorded, Separation, Words, always

MANAGED = Held(
    "portfolio.Project",
    Words(
        you=_("You managed this project until %(day)s."),
        still=_("You manage this project."),
        they=_("%(person)s managed this project until %(day)s."),
        they_still=_("%(person)s manages this project."),
    ),
    field="manager",
)
OWNED = Held(
    "portfolio.Project",
    Words(
        you=_("You were the business owner of this project until %(day)s."),
        still=_("You are the business owner of this project."),
        they=_("%(person)s was the business owner of this project until %(day)s."),
        they_still=_("%(person)s is the business owner of this project."),
    ),
    field="business_owner",
)
CHANGED_MANAGER = Changed(
    "portfolio.Project",
    Words(
        you=_("You changed who manages this project on %(day)s."),
        they=_("%(person)s changed who manages this project on %(day)s."),
    ),
    field="manager",
)
CHANGED_OWNER = Changed(
    "portfolio.Project",
    Words(
        you=_("You changed who owns this project on %(day)s."),
        they=_("%(person)s changed who owns this project on %(day)s."),
    ),
    field="business_owner",
)
NAMED_SIGNER = Changed(
    "portfolio.Project",
    Words(
        you=_("You named who signs this project off, on %(day)s."),
        they=_("%(person)s named who signs this project off, on %(day)s."),
    ),
    field="business_owner",
    from_start=True,
)
WROTE_UPDATE = Recorded(
    "portfolio.StatusUpdate",
    Words(
        you=_("This update was written by you or in your name on %(day)s."),
        they=_("This update was written by %(person)s or in their name on %(day)s."),
    ),
    fields=("author", "on_behalf_of"),
    # An update that has been accepted changes no more: what comes before is writing.
    counting=Q(accepted_by__isnull=True),
    lasting=always,
    on="reported_on",
)

# What the committee decides: approval, work plans, decisions recorded.
PROJECT_DECISION = Separation("committee", (MANAGED, OWNED, CHANGED_MANAGER, CHANGED_OWNER))
# Who signs the completion off owns the project, by right: but did not name themselves.
SIGN_OFF = Separation("sign-off", (MANAGED, NAMED_SIGNER))
# Who names the one who will sign does not manage the project.
SIGNER_NAMING = Separation("signer", (MANAGED,))
STATUS_ACCEPTANCE = Separation("status", (WROTE_UPDATE, MANAGED.of("project"), OWNED.of("project")))
