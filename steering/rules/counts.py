"""What is counted of the sites of a place, as one row of whole numbers.

Each number adds up over sites, then over communes: the row of a territory is the sum of the rows of its communes, and
whoever sees a part of a territory sees the sum of that part. Shares and averages are made last, from sums.

States speak of one day. Events are counted since the beginning: what happened between two days is a difference.
The place of a name in COUNTS is what is stored: add at the end, then take every snapshot again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sites.enums import Block, BlockStatus, Destination
from sites.rules.freshness import STALE_AFTER

LONG_STALE_AFTER = 2 * STALE_AFTER
# A delay is counted with every limit that it does not pass.
DELAYS = ("declaration", "action")
DELAY_LIMITS = (timedelta(days=30), timedelta(days=90), timedelta(days=365))


def block_count(block: str, status: str, *, people: bool = False) -> str:
    """Of a block of living conditions: the open sites of that status, or the people who live on them."""
    return f"{block}_{status}_people" if people else f"{block}_{status}"


def went_to(destination: str, *, households: bool = False) -> str:
    return f"to_{destination}_households" if households else f"to_{destination}"


def delay_count(delay: str, limit: timedelta) -> str:
    return f"{delay}_within_{limit.days}"


STATES = (
    "open_sites",
    "people",
    "people_known",
    "households",
    "households_known",
    "minors",
    "minors_known",
    # Schooling, where both numbers are known: pupils, the minors among whom they are, sites.
    "in_school",
    "school_minors",
    "school_known",
    # Sites that were observed at least once, and the sum of the days (ordinals) of their latest observations.
    "observed",
    "observed_days",
    "silent_3",
    "silent_6",
    "without_action",
    *(block_count(block, status) for block in Block for status in BlockStatus),
    *(block_count(block, status, people=True) for block in Block for status in BlockStatus),
)
EVENTS = (
    "opened",
    "reinstalled",
    "closed",
    "resorbed",
    "resorbed_known",
    "destinations_known",
    *(went_to(destination) for destination in Destination),
    *(went_to(destination, households=True) for destination in Destination),
    *(
        name
        for delay in DELAYS
        for name in (f"{delay}_sites", f"{delay}_days", *(delay_count(delay, limit) for limit in DELAY_LIMITS))
    ),
)
COUNTS = (*STATES, *EVENTS)
PLACE_OF = {name: index for index, name in enumerate(COUNTS)}


@dataclass(frozen=True)
class Tally:
    """The counts of one place on one day, by name; zero where nothing was counted."""

    values: Mapping[str, int]

    def __getitem__(self, name: str) -> int:
        if name not in PLACE_OF:
            raise KeyError(name)
        return self.values.get(name, 0)

    def since(self, before: "Tally") -> "Tally":
        """The same states, and the events that happened after `before`."""
        return Tally({name: self[name] - (before[name] if name in EVENTS else 0) for name in COUNTS})

    @classmethod
    def of(cls, names: Sequence[str], values: Sequence[int | None]) -> "Tally":
        return cls({name: int(value or 0) for name, value in zip(names, values, strict=True)})


NOTHING = Tally({})
