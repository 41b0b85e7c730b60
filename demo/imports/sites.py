"""Fictitious sites: about 250 open and 300 closed, in 25 départements, overseas included.

Communes are real and chosen by population; points are drawn around the commune's reference point and are nobody's home.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from math import cos, radians
from random import Random

from django.contrib.auth import get_user_model
from django.utils import timezone

from actors.enums import OrganisationKind
from actors.models import Organisation, User
from cms.models import TerritoryPage
from demo.imports.content import lists
from demo.rules import SiteStory, tell_site
from sites.enums import KindOfPlace, SiteStatus, YesNo
from sites.models import Closure, ClosureDestination, Observation, Phase, Procedure, SitePage
from sites.rules.closure import is_resorbed, status_of_closed
from territories.enums import CommuneKind, Level
from territories.models import Territory

REGISTER = "demo"
OPEN_SITES, CLOSED_SITES = 250, 300
DRAWN_WITHIN_KM = 2.0
KM_PER_DEGREE = 111.32
# How many of the sites each département holds, against 1 for the others: as in the field, a few hold most.
WEIGHTS = {
    "93": 9,
    "94": 5,
    "95": 4,
    "91": 5,
    "77": 4,
    "13": 6,
    "69": 4,
    "59": 5,
    "33": 5,
    "44": 6,
    "31": 4,
    "976": 4,
    "973": 3,
}

Progress = Callable[[str], None]


def seed_sites(progress: Progress) -> int:
    """Sites with their history. Answers how many were made; none if they are already there."""
    if SitePage.objects.filter(register=REGISTER).exists():
        return 0
    total = OPEN_SITES + CLOSED_SITES
    for number, (chance, page, is_closed) in enumerate(_places(total)):
        story = tell_site(
            chance, today=timezone.localdate(), is_closed=is_closed, is_large=not is_closed and chance.random() < 0.12
        )
        _write(chance, page, story, number=number)
        if number % 100 == 99:
            progress(f"  {number + 1} sites sur {total}")
    _link_reinstallations()
    return total


def _places(total: int) -> Iterator[tuple[Random, TerritoryPage, bool]]:
    """For each site its own chance, so that adding one changes none of the others, and the section it stands in."""
    sections = {
        page.territory.code: page
        for page in TerritoryPage.objects.filter(territory__level=Level.DEPARTEMENT, territory__country="FR")
        .select_related("territory")
        .order_by("pk")
    }
    codes = sorted(sections)
    weights = [WEIGHTS.get(code, 1) for code in codes]
    for number in range(total):
        chance = Random(f"site {number}")  # noqa: S311 - a seeded story, not a secret
        yield chance, sections[chance.choices(codes, weights)[0]], number >= OPEN_SITES


def _write(chance: Random, section: TerritoryPage, story: SiteStory, *, number: int) -> None:
    commune = _commune(chance, section.territory)
    lon, lat = _point_near(chance, commune)
    authors = _authors(section.territory)
    site = SitePage(
        title=_name(number, story.kind_of_place, is_overseas=commune.zone != "metro"),
        commune=commune,
        address=_address(chance),
        access_details=chance.choice(lists("site_names")["access_details"]),
        lon=lon,
        lat=lat,
        kind_of_place=story.kind_of_place,
        owner_kind=story.owner_kind,
        owner_name="Propriétaire fictif" if story.owner_kind != "unknown" else "",
        installed_on=story.installed_on,
        declared_on=story.declared_on,
        reinstallation=story.reinstallation,
        resorption_target=story.resorption_target,
        status=SiteStatus.IN_RESORPTION if story.phases else SiteStatus.OPEN,
        register=REGISTER,
        external_id=f"demo-{number}",
        owner=authors[0],
    )
    section.add_child(instance=site)
    site.first_published_at = site.last_published_at = _noon(story.observations[-1].observed_on)
    site.save(update_fields=["first_published_at", "last_published_at"])
    _write_observations(chance, site, story, authors)
    Phase.objects.bulk_create(
        Phase(site=site, kind=kind, started_on=start, completed_on=end) for kind, (start, end) in story.phases.items()
    )
    Procedure.objects.bulk_create(
        Procedure(site=site, kind=kind, dated_on=day) for kind, day in story.procedures.items()
    )
    if story.closure:
        _write_closure(site, story, authors[0])


def _write_observations(chance: Random, site: SitePage, story: SiteStory, authors: list[User]) -> None:
    rows = []
    for told in story.observations:
        author = chance.choice(authors)
        rows.append(
            Observation(
                site=site,
                observed_on=told.observed_on,
                author=author,
                organisation_id=author.organisation_id,
                **told.fields,
            )
        )
    Observation.objects.bulk_create(rows)


def _write_closure(site: SitePage, story: SiteStory, author: User) -> None:
    told = story.closure
    assert told is not None  # noqa: S101 - narrowed for the type checker
    counted = story.observations[-1].fields["people"]
    resorbed = is_resorbed(people_last=counted, housed={key: people for key, (people, _) in told.destinations.items()})
    closure = Closure.objects.create(
        site=site,
        closed_on=told.closed_on,
        reason=told.reason,
        resettled_known=told.resettled_known,
        is_resorbed=resorbed,
        author=author,
    )
    ClosureDestination.objects.bulk_create(
        ClosureDestination(closure=closure, destination=key, people=people, households=households)
        for key, (people, households) in told.destinations.items()
    )
    site.status = status_of_closed(resorbed=resorbed)
    site.save(update_fields=["status"])


def _commune(chance: Random, departement: Territory) -> Territory:
    """A commune of some size, the likelier the larger."""
    communes = list(
        Territory.objects.current()
        .inside(departement)
        .filter(level=Level.COMMUNE, kind=CommuneKind.COM, population__gt=3000, lon__isnull=False)
        .order_by("-population", "pk")[:30]
    )
    return chance.choices(communes, [(commune.population or 1) ** 0.5 for commune in communes])[0]


def _point_near(chance: Random, commune: Territory) -> tuple[float, float]:
    assert commune.lon is not None  # noqa: S101 - asked for by the query
    assert commune.lat is not None  # noqa: S101
    north, east = chance.uniform(-1, 1) * DRAWN_WITHIN_KM, chance.uniform(-1, 1) * DRAWN_WITHIN_KM
    lat = commune.lat + north / KM_PER_DEGREE
    return round(commune.lon + east / (KM_PER_DEGREE * cos(radians(lat))), 6), round(lat, 6)


def _authors(departement: Territory) -> list[User]:
    """People who write in a département: its own field actors and services, or the nation's."""
    people = list(
        get_user_model()
        .objects.filter(organisation__territory=departement)
        .exclude(organisation__kind=OrganisationKind.STATE_AGENCY)
        .order_by("pk")
    )
    return people or list(get_user_model().objects.filter(organisation__in=_national()).order_by("pk"))


def _national() -> list[Organisation]:
    return list(Organisation.objects.filter(kind=OrganisationKind.NATIONAL).order_by("pk"))


def _link_reinstallations() -> None:
    """A site said to be a reinstallation comes from one of its département that closed in the months before."""
    for site in SitePage.objects.filter(register=REGISTER, reinstallation=YesNo.YES).select_related("commune"):
        since = site.declared_on - timedelta(days=240)
        origin = (
            SitePage.objects.filter(
                register=REGISTER,
                commune__parent=site.commune.parent_id,
                closure__closed_on__range=(since, site.declared_on),
            )
            .exclude(pk=site.pk)
            .order_by("-closure__closed_on", "pk")
            .first()
        )
        if origin:
            site.came_from.add(origin)


def _name(number: int, kind: KindOfPlace, *, is_overseas: bool) -> str:
    """A name of the list, with a roman rank once the list has been through."""
    names = lists("site_names")["names"]["overseas" if is_overseas and kind == KindOfPlace.LAND else kind.value]
    rank = ("", " II", " III", " IV", " V", " VI", " VII", " VIII", " IX", " X")[number // len(names) % 10]
    return f"{names[number % len(names)]}{rank}"


def _address(chance: Random) -> str:
    texts = lists("site_names")["addresses"]
    address = chance.choice(texts["patterns"]).format(
        number=chance.randint(2, 98), street=chance.choice(texts["streets"])
    )
    return address[0].upper() + address[1:]


def _noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))
