"""Fictitious sites: about 250 open and 300 closed, in 25 départements, overseas included.

Communes are real and chosen by population; points are drawn around the commune's reference point and are nobody's home.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from math import cos, radians
from random import Random

from django.contrib.auth import get_user_model
from django.utils import timezone

from actors.enums import OrganisationKind
from actors.models import Organisation, User
from cms.models import TerritoryPage
from cms.services import add_pages, copy_rows, give_keys
from demo.imports.content import lists
from demo.imports.people import WRITERS
from demo.rules import SiteStory, tell_site
from sites.enums import KindOfPlace, OwnerKind, SiteStatus, YesNo
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


@dataclass
class Drawn:
    """A site drawn but not written yet, with who writes about it."""

    page: SitePage
    story: SiteStory
    chance: Random
    authors: list[User]


def seed_sites(progress: Progress) -> int:
    """Sites with their history. Answers how many were made; none if they are already there."""
    if SitePage.objects.filter(register=REGISTER).exists():
        return 0
    sections = _sections()
    drawn: dict[str, list[Drawn]] = {code: [] for code in sections}
    people = {code: _authors(section.territory) for code, section in sections.items()}
    communes = {code: large_communes(section.territory) for code, section in sections.items()}
    codes = sorted(sections)
    weights = [WEIGHTS.get(code, 2) for code in codes]
    for number in range(OPEN_SITES + CLOSED_SITES):
        # To each its own chance: adding a site changes none of the others.
        chance = Random(f"site {number}")  # noqa: S311 - a seeded story, not a secret
        code = chance.choices(codes, weights)[0]
        is_closed = number >= OPEN_SITES
        drawn[code].append(
            draw_site(chance, number=number, is_closed=is_closed, communes=communes[code], authors=people[code])
        )
    add_pages([(sections[code], [one.page for one in some]) for code, some in drawn.items()], action="wagtail.create")
    everything = [one for some in drawn.values() for one in some]
    write_histories(everything)
    _link_reinstallations()
    progress(f"  {len(everything)} sites")
    return len(everything)


def _sections() -> dict[str, TerritoryPage]:
    pages = TerritoryPage.objects.filter(territory__level=Level.DEPARTEMENT, territory__country="FR")
    return {page.territory.code: page for page in pages.select_related("territory").order_by("pk")}


def draw_site(chance: Random, *, number: int, is_closed: bool, communes: list[Territory], authors: list[User]) -> Drawn:
    is_large = not is_closed and chance.random() < 0.12
    story = tell_site(chance, today=timezone.localdate(), is_closed=is_closed, is_large=is_large)
    commune = chance.choices(communes, [(place.population or 1) ** 0.5 for place in communes])[0]
    lon, lat = _point_near(chance, commune)
    page = SitePage(
        title=_name(number, story.kind_of_place, is_overseas=commune.zone != "metro"),
        slug=f"s-{chance.randbytes(5).hex()}",
        commune=commune,
        address=_address(chance),
        access_details=chance.choice(lists("site_names")["access_details"]),
        lon=lon,
        lat=lat,
        kind_of_place=story.kind_of_place,
        owner_kind=story.owner_kind,
        owner_name="Propriétaire fictif" if story.owner_kind != OwnerKind.UNKNOWN else "",
        installed_on=story.installed_on,
        installed_precision=story.installed_precision,
        declared_on=story.declared_on,
        reinstallation=story.reinstallation,
        resorption_target=story.resorption_target,
        status=_status(story),
        register=REGISTER,
        external_id=f"demo-{number}",
    )
    return Drawn(page=page, story=story, chance=chance, authors=authors)


def _status(story: SiteStory) -> SiteStatus:
    if story.closure:
        return status_of_closed(resorbed=_is_resorbed(story))
    return SiteStatus.IN_RESORPTION if story.phases else SiteStatus.OPEN


def _is_resorbed(story: SiteStory) -> bool | None:
    housed: dict[str, int | None] = (
        {key: people for key, (people, _) in story.closure.destinations.items()} if story.closure else {}
    )
    return is_resorbed(people_last=story.observations[-1].fields["people"], housed=housed)


def write_histories(drawn: list[Drawn]) -> None:
    """What was said of each site, from its first day to its end."""
    observations, phases, procedures = [], [], []
    for one in drawn:
        for told in one.story.observations:
            author = one.chance.choice(one.authors)
            observations.append(
                Observation(
                    site=one.page,
                    observed_on=told.observed_on,
                    author=author,
                    organisation_id=author.organisation_id,
                    **told.fields,
                )
            )
        for phase, (start, end) in one.story.phases.items():
            phases.append(Phase(site=one.page, kind=phase, started_on=start, completed_on=end))
        for kind, day in one.story.procedures.items():
            procedures.append(Procedure(site=one.page, kind=kind, dated_on=day))
    give_keys(observations)
    copy_rows(observations)
    Phase.objects.bulk_create(phases)
    Procedure.objects.bulk_create(procedures)
    _write_closures([one for one in drawn if one.story.closure])


def _write_closures(closed: list[Drawn]) -> None:
    told = [(one, one.story.closure) for one in closed if one.story.closure]
    closures = Closure.objects.bulk_create(
        Closure(
            site=one.page,
            closed_on=end.closed_on,
            reason=end.reason,
            resettled_known=end.resettled_known,
            is_resorbed=_is_resorbed(one.story),
            author=one.authors[0],
        )
        for one, end in told
    )
    ClosureDestination.objects.bulk_create(
        ClosureDestination(closure=closure, destination=key, people=people, households=households)
        for closure, (_, end) in zip(closures, told, strict=True)
        for key, (people, households) in end.destinations.items()
    )


def large_communes(departement: Territory) -> list[Territory]:
    """The largest communes of a département."""
    return list(
        Territory.objects.current()
        .inside(departement)
        .filter(level=Level.COMMUNE, kind=CommuneKind.COM, population__gt=3000, lon__isnull=False)
        .order_by("-population", "pk")[:30]
    )


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
        .objects.filter(organisation__territory=departement, scopes__role__in=WRITERS)
        .distinct()
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
