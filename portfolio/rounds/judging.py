"""Accepting or returning many updates at once: each is judged by itself, and none stops another."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from core.history.versions import StaleRow
from core.languages.sorting import sort_key
from core.models import User
from portfolio.models import StatusUpdate
from portfolio.status import services


@dataclass(frozen=True)
class Refused:
    """An update that was not judged, and why not."""

    update: StatusUpdate
    words: str


def updates_judge(
    *,
    updates: Sequence[StatusUpdate],
    versions: Mapping[int, int],
    user: User,
    remark: str | None = None,
) -> list[Refused]:
    """Accept these updates; with a `remark`, return them. Gives those that were refused.

    `versions` are those of the updates as the person saw them, by their ids. Always in the order of
    the projects: two people who judge the same ones wait, and do not block each other.
    """
    refused = []
    for update in sorted(updates, key=lambda each: (each.project_id, each.pk)):
        version = versions.get(update.pk, 0)
        try:
            if remark is None:
                services.status_update_accept(update=update, user=user, version=version)
            else:
                services.status_update_return(
                    update=update, user=user, version=version, remark=remark
                )
        except services.OwnUpdate as own:
            refused.append(Refused(update, str(own)))
        except services.AlreadyAccepted:
            refused.append(Refused(update, _("This update has been accepted already.")))
        except (StaleRow, services.NotSubmitted, StatusUpdate.DoesNotExist):
            words = _("It has been changed meanwhile. Look at it again before you judge it.")
            refused.append(Refused(update, words))
    return sorted(refused, key=lambda each: sort_key(each.update.project.code))
