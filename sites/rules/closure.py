"""What can be said of the end of a site."""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _

from sites.enums import DURABLE_DESTINATIONS, SiteStatus
from sites.rules.counts import Problem


def is_resorbed(*, people_last: int | None, housed: Mapping[str, int | None]) -> bool:
    """Two thirds or more of the people counted last have a durable solution.

    `housed` maps destinations to people. What nobody counted proves nothing: without a last count, it is no.
    """
    if not people_last:
        return False
    durable = sum(housed.get(destination) or 0 for destination in DURABLE_DESTINATIONS)
    return 3 * durable >= 2 * people_last


def status_of_closed(*, resorbed: bool) -> SiteStatus:
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


def unexplained_difference(*, people_last: int | None, people_out: int | None, comment: str) -> list[Problem]:
    """Destinations that do not add up to the people counted last, and nobody says why. Unknown sums need no reason."""
    if comment.strip() or people_last is None or people_out is None or people_out == people_last:
        return []
    reason = _("The destinations add up to %(out)s people, the last count was %(last)s: say why.")
    return [Problem("comment", reason % {"out": people_out, "last": people_last})]
