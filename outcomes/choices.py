"""The words an indicator's definition is made of.

They follow the IATI standard 2.03 (result/indicator: measure, ascending, baseline, period with target
and actual) and add what it leaves open and what made published totals wrong: the basis of a target,
how the targets of several periods add up, and how readings of one period are joined.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Measure(TextChoices):
    """What a value counts."""

    PER_CENT = "per_cent", _("Per cent")
    NUMBER = "number", pgettext_lazy("measure of an indicator", "Number")
    DAYS = "days", _("Days")
    SCORE = "score", _("Score")


class Direction(TextChoices):
    """Which way is better."""

    UP = "up", _("Up is better")
    DOWN = "down", _("Down is better")


class Basis(TextChoices):
    """What the value of a target says."""

    LEVEL = "level", _("Level to reach")
    RELATIVE = "relative", _("Relative change, in per cent")
    POINTS = "points", _("Change in percentage points or units")


class Accumulation(TextChoices):
    """How the changes of several periods add up.

    "10 per cent a year" over four years is 46.4 per cent compounded and 40 added.
    """

    NONE = "none", _("Each target stands alone, counted from the baseline")
    ADDED = "added", _("Added: each change is counted from the baseline")
    COMPOUNDED = "compounded", _("Compounded: each change is counted from the level before it")


class Period(TextChoices):
    """How often it is measured."""

    QUARTER = "quarter", _("Quarter")
    YEAR = "year", _("Year")
    BIENNIUM = "biennium", _("Two years")


class Aggregation(TextChoices):
    """How several readings within the period of one target become one value."""

    LATEST = "latest", _("The latest")
    SUM = "sum", _("The sum")
    AVERAGE = "average", _("The average")
    MAXIMUM = "maximum", _("The highest")
    RATIO = "ratio", _("Sum of numerators by sum of denominators")


class State(TextChoices):
    """How an indicator stands against its target.

    The limits are those of the United Nations Development Programme's traffic lights: green at 100
    per cent of the target or more, amber from 50, red below, grey without data.
    """

    MET = "met", _("Met")
    PARTLY = "partly", _("Partly met")
    OFF = "off", _("Off target")
    NO_BASELINE = "no_baseline", _("No baseline")
    NO_DATA = "no_data", _("No data")


class DeliverableState(TextChoices):
    """What has become of a deliverable, in the terms of standard progress reports."""

    PLANNED = "planned", pgettext_lazy("state of a deliverable", "Planned")
    IN_PROGRESS = "in_progress", pgettext_lazy("state of a deliverable", "In progress")
    REACHED = "reached", pgettext_lazy("state of a deliverable", "Reached")
    PARTLY = "partly", pgettext_lazy("state of a deliverable", "Reached in part")
    DROPPED = "dropped", pgettext_lazy("state of a deliverable", "Dropped")


# Of these a day is known on which they came true.
HAVE_A_DAY = (DeliverableState.REACHED, DeliverableState.PARTLY)


class Precision(TextChoices):
    """How exactly a day is known."""

    DAY = "day", pgettext_lazy("how exactly a day is known", "Day")
    MONTH = "month", pgettext_lazy("how exactly a day is known", "Month")
    YEAR = "year", pgettext_lazy("how exactly a day is known", "Year")
