"""Sites and observations as they are exported, on any day."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby, islice
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import QueryDict
from django.utils import timezone

from actors.enums import Noun, Verb
from actors.rules import can
from catalog.filters import EntryFilter
from catalog.registry import registry
from cms.querysets import reached
from sites.enums import Destination, SiteStatus, YesNo
from sites.models import Closure, Observation, Phase, Procedure, SitePage
from sites.queries.documents import tags_of
from sites.querysets import SiteQuerySet
from steering.queries.exported import CHUNK
from steering.queries.exported.past import Life, lives_of
from steering.registry import Asked

# What the filter reads in the state of a site; of a past day, it is read in the state of that day.
PEOPLE_PARAMS = ("people_min", "people_max")


@dataclass(frozen=True)
class SiteRow:
    """A site on a day. `is_exact`, `tells_outcomes`, `is_restricted`: what its reader may know. `status`: that day."""

    site: Any
    day: date
    status: SiteStatus
    seen: Observation | None
    closure: Closure | None
    is_exact: bool
    tells_outcomes: bool
    is_restricted: bool

    def went(self, destination: Destination) -> int | None:
        """Of a closed site, how many people went there; None is unknown, or not for its reader."""
        rows = self.closure.destinations.all() if self.closure and self.tells_outcomes else ()
        return next((one.people for one in rows if one.destination == destination), None)

    @property
    def reinstallation(self) -> YesNo | None:
        return YesNo(self.site.reinstallation) if self.tells_outcomes else None

    @property
    def phases(self) -> list[Phase]:
        return [one for one in self.site.phases.all() if one.started_on <= self.day]

    @property
    def procedures(self) -> list[Procedure]:
        if not self.is_restricted:
            return []
        return [one for one in self.site.procedures.all() if one.dated_on is None or one.dated_on <= self.day]


@dataclass(frozen=True)
class ObservationRow:
    seen: Observation
    site: Any
    is_exact: bool


def found_sites(asked: Asked, *, verb: Verb = Verb.EXPORT) -> SiteQuerySet:
    """The published sites that the filter finds and that `verb` reaches; of a past day, whatever their state now."""
    entries = _without_states(asked.found) if asked.ends_on else asked.found
    sites: Any = SitePage.objects.live().filter(pk__in=entries.queryset.values("page_id"))
    return reached(sites, asked.user, verb)


def site_rows(asked: Asked, *, verb: Verb = Verb.EXPORT) -> Iterator[SiteRow | None]:
    """By commune. None for a site that was not there on that day, or in no state that the filter asks for."""
    day = asked.ends_on or timezone.localdate()
    sites = _with_state(found_sites(asked, verb=verb), asked.user, day).order_by("commune__code", "commune", "pk")
    for chunk in _chunks(sites.iterator(chunk_size=CHUNK)):
        lives = lives_of([site.pk for site in chunk]) if asked.ends_on else None
        for site in chunk:
            row = _row(site, asked.user, day, lives)
            yield row if row and (not asked.ends_on or _is_asked(row, asked.found)) else None


def observations(asked: Asked) -> QuerySet[Observation]:
    """What counts, of the sites of the filter, between the days that are asked for."""
    seen = Observation.objects.validated().filter(site__in=found_sites(_of_today(asked)))
    if asked.starts_on:
        seen = seen.filter(observed_on__gte=asked.starts_on)
    return seen.filter(observed_on__lte=asked.ends_on) if asked.ends_on else seen


def observation_rows(asked: Asked) -> Iterator[ObservationRow]:
    """Site by site, oldest first."""
    seen = observations(asked).select_related("organisation").order_by("site", "observed_on", "recorded_at", "pk")
    for chunk in _chunks(seen.iterator(chunk_size=CHUNK)):
        wanted = SitePage.objects.filter(pk__in={one.site_id for one in chunk})
        sites = {site.pk: site for site in _placed(wanted).order_by("pk")}
        for site_id, of_site in groupby(chunk, key=lambda one: one.site_id):
            site = sites[site_id]
            is_exact = can(asked.user, Verb.READ_EXACT, site)
            yield from (ObservationRow(one, site, is_exact) for one in of_site)


def _of_today(asked: Asked) -> Asked:
    """Days narrow the observations; the filter finds sites as the list does."""
    return Asked(asked.user, asked.found)


def _placed(sites: Any) -> Any:
    return sites.select_related("commune__epci", "commune__parent__parent")


def _with_state(sites: Any, user: Any, day: date) -> Any:
    latest = Observation.objects.filter(observed_on__lte=day).latest_of_each().select_related("organisation")
    prefetch: list[Any] = [Prefetch("observations", latest, to_attr="seen_on_day"), "phases", "closure__destinations"]
    prefetch.append("interventions__organisation")
    if can(user, Verb.READ_RESTRICTED, Noun.SITE):
        prefetch.append("procedures")
    return _placed(sites).select_related("closure").prefetch_related(*prefetch)


def _row(site: Any, user: Any, day: date, lives: dict[int, Life] | None) -> SiteRow | None:
    closure = getattr(site, "closure", None)
    status = SiteStatus(site.status)
    if lives is not None:
        life = lives.get(site.pk)
        if life is None or life.opened_on > day:
            return None
        is_closed = life.closed_on is not None and life.closed_on <= day
        status = _status_on(site, day, is_closed=is_closed)
        closure = closure if is_closed else None
    return SiteRow(
        site=site,
        day=day,
        status=status,
        seen=next(iter(site.seen_on_day), None),
        closure=closure,
        is_exact=can(user, Verb.READ_EXACT, site),
        tells_outcomes=can(user, Verb.READ_OUTCOMES, site),
        is_restricted=can(user, Verb.READ_RESTRICTED, site),
    )


def _status_on(site: Any, day: date, *, is_closed: bool) -> SiteStatus:
    if is_closed:
        return SiteStatus(site.status)
    began = any(phase.started_on <= day for phase in site.phases.all())
    return SiteStatus.IN_RESORPTION if began else SiteStatus.OPEN


def _is_asked(row: SiteRow, entries: EntryFilter) -> bool:
    """Whether the state of that day is among those that the filter asks for."""
    tags = set(tags_of(row.site, row.seen, status=row.status, closure=row.closure))
    people = row.seen.people if row.seen else None
    lowest, highest = entries.criteria.people_min, entries.criteria.people_max
    if (lowest is not None and (people is None or people < lowest)) or (
        highest is not None and (people is None or people > highest)
    ):
        return False
    facets = {facet.param: facet.name for facet in registry.of(Noun.SITE).facets}
    return all(
        any(f"{facets[param]}:{code}" in tags for code in codes) for param, codes in entries.criteria.facets.items()
    )


def _without_states(entries: EntryFilter) -> EntryFilter:
    """The same question about place and words alone."""
    query: QueryDict = entries.query.copy()
    for param in (*(facet.param for facet in registry.of(Noun.SITE).facets), *PEOPLE_PARAMS):
        query.pop(param, None)
    return EntryFilter(Noun.SITE, query, viewer=entries.viewer) if not entries.errors else entries


def _chunks(rows: Iterable[Any]) -> Iterator[list[Any]]:
    each = iter(rows)
    while chunk := list(islice(each, CHUNK)):
        yield chunk
