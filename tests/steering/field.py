"""A field drawn by a seeded chance, of any size: communes, sites, ten observations each, closures, actions and money.

Unknown numbers, corrected and refused observations, sites of one day, merged and unpublished pages are all there.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from django.db import connection

from actions.enums import FundingSource, LocationKind, Outcome, Theme
from actions.models import ActionPage, Funding, Indicator
from cms.services import add_pages, copy_rows, ensure_territory_page, give_keys
from sites.enums import ClosureReason, DatePrecision, Destination, SiteStatus, Validation, YesNo
from sites.models import Closure, ClosureDestination, Observation, Resettlement, SitePage
from sites.models.site import opaque_slug
from sites.rules.closure import is_resorbed
from sites.rules.living import ANSWERS_OF_BLOCK
from territories.models import Territory
from tests.factories import (
    CommuneFactory,
    DepartementFactory,
    EpciFactory,
    NationFactory,
    OrganisationFactory,
    RegionFactory,
)

TODAY = date(2026, 11, 27)
FIRST = date(2020, 1, 1)
COUNTS = ("people", "households", "minors", "minors_in_school", "women")
ANSWERS = [name for names in ANSWERS_OF_BLOCK.values() for name in names]


@dataclass
class Places:
    nation: Territory
    regions: list[Territory]
    departements: list[Territory]
    epci: Territory
    communes: list[Territory]


def make_places(communes: int = 12) -> Places:
    """Two régions, three départements, an EPCI over two of them."""
    nation = NationFactory()
    regions = [RegionFactory(), RegionFactory(code="32", name="Hauts-de-France")]
    departements = [
        DepartementFactory(),
        DepartementFactory(code="95", name="Val-d’Oise", parent=regions[0]),
        DepartementFactory(code="59", name="Nord", parent=regions[1]),
    ]
    epci = EpciFactory()
    made = [
        CommuneFactory(
            code=f"{departements[number % 3].code}{number:04}",
            parent=departements[number % 3],
            epci=epci if number % 4 == 0 else None,
        )
        for number in range(communes)
    ]
    return Places(nation, regions, departements, epci, made)


def make_field(places: Places, *, sites: int, observations: int = 10, seed: int = 7) -> list[SitePage]:
    chance = Random(seed)
    made = [_site(chance, chance.choice(places.communes), number) for number in range(sites)]
    by_section: dict[int, list[SitePage]] = {}
    for site in made:
        by_section.setdefault(site.commune.parent_id, []).append(site)
    for departement in places.departements:
        if departement.pk in by_section:
            section = ensure_territory_page(departement)
            add_pages([(section, by_section[departement.pk])], action="sites.import")
    SitePage.objects.filter(pk__in=[site.pk for site in made[::29]]).update(live=False)
    seen = [one for site in made for one in _observations(chance, site, observations)]
    give_keys(seen)
    copy_rows(seen)
    _close(chance, made, seen)
    Resettlement.objects.bulk_create(
        Resettlement(origin=origin, destination=there)
        for origin, there in zip(made[3::17], made[5::17], strict=False)
        if origin.pk != there.pk
    )
    _act(chance, places, made)
    count_rows()
    return made


def count_rows() -> None:
    """As autovacuum does soon after so many rows: plans made for empty tables are hundreds of times slower."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _site(chance: Random, commune: Territory, number: int) -> SitePage:
    installed = FIRST + timedelta(days=chance.randrange(2400))
    return SitePage(
        title=f"Site {number}",
        slug=opaque_slug(),
        commune=commune,
        installed_on=installed if chance.random() < 0.8 else None,
        installed_precision=chance.choice(list(DatePrecision)),
        declared_on=installed + timedelta(days=chance.randrange(-5, 500)) if chance.random() < 0.8 else None,
        reinstallation=chance.choice(list(YesNo)),
    )


def _observations(chance: Random, site: SitePage, number: int) -> list[Observation]:
    if chance.random() < 0.05:
        return []
    first = site.installed_on or FIRST
    days = sorted(first + timedelta(days=chance.randrange(1500)) for _ in range(number))
    return [
        Observation(
            site=site,
            observed_on=min(day, TODAY),
            validation=chance.choices([Validation.VALIDATED, Validation.CORRECTED, Validation.WAITING], [9, 1, 1])[0],
            **_counts(chance),
            **{name: _answer(chance, name) for name in ANSWERS},
        )
        for day in days
    ]


def _counts(chance: Random) -> dict[str, int | None]:
    people = chance.randrange(150)
    minors = chance.randrange(people + 1)
    counts = {
        "people": people,
        "households": people // 4,
        "minors": minors,
        "minors_in_school": chance.randrange(minors + 1),
    }
    return {name: None if chance.random() < 0.15 else value for name, value in counts.items()}


def _answer(chance: Random, name: str) -> str:
    return chance.choice([value for value, _label in Observation._meta.get_field(name).choices])


def _close(chance: Random, sites: list[SitePage], seen: list[Observation]) -> None:
    last: dict[int, Observation] = {}
    for one in seen:
        if one.validation == Validation.VALIDATED:
            last[one.site_id] = one
    ended = [site for site in sites if chance.random() < 0.35]
    closures, destinations = [], []
    for site in ended:
        final = last.get(site.pk)
        after = final.observed_on if final else site.installed_on or site.declared_on or FIRST
        people = final.people if final else None
        went = {name: chance.randrange(40) if chance.random() < 0.6 else None for name in Destination}
        closures.append(
            Closure(
                site=site,
                closed_on=min(after + timedelta(days=chance.randrange(60)), TODAY),
                reason=chance.choice(list(ClosureReason)),
                is_resorbed=is_resorbed(people_last=people, housed=went),
            )
        )
        told = [(name, count) for name, count in went.items() if count is not None]
        destinations += [(closures[-1], name, count) for name, count in told]
    Closure.objects.bulk_create(closures)
    ClosureDestination.objects.bulk_create(
        ClosureDestination(
            closure=closure, destination=name, people=people, households=people // 3 if people % 2 else None
        )
        for closure, name, people in destinations
    )
    SitePage.objects.filter(pk__in=[site.pk for site in ended]).update(status=SiteStatus.CLOSED)


def _act(chance: Random, places: Places, sites: list[SitePage]) -> None:
    """Some actions on some sites of one département each, some of them over, one unpublished."""
    for rank, departement in enumerate(places.departements):
        theirs = [site for site in sites if site.commune.parent_id == departement.pk]
        actions = [
            ActionPage(
                title=f"Action {departement.code} {number}",
                objectives="Que chaque enfant aille à l’école.",
                themes=sorted({chance.choice(list(Theme)) for _ in range(2)}),
                operator=OrganisationFactory(),
                territory=departement,
                started_on=FIRST + timedelta(days=chance.randrange(2400)),
                location_kind=LocationKind.SITES,
                outcome=chance.choice(["", *Outcome]),
            )
            for number in range(6)
        ]
        for action in actions[::2]:
            action.ended_on = action.started_on + timedelta(days=chance.randrange(900))
        add_pages([(ensure_territory_page(departement), actions)], action="actions.import")
        if rank == 0:
            ActionPage.objects.filter(pk=actions[-1].pk).update(live=False)
        through = ActionPage.sites.through
        through.objects.bulk_create(
            through(actionpage=action, sitepage=site) for action in actions for site in theirs if chance.random() < 0.1
        )
        _results(chance, actions)


def _results(chance: Random, actions: list[ActionPage]) -> None:
    def number(most: int) -> int | None:
        return chance.randrange(most) if chance.random() < 0.7 else None

    for action in actions:
        for year in range(2024, 2027):
            Indicator.objects.create(
                action=action, year=year, people=number(200), minors=number(80), to_be_schooled=number(60),
                enrolled_primary=number(20), enrolled_college=number(10), work_people=number(15),
                housing_people=number(30), health_people=number(50),
            )  # fmt: skip
            for source in chance.sample(list(FundingSource), 2):
                amounts = [None if chance.random() < 0.2 else Decimal(chance.randrange(90_000)) for _ in range(2)]
                Funding.objects.create(
                    action=action, year=year, source=source, planned_eur=amounts[0], spent_eur=amounts[1]
                )
