"""The history of a site as charts: its curves, and its living conditions over time."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from cms.rules.charts import LineChart, Series, StatusStrip, StripCell
from sites.enums import Block
from sites.models import Observation
from sites.rules.living import statuses

# What a strip can show on a phone.
STRIP_COLUMNS = 12


def people_curves(observations: Sequence[Observation]) -> LineChart:
    """People, minors and minors in school; `observations` from the oldest. Unknown is a gap.

    Many registers count households alone: where nobody ever counted people, households are drawn instead.
    """
    counts_people = any(seen.people is not None for seen in observations)
    size = {"people": _("People")} if counts_people else {"households": _("Households")}
    curves = size | {"minors": _("Minors"), "minors_in_school": _("Minors in school")}
    return LineChart(
        title=_("Inhabitants over time"),
        series=[
            Series(label, [(seen.observed_on, getattr(seen, name)) for seen in observations])
            for name, label in curves.items()
        ],
    )


def conditions_strip(observations: Sequence[Observation]) -> StatusStrip:
    """The status of each block at each of the latest observations, from the oldest."""
    shown = observations[-STRIP_COLUMNS:]
    by_date = [statuses(seen) for seen in shown]
    return StatusStrip(
        title=_("Living conditions over time"),
        columns=[seen.observed_on for seen in shown],
        rows=[
            (str(block.label).capitalize(), [StripCell(status[block], str(status[block].label)) for status in by_date])
            for block in Block
        ],
    )
