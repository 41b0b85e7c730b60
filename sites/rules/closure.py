"""What can be said of the end of a site."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.utils.translation import gettext as _

from cms.rules.problems import Problem
from sites.enums import DURABLE_DESTINATIONS, Destination, SiteStatus

# When it is asked again what people have become, and when it is asked once more.
FOLLOW_UP_AFTER = timedelta(days=365)
REMIND_AFTER = timedelta(days=30)
# Of what ended longer ago (registers hold old closures), nobody is asked.
STALE_AFTER = timedelta(days=2 * 365)


def is_resorbed(*, people_last: int | None, housed: Mapping[str, int | None]) -> bool | None:
    """Two thirds or more of the people counted last have a durable solution; None when what is known does not tell.

    `housed` maps destinations to people. A destination that nobody filled in, and people of whom nobody knows where
    they went, may be housed or not: they count for neither answer.
    """
    if people_last is None:
        return None
    if people_last == 0:
        return False
    durable = sum(housed.get(one) or 0 for one in DURABLE_DESTINATIONS)
    if 3 * durable >= 2 * people_last:
        return True
    return None if 3 * (durable + _undecided(people_last, durable, housed)) >= 2 * people_last else False


def _undecided(people_last: int, durable: int, housed: Mapping[str, int | None]) -> int:
    """How many more may have a durable solution."""
    if all(housed.get(one) is not None for one in DURABLE_DESTINATIONS):
        return housed.get(Destination.UNKNOWN) or 0
    elsewhere = sum(housed.get(one) or 0 for one in (Destination.SHORT_SHELTER, Destination.NONE))
    return max(0, people_last - durable - elsewhere)


def status_of_closed(*, resorbed: bool | None) -> SiteStatus:
    return SiteStatus.RESORBED if resorbed else SiteStatus.CLOSED


def impossible_closure(
    closed_on: date | None, *, today: date, installed_on: date | None = None, last_observed_on: date | None = None
) -> list[Problem]:
    reason = ""
    if closed_on is None:
        reason = _("The date is missing.")
    elif closed_on > today:
        reason = _("This date is in the future.")
    elif installed_on and closed_on < installed_on:
        reason = _("The site was not installed yet on this date.")
    elif last_observed_on and closed_on < last_observed_on:
        reason = _("The site was observed after this date.")
    return [Problem("closed_on", reason)] if reason else []


def unexplained_difference(
    *, people: tuple[int | None, int | None], households: tuple[int | None, int | None], difference: str
) -> list[Problem]:
    """Destinations that do not add up to what was counted last, and nobody says why. Unknown sums need no reason.

    people, households: (counted last, in all the destinations).
    """
    if difference.strip():
        return []
    told = {
        _("The destinations add up to %(out)s people, the last count was %(last)s: say why."): people,
        _("The destinations add up to %(out)s households, the last count was %(last)s: say why."): households,
    }
    return [
        Problem("difference", reason % {"out": out, "last": last})
        for reason, (last, out) in told.items()
        if last is not None and out is not None and out != last
    ]


def impossible_follow_up(
    answered_on: date,
    still_there: Mapping[str, int | None],
    *,
    today: date,
    closed_on: date,
    went: Mapping[str, int | None],
) -> list[Problem]:
    """`went`: people by destination, as the closure said. More cannot be left than went."""
    problems = []
    if answered_on > today:
        problems.append(Problem("answered_on", _("This date is in the future.")))
    elif answered_on < closed_on:
        problems.append(Problem("answered_on", _("The site was not closed yet on this date.")))
    for name, count in still_there.items():
        limit = went.get(name)
        if count is not None and limit is not None and count > limit:
            reason = _("There cannot be more of them than went there (%(limit)s).") % {"limit": limit}
            problems.append(Problem(f"still_{name}", reason))
    return problems
