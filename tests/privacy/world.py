"""The world of the matrix with more sites, and what its twin says otherwise, kind of secret by kind of secret.

Twins have the same areas: counts change only where no area tells of them, or so that the sums of an area stay the same.
"""

from collections.abc import Callable, Collection, Iterable
from typing import Any

from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection
from wagtail.models import PageLogEntry

from actions.models import ActionPage, Funding, Indicator
from actors.enums import Noun
from actors.models import User
from catalog.models import Departure, Entry
from catalog.services import publish_pages, refresh_areas
from cms.enums import FileKind
from collaboration.models import JournalEntry, SavedSearch
from sites.enums import Origin, SiteStatus, YesNo
from sites.models import Closure, Observation, ObservationPhoto, Phase, Procedure, SitePage
from steering.services import publish_statistics
from tests.factories import CommuneFactory, DepartementFactory, RegionFactory
from tests.factories.actions import IndicatorFactory
from tests.factories.sites import ObservationFactory, PhaseFactory, ProcedureFactory, SitePageFactory
from tests.matrix.visitors import VISITORS, Browser
from tests.matrix.world import PLACES, World
from tests.privacy.asking import Known

HERE, AWAY = "here", "away"
ORDINARY_WORDS = ("école", "médiation", "eau", "sans eau", "fermés en 2026")
SAID_IN_THE_TWIN = ("Autrezq", "Rivagezq", "Bailleurzq", "Secretzq")


class TwinWorld(World):
    """`sites[HERE]`, `sites[AWAY]`: published sites in and out of the scope of the visitors. `alone`: in no area."""

    def __init__(self) -> None:
        super().__init__()
        self.sites = {place: [self._page(t) for t in self._live(Noun.SITE, place)] for place in (HERE, AWAY)}
        self.sites[HERE] += [self._more("commune", n) for n in range(4)]
        self.sites[HERE] += [self._more("commune_beside", n) for n in range(2)]
        self.sites[AWAY] += [self._more("commune_away", n) for n in range(4)]
        alone = self._alone()
        self.sites[AWAY].append(alone)
        self.alone = [alone, self.things["site_next"].page]
        self.actions = {place: [self._page(t) for t in self._live(Noun.ACTION, place)] for place in (HERE, AWAY)}
        for action in [*self.actions[HERE], *self.actions[AWAY]]:
            IndicatorFactory(action=action)
        for page in [*self.sites[HERE], *self.sites[AWAY], *self.actions[HERE], *self.actions[AWAY]]:
            said = {"author": self.author, "organisation": self.organisations["own"]}
            JournalEntry.objects.create(page=page, text="Reservezq", is_restricted=True, **said)
        self.browsers = {one.name: Browser(one, self) for one in VISITORS if one.name in KEPT_HERE}

    def _page(self, thing: Any) -> Any:
        return thing.page

    def _live(self, noun: Noun, place: str) -> list[Any]:
        live = [one for one in self.things.values() if one.noun == noun and one.is_live]
        return [one for one in live if ("here" in PLACES[one.place]) == (place == HERE)]

    def _more(self, place: str, number: int) -> SitePage:
        site = SitePageFactory(
            title=f"Platzq{place}{number}",
            address=f"{number} quai Borduresq",
            commune=self.places[place],
            lon=2.31 + number / 100,
            lat=48.91 + number / 100,
            owner=self.author,
            owner_name="Foncierezq",
        )
        ObservationFactory(site=site, people=30, minors=12, minors_in_school=6, author=self.author, comment="Motzq")
        ProcedureFactory(site=site, authority="Courzq")
        site.save_revision(user=self.author, clean=False)
        return site

    def _alone(self) -> SitePage:
        """The only site of a région; with that of the next département, too few for any area."""
        region = RegionFactory(code="04", name="La Réunion")
        departement = DepartementFactory(code="974", name="La Réunion", parent=region, lon=55.5, lat=-21.1)
        commune = CommuneFactory(code="97411", name="Saint-Denis-Sud", parent=departement, lon=55.45, lat=-20.89)
        site = SitePageFactory(title="Seulzq", commune=commune, lon=55.45, lat=-20.9, owner=self.author)
        ObservationFactory(site=site, people=6, author=self.author)
        self.places["commune_alone"] = commune
        return site

    def known(self) -> Known:
        """What requests are made of: also what only the twin says."""
        pages = [thing.page for thing in self.things.values() if hasattr(thing.page, "translation_key")]
        pages += [*self.sites[HERE], *self.sites[AWAY]]
        secrets = [text for thing in self.things.values() for texts in thing.secrets.values() for text in texts]
        places = list(self.places.values())
        titles = [site.title for site in (*self.sites[HERE], *self.sites[AWAY])]
        return Known(
            words=[*secrets, *titles * 3, *SAID_IN_THE_TWIN, *ORDINARY_WORDS, *(place.name for place in places)],
            keys=[
                *(str(page.translation_key) for page in pages),
                *(page.slug for page in pages),
                *(place.key for place in places),
            ],
            numbers=[page.pk for page in pages] + [place.pk for place in places] + [self.author.pk, 1, 2, 3],
            points=[*((site.lon, site.lat) for site in (*self.sites[HERE], *self.sites[AWAY])), (2.36, 48.93)],
            paths=sorted({page.get_url() or "/" for page in pages}),
        )

    def settle(self, *, for_members: bool = True) -> None:
        """Publish everything and refresh the areas, from the same numbers in both worlds.

        The numbers of what is public begin from a fixed one: they are opaque words to whoever reads them.
        """
        Entry.objects.all().delete()
        Departure.objects.all().delete()
        live: dict[Noun, list[Any]] = {thing.noun: [] for thing in self.things.values()}
        for thing in self.things.values():
            if thing.is_live and thing.noun != Noun.SITE:
                live[thing.noun].append(thing.page.specific_class.objects.get(pk=thing.page.pk))
        _count_from(100_000)
        publish_pages(SitePage.objects.live().order_by("pk"))
        _count_from(200_000)
        publish_pages([page for noun in sorted(live) for page in live[noun]])
        _count_from(300_000)
        refresh_areas(even_today=True)
        publish_statistics()
        if for_members:
            call_command("take_snapshots", verbosity=0)
            call_command("update_index", verbosity=0)


def _count_from(number: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval('catalog_change', %s)", [number])
        cursor.execute("SELECT setval(pg_get_serial_sequence('catalog_entry', 'id'), %s)", [number])


# --- what the twin says otherwise ---------------------------------------------------------------------------------


def names(_world: TwinWorld, sites: list[Any]) -> None:
    for number, site in enumerate(sites):
        title = f"Autrezq{number}"
        SitePage.objects.filter(pk=site.pk).update(
            title=title, draft_title=title, address=f"{number} allée Rivagezq", access_details="Par le pont Rivagezq"
        )
        PageLogEntry.objects.filter(page=site.pk).update(label=title)
    of_sites = Observation.objects.filter(site__in=sites)
    of_sites.update(comment="Secretzq")
    Closure.objects.filter(site__in=sites).update(comment="Secretzq")
    _rewrite_revisions(sites)


def _rewrite_revisions(pages: Iterable[Any]) -> None:
    for page in pages:
        fresh = type(page).objects.get(pk=page.pk)
        for revision in fresh.revisions.order_by("pk"):
            content = revision.content | {"title": fresh.title, "draft_title": fresh.draft_title}
            type(revision).objects.filter(pk=revision.pk).update(content=content, object_str=fresh.title)


def points(_world: TwinWorld, sites: list[Any]) -> None:
    """Elsewhere in the commune."""
    for number, site in enumerate(sites):
        SitePage.objects.filter(pk=site.pk).update(lon=site.lon + 0.011 * (number + 1), lat=site.lat - 0.007)


def owners(_world: TwinWorld, sites: list[Any]) -> None:
    SitePage.objects.filter(pk__in=[site.pk for site in sites]).update(owner_name="Bailleurzq")
    Procedure.objects.filter(site__in=sites).update(authority="Bailleurzq", dated_on="2024-02-02")
    for site in sites[::2]:
        ProcedureFactory(site=site, authority="Bailleurzq")


def details(_world: TwinWorld, sites: list[Any]) -> None:
    """What only members read of a site: the other counts, origins, phases, whose land it is."""
    Observation.objects.filter(site__in=sites).update(
        women=11, girls=3, tents=9, caravans=2, minors_0_3=1, origins=[Origin.values[0]]
    )
    SitePage.objects.filter(pk__in=[site.pk for site in sites]).update(owner_kind="private")
    for site in sites[::2]:
        Phase.objects.filter(site=site).delete()
        PhaseFactory(site=site)


def photos(world: TwinWorld, sites: list[Any]) -> None:
    for site in sites:
        seen = Observation.objects.filter(site=site).order_by("pk").first()
        photo = ObservationPhoto(
            observation=seen, kind=FileKind.IMAGE, name="photo-Secretzq.jpg", content_type="image/webp", size=9
        )
        photo.file.save("x", ContentFile(b"Secretzq!"), save=False)
        photo.save()


def journals(world: TwinWorld, pages: list[Any]) -> None:
    JournalEntry.objects.filter(page__in=[page.pk for page in pages]).update(text="Secretzq")
    for page in pages:
        JournalEntry.objects.create(
            page_id=page.pk, text="Secretzq", author=world.author, organisation=world.organisations["own"]
        )


def restricted_messages(world: TwinWorld, pages: list[Any]) -> None:
    of_pages = JournalEntry.objects.filter(page__in=[page.pk for page in pages], is_restricted=True)
    of_pages.update(text="Secretzq")
    for page in pages:
        JournalEntry.objects.create(
            page_id=page.pk,
            text="Secretzq",
            is_restricted=True,
            author=world.author,
            organisation=world.organisations["own"],
        )


def counts(world: TwinWorld, sites: list[Any]) -> None:
    """Where no area tells of them, and between the sites of one area."""
    alone = {site.pk for site in world.alone}
    pairs = [site for site in sites if site.pk not in alone and site.title.startswith("Platzq")]
    for one, other in zip(pairs[::2], pairs[1::2], strict=False):
        Observation.objects.filter(site=one).update(people=25, minors=10, minors_in_school=5)
        Observation.objects.filter(site=other).update(people=35, minors=14, minors_in_school=7)
    if alone & {site.pk for site in sites}:
        Observation.objects.filter(site__in=alone).update(people=2, water_access="unknown", working_toilets="no")
        SitePage.objects.filter(pk__in=alone).update(kind_of_place="building", reinstallation=YesNo.YES)
        SitePage.objects.filter(pk=world.alone[0].pk).update(status=SiteStatus.CLOSED)


def money(_world: TwinWorld, actions: list[Any]) -> None:
    Funding.objects.filter(action__in=actions).update(planned_eur="987654.32", spent_eur="12345.67")


def inside_of_actions(world: TwinWorld, actions: list[Any]) -> None:
    """What the public does not know of an action: its commune, its sites, its results, why it ended so."""
    Indicator.objects.filter(action__in=actions).update(people=77, minors=33, enrolled_primary=2)
    for action in actions:
        action.sites.set(world.sites[HERE][:1])
        ActionPage.objects.filter(pk=action.pk).update(outcome_reason="Secretzq")
        if action.territory_id == world.places["commune"].pk:
            ActionPage.objects.filter(pk=action.pk).update(territory=world.places["commune_beside"])


def accounts(world: TwinWorld, visitor: str) -> None:
    """Who others are; how many have accounts is public."""
    myself = getattr(world.browsers[visitor].user, "pk", None)
    for number, user in enumerate(User.objects.exclude(email="").exclude(pk=myself).order_by("pk")):
        User.objects.filter(pk=user.pk).update(
            first_name="Autrezq", last_name=f"Rivagezq{number}", email=f"autre{number}@example.org"
        )


def what_is_ones_own(world: TwinWorld) -> None:
    """What nobody reads of another's account, the national team included."""
    strangers = User.objects.exclude(pk=world.browsers["national team"].user.pk)
    strangers.update(password="md5$autre$autre")
    SavedSearch.objects.create(user=world.author, name="Secretzq", query="q=Secretzq")


OF_SITES: dict[str, Callable[[TwinWorld, list[Any]], None]] = {
    "names": names,
    "points": points,
    "owners": owners,
    "details": details,
    "photos": photos,
    "journals": journals,
    "restricted_messages": restricted_messages,
    "counts": counts,
}
OF_ACTIONS = {"money": money, "inside_of_actions": inside_of_actions, "journals": journals}
EVERYTHING = (*OF_SITES, *OF_ACTIONS)
# For each visitor, what is kept from them inside their scope. Of sites out of it, everything is.
KEPT_HERE: dict[str, tuple[str, ...]] = {
    "public": EVERYTHING,
    "member without a scope": EVERYTHING,
    "key of communes": tuple(kind for kind in EVERYTHING if kind != "counts"),
    "exact key": tuple(kind for kind in EVERYTHING if kind not in {"counts", "points"}),
    "observer": ("names", "points", "owners", "photos", "journals", "restricted_messages", "money"),
    "actor": ("owners", "restricted_messages", "money"),
    "partner": ("owners", "restricted_messages", "money"),
    "pilot": (),
    "editor": (*OF_SITES, "money"),
    "national team": None,
}
STRANGERS = ("public", "member without a scope", "key of communes", "exact key")


def change(world: TwinWorld, visitor: str, *, told: Collection[str] = ()) -> None:
    """Make of this world the twin of which `visitor` must see nothing. `told`: kinds that are no secret anywhere."""
    if KEPT_HERE[visitor] is None:
        return what_is_ones_own(world)
    for place, kept in ((HERE, KEPT_HERE[visitor]), (AWAY, EVERYTHING)):
        for kind, say_otherwise in OF_SITES.items():
            if kind in kept and kind not in told:
                say_otherwise(world, world.sites[place])
        for kind, say_otherwise in OF_ACTIONS.items():
            if kind in kept and not (visitor == "editor" and kind != "money"):
                say_otherwise(world, world.actions[place])
    if visitor in STRANGERS:
        accounts(world, visitor)
    return None
