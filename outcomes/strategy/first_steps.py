"""Where to begin while there is no strategy: everything else hangs on one."""

from django.urls import reverse
from django.utils.translation import gettext as _

from core.access import Action
from core.models import User
from core.pages.first_steps import FirstStep
from outcomes.models import Strategy


def strategy_first(user: User) -> FirstStep | None:
    """Beginning a strategy, for who may; the others wait for it. None once there is one."""
    if Strategy.objects.exists():
        return None
    title = _("There is no strategy yet")
    if not user.access.may(Action.EDIT_FRAMEWORK):
        text = _(
            "Everything here stands under a strategy. The project management office begins it."
        )
        return FirstStep(title, text)
    text = _(
        "Everything here stands under a strategy. Begin it here; whoever runs this installation can load "
        "one from a file, too."
    )
    return FirstStep(title, text, _("New strategy"), reverse("outcomes:strategy-create"))


def first_part(strategy: Strategy, user: User) -> FirstStep | None:
    """Its first outcome, for who may add one. None once it has any."""
    if strategy.outcomes.exists():
        return None
    names = {level: strategy.level_name(level) for level in ("outcome", "output")}
    title = _("This strategy has no parts yet")
    if not user.access.may(Action.EDIT_FRAMEWORK):
        return FirstStep(title, _("The project management office enters them."))
    text = _(
        "Begin with what stands highest (%(outcome)s); what is delivered towards it (%(output)s) comes "
        "next, and projects are placed there. The rest is under “Add”."
    )
    url = reverse("outcomes:part-create", args=[strategy.slug, "outcome"])
    label = _("New: %(level)s") % {"level": names["outcome"]}
    return FirstStep(title, text % names, label, url)
