"""What the public is told of where sites are: written once a day, all together, from counts alone."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from actors.enums import Noun
from catalog.enums import Audience
from catalog.models import AreaTotals, Entry
from catalog.registry import Document, OpenSite, registry
from catalog.rules.areas import Area, Thresholds, compute_areas
from catalog.rules.totals import cell_of, safe_total
from catalog.services import entries
from catalog.services.entries import Outcome
from catalog.services.rendering import Source, render
from territories.enums import Level
from territories.models import Territory

# From the smallest place that may be an area to the largest.
LEVELS = (Level.COMMUNE, Level.EPCI, Level.DEPARTEMENT, Level.REGION, Level.NATION)


@dataclass(frozen=True)
class PlacedArea:
    """`inside`: ids of the territories that hold the whole of it."""

    area: Area
    place: Territory
    inside: frozenset[int]


def refresh_areas(*, even_today: bool = False) -> Outcome:
    """Publish the areas of today. Once a day: two releases of one day would tell what happened between them.

    Every area is written, changed or not, so that change numbers do not tell where something has happened.
    `even_today` is for an installation that has just been filled, before anybody has looked.
    """
    today = timezone.localdate()
    areas = Entry.objects.of(Noun.AREA)
    with transaction.atomic():
        entries.take_turn()
        if areas.published().filter(dated_on=today).exists() and not even_today:
            return Outcome()
        with override(settings.LANGUAGE_CODE):
            computed = areas_of(registry.open_sites())
            tell_totals([one.area for one in computed], as_of=today)
            entries.announce()
            return entries.replace(areas, list(_rows(computed, today=today)))


def areas_of(sites: Iterable[OpenSite]) -> list[PlacedArea]:
    """What everyone may be told of these sites, by the rule of areas."""
    counted = _in_communes_of_today(sites)
    places = _places_above({site.commune_id for site in counted})
    lines = {site.commune_id: _line(site.commune_id, places) for site in counted}
    areas = compute_areas(counted, lines=lines, thresholds=_thresholds())
    placed = [(area, places[area.territory_id]) for area in areas]
    shared = _shared_by_members(place for _area, place in placed)
    return [
        PlacedArea(area, place, frozenset({*place.ancestor_ids, *shared.get(place.pk, ())})) for area, place in placed
    ]


def tell_totals(areas: Sequence[Area], *, as_of: date) -> None:
    """Of the figures that are told one by one only: a withheld one is in no total."""
    rounding, people = settings.AREA_ROUNDING, [area for area in areas if area.people is not None]
    sites = [cell_of(area.exact_open_sites, rounding=rounding, at_least=settings.AREA_MIN_OPEN_SITES) for area in areas]
    inhabitants = [cell_of(area.exact_people, rounding=rounding, at_least=settings.AREA_MIN_PEOPLE) for area in people]
    totals = {
        "open_sites": safe_total(sites, rounding=2 * rounding),
        "people": safe_total(inhabitants, rounding=2 * rounding),
    }
    AreaTotals.objects.update_or_create(as_of=as_of, defaults=totals)


def _rows(areas: Iterable[PlacedArea], *, today: date) -> Iterator[dict[str, Any]]:
    now = timezone.now()
    for one in areas:
        source = Source(noun=Noun.AREA, key=one.place.key)
        yield render(source, _document(one.area, one.place, inside=one.inside, today=today), changed_at=now)


def _thresholds() -> Thresholds:
    return Thresholds(
        min_sites=settings.AREA_MIN_OPEN_SITES,
        min_people=settings.AREA_MIN_PEOPLE,
        rounding=settings.AREA_ROUNDING,
        withhold_under=settings.AREA_WITHHOLD_PEOPLE_UNDER,
    )


def _in_communes_of_today(sites: Iterable[OpenSite]) -> list[OpenSite]:
    """With the communes of today: two names of one place would be two groups, each too small."""
    old = Territory.objects.filter(successor__isnull=False).order_by("pk").values_list("pk", "successor_id")
    successors: dict[int, int] = {pk: successor for pk, successor in old if successor}
    found = []
    for site in sites:
        commune_id = site.commune_id
        while commune_id in successors:
            commune_id = successors[commune_id]
        found.append(replace(site, commune_id=commune_id))
    return found


def _places_above(commune_ids: Iterable[int]) -> dict[int, Territory]:
    communes = Territory.objects.in_bulk(list(commune_ids))
    above = {pk for commune in communes.values() for pk in commune.ancestor_ids}
    return communes | Territory.objects.in_bulk(list(above - communes.keys()))


def _line(commune_id: int, places: dict[int, Territory]) -> list[int | None]:
    """The place of each level, the nearest where there are several (an arrondissement and its commune)."""
    line = [places[pk] for pk in places[commune_id].ancestor_ids if pk in places]
    return [next((place.pk for place in line if place.level == level), None) for level in LEVELS]


def _shared_by_members(places: Iterable[Territory]) -> dict[int, set[int]]:
    """What all the communes of each EPCI have in common: its département, if it has one only."""
    wanted = [place.pk for place in places if place.level == Level.EPCI]
    shared: dict[int, set[int]] = {}
    members = Territory.objects.filter(epci__in=wanted).order_by("pk").values_list("epci_id", "ancestor_ids")
    for epci_id, ancestor_ids in members if wanted else ():
        if epci_id:
            shared[epci_id] = shared.get(epci_id, set(ancestor_ids)) & set(ancestor_ids)
    return shared


def _document(area: Area, place: Territory, *, inside: Collection[int], today: date) -> Document:
    sites = ngettext("about %(n)d open site", "about %(n)d open sites", area.open_sites) % {"n": area.open_sites}
    people = _("about %d people") % area.people if area.people is not None else _("number of people withheld")
    return Document(
        audience=Audience.PUBLIC,
        title=_title(area, place),
        url=f"/carte/?territoire={place.key}",
        summary=f"{sites}, {people}".capitalize(),
        fields={
            "level": place.level,
            "code": place.code,
            "country": place.country,
            "territory": place.name,
            "is_remainder": area.is_remainder,
            "open_sites": area.open_sites,
            "people": area.people,
            "minors": area.minors,
            "minors_in_school": area.minors_in_school,
            "as_of": today,
        },
        territory_ids=tuple(inside),
        tags=(f"level:{place.level}",),
        people=area.people,
        lon=place.lon,
        lat=place.lat,
        dated_on=today,
    )


def _title(area: Area, place: Territory) -> str:
    if not area.is_remainder:
        return place.name
    if place.level == Level.EPCI:
        return _("%s (its other communes)") % place.name
    return _("%s (the rest)") % place.name
