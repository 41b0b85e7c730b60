"""Every count of a place on a day, site by site, in plain Python: nothing of what the product counts with."""

from collections import Counter
from datetime import date, timedelta

from django.utils import timezone

from actions.models import ActionPage
from sites.enums import Block, Destination
from sites.models import Closure, Observation, SitePage
from sites.rules.living import statuses
from territories.models import Territory


class Oracle:
    """Reads everything once."""

    def __init__(self) -> None:
        sites = SitePage.objects.filter(live=True).select_related("commune")
        self.sites = list(sites.prefetch_related("observations", "closure__destinations", "arrivals"))
        actions = [one for one in ActionPage.objects.prefetch_related("sites") if one.live]
        for site in self.sites:
            site.acted = [one for one in actions if site.pk in {there.pk for there in one.sites.all()}]

    def counted(self, place: Territory, day: date) -> Counter:
        found: Counter = Counter()
        for site in self.sites:
            if place.pk in site.commune.ancestor_ids:
                _count(found, site, day)
        return found


def _count(found: Counter, site: SitePage, day: date) -> None:
    seen = [one for one in site.observations.all() if one.validation == "validated"]
    closure = getattr(site, "closure", None)
    known = [one for one in [site.installed_on, site.declared_on, *(o.observed_on for o in seen)] if one]
    opened_on = min(known) if known else timezone.localdate(site.first_published_at)
    if closure:
        opened_on = min(opened_on, closure.closed_on)
    actions = site.acted
    if opened_on <= day:
        found["opened"] += 1
        came = site.reinstallation == "yes" or bool(site.arrivals.all())
        found["reinstalled"] += came
        if not (closure and closure.closed_on <= day):
            past = [o for o in seen if o.observed_on <= day]
            last = max(past, key=lambda o: (o.observed_on, o.recorded_at, o.pk), default=None)
            _state(found, last, day)
            running = [a for a in actions if a.started_on <= day and (a.ended_on is None or a.ended_on >= day)]
            found["without_action"] += not running
    if closure and closure.closed_on <= day:
        _ended(found, closure)
    _delays(found, site, actions, day)


def _state(found: Counter, last: Observation | None, day: date) -> None:
    found["open_sites"] += 1
    found["silent_3"] += last is None or last.observed_on < day - timedelta(days=90)
    found["silent_6"] += last is None or last.observed_on < day - timedelta(days=180)
    for block, status in statuses(last).items():
        found[f"{block.value}_{status.value}"] += 1
        found[f"{block.value}_{status.value}_people"] += (last.people or 0) if last else 0
    if last is None:
        return
    found["observed"] += 1
    found["observed_days"] += last.observed_on.toordinal()
    for name in ("people", "households", "minors"):
        if getattr(last, name) is not None:
            found[name] += getattr(last, name)
            found[f"{name}_known"] += 1
    if last.minors is not None and last.minors_in_school is not None:
        found["in_school"] += last.minors_in_school
        found["school_minors"] += last.minors
        found["school_known"] += 1


def _ended(found: Counter, closure: Closure) -> None:
    found["closed"] += 1
    found["resorbed"] += closure.is_resorbed is True
    found["resorbed_known"] += closure.is_resorbed is not None
    went = {one.destination: one for one in closure.destinations.all()}
    found["destinations_known"] += any(one.people is not None for one in went.values())
    for name in Destination:
        if name in went:
            found[f"to_{name.value}"] += went[name].people or 0
            found[f"to_{name.value}_households"] += went[name].households or 0


def _delays(found: Counter, site: SitePage, actions: list[ActionPage], day: date) -> None:
    installed, declared = site.installed_on, site.declared_on
    if not declared:
        return
    if installed and site.installed_precision in ("day", "month") and installed <= declared <= day:
        _delay(found, "declaration", (declared - installed).days)
    if actions:
        first = min(action.started_on for action in actions)
        if max(first, declared) <= day:
            _delay(found, "action", max((first - declared).days, 0))


def _delay(found: Counter, name: str, days: int) -> None:
    found[f"{name}_sites"] += 1
    found[f"{name}_days"] += days
    for limit in (30, 90, 365):
        found[f"{name}_within_{limit}"] += days <= limit


assert len(Block) == 6
