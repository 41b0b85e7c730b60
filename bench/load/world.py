"""Who comes, and to what: read in the database once, before the clock runs."""

from dataclasses import dataclass, field
from random import Random

from django.conf import settings
from django.test import Client as Browser
from django.urls import reverse
from django.utils.http import urlencode

from actions.models import ActionPage
from actors.enums import Role
from actors.models import User
from catalog.models import Entry
from catalog.rules.live import token_of, watch_of
from cms.models import TerritoryPage
from collaboration.models import Follow
from knowledge.models import PracticePage
from sites.models import SitePage

# Members who are there during the half-hour, a tenth of 3,000, and addresses of the public.
ONLINE, HOUSES = 300, 4_000
SECRET = "0123456789abcdefghijklmnopqrstuv"  # noqa: S105 (of the CSRF cookie, which the browser itself holds)


@dataclass(frozen=True)
class Thing:
    pk: int
    slug: str
    key: str
    url: str


@dataclass
class Person:
    """A member who is logged in; `things` by noun, of their territory."""

    pk: int
    role: Role
    email: str
    headers: dict[str, str]
    territory: int
    sites: list[Thing]
    actions: list[Thing]
    commune: tuple[float, float] | None
    section: int
    live: str
    mark: str = ""
    followed: set[int] = field(default_factory=set)


@dataclass
class World:
    people: dict[Role, list[Person]]
    emails: list[str]
    territories: list[str]
    practices: list[Thing]
    actions: list[Thing]
    keys: list[str]
    etags: dict[str, str] = field(default_factory=dict)

    def person(self, chance: Random, *roles: Role) -> Person:
        return chance.choice([one for role in roles for one in self.people[role]])


def read_world() -> World:
    territories = TerritoryPage.objects.live().filter(territory__level="departement").order_by("path")
    actions = ActionPage.objects.live().order_by("pk")
    practices = PracticePage.objects.live().order_by("pk")
    keys = Entry.objects.published().filter(audience="public").exclude(noun="area").order_by("pk")
    return World(
        people=_people(),
        emails=list(
            User.objects.filter(email__endswith="@charge.example").order_by("pk").values_list("email", flat=True)
        ),
        territories=[page.get_url() for page in territories],
        practices=[_thing(page) for page in practices],
        actions=[_thing(page) for page in actions],
        keys=list(keys.filter(noun="action").values_list("key", flat=True)),
    )


def popular(chance: Random, things: list):
    """Few are read much, most seldom: the number of readers falls with the rank (Zipf)."""
    return things[int(len(things) ** chance.random()) - 1]


def house(chance: Random) -> str:
    number = chance.randrange(HOUSES)
    return f"10.20.{number // 250}.{number % 250 + 1}"


def _thing(page) -> Thing:
    return Thing(page.pk, page.slug, str(page.translation_key), page.get_url())


def _people() -> dict[Role, list[Person]]:
    """Of each role, as many as its share of the members; the national team and editors all."""
    found: dict[Role, list[Person]] = {role: [] for role in Role}
    members = User.objects.filter(email__endswith="@charge.example").prefetch_related("scopes__territory")
    chance = Random("online")
    sites, actions, followed = _things_by_territory()
    sections = dict(TerritoryPage.objects.values_list("territory_id", "pk"))
    for person in chance.sample(list(members.order_by("pk")), ONLINE):
        scope = person.scopes.all()[0]
        if scope.territory_id in sites and scope.territory_id in actions:  # nothing to do elsewhere
            mine = followed.get(person.pk, set())
            found[Role(scope.role)].append(_log_in(person, scope, sites, actions, mine, sections))
    for role in (Role.EDITOR, Role.NATIONAL):
        for person in members.filter(scopes__role=role).order_by("pk")[:5]:
            found[role].append(_log_in(person, person.scopes.all()[0], sites, actions, set(), sections))
    return found


def _things_by_territory():
    sites: dict[int, list] = {}
    actions: dict[int, list] = {}
    open_sites = SitePage.objects.open().live().select_related("commune").order_by("pk")
    for page in open_sites:
        for place in page.commune.ancestor_ids:
            sites.setdefault(place, []).append((_thing(page), (page.lon, page.lat)))
    for action in ActionPage.objects.live().select_related("territory").order_by("pk"):
        for place in action.territory.ancestor_ids:
            actions.setdefault(place, []).append(_thing(action))
    followed: dict[int, set[int]] = {}
    for user, page in Follow.objects.filter(page__isnull=False).values_list("user_id", "page_id"):
        followed.setdefault(user, set()).add(page)
    return sites, actions, followed


def _log_in(person: User, scope, sites: dict, actions: dict, followed: set[int], sections: dict) -> Person:
    browser = Browser()
    browser.force_login(person, backend="actors.policies.PasswordBackend")
    session = browser.cookies[settings.SESSION_COOKIE_NAME].value
    cookies = f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={SECRET}"
    here = sites.get(scope.territory_id, [])
    return Person(
        pk=person.pk,
        role=Role(scope.role),
        email=person.email,
        headers={"Cookie": cookies, "X-Forwarded-For": f"10.30.{person.pk // 250 % 250}.{person.pk % 250 + 1}"},
        territory=scope.territory_id,
        sites=[thing for thing, _point in here],
        actions=actions.get(scope.territory_id, []),
        commune=here[0][1] if here else None,
        section=sections.get(scope.territory_id, 0),
        live=f"{reverse('live')}?{urlencode({'vue': token_of(watch_of([scope]))})}",
        followed=followed,
    )
