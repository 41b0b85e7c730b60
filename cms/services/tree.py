"""Where a page goes, and how it gets there when two people are at it."""

from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.utils.text import slugify
from wagtail.models import Page

from cms.models import TerritoryIndexPage, TerritoryPage
from cms.services.bulk import add_pages
from territories.enums import Level
from territories.models import Territory

# Levels that have a page of their own. Communes and EPCI are seen on the page of what holds them.
SECTION_LEVELS = (Level.NATION, Level.REGION, Level.DEPARTEMENT)


def ensure_territory_page(territory: Territory) -> TerritoryPage:
    """The section where pages of `territory` go, made with those above it if need be: région, then département.

    A commune or an EPCI answers the section of what holds it. A country whose places have no département has its
    section at the lowest level above the commune. The platform's own country has no page, for the index is its page,
    unless its places stand directly below it. Safe to call from several places at once, and many times.
    """
    chain = section_chain(territory)
    return TerritoryPage.objects.filter(territory=chain[-1]).first() or _make_sections(chain)


@transaction.atomic
def ensure_territory_pages(territories: Iterable[Territory]) -> dict[int, TerritoryPage]:
    """The sections of many places at once, by the key of the place that was asked for. For imports.

    No signal is sent for those that are made: whoever calls publishes the sections in the catalogue.
    """
    index = TerritoryIndexPage.objects.select_for_update(of=("self",)).get()
    chains = {territory.pk: section_chain(territory) for territory in territories}
    places = {place.pk: place for chain in chains.values() for place in chain}
    made = {page.territory_id: page for page in TerritoryPage.objects.filter(territory__in=places).order_by("path")}
    for rank in range(max((len(chain) for chain in chains.values()), default=0)):
        below: dict[int, tuple[Page, dict[int, TerritoryPage]]] = {}
        for chain in chains.values():
            if rank < len(chain) and chain[rank].pk not in made:
                parent = made[chain[rank - 1].pk] if rank else index
                section = TerritoryPage(title=chain[rank].name, territory=chain[rank], show_in_menus=False)
                below.setdefault(parent.pk, (parent, {}))[1].setdefault(chain[rank].pk, section)
        add_pages([(parent, list(added.values())) for parent, added in below.values()], action="wagtail.publish")
        made |= {key: page for _parent, added in below.values() for key, page in added.items()}
    return {key: made[chain[-1].pk] for key, chain in chains.items()}


def section_chain(territory: Territory) -> list[Territory]:
    """The places that have a page above `territory`, from the top, itself included when it has one."""
    line: list[Territory] = []
    place: Territory | None = territory
    while place:
        if place.level in SECTION_LEVELS:
            line.insert(0, place)
        place = place.parent
    if len(line) > 1 and line[0].level == Level.NATION and line[0].country == settings.PLATFORM_COUNTRY:
        line.pop(0)
    if not line:
        raise ValueError(f"{territory} ({territory.level} {territory.code}) belongs to no place that may have a page.")
    return line


@transaction.atomic
def add_page(page: Page, *, parent: Page) -> Page:
    """Put a new page below `parent`. The parent is locked: two pages added at once do not take the same place."""
    Page.objects.select_for_update().get(pk=parent.pk)
    parent.refresh_from_db(fields=["path", "depth", "numchild", "url_path"])
    page.slug = page.slug or free_slug(page.title, parent=parent)
    return parent.add_child(instance=page)


def free_slug(title: str, *, parent: Page) -> str:
    """`title` as an address that no other child of `parent` has."""
    wanted = slugify(title)[:200] or "page"
    taken = set(Page.objects.child_of(parent).filter(slug__startswith=wanted).values_list("slug", flat=True))
    number = 2
    slug = wanted
    while slug in taken:
        slug, number = f"{wanted}-{number}", number + 1
    return slug


@transaction.atomic
def _make_sections(chain: list[Territory]) -> TerritoryPage:
    # One lock for every section: two imports never make the same one, or take the same place in the tree.
    index = TerritoryIndexPage.objects.select_for_update(of=("self",)).get()
    made = {page.territory_id: page for page in TerritoryPage.objects.filter(territory__in=chain)}
    parent: Page = index
    for place in chain:
        parent = made.get(place.pk) or _add_section(place, parent)
    return parent


def _add_section(place: Territory, parent: Page) -> TerritoryPage:
    section = TerritoryPage(title=place.name, territory=place, show_in_menus=False)
    add_page(section, parent=parent)
    # A revision and Wagtail's signal: the catalogue hears of sections as of any other publication.
    section.save_revision(log_action=True).publish(log_action=False)
    section.refresh_from_db()
    return section
